import { describe, expect, it } from "vitest";
import { InterruptedError, SourceError, UsageError } from "../../../src/errors.js";
import { LONGEST_EXTRA } from "../../../src/sources/file/rows.js";
import { LONGEST_TEXT } from "../../../src/sources/file/values.js";
import { HOSTILE } from "../../support/hostile.js";
import { failure, importFiles, ndjson, SILENT } from "./support.js";

const UTF16 = Buffer.from("\uFEFFid\n1\n", "utf16le");

describe("formats", () => {
  const csv = "id,userName,emails,active,created\n1,ann,a@x;b@x,yes,2025-01-31\n2,bob,,0,\n";
  const json = [
    { id: "1", userName: "ann", emails: ["a@x", "b@x"], active: true, created: "2025-01-31T00:00:00Z" },
    { id: 2, userName: "bob", emails: null, active: 0 },
  ];
  const pretty = json.map((record) => JSON.stringify(record, null, 2)).join("\n");

  it.each([
    ["CSV", "people.csv", csv],
    ["CSV with a byte order mark", "people.csv", `\uFEFF${csv}`],
    ["CSV with Windows' line ends", "people.csv", csv.replaceAll("\n", "\r\n")],
    ["CSV with semicolons", "people.csv", 'id;userName;emails;active;created\n1;ann;"a@x;b@x";yes;2025-01-31\n2;bob;;0;\n'],
    ["CSV that is called otherwise", "people.export", csv],
    ["CSV without an ending", "people", csv],
    ["CSV in capitals", "PEOPLE.CSV", csv],
    ["TSV", "people.tsv", csv.replaceAll(",", "\t")],
    ["a JSON list", "people.json", JSON.stringify(json)],
    ["a JSON list over several lines", "people.json", JSON.stringify(json, null, 2)],
    ["a JSON list with a byte order mark", "people.json", `\uFEFF ${JSON.stringify(json)}`],
    ["a JSON list that is called otherwise", "people.txt", JSON.stringify(json)],
    ["NDJSON", "people.ndjson", ndjson(json)],
    ["NDJSON with a byte order mark, Windows' line ends and empty lines", "people.ndjson", `\uFEFF${ndjson(json).replaceAll("\n", "\r\n\r\n")}`],
    ["JSON lines", "people.jsonl", ndjson(json).trimEnd()],
    ["NDJSON that is called JSON", "people.json", ndjson(json)],
    ["objects over several lines", "people.json", pretty],
    ["a ListResponse", "people.json", JSON.stringify({ totalResults: 2, Resources: json })],
    ["a ListResponse over several lines", "people.json", JSON.stringify({ Resources: json, totalResults: 2 }, null, 2)],
    ["a ListResponse a line", "people.ndjson", ndjson(json.map((record) => ({ Resources: [record] })))],
    ["a list of ListResponses", "people.json", JSON.stringify(json.map((record) => ({ Resources: [record] })))],
  ])("reads %s", async (_what, name, content) => {
    const result = await importFiles({ [name]: content });
    const source = name === "PEOPLE.CSV" ? "PEOPLE" : "people";
    expect(result.rows("rejects")).toEqual([]);
    expect(result.rows("notes")).toEqual([]);
    expect(result.rows("accounts")).toEqual([
      { source, id: "1", userName: "ann", emails: ["a@x", "b@x"], active: true, created: new Date("2025-01-31") },
      { source, id: "2", userName: "bob", active: false },
    ]);
    expect(result.rows("sources")).toEqual([{ id: source, kind: "file", tenant: name, collectedAt: new Date("2026-01-01") }]);
  });

  it.each([
    ["UTF-16", "people.csv", UTF16, /UTF-16/],
    ["a workbook", "people.csv", Buffer.from([0x50, 0x4b, 3, 4, 20]), /Excel/],
    ["compressed", "people.csv", Buffer.from([0x1f, 0x8b, 8]), /compressed/],
    ["Parquet", "people.json", Buffer.from("PAR1"), /Parquet/],
    ["text that is no JSON", "people.json", "id,name\n1,a", /no account.*outside of the list/],
  ])("says that a file is %s", async (_what, name, content, message) => {
    const error = await failure({ [name]: content });
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toMatch(message);
  });
});

