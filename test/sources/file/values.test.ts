import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoDate, LONGEST_TEXT, Problem, parsers, wellFormed } from "../../../src/sources/file/values.js";

describe("isoDate", () => {
  it.each([
    ["a day", "2025-02-28", "2025-02-28T00:00:00.000Z"],
    ["a leap day", "2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["a day without dashes", "20250131", "2025-01-31T00:00:00.000Z"],
    ["a minute without a zone: UTC", "2025-01-31T09:30", "2025-01-31T09:30:00.000Z"],
    ["a second", "2025-01-31T09:30:15Z", "2025-01-31T09:30:15.000Z"],
    ["milliseconds", "2025-01-31T09:30:15.5Z", "2025-01-31T09:30:15.500Z"],
    ["finer than milliseconds", "2025-01-31T09:30:15.1239999Z", "2025-01-31T09:30:15.123Z"],
    ["a comma", "2025-01-31T09:30:15,25", "2025-01-31T09:30:15.250Z"],
    ["a zone east", "2025-01-31T01:30:00+02:00", "2025-01-30T23:30:00.000Z"],
    ["a zone west", "2025-01-31T23:30:00-0330", "2025-02-01T03:00:00.000Z"],
    ["a zone of hours", "2025-01-31T23:30:00+01", "2025-01-31T22:30:00.000Z"],
    ["without any separators", "20250131T093015Z", "2025-01-31T09:30:15.000Z"],
    ["the first year", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
    ["a two-digit year", "0099-12-31", "0099-12-31T00:00:00.000Z"],
  ])("reads %s", (_what, text, expected) => {
    expect(isoDate(text)?.toISOString()).toBe(expected);
  });

  it.each([
    ["the 30th of February", "2025-02-30"],
    ["a leap day in another year", "2025-02-29"],
    ["the 31st of April", "2025-04-31"],
    ["month 13", "2025-13-01"],
    ["month 0", "2025-00-10"],
    ["day 0", "2025-01-00"],
    ["hour 24", "2025-01-01T24:00"],
    ["minute 60", "2025-01-01T10:60"],
    ["second 60", "2025-01-01T10:00:60"],
    ["a zone that is none", "2025-01-01T10:00+25:00"],
    ["another order", "31.01.2025"],
    ["slashes", "01/31/2025"],
    ["a month", "2025-01"],
    ["one digit", "2025-1-5"],
    ["half the dashes", "2025-0131"],
    ["a blank instead of the T", "2025-01-31 09:30"],
    ["an hour alone", "2025-01-31T09"],
    ["words", "yesterday"],
    ["a number", "1735689600"],
    ["a date in a sentence", "on 2025-01-31"],
  ])("refuses %s", (_what, text) => {
    expect(isoDate(text)).toBeNull();
  });

  it("agrees with JavaScript on every moment that it writes", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }), (date) => {
        expect(isoDate(date.toISOString())).toEqual(date);
      }),
    );
  });
});

