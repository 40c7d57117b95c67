import type { TierEntry, TierList } from "./list.js";

/**
 * Okta's standard roles, by the API's type and by the console's label.
 * An organisation administrator cannot touch super administrators but everything around them, and an application
 * administrator may act through a service app that holds a role: both count as tier 0 unless a target limits them.
 */
export const OKTA_ROLES: TierList = {
  from: "https://developer.okta.com/docs/concepts/role-assignment/",
  entries: [
    { tier: 0, name: "SUPER_ADMIN", also: ["Super Administrator", "Super Org Administrator"], why: "everything" },
    {
      tier: 0,
      name: "ORG_ADMIN",
      also: ["Organization Administrator", "Organizational Administrator"],
      why: "nearly everything around super administrators",
    },
    { tier: 0, name: "APP_ADMIN", also: ["Okta Application Administrator"], why: "edits any application and signs in as it" },
    { tier: 1, name: "API_ACCESS_MANAGEMENT_ADMIN", also: ["API Access Management Administrator"], why: "writes claims and token exchange rules" },
    { tier: 1, name: "USER_ADMIN", also: ["Group Administrator"], why: "rules over accounts without a role, and their passwords" },
    { tier: 1, name: "GROUP_MEMBERSHIP_ADMIN", also: ["Group Membership Administrator"], why: "joins groups, hence applications" },
    { tier: 1, name: "HELP_DESK_ADMIN", also: ["Help Desk Administrator"], why: "resets passwords and factors of accounts without a role" },
    { tier: 1, name: "WORKFLOWS_ADMIN", also: ["Workflows Administrator"], why: "runs flows with the connectors' stored credentials" },
    { tier: 1, name: "ACCESS_REQUESTS_ADMIN", also: ["Access Requests Administrator"], why: "decides who approves access" },
    { tier: 2, name: "ACCESS_CERTIFICATIONS_ADMIN", also: ["Access Certifications Administrator"], why: "keeps or withdraws access in campaigns" },
    { tier: 2, name: "MOBILE_ADMIN", also: ["Mobile Administrator"], why: "devices" },
    { tier: 2, name: "REPORT_ADMIN", also: ["Report Administrator"], why: "reads" },
    { tier: 2, name: "READ_ONLY_ADMIN", also: ["Read Only Administrator", "Read-only Administrator"], why: "reads everything, changes nothing" },
  ],
};