describe("columns", () => {
  it("match without regard to case, underscores, dashes and spaces", async () => {
    const { rows } = bound(await importFiles({ "p.csv": "ID,User_Name,GIVEN NAME,family-name,last_sign_in\n1,ann,Ann,Lee,2025-01-31\n" }));
    expect(rows("accounts")).toEqual([
      { source: "p", id: "1", userName: "ann", givenName: "Ann", familyName: "Lee", lastSignIn: new Date("2025-01-31") },
    ]);
  });

  it.each([
    ["CSV", "p.csv", "id,badge,Cost Center,mial\n1,7,A1,\n2,,A2,\n"],
    ["JSON", "p.json", '[{"id":"1","badge":"7","Cost Center":"A1"},{"id":"2","Cost Center":"A2","mial":null}]'],
  ])("are kept as extra attributes where they are unknown, with one notice a file: %s", async (_format, name, content) => {
    const { rows } = bound(await importFiles({ [name]: content }));
    expect(rows("accounts").map((row) => JSON.parse(String(row["extra"])))).toEqual([{ badge: "7", "Cost Center": "A1" }, { "Cost Center": "A2" }]);
    expect(rows("notes")).toEqual([{ source: "p", note: `${name}: unknown columns kept as extra attributes: "badge", "Cost Center", "mial".` }]);
  });

  it("are suggested where one was probably meant", async () => {
    const { column } = bound(await importFiles({ "p.csv": "id,email,famly_name\n1,a@x,Lee\n" }));
    expect(column("notes", "note")).toEqual([
      'p.csv: unknown columns kept as extra attributes: "email" (did you mean "emails"?), "famly_name" (did you mean "familyName"?).',
    ]);
  });

  it("keep extra attributes of JSON as they are, whatever they are called", async () => {
    const content = '[{"id":"1","__proto__":{"a":1},"constructor":[1,"x"],"badge":7,"vip":false,"none":null,"blank":" "}]';
    const { rows } = bound(await importFiles({ "p.json": content }));
    expect(rows("accounts").map((row) => row["extra"])).toEqual(['{"__proto__":{"a":1},"constructor":[1,"x"],"badge":7,"vip":false}']);
  });

  it("never keep what may be a credential", async () => {
    const { rows, column } = bound(
      await importFiles({
        "accounts.csv": "id,password,API-Token,passwordChanged\n1,hunter2,abc,2025-01-31\n",
        "secrets.csv": "id,holder,value,client_secret\ns1,1,hunter2,hunter2\n",
      }),
    );
    expect(JSON.stringify([...rows("accounts"), ...rows("secrets"), ...rows("notes")])).not.toContain("hunter2");
    expect(rows("accounts")).toEqual([{ source: "import", id: "1", passwordChanged: new Date("2025-01-31") }]);
    expect(column("notes", "note")).toEqual([
      'accounts.csv: columns left out because they may hold credentials: "password", "API-Token".',
      'secrets.csv: columns left out because they may hold credentials: "client_secret".',
      'secrets.csv: unknown columns left out: "value".',
    ]);
  });

  it("can be mapped", async () => {
    const { rows } = bound(
      await importFiles(
        { "p.csv": "Badge,surname,Given_Name,email\n1,Lee,Ann,a@x;b@x\n" },
        { map: { badge: "id", surname: "family_name", email: "emails" } },
      ),
    );
    expect(rows("accounts")).toEqual([{ source: "p", id: "1", familyName: "Lee", givenName: "Ann", emails: ["a@x", "b@x"] }]);
    expect(rows("notes")).toEqual([]);
  });

  it("follow the map where two stand for the same", async () => {
    const { rows, column } = bound(await importFiles({ "p.csv": "familyName,surname,id\nOld,New,1\nOld,,2\n" }, { map: { surname: "familyName" } }));
    expect(rows("accounts").map((row) => row["familyName"])).toEqual(["New", "Old"]);
    expect(column("notes", "note")).toEqual(['p.csv: "familyName", "surname" all stand for familyName; where several are filled, one counts.']);
  });

  it("are mapped only in tables that have what they are mapped to", async () => {
    const { rows } = bound(
      await importFiles(
        { "accounts.csv": "id,name\n1,Ann\n", "groups.csv": "id,name\ng,Staff\n", "secrets.csv": "id,holder,name\ns,1,key\n" },
        { map: { name: "displayName" } },
      ),
    );
    expect(rows("accounts")[0]).toMatchObject({ displayName: "Ann" });
    expect(rows("groups")[0]).toMatchObject({ displayName: "Staff" });
    expect(rows("secrets")[0]).toMatchObject({ name: "key" });
  });

  it("are wrong usage where the map names one that no file has", async () => {
    const error = await failure({ "p.csv": "id,surname\n1,Lee\n" }, { map: { surnme: "familyName" } });
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain('"surnme"');
  });

  it.each([
    [
      "CSV",
      "people.csv",
      "employee_id,userName\n1,ann\n",
      /people\.csv: has no column "id"; it has "employee_id", "userName"; did you mean "employee_id"\?/,
    ],
    ["CSV without rows", "people.csv", "uid,userName\n", /has no column "id"; it has "uid", "userName"; did you mean "uid"\?/],
    ["JSON", "people.json", '[{"mail":"a@x"},{"name":"b"}]', /people\.json: has no column "id"; it has "mail", "name"$/],
    ["NDJSON", "people.ndjson", '{"mail":"a@x"}\n', /people\.ndjson: has no column "id"/],
  ])("end the import where a required one is missing from all of %s", async (_format, name, content, message) => {
    const error = await failure({ [name]: content });
    expect(error).toBeInstanceOf(SourceError);
    expect(error.exitCode).toBe(3);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/\?map=.*:id/);
  });

  it("are required in every table of a folder", async () => {
    const error = await failure({ "accounts.csv": "id\n1\n", "consents.csv": "client,scopes\n1,a\n" });
    expect(error.message).toMatch(/consents\.csv: has no column "resource"/);
  });
});