describe("columns", () => {
  it.each([
    ["accounts", "active", "TRUE", true],
    ["accounts", "active", " no ", false],
    ["accounts", "active", "1", true],
    ["accounts", "active", 0, false],
    ["accounts", "active", true, true],
    ["accounts", "active", "", null],
    ["accounts", "mfa", "Phishing Resistant", "phishing-resistant"],
    ["accounts", "mfa", "phishing_resistant", "phishing-resistant"],
    ["accounts", "mfa", null, null],
    ["accounts", "kind", "Service", "service"],
    ["accounts", "kind", "unknown", null],
    ["accounts", "emails", "a@x; b@x ;;", ["a@x", "b@x"]],
    ["accounts", "emails", ["a@x", " ", null, "b@x"], ["a@x", "b@x"]],
    ["accounts", "emails", [{ value: "a@x", type: "work" }], ["a@x"]],
    ["accounts", "emails", [], []],
    ["accounts", "emails", " ; ", null],
    ["accounts", "employeeNumber", "0042", "0042"],
    ["accounts", "employeeNumber", 42, "42"],
    ["accounts", "birthDate", "1990-01-31", "1990-01-31"],
    ["accounts", "birthDate", "19900131", "1990-01-31"],
    ["accounts", "birthDate", "1949-55-06", "1949-55-06"],
    ["accounts", "birthDate", "1990-01-31T23:00:00-05:00", "1990-01-31"],
    ["accounts", "created", "2025-01-31", new Date("2025-01-31")],
    ["roles", "tier", 0, 0],
    ["roles", "tier", "2", 2],
    ["consents", "scopes", "User.Read  Mail.Read;openid", ["User.Read", "Mail.Read", "openid"]],
    ["consents", "scopes", ["User.Read", "Mail.Read"], ["User.Read", "Mail.Read"]],
    ["secrets", "kind", "API_token", "api-token"],
    ["secrets", "kind", "kerberos-keytab", "kerberos-keytab"],
    ["authenticators", "kind", "Windows Hello", "windows-hello"],
    ["authenticators", "kind", "Yubikey", "Yubikey"],
    ["policies", "value", 60, "60"],
    ["policies", "include", "*", ["*"]],
    ["facts", "fact", "app_roles", "appRoles"],
    ["facts", "state", "not requested", "not-requested"],
  ] as const)("%s.%s reads %j as %j", (table, column, raw, expected) => {
    expect(parsers(table).get(column)?.(raw)).toEqual(expected);
  });

  it.each([
    ["accounts", "active", "maybe", /neither yes nor no.*true or false/],
    ["accounts", "active", "constructor", /neither/],
    ["accounts", "active", 2, /neither/],
    ["accounts", "created", "2025-02-30", /is no date.*2026-01-31/],
    ["accounts", "created", 1735689600, /is no date/],
    ["accounts", "birthDate", "31.01.1990", /is no date/],
    ["accounts", "mfa", "super", /one of none, weak, strong, phishing-resistant/],
    ["accounts", "kind", "robot", /one of human, admin, guest, service, agent, shared, test/],
    ["accounts", "department", { name: "Sales" }, /an object.*one text/],
    ["accounts", "department", ["Sales"], /a list.*one text/],
    ["accounts", "emails", [["a@x"]], /a list/],
    ["accounts", "emails", { primary: "a@x" }, /an object/],
    ["accounts", "id", 2 ** 64, /too big.*quotes/],
    ["accounts", "title", "x".repeat(LONGEST_TEXT + 1), /1048577 characters/],
    ["grants", "state", "pending", /one of active, eligible/],
    ["roles", "tier", 3, /no tier/],
    ["roles", "tier", "1.0", /no tier/],
    ["facts", "fact", "people", /none of its values/],
    ["facts", "state", "maybe", /one of collected, denied/],
  ] as const)("%s.%s refuses %j", (table, column, raw, reason) => {
    const value = parsers(table).get(column)?.(raw);
    expect(value).toBeInstanceOf(Problem);
    expect((value as Problem).reason).toMatch(reason);
  });

  it("takes a text up to its limit", () => {
    expect(parsers("accounts").get("title")?.("x".repeat(LONGEST_TEXT))).toHaveLength(LONGEST_TEXT);
  });

  it("quotes what it refuses shortly, and so that it stays inside of its quotes", () => {
    const value = parsers("accounts").get("active")?.(`"\n\u001b[31m${"x".repeat(1000)}`);
    expect((value as Problem).reason.length).toBeLessThan(150);
    expect((value as Problem).reason).not.toContain("\n");
    expect((value as Problem).reason).not.toContain("\u001b");
  });
});

describe("wellFormed", () => {
  it("replaces what no database and no encoder takes, and nothing else", () => {
    expect(wellFormed("a\0b\uD800c\u{1F600}")).toBe("a\uFFFDb\uFFFDc\u{1F600}");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const clean = wellFormed(text);
        expect(clean.isWellFormed() && !clean.includes("\0")).toBe(true);
        expect(clean).toHaveLength(text.length);
      }),
    );
  });
});