/** Permissions of custom roles. A custom role is as strong as the strongest of them; what its resource set covers is not weighed. */
export const OKTA_PERMISSIONS: TierList = {
  from: "https://developer.okta.com/docs/concepts/role-assignment/#permission-types",
  entries: [
    { tier: 0, name: "okta.iam.manage", why: "grants roles" },
    { tier: 0, name: "okta.apps.manage", why: "edits applications, their keys and who they let in" },
    { tier: 0, name: "okta.apps.manageFirstPartyApps", why: "edits the vendor's own applications" },
    { tier: 0, name: "okta.policies.manage", why: "weakens sign-on for everyone" },
    { tier: 0, name: "okta.identityProviders.manage", why: "trusts an issuer of its own" },
    { tier: 0, name: "okta.users.apitokens.manage", why: "rules over API tokens of others" },
    { tier: 1, name: "okta.users.manage", why: "edits accounts" },
    { tier: 1, name: "okta.users.create", why: "makes accounts" },
    { tier: 1, name: "okta.users.lifecycle.manage", why: "enables and disables accounts" },
    { tier: 1, name: "okta.users.credentials.manage", why: "resets passwords and factors" },
    { tier: 1, name: "okta.users.credentials.resetPassword", why: "resets passwords" },
    { tier: 1, name: "okta.users.credentials.resetFactors", why: "resets factors" },
    { tier: 1, name: "okta.users.credentials.expirePassword", why: "sets temporary passwords" },
    { tier: 1, name: "okta.users.credentials.manageTemporaryAccessCode", why: "issues codes to sign in with" },
    { tier: 1, name: "okta.users.userprofile.manage", why: "edits what group rules read" },
    { tier: 1, name: "okta.users.groupMembership.manage", why: "joins groups" },
    { tier: 1, name: "okta.users.appAssignment.manage", why: "gives applications" },
    { tier: 1, name: "okta.groups.manage", why: "joins groups" },
    { tier: 1, name: "okta.groups.members.manage", why: "joins groups" },
    { tier: 1, name: "okta.groups.appAssignment.manage", why: "gives applications" },
    { tier: 1, name: "okta.apps.assignment.manage", why: "gives applications" },
    { tier: 1, name: "okta.apps.clientCredentials.read", why: "reads client secrets" },
    { tier: 1, name: "okta.authzServers.manage", why: "writes claims and token exchange rules" },
    { tier: 1, name: "okta.customizations.manage", why: "rewrites the sign-in page" },
    { tier: 1, name: "okta.workflows.invoke", why: "runs flows with credentials of their own" },
    { tier: 1, name: "okta.agents.manage", why: "rules over directory agents" },
    { tier: 1, name: "okta.agents.register", why: "registers directory agents" },
    { tier: 1, name: "okta.profilesources.import.run", why: "makes accounts by import" },
    { tier: 1, name: "okta.realms.manage", also: ["okta.realm.manage"], why: "moves accounts between realms" },
    ...["activate", "deactivate", "suspend", "unsuspend", "delete", "unlock", "clearSessions"].map(
      (act): TierEntry => ({ tier: 1, name: `okta.users.lifecycle.${act}`, why: "enables, disables or removes accounts" }),
    ),
    { tier: 1, name: "okta.users.apitokens.clear", why: "revokes API tokens of others" },
    { tier: 1, name: "okta.groups.create", why: "makes groups that rules may fill and applications be given to" },
    { tier: 1, name: "okta.devices.manage", why: "changes which devices sign-on trusts" },
    { tier: 1, name: "okta.devices.lifecycle.manage", why: "changes which devices sign-on trusts" },
    { tier: 1, name: "okta.governance.accessCertifications.manage", why: "decides who keeps access" },
    { tier: 1, name: "okta.governance.accessRequests.manage", why: "decides who approves access" },
    { tier: 2, name: "okta.support.cases.manage", why: "speaks to the vendor's support" },
    ...[
      "users.apitokens",
      "users.userprofile",
      "devices",
      "identityProviders",
      "policies",
      "authzServers",
      "customizations",
      "workflows",
      "realms",
    ].map((what): TierEntry => ({ tier: 2, name: `okta.${what}.read`, why: "reads" })),
    { tier: 2, name: "okta.agents.view", why: "reads" },
    { tier: 2, name: "okta.governance.accessCertifications.read", why: "reads" },
    { tier: 2, name: "okta.iam.read", why: "reads" },
    { tier: 2, name: "okta.users.read", why: "reads" },
    { tier: 2, name: "okta.groups.read", why: "reads" },
    { tier: 2, name: "okta.apps.read", why: "reads" },
  ],
};

/** OAuth scopes that read, and those that change what access does not rest on. */
const READ_OR_HARMLESS: readonly string[] = [
  ..."agentPools aiAgents apiTokens appGrants apps authenticators authorizationServers behaviors botProtection brands captchas clients"
    .concat(" customTelephonyProvider deviceAssurance deviceIntegrations devicePostureChecks devices domains dr emailDomains emailServers eventHooks")
    .concat(" factors features groups groupRules identitySources idps inlineHooks linkedObjects logStreams logs networkZones oauthIntegrations orgs")
    .concat(" policies principalRateLimits profileMappings pushProviders rateLimits realmAssignments realms roles schemas securityEventsProviders")
    .concat(" serviceAccounts sessions templates threatInsights trustedOrigins uischemas userRisk userTypes users")
    .split(" ")
    .map((what) => `${what}.read`),
  ..."captchas deviceIntegrations linkedObjects principalRateLimits pushProviders rateLimits securityEventsProviders uischemas userTypes"
    .split(" ")
    .map((what) => `${what}.manage`),
];

