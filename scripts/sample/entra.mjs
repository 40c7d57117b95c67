// The company as Microsoft Graph would answer: one entry a file, by its path below fixtures/entra.
import { conditionalAccess, roleDefinition, roleFiles, rolePolicy, settings } from "./entra-policies.mjs";
import { appRoles, consents, federated, softwareOf, withSponsors } from "./entra-software.mjs";
import { agentUsers, group, organization, reference, registration, user } from "./entra-users.mjs";
import { ROLES } from "./graph-names.mjs";
import { guid } from "./ids.mjs";
import { graphPages, pageFiles } from "./pages.mjs";

const GRAPH = "https://graph.microsoft.com/v1.0";
const PAGE = { users: 30, groups: 8, servicePrincipals: 10 };

/** All files of the tenant. */
export function entraFiles(company) {
  const tenant = guid("tenant", company.tenantDomain);
  const accounts = company.accounts.filter((account) => account.in === "entra");
  const groups = company.groups.filter((one) => one.in === "entra");
  const { applications, principals } = softwareOf(company, tenant);
  const list = (path, items, size) => pageFiles(`v1.0/${path}`, graphPages(`${GRAPH}/${path}`, items, size));
  const object = (path, body) => [`v1.0/${path}.json`, body];
  /** Listings under single objects: the object, and the list. */
  const each = (path, objects, items) =>
    object(path, Object.fromEntries(objects.map((one) => [one.id, graphPages(`${GRAPH}/${path.replace("/each/", `/${one.id}/`)}`, items(one))])));
  return new Map([
    ...list("organization", [organization(company, tenant)]),
    ...list("users", [...accounts.map((one) => user(one, company)), ...agentUsers(company)], PAGE.users),
    ...list(
      "reports/authenticationMethods/userRegistrationDetails",
      accounts.filter((one) => one.active).map((one) => registration(one, company)),
    ),
    ...list(
      "groups",
      groups.map((one) => group(one, company)),
      PAGE.groups,
    ),
    each("groups/each/members", groups, (one) => one.memberIds.map((id) => ({ "@odata.type": typeOf(id, company), id }))),
    each("groups/each/owners", groups, (one) => one.owners.map((login) => reference(company, login))),
    ...list(
      "applications",
      applications.map((one) => one.object),
    ),
    each("applications/each/owners", applications, (one) => (one.written.owners ?? []).map((login) => reference(company, login))),
    each("applications/each/federatedIdentityCredentials", applications, (one) => federated(one.written)),
    ...list(
      "servicePrincipals",
      principals.map((one) => one.object),
      PAGE.servicePrincipals,
    ),
    ...["agentIdentity", "agentIdentityBlueprintPrincipal"].flatMap((type) =>
      list(
        `servicePrincipals/microsoft.graph.${type}`,
        principals.filter((one) => one.type === type).map((one) => withSponsors(one, company)),
      ),
    ),
    each("servicePrincipals/each/owners", principals, () => []),
    each("servicePrincipals/each/appRoleAssignments", principals, (one) => appRoles(one, principals)),
    ...list(
      "oauth2PermissionGrants",
      principals.flatMap((one) => consents(one, principals, company)),
    ),
    ...list("roleManagement/directory/roleDefinitions", Object.entries(ROLES).map(roleDefinition)),
    ...roleFiles(company, list),
    ...list("policies/roleManagementPolicyAssignments", Object.values(ROLES).map(rolePolicy)),
    ...list("users/microsoft.graph.agentUser", agentUsers(company)),
    ...["directory/deletedItems/microsoft.graph.user", "directory/administrativeUnits", "policies/authenticationStrengthPolicies"].flatMap((path) =>
      list(path, []),
    ),
    ...list("identity/conditionalAccess/namedLocations", []),
    ...list("domains", [{ id: company.tenantDomain, authenticationType: "Managed", isVerified: true }]),
    ...pageFiles(
      "beta/reports/servicePrincipalSignInActivities",
      graphPages("https://graph.microsoft.com/beta/reports/servicePrincipalSignInActivities", []),
    ),
    ...list("identity/conditionalAccess/policies", company.conditionalAccess.map(conditionalAccess)),
    ...Object.entries(settings(company)).map(([name, body]) => object(`policies/${name}`, body)),
  ]);
}

const typeOf = (id, company) => (company.groups.some((one) => one.id === id) ? "#microsoft.graph.group" : "#microsoft.graph.user");
