// Entra's applications, service principals and agents, their credentials and what was granted to them.
import { reference } from "./entra-users.mjs";
import { PERMISSIONS, SCOPES } from "./graph-names.mjs";
import { graphTime, guid, moment } from "./ids.mjs";

/** The tenant that Microsoft's own applications belong to. */
const MICROSOFT_TENANT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/** Applications and service principals, each with what the description says of it. */
export function softwareOf(company, tenant) {
  const own = company.applications.filter((one) => one.vendor === undefined && one.managed !== true);
  const applications = [
    ...own.map((written) => ({ written, object: application(written, "application") })),
    ...company.blueprints.map((written) => ({ written, object: application(written, "agentIdentityBlueprint") })),
  ];
  const principals = [
    ...company.applications.map((written) => ({ written, object: servicePrincipal(written, tenant) })),
    // Credentials and what they reach belong to the blueprint's application; its principal has sponsors.
    ...company.blueprints.map(({ name, created, sponsors }) => ({
      type: "agentIdentityBlueprintPrincipal",
      written: { name, created, sponsors },
      object: blueprintPrincipal({ name, created }, tenant),
    })),
    ...company.agents.map((written) => ({ type: "agentIdentity", written, object: agentIdentity(written, tenant) })),
  ];
  const withId = (one) => ({ id: one.object.id, ...one });
  return { applications: applications.map(withId), principals: principals.map(withId) };
}

/** An agent or a blueprint with those who answer for it. */
export const withSponsors = ({ written, object }, company) => ({
  ...object,
  sponsors: (written.sponsors ?? []).map((login) => reference(company, login)),
});

const appIdOf = (written) => written.appId ?? guid("appId", written.name);

function application(written, type) {
  return {
    ...(type === "application" ? {} : { "@odata.type": `#microsoft.graph.${type}` }),
    id: guid("application", written.name),
    appId: appIdOf(written),
    displayName: written.name,
    createdDateTime: graphTime(moment(written.created, written.name)),
    signInAudience: "AzureADMyOrg",
    identifierUris: [],
    tags: [],
    isFallbackPublicClient: null,
    passwordCredentials: (written.secrets ?? []).map((secret) => ({
      keyId: guid("secret", written.name, secret.name),
      displayName: secret.name,
      hint: guid("hint", written.name, secret.name).slice(0, 3),
      secretText: null,
      customKeyIdentifier: null,
      startDateTime: `${secret.from}T00:00:00Z`,
      endDateTime: `${secret.to}T00:00:00Z`,
    })),
    keyCredentials: (written.certificates ?? []).map((certificate) => ({
      keyId: guid("certificate", written.name, certificate.name),
      displayName: certificate.name,
      type: "AsymmetricX509Cert",
      usage: "Verify",
      key: null,
      customKeyIdentifier: guid("thumbprint", written.name).replaceAll("-", "").toUpperCase(),
      startDateTime: `${certificate.from}T00:00:00Z`,
      endDateTime: `${certificate.to}T00:00:00Z`,
    })),
    requiredResourceAccess: [],
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [], preAuthorizedApplications: [], knownClientApplications: [] },
    web: { redirectUris: [] },
  };
}

const NO_PUBLISHER = { displayName: null, verifiedPublisherId: null, addedDateTime: null };

function servicePrincipal(written, tenant) {
  const microsoft = written.vendor === "microsoft";
  const graph = written.name === "Microsoft Graph";
  return {
    id: guid("servicePrincipal", written.name),
    appId: appIdOf(written),
    displayName: written.name,
    servicePrincipalType: written.managed ? "ManagedIdentity" : "Application",
    accountEnabled: true,
    appOwnerOrganizationId: written.managed
      ? null
      : microsoft
        ? MICROSOFT_TENANT
        : written.vendor === undefined
          ? tenant
          : guid("tenant", written.vendor),
    appRoleAssignmentRequired: false,
    signInAudience: written.vendor === undefined ? "AzureADMyOrg" : "AzureADMultipleOrgs",
    publisherName: written.vendor ?? null,
    verifiedPublisher: NO_PUBLISHER,
    createdDateTime: graphTime(moment(written.created ?? "2013-09-02", written.name)),
    disabledByMicrosoftStatus: null,
    passwordCredentials: [],
    keyCredentials: [],
    tags: written.managed ? [] : ["WindowsAzureActiveDirectoryIntegratedApp"],
    appRoles: graph
      ? Object.entries(PERMISSIONS).map(([value, id]) => ({ id, value, displayName: value, allowedMemberTypes: ["Application"], isEnabled: true }))
      : [],
    oauth2PermissionScopes: graph ? SCOPES.map((value) => ({ id: guid("scope", value), value, type: "User", isEnabled: true })) : [],
  };
}

function blueprintPrincipal(written, tenant) {
  return {
    "@odata.type": "#microsoft.graph.agentIdentityBlueprintPrincipal",
    ...servicePrincipal(written, tenant),
    id: guid("blueprintPrincipal", written.name),
    tags: [],
  };
}

function agentIdentity(written, tenant) {
  return {
    "@odata.type": "#microsoft.graph.agentIdentity",
    ...servicePrincipal(written, tenant),
    servicePrincipalType: "ServiceIdentity",
    agentIdentityBlueprintId: appIdOf({ name: written.blueprint }),
    createdByAppId: appIdOf({ name: written.blueprint }),
    tags: [],
  };
}

/** Issuers whose tokens an application accepts. */
export const federated = (written) =>
  (written.federated ?? []).map((one) => ({
    id: guid("federated", written.name, one.name),
    name: one.name,
    issuer: one.issuer,
    subject: one.subject,
    audiences: ["api://AzureADTokenExchange"],
    description: null,
  }));

const graphOf = (principals) => principals.find((one) => one.object.displayName === "Microsoft Graph").object;

export function appRoles(one, principals) {
  return (one.written.permissions ?? []).map((permission) => {
    if (PERMISSIONS[permission] === undefined) throw new Error(`no application permission of Graph is called ${permission}`);
    return {
      id: guid("appRole", one.object.id, permission),
      appRoleId: PERMISSIONS[permission],
      principalId: one.object.id,
      principalType: "ServicePrincipal",
      principalDisplayName: one.object.displayName,
      resourceId: graphOf(principals).id,
      resourceDisplayName: "Microsoft Graph",
      createdDateTime: one.object.createdDateTime,
      deletedDateTime: null,
    };
  });
}

export function consents(one, principals, company) {
  return (one.written.consents ?? []).map((consent) => ({
    id: guid("consent", one.object.id, consent.to),
    clientId: one.object.id,
    consentType: consent.to === "everyone" ? "AllPrincipals" : "Principal",
    principalId: consent.to === "everyone" ? null : company.account("entra", consent.to).id,
    resourceId: graphOf(principals).id,
    // Graph returns the scopes with a space before the first.
    scope: ` ${consent.scopes}`,
  }));
}
