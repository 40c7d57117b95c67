import { afterEach, describe, expect, it } from "vitest";
import { SourceError } from "../../../src/errors.js";
import type { Diagnosis, EstimatedPart } from "../../../src/sources/contract.js";
import { GRAPH_PACE } from "../../../src/sources/entra/limits.js";
import { type EntraOptions, entraSource } from "../../../src/sources/entra/source.js";
import { PATIENT } from "../../../src/sources/patience.js";
import { type Directory, type GraphServer, startGraph } from "../../servers/graph.js";
import { directory, TENANT } from "./directory.js";

const servers: GraphServer[] = [];
const context = { signal: new AbortController().signal, env: {} };

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(tenant: Directory = directory, token = "test-token"): Promise<GraphServer> {
  const server = await startGraph(tenant, { token });
  servers.push(server);
  return server;
}

const sourceAt = (server: GraphServer, options: EntraOptions = {}) =>
  entraSource({ baseUrl: server.origin, token: "test-token", patience: { ...PATIENT, firstWait: 0.001 }, ...options });

const diagnosisOf = async (server: GraphServer, options?: EntraOptions): Promise<Diagnosis | undefined> =>
  sourceAt(server, options).diagnose?.(context);

/** An access token that names permissions; nobody checks its signature. */
const tokenWith = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;

describe("what an estimate says", () => {
  it("counts pages of what is counted, and batches of what is read under it", async () => {
    const many = Array.from({ length: 2500 }, (_, index) => ({ id: `u${index}`, userType: index < 1000 ? "Guest" : "Member" }));
    const groups = Array.from({ length: 150 }, (_, index) => ({ id: `g${index}` }));
    const server = await start({ ...directory, users: many, groups });
    const parts = (await sourceAt(server).estimate?.(context)) ?? [];
    const part = (name: string) => parts.find(({ collection }) => collection === name) as EstimatedPart;
    expect(part("users")).toMatchObject({ objects: 2500, requests: 3 });
    expect(part("sign-ins")).toMatchObject({ objects: 2500, requests: 5 });
    expect(part("guests' sponsors")).toMatchObject({ objects: 1000, requests: 2 });
    expect(part("small groups' members")).toMatchObject({ objects: 150, requests: 1 });
    expect(part("group members")).toMatchObject({ objects: null, requests: 1 });
    expect(part("delegated permissions")).toMatchObject({ objects: null, requests: 1 });
    expect(server.requests.length).toBeLessThan(10);
    expect(server.requests.every(({ method }) => method === "GET")).toBe(true);
  });

  it("knows what Microsoft's limits make of it", async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({ id: `u${index}` }));
    const server = await start({ ...directory, users: many });
    const { allowances = [] } = GRAPH_PACE;
    const parts = (await sourceAt(server, { pace: { width: 4, most: 8, allowances } }).estimate?.(context)) ?? [];
    const signIns = parts.find(({ collection }) => collection === "sign-ins");
    // 200 pages at 8 a minute.
    expect(signIns?.seconds).toBeCloseTo(1500);
  });

  it("is as long as the collection is when nobody says the numbers", async () => {
    const server = await start();
    for (const path of ["users/$count", "groups/$count", "servicePrincipals/$count", "applications/$count"])
      server.fail(path, { status: 403 }, { times: 9 });
    const parts = (await sourceAt(server).estimate?.(context)) ?? [];
    expect(parts.every(({ requests, objects }) => requests === 1 && objects === null)).toBe(true);
  });
});

describe("what a diagnosis says", () => {
  it("asks little, and finds every permission", async () => {
    const server = await start();
    const diagnosis = await diagnosisOf(server);
    expect(diagnosis?.tenant).toBe(TENANT);
    expect(diagnosis?.permissions.length).toBeGreaterThan(9);
    expect(new Set(diagnosis?.permissions.map(({ state }) => state))).toEqual(new Set(["granted"]));
    expect(server.requests.every(({ method, query }) => method === "GET" && (query.get("$top") ?? "1") === "1")).toBe(true);
  });

  it("tells missing from unlicensed, and what hangs on each", async () => {
    const server = await start();
    server.fail("identityProtection/riskyUsers", { status: 403, code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant" }, { times: 2 });
    server.fail("identity/conditionalAccess/policies", { status: 403, code: "AccessDenied" });
    server.fail("groups", { status: 503 }, { times: 99 });
    const permissions = new Map((await diagnosisOf(server))?.permissions.map((permission) => [permission.permission, permission]));
    expect(permissions.get("IdentityRiskyUser.Read.All")).toMatchObject({ state: "unlicensed", facts: ["risk"] });
    expect(permissions.get("Policy.Read.All")).toMatchObject({
      state: "missing",
      facts: ["policies"],
      reason: "/identity/conditionalAccess/policies: 403 AccessDenied",
    });
    expect(permissions.get("Group.Read.All")).toMatchObject({ state: "unknown" });
  });

  it("warns of rights beyond reading", async () => {
    const token = tokenWith({ roles: ["GroupMember.Read.All", "User.ReadWrite.All"] });
    const diagnosis = await diagnosisOf(await start(directory, token), { token });
    expect(diagnosis?.notes).toEqual(["The credentials can do more than read, which an audit has no use for: User.ReadWrite.All."]);
  });

  it("fails where nobody answers, or the token is not accepted", async () => {
    const closed = await start();
    await closed.close();
    await expect(diagnosisOf(closed)).rejects.toThrow(SourceError);
    await expect(diagnosisOf(await start(), { token: "another" })).rejects.toThrow(SourceError);
  });
});