describe("rows", () => {
  it("that are bad are left out and listed, and the others are kept", async () => {
    const lines = [
      "id,userName,active,created,mfa",
      "1,good,true,2025-01-31,weak",
      "2,ragged",
      "3,ragged,true,2025-01-31,weak,more",
      ",no id,,,",
      "1,again,,,",
      "4,bad boolean,perhaps,,",
      "5,bad date,,2025-02-30,",
      "6,bad choice,,,super",
      '7,"lost quote,,,',
      '8,"say ""hi""",no,,',
      '9,"quoted"text,,,',
      "10,good,0,2025-01-31T10:00:00+01:00,none",
    ];
    const content = Buffer.concat([Buffer.from(`${lines.join("\n")}\n11,`), Buffer.from([0xc3, 0x28]), Buffer.from(",,,\n12,good,,,\n")]);
    const { rows, column } = bound(await importFiles({ "p.csv": content }));
    expect(column("accounts", "id")).toEqual(["1", "10", "12", "8"]);
    expect(rows("rejects").every((row) => row["place"] === "p.csv" && row["table"] === "accounts" && row["source"] === "p")).toBe(true);
    expect(
      rows("rejects")
        .toSorted((a, b) => Number(a["row"]) - Number(b["row"]))
        .map(({ row, column, reason }) => [row, column, reason]),
    ).toEqual([
      [3, undefined, expect.stringMatching(/2 cells where the header has 5/)],
      [4, undefined, expect.stringMatching(/6 cells where the header has 5/)],
      [5, "id", expect.stringMatching(/is empty/)],
      [6, "id", expect.stringMatching(/"1" is the id of an earlier row/)],
      [7, "active", expect.stringMatching(/"perhaps".*true or false/)],
      [8, "created", expect.stringMatching(/"2025-02-30" is no date/)],
      [9, "mfa", expect.stringMatching(/"super".*one of none, weak/)],
      [10, undefined, expect.stringMatching(/quote that is not closed/)],
      [12, undefined, expect.stringMatching(/behind a closing quote/)],
      [14, undefined, expect.stringMatching(/UTF-8/)],
    ]);
  });

  it.each([
    ["a list", "p.json", (records: string[]) => `[${records.join(",")}`, 1],
    ["lines", "p.ndjson", (records: string[]) => records.join("\n"), 1],
  ])("of JSON are judged one by one: %s", async (_format, name, join) => {
    const records = [
      '{"id":"1"}',
      "7",
      '"x"',
      "null",
      "[1]",
      '{"id":"2","title":{"a":1}}',
      '{"id":"3",}',
      '{"userName":"x"}',
      '{"id":"1"}',
      '{"id":"4"}',
      '{"id":',
    ];
    const { rows, column } = bound(await importFiles({ [name]: join(records) }));
    expect(column("accounts", "id")).toEqual(["1", "4"]);
    expect(
      rows("rejects")
        .toSorted((a, b) => Number(a["row"]) - Number(b["row"]))
        .map(({ row, column, reason }) => [row, column, reason]),
    ).toEqual([
      [2, undefined, expect.stringMatching(/a number where an object/)],
      [3, undefined, expect.stringMatching(/a string where an object/)],
      [4, undefined, expect.stringMatching(/null where an object/)],
      [5, undefined, expect.stringMatching(/a list where an object/)],
      [6, "title", expect.stringMatching(/an object: write one text/)],
      [7, undefined, expect.stringMatching(/not valid JSON/)],
      [8, "id", expect.stringMatching(/is empty/)],
      [9, "id", expect.stringMatching(/earlier row/)],
      [11, undefined, expect.stringMatching(/cut off|not complete/)],
    ]);
  });

  it("keep numbers as ids, as long as they can be told apart", async () => {
    const { column } = bound(await importFiles({ "p.ndjson": '{"id":7}\n{"id":007}\n{"id":9007199254740993}\n{"id":"9007199254740993"}\n' }));
    expect(column("accounts", "id")).toEqual(["7", "9007199254740993"]);
    expect(column("rejects", "row")).toEqual([2, 3]);
  });

  it("are bounded: a huge cell, a huge attribute, a huge line", async () => {
    const huge = "x".repeat(10 << 20);
    const csv = bound(await importFiles({ "p.csv": `id,title,photo\n1,${huge},\n2,Clerk,${huge}\n3,"${huge}",\n4,Clerk,\n` }));
    expect(csv.column("accounts", "id")).toEqual(["2", "4"]);
    expect(csv.rows("rejects").map(({ row, column }) => [row, column])).toEqual([
      [2, "title"],
      [4, "title"],
    ]);
    expect(csv.column("notes", "note")).toEqual([
      `p.csv: "photo" left out of 1 accounts, as it is longer than ${LONGEST_EXTRA} characters.`,
      'p.csv: unknown columns kept as extra attributes: "photo".',
    ]);
    const line = `{"id":"1","x":"${"x".repeat(70 << 20)}"}`;
    for (const content of [`{"id":"0"}\n${line}\n{"id":"2"}\n`, `[{"id":"0"},\n${line},\n{"id":"2"}]`]) {
      const json = bound(await importFiles({ [content.startsWith("[") ? "p.json" : "p.ndjson"]: content }));
      expect(json.column("accounts", "id")).toEqual(["0", "2"]);
      expect(json.column("rejects", "reason")).toEqual([expect.stringMatching(/longer than 64 MiB/)]);
    }
  });

  it("keep a text at its limit", async () => {
    const { rows } = bound(await importFiles({ "p.csv": `id,title\n1,${"x".repeat(LONGEST_TEXT)}\n2,${"x".repeat(LONGEST_TEXT + 1)}\n` }));
    expect(rows("accounts")).toHaveLength(1);
  });

  it("hold no character that later steps choke on, and say so", async () => {
    const content = ndjson([{ id: "a\0b", title: "x\uD800y", emails: ["\uDC00@x"], note: "n\0", nested: { "k\uD800": 1 }, fine: { k: 1 } }]);
    const { rows, column } = bound(await importFiles({ "p.ndjson": content }));
    expect(rows("accounts")).toEqual([
      { source: "p", id: "a\uFFFDb", title: "x\uFFFDy", emails: ["\uFFFD@x"], extra: '{"note":"n\uFFFD","fine":{"k":1}}' },
    ]);
    expect(column("notes", "note")).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/in 3 texts, characters that are none/),
        expect.stringMatching(/"nested" left out of 1 accounts/),
      ]),
    );
    const csv = bound(await importFiles({ "p.csv": "id,title\na\0b,x\0\n" }));
    expect(csv.rows("accounts")).toEqual([{ source: "p", id: "a\uFFFDb", title: "x\uFFFD" }]);
  });

  it.each(HOSTILE)("keep what is hostile only to whom prints it: %s", async (_what, text) => {
    const content = {
      "accounts.ndjson": ndjson([{ id: "1", displayName: text, badge: text }]),
      "groups.ndjson": ndjson([{ id: text.slice(0, 100) }]),
    };
    const { rows } = bound(await importFiles(content));
    expect(rows("accounts")[0]?.["displayName"]).toBe(text.trim().toWellFormed().replaceAll("\0", "\uFFFD"));
    expect(rows("groups")).toHaveLength(1);
  });

  it("survive nesting without an end", async () => {
    const deep = `{"id":"1","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const { column } = bound(await importFiles({ "p.ndjson": `${deep}\n{"id":"2"}\n` }));
    expect(column("accounts", "id")).toContain("2");
  });

  it("are all counted, and some thousand of them listed", async () => {
    const { rows, column } = bound(await importFiles({ "p.csv": `id,active\n1,true\n${"2,perhaps\n".repeat(10_500)}` }));
    expect(rows("rejects")).toHaveLength(10_000);
    expect(column("notes", "note")).toEqual(["p.csv: 10500 records could not be read; the first 10000 are listed."]);
  });

  it("that repeat an edge, or a whole row, are one row", async () => {
    const { rows, column } = bound(
      await importFiles({
        "accounts.csv": "id\n1\n",
        "memberships.csv": "group,member,memberType\ng,1,\ng,1,account\ng,2,\n",
        "grants.csv": "principal,role,end\n1,r,2026-01-01\n1,r,\n1,r,\n",
      }),
    );
    expect(rows("memberships")).toHaveLength(2);
    expect(rows("grants")).toHaveLength(2);
    expect(rows("rejects")).toEqual([]);
    expect(column("notes", "note")).toEqual([
      "1 row of grants repeated another and was left out.",
      "1 row of memberships repeated another and was left out.",
    ]);
  });

  it("may refer to what is not there", async () => {
    const { rows } = bound(
      await importFiles({
        "accounts.csv": "id,manager\n1,nobody\n",
        "memberships.csv": "group,member\nnone,nobody\n",
        "grants.csv": "principal,role\nnobody,none\n",
      }),
    );
    expect(rows("memberships")).toHaveLength(1);
    expect(rows("grants")).toEqual([{ source: "import", principal: "nobody", role: "none", scope: "/", state: "active" }]);
    expect(rows("rejects")).toEqual([]);
  });
});

describe("folders", () => {
  it("hold every table", async () => {
    const { rows } = bound(
      await importFiles({
        "accounts.csv": "id,kind\n1,human\na,agent\n",
        "groups.ndjson": ndjson([{ id: "g", displayName: "Staff", roleAssignable: true }]),
        "memberships.jsonl": ndjson([{ group: "g", member: "1" }]),
        "Roles.json": JSON.stringify([{ id: "r", displayName: "Admin", tier: 0, permissions: ["a", "b"] }]),
        "grants.tsv": "principal\trole\tscope\tstate\tapproval\tlast_reviewed\ng\tr\t/x\tEligible\tyes\t2025-01-31\n",
        "consents.csv": "client,principal,resource,scopes\na,*,graph,Mail.Read User.Read\n",
        "secrets.csv": "id,holder,kind,expires\ns,a,certificate,2026-05-01\n",
        "owners.csv": "subject,owner,role\na,1,sponsor\n",
        "authenticators.csv": "account,kind,device\n1,SMS,+49 1\n",
        "policies.csv": "kind,state,include,exclude,strength,value\nmfa,report only,*,1;g,phishing-resistant,\nsession-lifetime,,,,,480\n",
        "facts.csv": "fact,state\nmfa,collected\n",
        "README.md": "# notes",
      }),
    );
    const source = "import";
    expect(rows("groups")).toEqual([{ source, id: "g", displayName: "Staff", roleAssignable: true }]);
    expect(rows("memberships")).toEqual([{ source, group: "g", member: "1" }]);
    expect(rows("roles")).toEqual([{ source, id: "r", displayName: "Admin", tier: 0, permissions: ["a", "b"] }]);
    expect(rows("grants")).toEqual([
      { source, principal: "g", role: "r", scope: "/x", state: "eligible", approval: true, lastReviewed: new Date("2025-01-31") },
    ]);
    expect(rows("consents")).toEqual([
      { source, id: "a/*/graph", client: "a", principal: "*", resource: "graph", scopes: ["Mail.Read", "User.Read"] },
    ]);
    expect(rows("secrets")).toEqual([{ source, id: "s", holder: "a", kind: "certificate", expires: new Date("2026-05-01") }]);
    expect(rows("owners")).toEqual([{ source, subject: "a", owner: "1", role: "sponsor" }]);
    expect(rows("authenticators")).toEqual([{ source, account: "1", kind: "sms", device: "+49 1" }]);
    expect(rows("policies")).toEqual([
      { source, kind: "mfa", state: "report-only", include: ["*"], exclude: ["1", "g"], strength: "phishing-resistant" },
      { source, kind: "session-lifetime", value: "480" },
    ]);
    expect(rows("notes")).toEqual([]);
    expect(rows("rejects")).toEqual([]);
  });

  it.each([
    ["nothing", { "readme.txt": "x", "groups.csv": "id\ng\n" }, /has no accounts\.csv.*it holds groups\.csv, readme\.txt/],
    ["accounts in a format that cannot be read", { "accounts.xlsx": "PK", "x.csv": "id\n1\n" }, /accounts\.xlsx/],
  ])("with %s are an error", async (_what, files, message) => {
    const error = await failure(files);
    expect(error).toBeInstanceOf(SourceError);
    expect(error.exitCode).toBe(3);
    expect(error.message).toMatch(message);
  });

  it("may hold several files of one table", async () => {
    const { column, rows } = bound(await importFiles({ "accounts.csv": "id\n1\n2\n", "accounts.json": '[{"id":"2"},{"id":"3"}]' }));
    expect(column("accounts", "id")).toEqual(["1", "2", "3"]);
    expect(rows("rejects")).toMatchObject([{ place: "accounts.json", row: 1, column: "id" }]);
  });

  it("say which files were not read", async () => {
    const { column } = bound(
      await importFiles({ "accounts.csv": "id\n1\n", "grups.csv": "id\ng\n", "roles.xlsx": "PK", "zebra.json": "[]", "notes.md": "" }),
    );
    expect(column("notes", "note")).toEqual([
      "grups.csv was not read: no table is called so; did you mean groups.csv?.",
      "roles.xlsx was not read: save it as CSV, JSON or NDJSON.",
      "zebra.json was not read: no table is called so.",
    ]);
  });

  it("may have files of tables without a single row", async () => {
    const { rows } = bound(
      await importFiles({ "accounts.csv": "id\n1\n", "groups.csv": "", "roles.csv": "id\n", "grants.ndjson": "", "secrets.json": "[]" }),
    );
    expect(rows("rejects")).toEqual([]);
    expect(rows("accounts")).toHaveLength(1);
  });
});

describe("patterns", () => {
  it("name files of accounts, and of tables by their names", async () => {
    const files = { "hr/emea.csv": "id\n1\n", "hr/apac.csv": "id\n2\n", "hr/groups.csv": "id\ng\n", "hr/notes.txt": "x", "hr/.hidden.csv": "x" };
    const { rows, column } = bound(await importFiles(files, { path: "hr/*.csv" }));
    expect(rows("accounts")).toEqual([
      { source: "hr", id: "1" },
      { source: "hr", id: "2" },
    ]);
    expect(rows("groups")).toHaveLength(1);
    expect(column("sources", "id")).toEqual(["hr"]);
  });

  it.each([
    ["single characters", "hr/e?ea.csv", ["1"]],
    ["folders", "h*/*.csv", ["1", "2", "3"]],
    ["a file that is called so", "hr/a*c.csv", ["2"]],
  ])("match %s", async (_what, path, ids) => {
    const { column } = bound(await importFiles({ "hr/emea.csv": "id\n1\n", "hr/a*c.csv": "id\n2\n", "hq/x.csv": "id\n3\n" }, { path }));
    expect(column("accounts", "id")).toEqual(ids);
  });

  it("are an error where they match no accounts", async () => {
    const error = await failure({ "hr/groups.csv": "id\ng\n", "hr/x.json": "[]" }, { path: "hr/*.csv" });
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toMatch(/no file of accounts matches/);
  });
});

describe("sources", () => {
  it("are what rows say, and all of them are listed", async () => {
    const { rows, column } = bound(
      await importFiles(
        {
          "accounts.csv": "source,id\ncorp,1\nokta,1\n,1\n",
          "groups.csv": "id,source\ng,corp\ng,okta\n",
          "grants.csv": "source,principal,role\nlab,x,y\n",
        },
        { name: "hr" },
      ),
    );
    expect(rows("accounts")).toEqual([
      { source: "corp", id: "1" },
      { source: "hr", id: "1" },
      { source: "okta", id: "1" },
    ]);
    expect(column("sources", "id")).toEqual(["corp", "hr", "lab", "okta"]);
    expect(new Set(column("facts", "source"))).toEqual(new Set(["corp", "hr", "lab", "okta"]));
    expect(column("notes", "note")).toEqual([`.: there are rows, but no account, of the source "lab".`]);
  });

  it("give their rejects and notes where a report shows them", async () => {
    const { rows } = bound(await importFiles({ "p.csv": "source,id,active,badge\ncorp,1,yes,x\nokta,2,perhaps,\ncorp\nlab,3,perhaps,\n" }));
    expect(rows("rejects").map(({ source, row }) => [source, row])).toEqual([
      ["corp", 3],
      ["corp", 4],
      ["corp", 5],
    ]);
    expect(rows("notes").map((row) => row["source"])).toEqual(["corp"]);
  });
});

describe("failures", () => {
  it.each([
    ["a missing file", {}, "nowhere/people.csv", /people\.csv: there is no such file/],
    ["a folder in place of a file", { "x/y.csv": "id\n" }, "x/y.csv/z", /there is no such file/],
    ["an empty file", { "p.csv": "" }, "p.csv", /p\.csv: no account could be read/],
    ["a header alone", { "p.csv": "id\n" }, "p.csv", /no account could be read/],
    ["an empty list", { "p.json": "[]" }, "p.json", /no account could be read/],
    [
      "nothing but bad rows",
      { "p.csv": "id,active\n1,perhaps\n" },
      "p.csv",
      /no account could be read; .*p\.csv, row 2, column "active": "perhaps" is neither/,
    ],
    [
      "a header that is not UTF-8",
      { "p.csv": Buffer.from([0x69, 0x64, 0x2c, 0xe9, 10, 0x31, 0x2c, 0x32]) },
      "p.csv",
      /line 1 should be the header.*UTF-8/,
    ],
  ])("%s ends the import with one line that says where", async (_what, files, path, message) => {
    const error = await failure(files, { path });
    expect(error).toBeInstanceOf(SourceError);
    expect(error.exitCode).toBe(3);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("\n");
    expect(error.hint).toBeTruthy();
  });

  it("an interruption ends it and keeps what was read", async () => {
    const stop = new AbortController();
    const progress = { ...SILENT, read: () => stop.abort() };
    const rows = Array.from({ length: 50_000 }, (_, i) => ({ id: `${i}` }));
    const error = await failure({ "p.ndjson": ndjson(rows) }, { signal: stop.signal, progress });
    expect(error).toBeInstanceOf(InterruptedError);
  });

  it("progress is told on the way", async () => {
    const told: unknown[] = [];
    const progress = {
      ...SILENT,
      read: (...args: unknown[]) => told.push(args),
      finished: (...args: unknown[]) => told.push(args),
    };
    await importFiles({ "p.ndjson": ndjson(Array.from({ length: 20_001 }, (_, i) => ({ id: `${i}` }))) }, { progress });
    expect(told).toEqual([
      ["p", "accounts", 10_000],
      ["p", "accounts", 20_000],
      ["p", "accounts", "collected", 20_001],
    ]);
  });
});

/** Methods that can be taken apart. */
function bound(result: Awaited<ReturnType<typeof importFiles>>) {
  return { rows: result.rows.bind(result), column: result.column.bind(result) };
}
