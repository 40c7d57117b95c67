import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Inventory } from "../../../src/inventory/inventory.js";
import { TABLES } from "../../../src/inventory/tables.js";
import { COLLECTIONS } from "../../../src/sources/entra/collections.js";
import { entraSource } from "../../../src/sources/entra/source.js";
import { PATIENT } from "../../../src/sources/patience.js";
import { type Fault, type GraphServer, startGraph } from "../../servers/graph.js";
import { directory } from "./directory.js";

const TOKEN = "the-only-token";
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** Everything that leaves the program during a scan, written down where it leaves. */
async function traffic(server: GraphServer): Promise<{ readonly sent: readonly Sent[]; readonly inventory: Inventory }> {
  const inventory = await Inventory.open();
  cleanups.push(() => inventory.close());
  const sent: Sent[] = [];
  const source = entraSource({
    baseUrl: server.origin,
    token: TOKEN,
    patience: { ...PATIENT, firstWait: 0.001 },
    transport: (url, init) => {
      sent.push({ url, init });
      return fetch(url, init);
    },
  });
  const progress = { read() {}, waiting() {}, finished() {} };
  await source.collect({ inventory, signal: new AbortController().signal, progress, now: new Date("2026-01-01"), env: {} });
  return { sent, inventory };
}

async function start(refusesExpansion = false): Promise<GraphServer> {
  const server = await startGraph(directory, { token: TOKEN, pageSize: 2, refusesExpansion });
  cleanups.push(server.close);
  return server;
}

/** A server elsewhere, which must never be asked for anything. */
async function elsewhere(): Promise<{ readonly origin: string; readonly asked: () => number }> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

/** What is true of every request that is ever sent. */
function expectHarmless(sent: readonly Sent[], origin: string): void {
  for (const { url, init } of sent) {
    expect(new URL(url).origin).toBe(origin);
    expect(init.redirect).toBe("manual");
    const headers = new Headers(init.headers);
    expect(headers.get("authorization")).toBe(`Bearer ${TOKEN}`);
    if (init.method === "GET") {
      expect(init.body ?? null).toBeNull();
      continue;
    }
    expect([init.method, new URL(url).pathname]).toEqual(["POST", "/v1.0/$batch"]);
    const { requests, ...more } = JSON.parse(String(init.body)) as { requests: readonly Record<string, unknown>[] };
    expect(more).toEqual({});
    expect(requests.length).toBeLessThanOrEqual(20);
    for (const { method, url: part, body, ...others } of requests) {
      expect(method).toBe("GET");
      expect(body).toBeUndefined();
      expect(String(part)).toMatch(/^\/[a-zA-Z]/);
      expect(JSON.stringify(others)).not.toMatch(/auth/i);
    }
  }
}

describe("all traffic of a full scan", () => {
  it.each([false, true])("is reading at one address and nothing else (expansions refused: %s)", async (refusesExpansion) => {
    const server = await start(refusesExpansion);
    const { sent } = await traffic(server);
    expect(sent.length).toBeGreaterThan(40);
    expectHarmless(sent, server.origin);
  });

  it("names what it wants of every object that can be named", async () => {
    const server = await start();
    await traffic(server);
    const unnamed = new Set(
      server.requests
        .filter(({ query, path }) => !query.has("$select") && path !== "$batch")
        .map(({ path }) => path.replace(/\/[^/]*\d+\//, "/{id}/")),
    );
    // What takes no $select, and what Graph would only cut short.
    for (const path of unnamed)
      expect(path).toMatch(/^(policies|identity|oauth2PermissionGrants|roleManagement|reports\/servicePrincipal|servicePrincipals\/|applications\/)/);
  });

  it("stays at the address whatever links, redirects and parts of batches say", async () => {
    const other = await elsewhere();
    const server = await start();
    const away: readonly Fault[] = [
      { nextLink: `${other.origin}/v1.0/users` },
      { nextLink: `https://graph.microsoft.com:pw@${other.origin.slice("http://".length)}/v1.0/users` },
      { status: 302, location: `${other.origin}/v1.0/users` },
      { status: 307, location: `${other.origin}/v1.0/users` },
      { status: 308, location: `//${other.origin.slice("http://".length)}/` },
    ];
    const paths = ["users", "groups", "applications", "groups/g4/members", "groups/g4/owners", "oauth2PermissionGrants", "$batch"];
    for (const [index, path] of paths.entries()) server.fail(path, away[index % away.length] as Fault, { from: path === "users" ? 2 : 1 });
    const { sent, inventory } = await traffic(server);
    expect(other.asked()).toBe(0);
    expectHarmless(sent, server.origin);
    const failed = await inventory.rows<{ fact: string }>("SELECT fact FROM facts WHERE state = 'failed' ORDER BY fact");
    expect(failed.map(({ fact }) => fact)).toEqual(expect.arrayContaining(["accounts", "consents", "groups", "owners", "secrets"]));
  });

  it("asks for no permission but to read, and keeps neither token nor secret", async () => {
    for (const { permission } of COLLECTIONS) expect(permission).toMatch(/\.Read\./);
    const { inventory } = await traffic(await start());
    for (const { name } of TABLES) {
      const rows = await inventory.rows<{ row: string }>(`SELECT to_json(t)::VARCHAR AS "row" FROM "${name}" AS t`);
      expect(rows.map(({ row }) => row).join("\n"), name).not.toMatch(/never-to-be-kept|the-only-token|Qx1/);
    }
  });
});
