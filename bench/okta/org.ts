import type { Org, Stored } from "../../test/servers/okta.js";

/** How large a made-up org is. */
export interface Size {
  readonly users: number;
  readonly groups: number;
  readonly apps: number;
  /** Memberships of a user beside the group of everybody. */
  readonly memberships: number;
}

/** An org of so many users, shaped as such orgs are: a group for twenty-five to fifty users, an application for some hundreds. */
export function sizeOf(users: number): Size {
  return { users, groups: Math.max(20, Math.round(users / 50)), apps: Math.max(20, Math.round(users / 250)), memberships: 10 };
}

/** One user in so many has left, holds a role, or has made an API token. */
const LEFT = 40;
const ADMIN = 1000;
const TOKEN = 2000;

/** Of applications, these are OAuth clients; the first of them sign by a key and act as themselves. */
const isClient = (app: number) => app % 3 === 0;
const actsAlone = (app: number) => app % 15 === 0;
/** Users of an application, of whom most have it through a group. */
const usersOf = (app: number, { users }: Size) => (app % 10 === 0 ? Math.floor(users / 2) : Math.min(users, 500));

const isLeft = (user: number) => user % LEFT === LEFT - 1;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The org itself. What there is one of for each user is made when it is asked for. */
export function orgOf(size: Size): Org {
  const users = numbers(size.users).map((user) => userOf(user));
  const there = numbers(size.users).filter((user) => !isLeft(user));
  const members = membersOf(size);
  const fixed = new Map<string, Stored>([
    ["/api/v1/users", users],
    ["/api/v1/groups", [{ id: "everyone", type: "BUILT_IN", profile: { name: "Everyone" } }, ...numbers(size.groups).map(groupOf)]],
    ["/api/v1/groups/everyone/users", there.map((user) => ({ id: `u${user}` }))],
    ["/api/v1/groups/rules", []],
    ["/api/v1/iam/assignees/users", { value: there.filter((user) => user % ADMIN === 0).map((user) => ({ id: `u${user}` })) }],
    ["/api/v1/iam/roles", { roles: [] }],
    ["/api/v1/iam/resource-sets", { "resource-sets": [] }],
    ["/api/v1/apps", numbers(size.apps).map(appOf)],
    ["/api/v1/api-tokens", there.filter((user) => user % TOKEN === 0).map(tokenOf)],
    ["/api/v1/policies?type=OKTA_SIGN_ON", []],
    ["/api/v1/policies?type=ACCESS_POLICY", []],
    ["/api/v1/policies?type=MFA_ENROLL", []],
    ["/api/v1/logs", []],
  ]);
  return (path) => fixed.get(path) ?? below(path, size, members);
}

function below(path: string, size: Size, members: readonly (readonly { id: string }[])[]): Stored | undefined {
  const [, family, id = "", listing = ""] = /^\/api\/v1\/(\w+)\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const number = Number(id.slice(1));
  if (family === "users" && listing === "factors")
    return [{ id: `f${id}`, factorType: "push", status: "ACTIVE", created: "2025-01-01T00:00:00.000Z" }];
  if (family === "users" && listing === "roles") return [{ id: `r${id}`, type: "HELP_DESK_ADMIN", status: "ACTIVE", assignmentType: "USER" }];
  if (family === "groups" && listing === "users") return members[number] ?? [];
  if (family === "groups" && listing === "owners") return [{ id: `u${number * 7}`, type: "USER" }];
  if (family === "apps" && listing === "groups") return [{ id: `g${number % size.groups}` }];
  if (family === "apps" && listing === "users")
    return numbers(usersOf(number, size)).map((user) => ({ id: `u${user}`, scope: user % 20 === 0 ? "USER" : "GROUP", status: "ACTIVE" }));
  if (family === "apps" && listing === "grants") return actsAlone(number) ? [{ id: `gr${id}`, status: "ACTIVE", scopeId: "okta.users.read" }] : [];
  if (family === "apps" && listing.startsWith("credentials/"))
    return [{ id: `c${id}`, kid: `k${id}`, status: "ACTIVE", created: "2025-01-01T00:00:00.000Z" }];
  return path.startsWith("/oauth2/v1/clients/") || listing.startsWith("targets") || listing.includes("/targets/") ? [] : undefined;
}

