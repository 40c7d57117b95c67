import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Fixtures, fixturesFolder } from "../../../src/sources/sample/fixtures.js";
import { graphTransport } from "../../../src/sources/sample/graph.js";
import { oktaTransport } from "../../../src/sources/sample/okta.js";

const graph = graphTransport(new Fixtures(join(fixturesFolder(), "entra")));
const okta = oktaTransport(new Fixtures(join(fixturesFolder(), "okta")));
const ORG = "https://larkfield.okta.example";

interface GraphPage {
  "@odata.nextLink"?: string;
  value: Record<string, unknown>[];
}

async function graphPage(url: string): Promise<GraphPage> {
  const response = await graph(url, {});
  expect(response.status).toBe(200);
  return (await response.json()) as GraphPage;
}

describe("the sample's Graph", () => {
  it("gives all users over several pages, each once", async () => {
    const ids: unknown[] = [];
    let pages = 0;
    for (let next: string | undefined = "https://graph.microsoft.com/v1.0/users?$select=id&$top=999"; next !== undefined; pages++) {
      const page: GraphPage = await graphPage(next);
      ids.push(...page.value.map((user) => user["id"]));
      next = page["@odata.nextLink"];
    }
    expect(pages).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("sends what was selected and nothing else, on every page", async () => {
    const first = await graphPage("https://graph.microsoft.com/v1.0/users?$select=id,displayName");
    expect(Object.keys(first.value[0] ?? {})).toEqual(["id", "displayName"]);
    const second = await graphPage(first["@odata.nextLink"] ?? "");
    expect(Object.keys(second.value[0] ?? {})).toEqual(["id", "displayName"]);
  });

  it("sends a relation only when it is expanded", async () => {
    const plain = await graphPage("https://graph.microsoft.com/v1.0/users");
    expect(plain.value.some((user) => "manager" in user)).toBe(false);
    const expanded = await graphPage("https://graph.microsoft.com/v1.0/users?$select=id&$expand=manager($select=id)");
    expect(expanded.value.filter((user) => user["manager"] !== null).length).toBeGreaterThan(20);
  });

  it("keeps listings under single objects by their id", async () => {
    const groups = await graphPage("https://graph.microsoft.com/v1.0/groups");
    const staff = groups.value.find((group) => group["displayName"] === "All Staff");
    const members = await graphPage(`https://graph.microsoft.com/v1.0/groups/${staff?.["id"]}/members?$select=id`);
    expect(members.value.length).toBeGreaterThan(50);
    expect((await graph("https://graph.microsoft.com/v1.0/groups/nobody/members", {})).status).toBe(404);
  });

  it.each([
    ["https://graph.microsoft.com/v1.0/identityProtection/riskyUsers", 403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"],
    ["https://graph.microsoft.com/v1.0/deviceManagement/managedDevices", 404, "Request_ResourceNotFound"],
  ])("refuses %s", async (url, status, code) => {
    const response = await graph(url, {});
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });
});

describe("the sample's Okta", () => {
  const users = async (query: string) => {
    const found: { id: string; status: string }[] = [];
    for (let next: string | undefined = `${ORG}/api/v1/users${query}`; next !== undefined; ) {
      const response = await okta(next, {});
      found.push(...((await response.json()) as typeof found));
      next = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
    }
    return found;
  };

  it("leaves out deactivated users unless they are asked for", async () => {
    const plain = await users("?limit=200");
    const gone = await users(`?limit=200&filter=${encodeURIComponent('status eq "DEPROVISIONED"')}`);
    expect(plain.some((user) => user.status === "DEPROVISIONED")).toBe(false);
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.every((user) => user.status === "DEPROVISIONED")).toBe(true);
    expect(await users(`?search=${encodeURIComponent("id pr")}`)).toHaveLength(plain.length + gone.length);
  });

  it("says where the next page is in its Link header, with what was asked for", async () => {
    const link = (await okta(`${ORG}/api/v1/users?limit=25`, {})).headers.get("link");
    expect(link).toContain(`<${ORG}/api/v1/users?after=page-2&limit=25>; rel="next"`);
  });

  it.each([
    [`${ORG}/workload-principals/api/v1/ai-agents`, 401, "E0000015"],
    [`${ORG}/api/v1/realms`, 404, "E0000007"],
  ])("refuses %s", async (url, status, errorCode) => {
    const response = await okta(url, {});
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errorCode });
  });
});