/** OAuth scopes of Okta's own APIs. A token has what both its scope and its holder's role allow. */
export const OKTA_SCOPES: TierList = {
  from: "https://developer.okta.com/docs/api/oauth2/",
  entries: [
    { tier: 0, name: "okta.roles.manage", why: "grants roles" },
    { tier: 0, name: "okta.apps.manage", why: "edits applications, their keys and who they let in" },
    { tier: 0, name: "okta.appGrants.manage", why: "consents for service apps" },
    { tier: 0, name: "okta.policies.manage", why: "weakens sign-on for everyone" },
    { tier: 0, name: "okta.idps.manage", why: "trusts an issuer of its own" },
    { tier: 0, name: "okta.apiTokens.manage", why: "rules over API tokens of others" },
    { tier: 0, name: "okta.clients.manage", why: "edits OAuth clients and their keys" },
    { tier: 0, name: "okta.clients.register", why: "registers OAuth clients" },
    { tier: 1, name: "okta.users.manage", why: "edits accounts, passwords and factors" },
    { tier: 1, name: "okta.factors.manage", why: "resets factors" },
    { tier: 1, name: "okta.groups.manage", why: "joins groups" },
    { tier: 1, name: "okta.groupRules.manage", why: "rewrites the rules that fill groups" },
    { tier: 1, name: "okta.authorizationServers.manage", why: "writes claims and token exchange rules" },
    { tier: 1, name: "okta.authenticators.manage", why: "changes which factors count" },
    { tier: 1, name: "okta.trustedOrigins.manage", why: "lets other sites call with a user's session" },
    { tier: 1, name: "okta.networkZones.manage", why: "moves the boundary that policies rest on" },
    { tier: 1, name: "okta.sessions.manage", why: "makes and ends sessions" },
    { tier: 1, name: "okta.eventHooks.manage", why: "sends events elsewhere" },
    { tier: 1, name: "okta.inlineHooks.manage", why: "puts own code into sign-in and tokens" },
    { tier: 1, name: "okta.schemas.manage", why: "changes profiles that rules read" },
    { tier: 1, name: "okta.profileMappings.manage", why: "changes what is provisioned" },
    { tier: 1, name: "okta.brands.manage", why: "rewrites the sign-in page" },
    { tier: 1, name: "okta.aiAgents.manage", why: "adds credentials to agents" },
    { tier: 1, name: "okta.serviceAccounts.manage", why: "takes service accounts" },
    { tier: 1, name: "okta.realms.manage", why: "moves accounts between realms" },
    { tier: 1, name: "okta.orgs.manage", why: "changes the organisation's settings" },
    { tier: 1, name: "okta.logStreams.manage", why: "switches logs off" },
    { tier: 1, name: "okta.domains.manage", why: "changes the addresses that sign-in runs under" },
    { tier: 1, name: "okta.emailServers.manage", why: "has messages that reset passwords sent elsewhere" },
    { tier: 1, name: "okta.emailDomains.manage", why: "changes whom messages of sign-in come from" },
    { tier: 1, name: "okta.customTelephonyProvider.manage", why: "has codes to sign in with sent elsewhere" },
    { tier: 1, name: "okta.templates.manage", why: "rewrites messages of sign-in" },
    { tier: 1, name: "okta.agentPools.manage", why: "rules over directory agents" },
    { tier: 1, name: "okta.identitySources.manage", why: "makes accounts by import" },
    { tier: 1, name: "okta.userRisk.manage", why: "clears the risk that policies rest on" },
    { tier: 1, name: "okta.threatInsights.manage", why: "stops the blocking of attackers" },
    { tier: 1, name: "okta.devices.manage", why: "changes which devices sign-on trusts" },
    { tier: 1, name: "okta.deviceAssurance.manage", why: "changes which devices sign-on trusts" },
    { tier: 1, name: "okta.devicePostureChecks.manage", why: "changes which devices sign-on trusts" },
    { tier: 1, name: "okta.realmAssignments.manage", why: "moves accounts between realms" },
    { tier: 1, name: "okta.features.manage", why: "switches guards on and off" },
    { tier: 1, name: "okta.botProtection.manage", why: "stops the blocking of attackers" },
    { tier: 1, name: "okta.behaviors.manage", why: "changes what counts as unusual" },
    { tier: 1, name: "okta.oauthIntegrations.manage", why: "lets service integrations in" },
    { tier: 1, name: "okta.dr.manage", why: "moves the organisation to another cell" },
    ...READ_OR_HARMLESS.map(
      (name): TierEntry => ({ tier: 2, name: `okta.${name}`, why: name.endsWith(".read") ? "reads" : "changes what access does not rest on" }),
    ),
  ],
};