function membersOf(size: Size): { id: string }[][] {
  const members: { id: string }[][] = numbers(size.groups).map(() => []);
  for (let user = 0; user < size.users; user++) {
    if (isLeft(user)) continue;
    for (let nth = 0; nth < size.memberships; nth++) members[(user * 31 + nth * 17) % size.groups]?.push({ id: `u${user}` });
  }
  return members;
}

function userOf(user: number): object {
  const login = `person.${user}@corp.example`;
  return {
    id: `u${user}`,
    status: isLeft(user) ? "DEPROVISIONED" : "ACTIVE",
    created: "2023-01-01T00:00:00.000Z",
    activated: "2023-01-01T00:00:00.000Z",
    statusChanged: "2023-01-01T00:00:00.000Z",
    lastLogin: "2026-05-20T08:00:00.000Z",
    lastUpdated: "2026-05-01T00:00:00.000Z",
    passwordChanged: "2026-01-01T00:00:00.000Z",
    type: { id: "oty1" },
    profile: {
      login,
      email: login,
      firstName: `Given${user % 5000}`,
      lastName: `Family${user % 20_000}`,
      employeeNumber: String(100_000 + user),
      department: `Department ${user % 200}`,
      title: `Title ${user % 300}`,
      managerId: `u${Math.floor(user / 8)}`,
      city: `City ${user % 50}`,
      countryCode: "NO",
      costCentre: `C${user % 400}`,
    },
    credentials: { password: {}, provider: { type: "OKTA", name: "OKTA" } },
    _links: { self: { href: `https://corp.okta.example/api/v1/users/u${user}` } },
  };
}

function groupOf(group: number): object {
  return { id: `g${group}`, type: "OKTA_GROUP", created: "2024-01-01T00:00:00.000Z", profile: { name: `Group ${group}` } };
}

function appOf(app: number): object {
  const common = { id: `a${app}`, label: `Application ${app}`, status: "ACTIVE", created: "2024-01-01T00:00:00.000Z" };
  if (!isClient(app)) return { ...common, name: `app_${app}`, signOnMode: "SAML_2_0" };
  return {
    ...common,
    name: "oidc_client",
    signOnMode: "OPENID_CONNECT",
    credentials: { oauthClient: { client_id: `a${app}`, token_endpoint_auth_method: actsAlone(app) ? "private_key_jwt" : "client_secret_basic" } },
    settings: { oauthClient: { grant_types: [actsAlone(app) ? "client_credentials" : "authorization_code"] } },
  };
}

function tokenOf(user: number): object {
  return { id: `t${user}`, name: `Token ${user}`, userId: `u${user}`, created: "2025-01-01T00:00:00.000Z", tokenWindow: "P30D" };
}

/**
 * The fewest requests that such an org can be read in: largest pages, and one request for each object of what there is
 * no listing of for all objects at once. Empty listings are one request.
 */
export function fewest(size: Size): number {
  const pages = (objects: number, page: number) => Math.max(1, Math.ceil(objects / page));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const left = numbers(size.users).filter(isLeft).length;
  const there = size.users - left;
  const admins = numbers(size.users).filter((user) => !isLeft(user) && user % ADMIN === 0).length;
  const tokens = numbers(size.users).filter((user) => !isLeft(user) && user % TOKEN === 0).length;
  const clients = numbers(size.apps).filter(isClient);
  const lone = clients.filter(actsAlone).length;
  const filled = membersOf(size).filter((members) => members.length > 0);
  // Twenty listings of which there is one: rules, service accounts of two kinds, roles, sets, tokens, authenticators,
  // three kinds of policy, log streams, ThreatInsight, identity providers, authorization servers, agents, their owners,
  // integrations, linked objects.
  const single = 18;
  return (
    single +
    pages(there, 200) +
    pages(left, 200) +
    pages(size.groups + 1, 200) +
    sum(filled.map((members) => pages(members.length, 200))) +
    size.groups +
    pages(admins, 100) +
    // Roles of each, and what they are limited to.
    2 * admins +
    pages(size.apps, 200) +
    sum(numbers(size.apps).map((app) => 1 + pages(usersOf(app, size), 500))) +
    // A credential, grants, connections and the last use of each client; the roles of those that act as themselves.
    4 * clients.length +
    lone +
    tokens +
    there
  );
}
