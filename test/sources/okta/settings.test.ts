import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/errors.js";
import { READ_SCOPES } from "../../../src/sources/okta/collections.js";
import { readSettings } from "../../../src/sources/okta/settings.js";

const TOKEN = { OKTA_CLIENT_TOKEN: "t" };
const KEY = { OKTA_CLIENT_CLIENTID: "0oa1", OKTA_CLIENT_PRIVATEKEY: "{}" };

describe("the org's address", () => {
  it.each([
    ["https://corp.okta.com", "https://corp.okta.com", false],
    ["https://corp.okta.com/", "https://corp.okta.com", false],
    ["https://id.corp.example:8443/api/v1", "https://id.corp.example:8443", false],
    ["http://127.0.0.1:4000", "http://127.0.0.1:4000", true],
    ["http://localhost:4000/", "http://localhost:4000", true],
    ["http://[::1]:4000", "http://[::1]:4000", true],
  ])("%s", (written, org, isLoopback) => {
    expect(readSettings(TOKEN, written)).toMatchObject({ org, isLoopback });
    expect(readSettings({ ...TOKEN, OKTA_CLIENT_ORGURL: written }, undefined)).toMatchObject({ org, isLoopback });
  });

  it.each([
    "",
    "corp.okta.com",
    "http://corp.okta.com",
    "http://127.0.0.1.corp.example",
    "ftp://corp.okta.com",
    "https://corp-admin.okta.com",
    "https://corp-admin.okta-emea.com",
  ])("%j is none", (written) => {
    expect(() => readSettings(TOKEN, written)).toThrow(UsageError);
  });

  it("is the one that was named, before the environment's", () => {
    expect(readSettings({ ...TOKEN, OKTA_CLIENT_ORGURL: "https://a.okta.com" }, "https://b.okta.com").org).toBe("https://b.okta.com");
  });
});

describe("credentials", () => {
  const of = (env: Record<string, string>) => readSettings(env, "https://corp.okta.com").credentials;

  it.each([
    ["a token alone", TOKEN, "SSWS"],
    ["a key alone", KEY, "PrivateKey"],
    ["both, as the SDK has it", { ...TOKEN, ...KEY }, "SSWS"],
    ["both, with the mode", { ...TOKEN, ...KEY, OKTA_CLIENT_AUTHORIZATIONMODE: "PrivateKey" }, "PrivateKey"],
  ])("%s", (_name, env, mode) => {
    expect(of(env).mode).toBe(mode);
  });

  it.each([
    ["spaces", "okta.users.read okta.groups.read", ["okta.users.read", "okta.groups.read"]],
    ["commas", "okta.users.read, okta.groups.read", ["okta.users.read", "okta.groups.read"]],
    ["none", "", READ_SCOPES],
  ])("scopes by %s", (_name, OKTA_CLIENT_SCOPES, scopes) => {
    expect(of({ ...KEY, OKTA_CLIENT_SCOPES })).toMatchObject({ scopes });
  });

  it.each([
    ["OKTA_CLIENT_TOKEN", {}],
    ["OKTA_CLIENT_TOKEN", { ...KEY, OKTA_CLIENT_AUTHORIZATIONMODE: "SSWS" }],
    ["OKTA_CLIENT_CLIENTID", { OKTA_CLIENT_PRIVATEKEY: "{}" }],
    ["OKTA_CLIENT_PRIVATEKEY", { OKTA_CLIENT_CLIENTID: "0oa1", OKTA_CLIENT_AUTHORIZATIONMODE: "PrivateKey" }],
    ["OKTA_CLIENT_AUTHORIZATIONMODE", { ...TOKEN, OKTA_CLIENT_AUTHORIZATIONMODE: "Bearer" }],
  ])("%s is asked for", (variable, env: Record<string, string>) => {
    expect(() => of(env)).toThrow(variable);
  });

  it("ask for read scopes only", () => {
    expect(READ_SCOPES.filter((scope) => !/^okta\.[A-Za-z.]+\.read$/.test(scope))).toEqual([]);
  });
});
