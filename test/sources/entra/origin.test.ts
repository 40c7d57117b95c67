import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/errors.js";
import { Refusal } from "../../../src/sources/contract.js";
import { authorityOf, linkedPage, originOf } from "../../../src/sources/entra/origin.js";

describe("originOf", () => {
  it.each([
    ["https://graph.microsoft.com", "https://graph.microsoft.com"],
    ["https://graph.microsoft.us/", "https://graph.microsoft.us"],
    ["https://graph.microsoft.com/v1.0", "https://graph.microsoft.com"],
    ["https://graph.microsoft.com/v1.0/", "https://graph.microsoft.com"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://localhost:8080", "http://localhost:8080"],
    ["http://[::1]:8080", "http://[::1]:8080"],
  ])("takes %s", (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });

  it.each([
    "graph.microsoft.com",
    "http://graph.microsoft.com",
    "http://127.0.0.1.evil.example",
    "http://10.0.0.1",
    "ftp://127.0.0.1",
    "https://user@graph.microsoft.com",
    "https://user:secret@graph.microsoft.com",
    "https://graph.microsoft.com/other",
    "https://graph.microsoft.com/?a=b",
    "https://graph.microsoft.com/#a",
    "",
  ])("refuses %s", (url) => {
    expect(() => originOf(url)).toThrow(UsageError);
  });

  it("repeats no password", () => {
    expect(() => originOf("https://user:secret@graph.microsoft.com")).not.toThrow(/secret/);
  });
});

describe("linkedPage", () => {
  const origin = "https://graph.microsoft.com";

  it.each([
    "https://graph.microsoft.com/v1.0/users?$skiptoken=a%2Bb%3D&$top=2",
    "https://graph.microsoft.com/beta/users?$skiptoken=x",
    "https://graph.microsoft.com:443/v1.0/users",
    "https://graph.microsoft.com/v1.0/users?$filter=homepage%20eq%20'https://a.example'",
  ])("follows %s as it came", (link) => {
    expect(linkedPage(link, origin)).toBe(new URL(link).href);
  });

  it("follows a relative link", () => {
    expect(linkedPage("/v1.0/users?$skiptoken=x", origin)).toBe(`${origin}/v1.0/users?$skiptoken=x`);
  });

  it.each([
    ["another host", "https://evil.example/v1.0/users"],
    ["another port", "https://graph.microsoft.com:8443/v1.0/users"],
    ["another scheme", "http://graph.microsoft.com/v1.0/users"],
    ["a host that begins alike", "https://graph.microsoft.com.evil.example/v1.0/users"],
    ["a host behind a user name", "https://graph.microsoft.com@evil.example/v1.0/users"],
    ["a host behind a password", "https://graph.microsoft.com:pw@evil.example/v1.0/users"],
    ["the host with a password", "https://a:b@graph.microsoft.com/v1.0/users"],
    ["a host behind a backslash", "https://evil.example\\@graph.microsoft.com/v1.0/users"],
    ["a host without a scheme", "//evil.example/v1.0/users"],
    ["another cloud", "https://graph.microsoft.us/v1.0/users"],
    ["another part of the host", "https://graph.microsoft.com/oauth2/token"],
    ["a climb out of the version", "https://graph.microsoft.com/v1.0/../oauth2/token"],
    ["no URL", "https://"],
    ["no text", 7],
    ["nothing", null],
  ])("refuses %s", (_case, link) => {
    expect(() => linkedPage(link, origin)).toThrow(Refusal);
  });
});

describe("authorityOf", () => {
  it.each([
    ["https://graph.microsoft.com", null],
    ["https://graph.microsoft.us", "https://login.microsoftonline.us"],
    ["https://microsoftgraph.chinacloudapi.cn", "https://login.chinacloudapi.cn"],
  ])("%s signs in at %s", (origin, authority) => {
    expect(authorityOf(origin)).toBe(authority);
  });
});
