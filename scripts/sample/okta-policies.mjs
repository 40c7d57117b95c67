// Okta's policies with their rules, and its authorization servers.
import { groupId } from "./describe.mjs";
import { oktaId } from "./ids.mjs";
import { last } from "./okta-users.mjs";

const stamped = (words) => ({ created: last(words), lastUpdated: last(words) });
/** The id of a policy. */
export const policyId = (type, name) => oktaId("00p", "policy", type, name);

/** Policies of each type: the answer's list by type. */
export const policiesByType = (company) =>
  Object.fromEntries(
    Object.entries(company.oktaPolicies).map(([type, policies]) => [
      type,
      policies.map((policy, i) => ({
        id: policyId(type, policy.name),
        type,
        name: policy.name,
        description: null,
        priority: i + 1,
        status: policy.status ?? "ACTIVE",
        system: i === policies.length - 1,
        conditions: { people: { groups: { include: (policy.groups ?? ["Everyone"]).map((name) => groupId("okta", name)) } } },
        ...(policy.settings === undefined ? {} : { settings: policy.settings }),
        ...stamped([type, policy.name]),
      })),
    ]),
  );

/** The rules of every policy: id and list. */
export const rulesOfPolicies = (company) =>
  Object.entries(company.oktaPolicies).flatMap(([type, policies]) =>
    policies.map((policy) => [
      [policyId(type, policy.name)],
      (policy.rules ?? []).map((rule, i) => ({
        id: oktaId("0pr", "rule", policy.name, rule.name),
        status: "ACTIVE",
        name: rule.name,
        priority: i + 1,
        system: false,
        type: { OKTA_SIGN_ON: "SIGN_ON", PASSWORD: "PASSWORD", ACCESS_POLICY: "ACCESS_POLICY", MFA_ENROLL: "MFA_ENROLL" }[type],
        conditions: { people: { users: { exclude: [] }, groups: { exclude: [] } }, network: { connection: "ANYWHERE" }, ...rule.conditions },
        actions: rule.actions,
        ...stamped([policy.name, rule.name]),
      })),
    ]),
  );

/** Where the log is streamed to. */
export const logStreams = (company) =>
  company.oktaLogStreams.map((stream) => ({
    id: oktaId("0oa", "log stream", stream.name),
    type: stream.type,
    name: stream.name,
    status: "ACTIVE",
    ...stamped([stream.name]),
  }));

const serverId = (server) => oktaId("aus", "server", server.name);
const serverPolicyId = (server, policy) => oktaId("00p", "server policy", server.name, policy.name);

/** Authorization servers. */
export const authorizationServers = (company) =>
  company.oktaAuthorizationServers.map((server) => ({
    id: serverId(server),
    name: server.name,
    description: server.about,
    audiences: [server.audience],
    issuer: `${company.oktaOrg}/oauth2/${serverId(server)}`,
    issuerMode: "ORG_URL",
    status: "ACTIVE",
    credentials: { signing: { rotationMode: "AUTO" } },
    ...stamped([server.name]),
  }));

/** The policies of every authorization server: id and list. */
export const policiesOfServers = (company) =>
  company.oktaAuthorizationServers.map((server) => [
    [serverId(server)],
    server.policies.map((policy, i) => ({
      id: serverPolicyId(server, policy),
      type: "OAUTH_AUTHORIZATION_POLICY",
      name: policy.name,
      description: policy.name,
      priority: i + 1,
      status: "ACTIVE",
      system: false,
      conditions: { clients: { include: policy.clients === "all" ? ["ALL_CLIENTS"] : policy.clients.map((name) => oktaId("0oa", "app", name)) } },
      ...stamped([server.name, policy.name]),
    })),
  ]);

/** The rules of every authorization server's policies: both ids and list. */
export const rulesOfServers = (company) =>
  company.oktaAuthorizationServers.flatMap((server) =>
    server.policies.map((policy) => [
      [serverId(server), serverPolicyId(server, policy)],
      policy.rules.map((rule, i) => ({
        id: oktaId("0pr", "server rule", server.name, policy.name, rule.name),
        type: "RESOURCE_ACCESS",
        name: rule.name,
        priority: i + 1,
        status: "ACTIVE",
        system: false,
        conditions: {
          people: {
            users: { include: [], exclude: [] },
            groups: { include: rule.groups === undefined ? ["EVERYONE"] : rule.groups.map((name) => groupId("okta", name)), exclude: [] },
          },
          grantTypes: { include: rule.grantTypes },
          scopes: { include: rule.scopes },
        },
        actions: {
          token: {
            accessTokenLifetimeMinutes: rule.minutes,
            refreshTokenLifetimeMinutes: rule.refreshMinutes ?? 0,
            refreshTokenWindowMinutes: rule.idleMinutes ?? 10080,
          },
        },
        ...stamped([server.name, policy.name, rule.name]),
      })),
    ]),
  );
