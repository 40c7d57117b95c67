import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { Diagnosis, PermissionState } from "../../../src/sources/contract.js";
import { COLLECTIONS, READ_SCOPES } from "../../../src/sources/okta/collections.js";
import { oktaSource } from "../../../src/sources/okta/source.js";
import { type OktaOptions, type OktaServer, type Org, startOkta } from "../../servers/okta.js";
import { ENDPOINTS, endpointOf } from "../../servers/okta-api.js";
import { ORG } from "./org.js";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

const servers: OktaServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function started(org: Org = ORG, options: OktaOptions = {}): Promise<OktaServer> {
  const server = await startOkta(org, options);
  servers.push(server);
  return server;
}

const signal = new AbortController().signal;
const TOKEN = { OKTA_CLIENT_TOKEN: "test-token" };
const APP = {
  OKTA_CLIENT_AUTHORIZATIONMODE: "PrivateKey",
  OKTA_CLIENT_CLIENTID: "a1",
  OKTA_CLIENT_PRIVATEKEY: privateKey,
};
const ALL_SCOPES = [...new Set(ENDPOINTS.map(({ scope }) => scope))];
const patience = { tries: 3, throttledTries: 3, firstWait: 0.001, longestWait: 900 };
const clock = { now: Date.now, sleep: async () => undefined };

async function diagnosisOf(server: OktaServer, env: Record<string, string> = TOKEN): Promise<Diagnosis> {
  const diagnosis = await oktaSource({ orgUrl: server.origin, patience, clock }).diagnose?.({ signal, env });
  if (diagnosis === undefined) throw new Error("the source has no diagnosis");
  return diagnosis;
}

const stateOf = ({ permissions }: Diagnosis, permission: string): PermissionState | undefined =>
  permissions.find((one) => one.permission === permission);

describe("a diagnosis", () => {
  it("names every scope that something is read with, and what it gives", async () => {
    const { permissions, tenant, notes } = await diagnosisOf(await started());
    expect(permissions.map(({ permission }) => permission).sort()).toEqual([...READ_SCOPES]);
    expect(permissions.filter(({ state }) => state !== "granted")).toEqual([]);
    expect(permissions.flatMap(({ gives }) => gives).sort()).toEqual(COLLECTIONS.map(({ name }) => name).sort());
    expect(tenant).toMatch(/^http:\/\/127/);
    expect(notes).toEqual([expect.stringContaining("API token")]);
  });

  it.each(READ_SCOPES.map((scope) => [scope]))("of a service app without %s says that it is missing, and which facts hang on it", async (scope) => {
    const server = await started(ORG, { app: { clientId: "a1", scopes: ALL_SCOPES.filter((one) => one !== scope) } });
    const diagnosis = await diagnosisOf(server, APP);
    expect(diagnosis.permissions.filter(({ state }) => state === "missing").map(({ permission }) => permission)).toEqual([scope]);
    const facts = new Set(COLLECTIONS.filter(({ permission }) => permission === scope).flatMap((collection) => collection.facts));
    expect(new Set(stateOf(diagnosis, scope)?.facts)).toEqual(facts);
  });

  it("tells what the org has not from what the credentials may not", async () => {
    const server = await started();
    server.fail("/workload-principals/api/v1/ai-agents", { status: 401, code: "E0000015" }, { times: 9 });
    server.fail("/api/v1/logStreams", { status: 404, code: "E0000007" }, { times: 9 });
    server.fail("/api/v1/policies", { status: 403, code: "E0000006" }, { times: 9 });
    server.fail("/api/v1/api-tokens", { status: 500 }, { times: 9 });
    const diagnosis = await diagnosisOf(server);
    expect(stateOf(diagnosis, "okta.aiAgents.read")?.state).toBe("unlicensed");
    expect(stateOf(diagnosis, "okta.logStreams.read")?.state).toBe("unlicensed");
    expect(stateOf(diagnosis, "okta.policies.read")).toMatchObject({ state: "missing", reason: expect.stringContaining("HTTP 403 E0000006") });
    expect(stateOf(diagnosis, "okta.apiTokens.read")?.state).toBe("unknown");
  });

  it("says what a service app's roles let it see", async () => {
    const app = { clientId: "a1", scopes: ALL_SCOPES };
    expect((await diagnosisOf(await started(ORG, { app }), APP)).notes).toEqual([
      "The service app holds Read-Only Administrator: what lies outside of that Okta leaves out without a word.",
    ]);
    expect((await diagnosisOf(await started({ ...ORG, "/oauth2/v1/clients/a1/roles": [] }, { app }), APP)).notes).toEqual([
      expect.stringContaining("no administrator role"),
    ]);
  });

  it("asks for one of everything, and only reads", async () => {
    const server = await started();
    await diagnosisOf(server);
    expect(server.requests.every(({ method }) => method === "GET")).toBe(true);
    expect(server.requests.every(({ query }) => !query.has("limit") || query.get("limit") === "1")).toBe(true);
    expect(server.requests.length).toBeLessThan(COLLECTIONS.length + 5);
  });
});

