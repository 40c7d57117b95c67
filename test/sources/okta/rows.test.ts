import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Row } from "../../../src/inventory/tables.js";
import { apps } from "../../../src/sources/okta/apps.js";
import type { OktaCollection } from "../../../src/sources/okta/collection.js";
import { COLLECTIONS } from "../../../src/sources/okta/collections.js";
import { factors } from "../../../src/sources/okta/factors.js";
import { apiTokens } from "../../../src/sources/okta/tokens.js";
import { users } from "../../../src/sources/okta/users.js";
import { misfit } from "../../../src/sources/shape.js";

/** The first row that an object becomes. */
const rowOf = (collection: OktaCollection, object: unknown, parent: Record<string, string> = {}): Row =>
  collection.rows(object, "corp", parent)?.[0]?.row ?? {};

describe("users", () => {
  it.each([
    ["ACTIVE", true],
    ["LOCKED_OUT", true],
    ["PASSWORD_EXPIRED", true],
    ["RECOVERY", true],
    ["STAGED", false],
    ["PROVISIONED", false],
    ["SUSPENDED", false],
    ["DEPROVISIONED", false],
    ["TRANSCENDED", null],
    [undefined, null],
  ])("with status %s may sign in: %s", (status, active) => {
    expect(rowOf(users, { id: "u1", status })).toMatchObject({ active, status: status ?? null });
  });

  it("keep what is null apart from what is empty, and a bad date out", () => {
    expect(rowOf(users, { id: "u1", lastLogin: null, created: "yesterday", profile: { firstName: "", title: null } })).toMatchObject({
      lastSignIn: null,
      lastInteractiveSignIn: null,
      created: null,
      givenName: null,
      title: null,
      displayName: null,
      emails: [],
      phoneNumbers: [],
      manager: null,
    });
  });

  it.each([
    ["ACTIVE_DIRECTORY", true],
    ["LDAP", true],
    ["OKTA", false],
    ["FEDERATION", false],
    [undefined, null],
  ])("whose credentials %s keeps are synchronised: %s", (type, synced) => {
    expect(rowOf(users, { id: "u1", credentials: { provider: { type } } })).toMatchObject({ synced });
  });

  it("have the second mail address, which they set themselves, among the extras only", () => {
    expect(rowOf(users, { id: "u1", profile: { email: "a@corp.example", secondEmail: "b@home.example" } })).toMatchObject({
      emails: ["a@corp.example"],
      extra: { secondEmail: "b@home.example" },
    });
  });
});

describe("API tokens", () => {
  const token = (more: object) => rowOf(apiTokens, { id: "t1", userId: "u1", created: "2026-01-01T00:00:00Z", ...more });

  it.each([
    ["used", "2026-03-01T00:00:00Z", "P30D", new Date("2026-01-30T00:00:00Z")],
    ["used after an hour", "2026-01-01T01:05:00Z", "PT5M", new Date("2026-01-01T01:00:00Z")],
    ["used a minute after it was made", "2026-01-31T00:01:00Z", "P30D", new Date("2026-01-01T00:01:00Z")],
    ["made less than a minute before", "2026-01-31T00:00:59Z", "P30D", null],
    ["of a window in months", "2026-03-01T00:00:00Z", "P1M", null],
    ["of no window", "2026-03-01T00:00:00Z", undefined, null],
    ["without an end", undefined, "P30D", null],
  ])("%s", (_name, expiresAt, tokenWindow, lastUsed) => {
    expect(token({ expiresAt, tokenWindow })["lastUsed"]).toEqual(lastUsed);
  });

  it.each([
    [{ connection: "ANYWHERE" }, "ANYWHERE"],
    [{ connection: "ZONE", include: ["z1", "z2"] }, "z1 z2"],
    [{ connection: "ZONE", exclude: ["z3"] }, "not z3"],
    [{ connection: "ZONE" }, "ZONE"],
    [{ connection: "ANYWHERE", include: ["z1"] }, "ANYWHERE"],
    [undefined, null],
  ])("of network %j may be used from %s", (network, expected) => {
    expect(token({ network })["network"]).toBe(expected);
  });
});

