import { describe, expect, it } from "vitest";
import { FACTS } from "../../../src/inventory/facts.js";
import { importFiles } from "./support.js";

const UNDECLARED = "not declared complete in facts: what is empty is unknown";

describe("facts", () => {
  it("are all there for each source, in whatever state", async () => {
    const result = await importFiles({ "p.csv": "source,id\na,1\nb,1\n" });
    for (const source of ["a", "b"]) expect(Object.keys(result.facts(source))).toEqual([...FACTS].sort());
  });

  it("are not requested where nothing is said about them, but for the accounts themselves", async () => {
    const result = await importFiles({ "p.csv": "id,displayName\n1,Ann\n" });
    const { accounts, ...others } = result.facts("p");
    expect(accounts).toBe("collected, complete");
    expect(new Set(Object.values(others))).toEqual(new Set(["not-requested"]));
    expect(result.reason("p", "mfa")).toBe("the import holds nothing about it");
  });

  const accounts = "id\n1\n2\n";
  it.each([
    ["status", { "accounts.csv": "id,active\n1,true\n2,\n" }],
    ["hr", { "accounts.csv": "id,hireDate\n1,2020-01-01\n2,2020-01-01\n" }],
    ["hr", { "accounts.csv": "id,leaveDate\n1,2020-01-01\n2,\n" }],
    ["manager", { "accounts.csv": "id,manager\n1,2\n2,\n" }],
    ["manager", { "accounts.csv": accounts, "owners.csv": "subject,owner,role\n1,2,manager\n" }],
    ["signin", { "accounts.csv": "id,lastSignIn\n1,2025-01-01\n2,2025-01-01\n" }],
    ["signin", { "accounts.csv": "id,lastInteractiveSignIn\n1,2025-01-01\n2,\n" }],
    ["mfa", { "accounts.csv": "id,mfa\n1,none\n2,\n" }],
    ["mfa", { "accounts.csv": accounts, "authenticators.csv": "account,kind\n1,sms\n" }],
    ["devices", { "accounts.csv": accounts, "authenticators.csv": "account,kind,device\n1,sms,+1\n" }],
    ["groups", { "accounts.csv": accounts, "groups.csv": "id\ng\n" }],
    ["groups", { "accounts.csv": accounts, "memberships.csv": "group,member\ng,1\n" }],
    ["roles", { "accounts.csv": accounts, "roles.csv": "id\nr\n" }],
    ["roles", { "accounts.csv": accounts, "grants.csv": "principal,role\n1,r\n" }],
    ["eligibility", { "accounts.csv": accounts, "grants.csv": "principal,role,state\n1,r,eligible\n" }],
    ["rolePolicy", { "accounts.csv": accounts, "grants.csv": "principal,role,approval\n1,r,no\n" }],
    ["reviews", { "accounts.csv": accounts, "grants.csv": "principal,role,lastReviewed\n1,r,2025-01-01\n" }],
    ["appRoles", { "accounts.csv": accounts, "roles.csv": "id,kind\nr,application\n", "grants.csv": "principal,role\n1,r\n" }],
    ["owners", { "accounts.csv": accounts, "owners.csv": "subject,owner\n1,2\n" }],
    ["sponsors", { "accounts.csv": accounts, "owners.csv": "subject,owner,role\n1,2,sponsor\n" }],
    ["policies", { "accounts.csv": accounts, "policies.csv": "kind\nmfa\n" }],
    ["secrets", { "accounts.csv": accounts, "secrets.csv": "id,holder\ns,1\n" }],
    ["tokens", { "accounts.csv": accounts, "secrets.csv": "id,holder,kind\ns,1,api-token\n" }],
    ["consents", { "accounts.csv": accounts, "consents.csv": "client,resource,scopes\n1,graph,User.Read\n" }],
    ["agents", { "accounts.csv": "id,kind\n1,agent\n2,human\n" }],
  ] as const)("%s is collected, but not complete, where something is there of it: %j", async (fact, files) => {
    const result = await importFiles(files, { path: "" });
    expect(result.facts("import")).toMatchObject({ [fact]: "collected" });
    expect(result.reason("import", fact)).toBe(UNDECLARED);
  });

  it.each([
    ["eligibility", { "grants.csv": "principal,role,state\n1,r,active\n" }],
    ["roles", { "grants.csv": "principal,role,state\n1,r,eligible\n" }],
    ["reviews", { "grants.csv": "principal,role\n1,r\n" }],
    ["appRoles", { "roles.csv": "id,kind\nr,directory\n", "grants.csv": "principal,role\n1,r\n" }],
    ["owners", { "owners.csv": "subject,owner,role\n1,2,sponsor\n" }],
    ["sponsors", { "owners.csv": "subject,owner,role\n1,2,owner\n" }],
    ["secrets", { "secrets.csv": "id,holder,kind\ns,1,api-token\n" }],
    ["tokens", { "secrets.csv": "id,holder,kind\ns,1,key\n" }],
    ["devices", { "authenticators.csv": "account,kind\n1,sms\n" }],
    ["federation", {}],
  ])("%s does not follow from its neighbours: %j", async (fact, files) => {
    const result = await importFiles({ "accounts.csv": accounts, ...files }, { path: "" });
    expect(result.facts("import")).toMatchObject({ [fact]: "not-requested" });
  });

  it.each([
    ["status", "active", "true", "false"],
    ["manager", "manager", "1", "2"],
    ["mfa", "mfa", "none", "strong"],
    ["signin", "lastSignIn,lastInteractiveSignIn", "2025-01-01,2025-01-01", "2025-01-01,2025-01-01"],
    ["hr", "hireDate,leaveDate", "2025-01-01,2025-01-01", "2025-01-01,2025-01-01"],
  ])("%s is complete where every account has its own value", async (fact, column, one, other) => {
    const full = await importFiles({ "p.csv": `id,${column}\n1,${one}\n2,${other}\n` });
    expect(full.facts("p")).toMatchObject({ [fact]: "collected, complete" });
    const short = await importFiles({ "p.csv": `id,${column}\n1,${one}\n2,${other.replace(/[^,]/g, "")}\n` });
    expect(short.facts("p")).toMatchObject({ [fact]: "collected" });
  });

  it("are judged source by source", async () => {
    const result = await importFiles({ "p.csv": "source,id,active,mfa\na,1,true,\nb,1,,weak\nb,2,true,\n" });
    expect(result.facts("a")).toMatchObject({ status: "collected, complete", mfa: "not-requested" });
    expect(result.facts("b")).toMatchObject({ status: "collected", mfa: "collected" });
  });

  it("are what the file says where it says it", async () => {
    const result = await importFiles({
      "accounts.csv": "id,manager\n1,2\n2,\n",
      "facts.csv":
        "Fact,State,reason\nmanager,collected,\nmfa,denied,no licence\nsign_in,collected,\nsignin,Collected,\nsecrets,unsupported,\ntokens,not requested,\nowners,collected,\nrisk,failed,\n",
    });
    expect(result.facts("import")).toMatchObject({
      manager: "collected, complete",
      mfa: "denied",
      signin: "collected, complete",
      secrets: "unsupported",
      tokens: "not-requested",
      owners: "collected, complete",
      risk: "failed",
      status: "not-requested",
    });
    expect(result.reason("import", "mfa")).toBe("no licence");
    expect(result.reason("import", "manager")).toBeUndefined();
    // Names of facts are read as those of columns are, so that the second row says the same thing again.
    expect(result.rows("rejects")).toMatchObject([{ place: "facts.csv", row: 5, column: "Fact" }]);
  });

  it("reject what is no fact or no state", async () => {
    const result = await importFiles({ "accounts.csv": "id\n1\n", "facts.csv": "fact,state\nmfaa,collected\nmfa,sure\npeople,collected\n" });
    expect(result.rows("rejects").map(({ row, column }) => [row, column])).toEqual([
      [2, "fact"],
      [3, "state"],
      [4, "fact"],
    ]);
    expect(result.facts("import")).toMatchObject({ mfa: "not-requested" });
  });

  it("may be declared for one source of several", async () => {
    const result = await importFiles({ "accounts.csv": "source,id\na,1\nb,1\n", "facts.csv": "source,fact,state\na,owners,collected\n" });
    expect(result.facts("a")).toMatchObject({ owners: "collected, complete" });
    expect(result.facts("b")).toMatchObject({ owners: "not-requested" });
  });

  it("are not complete where a row that carries them was left out, whatever is declared", async () => {
    const result = await importFiles({
      "accounts.csv": "source,id,active\na,1,true\na,2,perhaps\nb,1,true\n",
      "owners.csv": "source,subject,owner\na,1,2\nb,1\n",
      "grants.csv": "source,principal,role,approval\nb,1,r,perhaps\n",
      "facts.csv":
        "source,fact,state\na,status,collected\nb,status,collected\na,owners,collected\nb,owners,collected\na,roles,collected\nb,roles,collected\na,secrets,collected\nb,mfa,denied\n",
    });
    expect(result.facts("a")).toMatchObject({
      accounts: "collected",
      status: "collected",
      roles: "collected, complete",
      secrets: "collected, complete",
    });
    expect(result.facts("b")).toMatchObject({ accounts: "collected, complete", status: "collected, complete", roles: "collected", mfa: "denied" });
    expect(result.reason("a", "status")).toBe("1 row of accounts could not be read");
    expect(result.reason("b", "roles")).toBe("1 row of grants could not be read");
    // A row that is too short may have stood for either.
    expect(result.facts("a")["owners"]).toBe("collected");
    expect(result.facts("b")["owners"]).toBe("collected");
    expect(result.reason("b", "owners")).toBe("1 row of owners could not be read");
  });

  it("can be declared incomplete", async () => {
    const result = await importFiles({ "accounts.csv": "id\n1\n", "facts.csv": "fact,state,complete,reason\nmfa,collected,no,only admins\n" });
    expect(result.facts("import")).toMatchObject({ mfa: "collected" });
    expect(result.reason("import", "mfa")).toBe("only admins");
  });

  it("make a source of their own, which has no accounts", async () => {
    const result = await importFiles({ "accounts.csv": "source,id\ncorp,1\n", "facts.csv": "fact,state\nmfa,collected\n" });
    expect(result.facts("import")).toMatchObject({ accounts: "not-requested", mfa: "collected, complete" });
    expect(result.facts("corp")).toMatchObject({ mfa: "not-requested" });
    expect(result.column("notes", "note")).toEqual(['.: there are rows, but no account, of the source "import".']);
  });
});
