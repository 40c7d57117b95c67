// The company as Okta would answer: one entry a file, by its path below fixtures/okta.
import { apiToken, assignees, assignmentId, customRoleListings, role } from "./okta-admin.mjs";
import { application, grantsOf, groupAssignments, keysOf, scopeGrants, secretsOf } from "./okta-apps.mjs";
import { authorizationServers, logStreams, policiesByType, policiesOfServers, rulesOfPolicies, rulesOfServers } from "./okta-policies.mjs";
import { factorsOf, group, groupRule, owner, user } from "./okta-users.mjs";
import { oktaPages, pageFiles } from "./pages.mjs";

const PAGE = { users: 25, groups: 6 };

/** All files of the organisation. */
export function oktaFiles(company) {
  const org = company.oktaOrg;
  const accounts = company.accounts.filter((account) => account.in === "okta");
  const groups = company.groups.filter((one) => one.in === "okta");
  const apps = company.oktaApplications.map((written) => ({ written, object: application(written, company) }));
  const list = (path, items, size) => pageFiles(path.slice(1), oktaPages(`${org}${path}`, items, size));
  /** Listings under single objects: the ids in the path, and the list. */
  const each = (path, listings) => [
    `${path.slice(1)}.json`,
    Object.fromEntries(listings.map(([ids, items]) => [ids.join("/"), oktaPages(`${org}${filled(path, ids)}`, items)])),
  ];
  const ofUsers = (path, items) =>
    each(
      `/api/v1/users/each/${path}`,
      accounts.map((one) => [[one.id], items(one)]),
    );
  const ofGroups = (path, items) =>
    each(
      `/api/v1/groups/each/${path}`,
      groups.map((one) => [[one.id], items(one)]),
    );
  const ofApps = (path, items) =>
    each(
      `/api/v1/apps/each/${path}`,
      apps.map((one) => [[one.object.id], items(one)]),
    );
  const heldBy = (to) => company.roles.okta.filter((one) => one.to === to);
  const heldByUser = (account) => [
    ...heldBy(account.login),
    ...groups.filter((one) => one.memberIds.includes(account.id)).flatMap((one) => heldBy(`group:${one.name}`)),
  ];
  return new Map([
    ...list(
      "/api/v1/users",
      accounts.map((one) => user(one, company)),
      PAGE.users,
    ),
    ofUsers("factors", (one) => factorsOf(one, company)),
    ofUsers("roles", (one) => heldByUser(one).map((held) => role(held, company, "user"))),
    ofUsers("grants", (one) => grantsOf(one, company, apps)),
    each(
      "/api/v1/users/each/roles/each/targets/groups",
      accounts.flatMap((one) => heldBy(one.login).map((held) => [[one.id, assignmentId(held)], []])),
    ),
    ...list(
      "/api/v1/groups",
      groups.map((one) => group(one, org)),
      PAGE.groups,
    ),
    ...list("/api/v1/groups/rules", groups.filter((one) => one.rule !== undefined).map(groupRule)),
    ofGroups("users", (one) =>
      one.memberIds.map((id) =>
        user(
          accounts.find((account) => account.id === id),
          company,
        ),
      ),
    ),
    ofGroups("owners", (one) => one.owners.map((login) => owner(company.account("okta", login)))),
    ofGroups("roles", (one) => heldBy(`group:${one.name}`).map((held) => role(held, company, "group"))),
    ...object(
      "/api/v1/iam/assignees/users",
      assignees(
        accounts.filter((one) => heldByUser(one).length > 0),
        org,
      ),
    ),
    ...Object.entries(customRoleListings(company)).flatMap(([path, listings]) =>
      listings.every(([ids]) => ids.length === 0) ? object(path, listings[0][1]) : [eachObject(path, listings)],
    ),
    ...list(
      "/api/v1/apps",
      apps.map((one) => one.object),
    ),
    ofApps("credentials/secrets", (one) => secretsOf(one.written)),
    ofApps("credentials/jwks", (one) => keysOf(one.written)),
    ofApps("grants", (one) => scopeGrants(one, company)),
    ofApps("groups", (one) => groupAssignments(one.written, groups)),
    each(
      "/oauth2/v1/clients/each/roles",
      apps.map((one) => [[one.object.id], []]),
    ),
    ...list(
      "/api/v1/api-tokens",
      company.oktaTokens.map((token) => apiToken(token, company)),
    ),
    ...Object.entries(policiesByType(company)).flatMap(([type, policies]) => list(`/api/v1/policies/${type}`, policies)),
    each("/api/v1/policies/each/rules", rulesOfPolicies(company)),
    ...list("/api/v1/logStreams", logStreams(company)),
    ...list("/api/v1/authorizationServers", authorizationServers(company)),
    each("/api/v1/authorizationServers/each/policies", policiesOfServers(company)),
    each("/api/v1/authorizationServers/each/policies/each/rules", rulesOfServers(company)),
  ]);

  /** Some listings are one object with the list inside, and would say there where the next page is. */
  function object(path, body) {
    return pageFiles(path.slice(1), [{ link: `<${org}${path}>; rel="self"`, body }]);
  }
  function eachObject(path, listings) {
    return [
      `${path.slice(1)}.json`,
      Object.fromEntries(listings.map(([ids, body]) => [ids.join("/"), [{ link: `<${org}${filled(path, ids)}>; rel="self"`, body }]])),
    ];
  }
}

/** A path with the ids in the places of `each`. */
const filled = (path, ids) => ids.reduce((text, id) => text.replace("/each/", `/${id}/`), path);