const LIMITS = { limits: {} };

describe("an estimate", () => {
  const user = (index: number) => ({ id: `u${index}`, status: "ACTIVE", profile: { login: `u${index}` } });
  const client = (index: number) => ({
    id: `a${index}`,
    label: `App ${index}`,
    status: "ACTIVE",
    signOnMode: "OPENID_CONNECT",
    credentials: { oauthClient: { client_id: `a${index}`, token_endpoint_auth_method: index < 10 ? "private_key_jwt" : "client_secret_basic" } },
    settings: { oauthClient: { grant_types: index < 10 ? ["client_credentials"] : ["authorization_code"] } },
  });
  const users = Array.from({ length: 2500 }, (_, index) => user(index));
  const org: Org = {
    "/api/v1/users": users,
    "/api/v1/groups": [
      { id: "g0", type: "BUILT_IN", profile: { name: "Everyone" } },
      ...Array.from({ length: 120 }, (_, index) => ({ id: `g${index + 1}`, type: "OKTA_GROUP", profile: { name: `Group ${index}` } })),
    ],
    "/api/v1/groups/g0/users": users,
    "/api/v1/apps": Array.from({ length: 60 }, (_, index) => client(index)),
    "/api/v1/iam/assignees/users": { value: [user(1), user(2)] },
    "/api/v1/api-tokens": [{ id: "t1", userId: "u1" }],
  };

  it("counts what a request each is needed for, without asking for it", async () => {
    const server = await started(org, LIMITS);
    const parts = (await oktaSource({ orgUrl: server.origin }).estimate?.({ signal, env: TOKEN })) ?? [];
    const requests = Object.fromEntries(parts.map((part) => [part.collection, part.requests]));
    expect(requests).toMatchObject({
      users: 13,
      "group members": 121,
      "factors of users": 2500,
      applications: 1,
      "client secrets": 50,
      "client keys": 10,
      "scope grants of clients": 60,
      "roles of users": 2,
      "use of API tokens": 1,
    });
    expect(parts.find(({ collection }) => collection === "users")?.objects).toBe(2500);
    expect(server.requests.length).toBeLessThan(10);
    expect(parts.map(({ collection }) => collection)).toEqual(COLLECTIONS.map(({ name }) => name));
  });

  it.each([
    [undefined, 50],
    [10, 10],
  ])("at %s percent knows how long the org's own limits make it", async (rate, share) => {
    const server = await started(org, { limits: { perMinute: { other: 200 } } });
    const parts = (await oktaSource({ orgUrl: server.origin }).estimate?.({ signal, env: TOKEN, rate })) ?? [];
    const seconds = (name: string) => parts.find(({ collection }) => collection === name)?.seconds;
    // The limits that were told, and those of the published table.
    expect(seconds("factors of users")).toBeCloseTo((60 * 2500) / (2 * share));
    expect(seconds("scope grants of clients")).toBeCloseTo((60 * 60) / share);
  });

  it("says so when nothing can be asked", async () => {
    const server = await started({});
    await expect(oktaSource({ orgUrl: server.origin }).estimate?.({ signal, env: TOKEN })).rejects.toThrow("nothing could be asked");
  });
});

/** Stands for any object; the listings of what roles are limited to differ by whose they are. */
const ANY: Readonly<Record<string, string>> = new Proxy(
  {},
  { get: (_target, name) => ({ holder: "users", target: "groups" })[String(name)] ?? "any" },
);

describe("the published description", () => {
  it.each(COLLECTIONS.map((collection) => [collection.name, collection] as const))("has the path of %s, and its scope", (_name, collection) => {
    const { start } = collection;
    const path = typeof start === "string" ? start : start.path(ANY);
    expect(endpointOf(path.split("?", 1)[0] ?? "")?.scope).toBe(collection.permission);
  });
});
