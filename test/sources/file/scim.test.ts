import { describe, expect, it } from "vitest";
import { importFiles, ndjson } from "./support.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** A user with every attribute of RFC 7643 that there is a column for, and some that there is none for. */
const ann = {
  schemas: [USER, ENTERPRISE],
  id: "2819c223",
  externalId: "701984",
  meta: { resourceType: "User", created: "2010-01-23T04:56:22Z", lastModified: "2011-05-13T04:42:34Z", location: "https://x/Users/2819c223" },
  userName: "ann@example.com",
  name: { formatted: "Ms. Ann J Lee", familyName: "Lee", givenName: "Ann", middleName: "Jane", honorificPrefix: "Ms." },
  nickName: "Annie",
  emails: [
    { value: "home@example.org", type: "home" },
    { value: "ann@example.com", type: "work", primary: true },
  ],
  phoneNumbers: [{ value: "+49 1", type: "work" }],
  addresses: [
    { type: "home", locality: "Elsewhere" },
    { type: "work", primary: true, streetAddress: "1 Main St", locality: "Town", region: "CA", postalCode: "91608", country: "US", formatted: "x" },
  ],
  title: "Guide",
  userType: "Employee",
  active: true,
  password: "t1meMa$heen",
  locale: "en-US",
  x509Certificates: [{ value: "MIID" }],
  groups: [
    { value: "e9e30dba", display: "Guides", type: "direct" },
    { value: "fc348aa8", display: "Staff", type: "indirect" },
  ],
  roles: [{ value: "admin", display: "Administrator" }],
  entitlements: [{ value: "vip-lounge" }],
  [ENTERPRISE]: {
    employeeNumber: "701984",
    organization: "Acme",
    department: "Tours",
    costCenter: "4130",
    manager: { value: "26118915", $ref: "../Users/26118915" },
  },
};

const annAsAccount = {
  source: "p",
  id: "2819c223",
  externalId: "701984",
  userName: "ann@example.com",
  displayName: "Ms. Ann J Lee",
  givenName: "Ann",
  middleName: "Jane",
  familyName: "Lee",
  nickName: "Annie",
  emails: ["ann@example.com", "home@example.org"],
  phoneNumbers: ["+49 1"],
  employeeNumber: "701984",
  department: "Tours",
  title: "Guide",
  organization: "Acme",
  manager: "26118915",
  userType: "Employee",
  active: true,
  created: new Date("2010-01-23T04:56:22Z"),
  streetAddress: "1 Main St",
  locality: "Town",
  region: "CA",
  postalCode: "91608",
  country: "US",
};

