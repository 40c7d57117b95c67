import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { type AuditError, SourceError, UsageError } from "../../../src/errors.js";
import { Inventory } from "../../../src/inventory/inventory.js";
import { oktaSource } from "../../../src/sources/okta/source.js";
import { type OktaServer, startOkta } from "../../servers/okta.js";
import { collectContext } from "./collect.js";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const SCOPES = "okta.users.read okta.groups.read";
const APP = { clientId: "0oa1", scopes: SCOPES.split(" ") };
const KEY = {
  OKTA_CLIENT_AUTHORIZATIONMODE: "PrivateKey",
  OKTA_CLIENT_CLIENTID: "0oa1",
  OKTA_CLIENT_SCOPES: SCOPES,
  OKTA_CLIENT_PRIVATEKEY: privateKey,
  OKTA_CLIENT_KEYID: "k1",
};
const USERS = { "/api/v1/users": [{ id: "u1", status: "ACTIVE", profile: { login: "ada@corp.example" } }] };

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
});

async function started(options: Parameters<typeof startOkta>[1]): Promise<OktaServer> {
  const server = await startOkta(USERS, options);
  closing.push(server);
  return server;
}

/** Collects and gives back what went wrong, if anything did. */
async function collect(server: OktaServer, env: Record<string, string>): Promise<{ error: unknown; inventory: Inventory }> {
  const inventory = await Inventory.open();
  closing.push(inventory);
  const error = await oktaSource({ orgUrl: server.origin })
    .collect(collectContext(inventory, env))
    .then(
      () => null,
      (cause: unknown) => cause,
    );
  return { error, inventory };
}

describe("an API token", () => {
  it("is sent as SSWS, and noted as a human's secret", async () => {
    const server = await started({ token: "secret-token" });
    const { error, inventory } = await collect(server, { OKTA_CLIENT_TOKEN: "secret-token" });
    expect(error).toBeNull();
    expect(new Set(server.requests.map((request) => request.authorization))).toEqual(new Set(["SSWS secret-token"]));
    expect(await inventory.rows("SELECT source, note FROM notes")).toMatchObject([{ source: "okta", note: expect.stringContaining("API token") }]);
  });

  it("that is wrong is said to be refused, once, and not printed", async () => {
    const server = await started({ token: "secret-token" });
    const { error } = await collect(server, { OKTA_CLIENT_TOKEN: "wrong-token" });
    expect(error).toBeInstanceOf(SourceError);
    expect((error as SourceError).message).toBe("okta: /api/v1/users could not be read: the credentials are refused (HTTP 401 E0000011)");
    expect((error as SourceError).hint).toContain("credentials");
    expect(server.requests).toHaveLength(1);
  });
});

