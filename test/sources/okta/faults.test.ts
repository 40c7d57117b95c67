import { generateKeyPairSync } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { Inventory } from "../../../src/inventory/inventory.js";
import { TABLES, type TableName } from "../../../src/inventory/tables.js";
import type { Clock } from "../../../src/sources/okta/governor.js";
import { oktaSource } from "../../../src/sources/okta/source.js";
import { drawnFrom } from "../../servers/faults.js";
import { type Fault, type OktaServer, startOkta } from "../../servers/okta.js";
import { ENDPOINTS } from "../../servers/okta-api.js";
import { collectContext } from "./collect.js";
import { ORG, SECRET } from "./org.js";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const SCOPES = [...new Set(ENDPOINTS.map(({ scope }) => scope))];
const APP = { clientId: "0oa1", scopes: SCOPES, dpop: true };
const ENV = {
  OKTA_CLIENT_AUTHORIZATIONMODE: "PrivateKey",
  OKTA_CLIENT_CLIENTID: APP.clientId,
  OKTA_CLIENT_SCOPES: SCOPES.join(" "),
  OKTA_CLIENT_PRIVATEKEY: privateKey,
};

/** What goes wrong and passes: asked again, each of them is as if it had not been. */
const PASSING: readonly Fault[] = [
  { status: 500 },
  { status: 502 },
  { status: 503 },
  { status: 504 },
  { status: 408 },
  { status: 429, code: "E0000047" },
  { status: 429, code: "E0000047", headers: { "x-rate-limit-limit": "0", "x-rate-limit-remaining": "0", "x-rate-limit-reset": "9999999999" } },
  { status: 429, code: "E0000047", headers: { "x-rate-limit-limit": "600", "x-rate-limit-remaining": "0", "x-rate-limit-reset": "1" } },
  { status: 401, code: "E0000011" },
  "reset",
  "truncated",
  "short",
  "html",
  "half",
  "empty",
  "silence",
  "repeated",
];

/** What does not pass. */
const FINAL: readonly Fault[] = [
  { status: 403, code: "E0000006" },
  { status: 409, code: "E0000038" },
  { nextLink: "https://attacker.example/api/v1/users" },
  { status: 302, headers: { location: "https://attacker.example/" } },
];

/** Facts that rows of a table rest on, the account that they are about included: where rows are missing, one of these must not be complete. */
const RESTS_ON: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  accounts: ["accounts"],
  groups: ["groups"],
  memberships: ["groups"],
  grants: ["roles", "appRoles"],
  roles: ["roles", "appRoles"],
  units: ["roles"],
  unit_members: ["roles"],
  secrets: ["secrets", "tokens"],
  authenticators: ["mfa"],
  owners: ["owners", "sponsors"],
  consents: ["consents"],
  policies: ["policies"],
  trusts: ["federation"],
};

type Rows = Readonly<Record<string, readonly string[]>>;

interface Read {
  readonly tables: Rows;
  readonly complete: ReadonlySet<string>;
}

/** Time that is over as soon as somebody sleeps, and goes by otherwise. */
function leapingClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    sleep: async (seconds, signal) => {
      signal.throwIfAborted();
      ahead += seconds * 1000;
      await setImmediate();
    },
  };
}

async function read(prepare: (server: OktaServer) => void): Promise<Read | null> {
  const clock = leapingClock();
  const server = await startOkta(ORG, { app: APP, pageSize: 2, now: clock.now });
  const inventory = await Inventory.open();
  try {
    prepare(server);
    const source = oktaSource({ id: "corp", orgUrl: server.origin, clock, timeoutMs: 200 });
    const failed = await source.collect(collectContext(inventory, ENV)).then(
      () => false,
      () => true,
    );
    if (failed) return null;
    const tables: Record<string, string[]> = {};
    for (const { name } of TABLES) tables[name] = (await inventory.rows(`SELECT * FROM "${name}"`)).map(told).sort();
    const facts = await inventory.rows<{ fact: string }>("SELECT fact FROM facts WHERE state = 'collected' AND complete");
    return { tables, complete: new Set(facts.map(({ fact }) => fact)) };
  } finally {
    await inventory.close();
    await server.close();
  }
}

function told(row: unknown): string {
  return JSON.stringify(row, (_key, value: unknown) => (typeof value === "bigint" ? Number(value) : value)).replaceAll(
    /http:\/\/127\.0\.0\.1:\d+/g,
    "ORG",
  );
}

/**
 * What a schedule leaves no trace in: that something came twice is told in a note, and so is that the log, on which no
 * fact rests, did not answer for all clients.
 */
function lasting({ notes = [], usage = [], accounts = [], secrets = [], ...tables }: Rows): Rows {
  const isLogWhole = !notes.some((note) => note.includes("the System Log was not shown for all of them"));
  const kept = (rows: readonly string[]) => (isLogWhole ? rows : rows.map((row) => row.replaceAll(/"last(SignIn|Used)":("[^"]*"|null)/g, "")));
  return { ...tables, accounts: kept(accounts), secrets: kept(secrets), usage: isLogWhole ? usage : [] };
}

/** The undisturbed tables, as far as they can be expected beside some that were read. */
const expectedBeside = (found: Rows, whole: Rows): Rows => lasting({ ...whole, notes: found["notes"] ?? [] });

describe("200 seeded schedules of faults", () => {
  let whole: Read;
  beforeAll(async () => {
    const quiet = await read(() => undefined);
    if (quiet === null) throw new Error("the org could not be read at all");
    whole = quiet;
  });

  const seeds = (from: number) => Array.from({ length: 10 }, (_, index) => from + index);

  it.each(Array.from({ length: 15 }, (_, index) => [index * 10 + 1]))(
    "from %i: what passes leaves no trace",
    async (from) => {
      const reads = seeds(from).map((seed) => read((server) => server.schedule(seed, 0.05 + 0.1 * drawnFrom(`share ${seed}`), PASSING)));
      for (const found of await Promise.all(reads)) {
        // A page that failed six times in a row is given up: then it is said.
        if (found !== null && whole.complete.size === found.complete.size)
          expect(lasting(found.tables)).toEqual(expectedBeside(found.tables, whole.tables));
        else expect(hidden(found, whole)).toEqual([]);
      }
    },
    180_000,
  );

  it.each(Array.from({ length: 5 }, (_, index) => [index * 10 + 151]))(
    "from %i: what does not pass makes the facts incomplete that rest on it, and adds nothing",
    async (from) => {
      const reads = seeds(from).map((seed) => read((server) => server.schedule(seed, 0.08, [...FINAL, ...PASSING.slice(0, 4)])));
      for (const found of await Promise.all(reads)) expect(hidden(found, whole)).toEqual([]);
    },
    180_000,
  );

  it("nothing secret is ever kept", () => {
    expect(JSON.stringify(whole.tables)).not.toContain(SECRET);
    expect(JSON.stringify(whole.tables)).not.toContain("access-token-for-tests");
  });
});

/** Tables of which rows are missing, and no fact says so. */
function hidden(found: Read | null, whole: Read): string[] {
  if (found === null) return [];
  return Object.entries(RESTS_ON).flatMap(([table, facts]) => {
    const missing = (whole.tables[table]?.length ?? 0) - (found.tables[table]?.length ?? 0);
    return missing <= 0 || ["accounts", ...facts].some((fact) => !found.complete.has(fact)) ? [] : [`${missing} of ${table}`];
  });
}