describe("SCIM", () => {
  it.each([
    ["a ListResponse", "p.json", JSON.stringify({ schemas: [LIST], totalResults: 1, itemsPerPage: 1, startIndex: 1, Resources: [ann] })],
    ["a ListResponse over several lines", "p.json", JSON.stringify({ schemas: [LIST], totalResults: 1, Resources: [ann] }, null, 2)],
    ["a list of users", "p.json", JSON.stringify([ann])],
    ["a user a line", "p.ndjson", ndjson([ann])],
    ["a user", "p.json", JSON.stringify(ann, null, 2)],
  ])("users are accounts: %s", async (_what, name, content) => {
    const result = await importFiles({ [name]: content });
    const [account] = result.rows("accounts");
    expect(account).toMatchObject(annAsAccount);
    expect(JSON.parse(String(account?.["extra"]))).toEqual({ locale: "en-US", costCenter: "4130" });
    expect(JSON.stringify(result.rows("accounts"))).not.toContain("t1me");
    expect(result.rows("memberships")).toEqual([{ source: "p", group: "e9e30dba", member: "2819c223", memberType: "account" }]);
    expect(result.rows("groups")).toEqual([{ source: "p", id: "e9e30dba", displayName: "Guides" }]);
    expect(result.rows("roles")).toEqual([
      { source: "p", id: "admin", displayName: "Administrator" },
      { source: "p", id: "vip-lounge", displayName: "vip-lounge", kind: "entitlement" },
    ]);
    expect(result.rows("grants")).toMatchObject([
      { principal: "2819c223", role: "admin", state: "active", scope: "/" },
      { principal: "2819c223", role: "vip-lounge" },
    ]);
    expect(result.rows("rejects")).toEqual([]);
    expect(result.column("notes", "note")).toEqual([
      `${name}: columns left out because they may hold credentials: "password".`,
      `${name}: unknown columns kept as extra attributes: "locale", "costCenter".`,
    ]);
  });

  it("groups are groups, and what they hold goes before what users say of them", async () => {
    const group = {
      schemas: [GROUP],
      id: "e9e30dba",
      displayName: "Tour Guides",
      members: [{ value: "2819c223", type: "User" }, { value: "g2", type: "Group" }, { value: "x" }],
    };
    const result = await importFiles({ "p.json": JSON.stringify({ Resources: [ann, group] }) });
    expect(result.rows("groups")).toEqual([{ source: "p", id: "e9e30dba", displayName: "Tour Guides" }]);
    expect(result.rows("memberships")).toEqual([
      { source: "p", group: "e9e30dba", member: "2819c223", memberType: "account" },
      { source: "p", group: "e9e30dba", member: "g2", memberType: "group" },
      { source: "p", group: "e9e30dba", member: "x" },
    ]);
    expect(result.rows("accounts")).toHaveLength(1);
    expect(result.facts("p")).toMatchObject({ groups: "collected", roles: "collected" });
  });

  it("groups of a folder may be a ListResponse of their own", async () => {
    const groups = {
      Resources: [
        { id: "g", displayName: "Staff", members: [{ value: "1" }] },
        { id: "h", meta: { created: "2020-01-01T00:00:00Z" } },
      ],
    };
    const result = await importFiles({ "accounts.csv": "id\n1\n", "groups.json": JSON.stringify(groups) });
    expect(result.rows("groups")).toEqual([
      { source: "import", id: "g", displayName: "Staff" },
      { source: "import", id: "h", created: new Date("2020-01-01") },
    ]);
    expect(result.rows("memberships")).toEqual([{ source: "import", group: "g", member: "1" }]);
  });

  it("what is missing is not collected", async () => {
    const result = await importFiles({
      "p.json": JSON.stringify({
        Resources: [
          { id: "1", name: {}, emails: null, meta: {}, addresses: [] },
          { id: "2", name: null },
        ],
      }),
    });
    expect(result.rows("accounts")).toEqual([
      { source: "p", id: "1" },
      { source: "p", id: "2" },
    ]);
  });

  it.each([
    ["a manager without an extension", { manager: { value: "7" } }, { manager: "7" }],
    ["a manager as text", { [ENTERPRISE]: { manager: "7" } }, { manager: "7" }],
    ["a manager as a link", { [ENTERPRISE]: { manager: { $ref: "https://x/Users/7" } } }, { manager: "7" }],
    [
      "an extension of the service's own",
      { "urn:acme:User": { hireDate: "2020-01-01", department: "Sales" } },
      { hireDate: new Date("2020-01-01"), department: "Sales" },
    ],
    ["an attribute of the user's own before that of an extension", { [ENTERPRISE]: { department: "A" }, department: "B" }, { department: "B" }],
    ["a name of its own before the formatted one", { displayName: "Ann", name: { formatted: "Ms. Lee" } }, { displayName: "Ann" }],
    ["booleans as text", { active: "False" }, { active: false }],
    ["addresses without a primary one", { addresses: [{ country: "DE" }, { country: "US" }] }, { country: "DE" }],
  ])("%s is read", async (_what, attributes, expected) => {
    const result = await importFiles({ "p.ndjson": ndjson([{ schemas: [USER], id: "1", ...attributes }]) });
    expect(result.rows("accounts")[0]).toMatchObject(expected);
    expect(result.rows("rejects")).toEqual([]);
  });

  it("a bad user takes its memberships along, a bad membership only itself", async () => {
    const users = [
      { schemas: [USER], id: "1", active: "perhaps", groups: [{ value: "g" }] },
      { schemas: [USER], id: "2", groups: [{ display: "no id" }, { value: "g" }] },
      { schemas: [USER], id: "2", groups: [{ value: "h" }] },
    ];
    const result = await importFiles({ "p.json": JSON.stringify(users) });
    expect(result.column("accounts", "id")).toEqual(["2"]);
    expect(result.rows("memberships")).toMatchObject([{ group: "g", member: "2" }]);
    expect(
      result
        .rows("rejects")
        .map(({ row, table, column }) => `${row} ${table} ${column}`)
        .sort(),
    ).toEqual(["1 accounts active", "2 memberships group", "3 accounts id"]);
  });

  it.each([
    ["one file", { "p.json": JSON.stringify({ totalResults: 250, Resources: [{ id: "1" }, { id: "2" }] }) }, "p.json"],
    [
      "lines",
      {
        "p.ndjson": ndjson([
          { totalResults: 250, Resources: [{ id: "1" }] },
          { totalResults: 250, Resources: [{ id: "2" }] },
        ]),
      },
      "p.ndjson",
    ],
    [
      "several files",
      { "a.json": '{"totalResults":250,"Resources":[{"id":"1"}]}', "b.json": '{\n"Resources":[{"id":"2"}],"totalResults":250}' },
      "*.json",
    ],
  ])("one page of many is not all there is: %s", async (_what, files, path) => {
    const result = await importFiles(files, { path, name: "p" });
    expect(result.rows("accounts")).toHaveLength(2);
    expect(result.facts("p")["accounts"]).toBe("collected");
    expect(result.reason("p", "accounts")).toBe("the service lists 250 resources, and the import holds 2 of them");
    expect(result.column("notes", "note")).toEqual([`${path}: the service lists 250 resources, and the import holds 2 of them.`]);
  });

  it("all pages together are", async () => {
    const result = await importFiles(
      { "a.json": '{"totalResults":2,"Resources":[{"id":"1"}]}', "b.json": '{"totalResults":2,"Resources":[{"id":"2"}]}' },
      { path: "*.json", name: "p" },
    );
    expect(result.facts("p")["accounts"]).toBe("collected, complete");
  });
});