describe("a service app", () => {
  it("signs for a token and sends it as a bearer", async () => {
    const server = await started({ app: APP });
    const { error, inventory } = await collect(server, KEY);
    expect(error).toBeNull();
    const [token, ...reads] = server.requests;
    expect(token).toMatchObject({ method: "POST", path: "/oauth2/v1/token" });
    expect(token?.form.get("scope")).toBe(SCOPES);
    expect(reads.every((request) => request.method === "GET" && request.authorization?.startsWith("Bearer "))).toBe(true);
    expect(reads.length).toBeGreaterThan(5);
    expect(await inventory.rows("SELECT note FROM notes")).toEqual([]);
  });

  it("proves possession where the org asks for it, for every request anew", async () => {
    const server = await started({ app: { ...APP, dpop: true } });
    const { error, inventory } = await collect(server, KEY);
    expect(error).toBeNull();
    expect(server.requests.filter((request) => request.method === "POST")).toHaveLength(2);
    const proofs = server.requests.map((request) => request.dpop);
    expect(new Set(proofs).size).toBe(proofs.length);
    expect(await inventory.rows("SELECT userName FROM accounts")).toEqual([{ userName: "ada@corp.example" }]);
  });

  it("works with a JSON Web Key as well", async () => {
    const server = await started({ app: APP });
    const jwk = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
    expect((await collect(server, { ...KEY, OKTA_CLIENT_PRIVATEKEY: JSON.stringify(jwk) })).error).toBeNull();
  });

  it.each([
    ["an unknown client", { OKTA_CLIENT_CLIENTID: "0oa2" }, "okta: no access token: invalid_client, The client is unknown.", 1],
    [
      "scopes of which none was granted",
      { OKTA_CLIENT_SCOPES: "okta.apps.read okta.roles.read" },
      "okta: no access token: invalid_scope, One or more scopes are not configured",
      3,
    ],
  ])("hears the true cause: %s", async (_name, env, message, requests) => {
    const server = await started({ app: APP });
    const { error } = await collect(server, { ...KEY, ...env });
    expect(error).toBeInstanceOf(SourceError);
    expect((error as SourceError).message).toContain(message);
    expect(server.requests.map((request) => request.path)).toEqual(Array.from({ length: requests }, () => "/oauth2/v1/token"));
  });

  it.each([[false], [true]])("works with those scopes that are granted, and says which are not (DPoP: %s)", async (dpop) => {
    const server = await started({ app: { ...APP, dpop } });
    const { error, inventory } = await collect(server, { ...KEY, OKTA_CLIENT_SCOPES: `${SCOPES} okta.roles.read okta.apps.read` });
    expect(error).toBeNull();
    expect(await inventory.rows("SELECT note FROM notes WHERE note LIKE '%granted%'")).toEqual([
      { note: "The service app is not granted okta.apps.read, okta.roles.read; what they give is unknown." },
    ]);
    expect(await inventory.rows("SELECT state FROM facts WHERE fact IN ('status', 'roles') ORDER BY fact")).toEqual([
      { state: "denied" },
      { state: "collected" },
    ]);
    expect(server.requests.filter(({ method, path }) => method !== "GET" && path !== "/oauth2/v1/token")).toEqual([]);
  });

  it.each([
    ["a part of the org only", "iam1", 1],
    ["the whole org", undefined, 0],
  ])("whose roles are for %s is told to see no more than that", async (_name, set, notes) => {
    const scopes = [...APP.scopes, "okta.roles.read", "okta.apps.read"];
    const org = {
      ...USERS,
      "/api/v1/apps": [
        {
          id: "0oa1",
          status: "ACTIVE",
          signOnMode: "OPENID_CONNECT",
          credentials: { oauthClient: { client_id: "0oa1", token_endpoint_auth_method: "private_key_jwt" } },
          settings: { oauthClient: { grant_types: ["client_credentials"] } },
        },
      ],
      "/oauth2/v1/clients/0oa1/roles": [{ id: "r1", type: "CUSTOM", role: "cr1", label: "Reader", status: "ACTIVE", "resource-set": set }],
    };
    const server = await startOkta(org, { app: { clientId: "0oa1", scopes } });
    closing.push(server);
    const { error, inventory } = await collect(server, { ...KEY, OKTA_CLIENT_SCOPES: scopes.join(" ") });
    expect(error).toBeNull();
    expect(await inventory.rows("SELECT note FROM notes WHERE note LIKE '%for a part of it only%'")).toHaveLength(notes);
  });

  it("hears of a key that is none, without seeing it again", async () => {
    const server = await started({ app: APP });
    const { error } = await collect(server, { ...KEY, OKTA_CLIENT_PRIVATEKEY: "-----BEGIN NOTHING-----" });
    expect(error).toBeInstanceOf(UsageError);
    expect((error as AuditError).message).toBe("OKTA_CLIENT_PRIVATEKEY cannot be used");
    expect(server.requests).toEqual([]);
  });

  it("gets a new token where the org refuses the old one in between", async () => {
    const server = await started({ app: APP });
    server.fail("/api/v1/groups", { status: 401, code: "E0000011" });
    const { error, inventory } = await collect(server, KEY);
    expect(error).toBeNull();
    expect(server.requests.filter((request) => request.method === "POST")).toHaveLength(2);
    expect(await inventory.rows("SELECT count(*)::INTEGER AS count FROM accounts")).toEqual([{ count: 1 }]);
  });

  it("never asks a token of a server that breaks off to be a bearer of nothing", async () => {
    const server = await started({ app: APP });
    server.fail("/oauth2/v1/token", "reset");
    const { error } = await collect(server, KEY);
    expect(error).toBeNull();
    expect(server.requests.some((request) => request.authorization?.includes("undefined"))).toBe(false);
  });
});