describe("factors", () => {
  it.each([
    ["call", "voice"],
    ["email", "email"],
    ["push", "push"],
    ["question", "question"],
    ["signed_nonce", "fastpass"],
    ["sms", "sms"],
    ["token", "hardware-token"],
    ["token:hardware", "hardware-token"],
    ["token:hotp", "hotp"],
    ["token:software:totp", "totp"],
    ["u2f", "u2f"],
    ["web", "duo"],
    ["webauthn", "webauthn"],
    ["assertion:oidc", "assertion:oidc"],
  ])("%s is %s", (factorType, kind) => {
    expect(rowOf(factors, { id: "f1", factorType, status: "ACTIVE" }, { id: "u1" })).toMatchObject({ account: "u1", kind, device: "f1" });
  });

  it.each(["PENDING_ACTIVATION", "NOT_SETUP", "DISABLED", "EXPIRED", "INACTIVE", undefined])("that are %s protect nothing", (status) => {
    expect(factors.rows({ id: "f1", factorType: "push", status }, "corp", { id: "u1" })).toEqual([]);
  });
});

describe("clients", () => {
  const client = (grantTypes: readonly string[], more: object = {}) => ({
    id: "a1",
    signOnMode: "OPENID_CONNECT",
    settings: { oauthClient: { grant_types: grantTypes } },
    ...more,
  });

  it.each([
    ["client_credentials", "service"],
    ["authorization_code", "service"],
    ["urn:ietf:params:oauth:grant-type:token-exchange", "agent"],
    ["urn:ietf:params:oauth:grant-type:jwt-bearer", "agent"],
    ["urn:ietf:params:oauth:grant-type:saml2-bearer", "service"],
  ])("that may use %s are %s", (grantType, kind) => {
    expect(rowOf(apps, client(["refresh_token", grantType]))).toMatchObject({ kind });
  });

  it.each(["SAML_2_0", "BOOKMARK", "AUTO_LOGIN", "BROWSER_PLUGIN", "WS_FEDERATION"])("are not what signs on by %s", (signOnMode) => {
    expect(apps.rows({ id: "a1", signOnMode }, "corp", {})).toEqual([]);
  });

  it.each([
    [{ owner: "ada" }, ["ada"]],
    [{ app_owner: "ada", ownerEmail: "ada@corp.example" }, ["ada", "ada@corp.example"]],
    [{ contacts: ["ada", "grace", "ada"] }, ["ada", "grace"]],
    [{ colour: "blue", ownership: "shared", contactless: "yes", owner: { name: "ada" } }, []],
  ])("whose profile is %j are answered for by %j", (profile, owners) => {
    const rows = apps.rows(client([], { profile }), "corp", {}) ?? [];
    expect(rows.filter(({ table }) => table === "owners").map(({ row }) => row["owner"])).toEqual(owners);
    expect(rows.filter(({ table }) => table === "owners").every(({ row }) => row["role"] === "sponsor")).toBe(true);
  });
});

describe("whatever is sent", () => {
  it.each(COLLECTIONS.map((collection) => [collection.name, collection] as const))("%s never throws", (_name, collection) => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const rows = collection.rows(value, "corp", { id: "x" });
        expect(rows === null || Array.isArray(rows)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("nothing but a missing id makes a row of users, groups, clients or tokens unfit", () => {
    const anything = fc.oneof(
      fc.constant(null),
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.array(fc.string()),
      fc.dictionary(fc.string(), fc.string()),
    );
    const named = ["users", "groups", "API tokens"];
    const keys = ["status", "created", "lastLogin", "profile", "credentials", "type", "name", "expiresAt", "tokenWindow", "network", "label"];
    for (const collection of COLLECTIONS.filter(({ name }) => named.includes(name)))
      fc.assert(
        fc.property(fc.record(Object.fromEntries(keys.map((key) => [key, anything]))), (object) => {
          for (const { table, row } of collection.rows({ ...object, id: "x", userId: "u1" }, "corp", {}) ?? []) expect(misfit(table, row)).toBeNull();
        }),
        { numRuns: 100 },
      );
  });
});
