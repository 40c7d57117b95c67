import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { explain, explainPairOf, explanationJson } from "../../src/report/explain.js";
import { explanationText } from "../../src/report/explain-text.js";
import type { DuplicateEntry, LinkEntry, Report } from "../../src/report/model.js";
import { HOSTILE } from "../support/hostile.js";
import { finding, person, reportWith } from "../support/report.js";

const evidence = [
  { field: "prior", outcome: "two human accounts of two directories", weight: -9.5 },
  { field: "family name", outcome: "equal", weight: 12.5 },
];
const probability = 1 / (1 + 2 ** -3);
const link: LinkEntry = { a: "corp/ann", b: "hr/7", probability, decision: "match", evidence };
const own = { active: true, kind: "human" };
const ann = person({
  id: "p-1",
  displayName: "Ann Bell",
  everydayWhy: "it was signed in to last",
  accounts: [
    { source: "corp", id: "ann", userName: "ann@corp.example", advice: "delegate from this one", ...own },
    { source: "hr", id: "7", userName: "ann.bell@hr.example", advice: "keep; tie it to the everyday account by a shared anchor", ...own },
  ],
  links: [link],
  readiness: {
    verdict: "CONDITIONAL",
    score: { proven: 70, possible: 90 },
    gates: [{ id: "mfa", status: "fail", findings: ["0123456789abcdef"] }],
    dimensions: [{ id: "strong-authentication", proven: 40, possible: 60, weight: 20, reasons: ["second factor registered and enforced: 1 high"] }],
    pathToReady: [{ action: "Enrol a passkey", subject: "corp/ann", finding: "0123456789abcdef", gain: 12 }],
  },
});
const bob = person({
  id: "p-2",
  displayName: "Anne Bell",
  everydayAccount: "app/b",
  accounts: [{ source: "app", id: "b", userName: "anne@app.example", ...own }],
});
const open: DuplicateEntry = {
  people: ["p-1", "p-2"],
  a: "app/b",
  b: "corp/ann",
  probability,
  decision: "review",
  question: "Ask Ann Bell, Anne Bell and HR whether app/b and corp/ann are one person: family name agrees.",
  evidence,
};

function reportOf(people = [ann, bob], findings = [finding()], duplicates: readonly DuplicateEntry[] = [open]): Report {
  return {
    ...reportWith(people, findings),
    duplicates: async function* () {
      yield* duplicates;
    },
    accounts: async function* () {
      for (const entry of people)
        for (const account of entry.accounts)
          yield { ...account, kindEvidence: ["it has a given and a family name"], kindConfidence: 0.998, person: entry.id };
      yield {
        source: "corp",
        id: "desk",
        userName: "desk@corp.example",
        kind: "shared",
        kindEvidence: ["the login is a function, not a name"],
        active: true,
        person: null,
      };
    },
  };
}

const style = { width: 80, color: false };
const page = async (report: Report, what: string, options = style) => {
  const explanation = await explain(report, what);
  return explanation === null ? null : explanationText(explanation, options);
};

describe("the page of a person", () => {
  it("says who it is, why, how ready, and what to do", async () => {
    const text = (await page(reportOf(), "ann bell")) ?? "";
    for (const part of [
      /^Ann Bell \(p-1\): CONDITIONAL, score 70 proven, 90 possible\n/,
      /Accounts\n {2}corp\/ann {2}ann@corp\.example {2}human, active\n {6}the everyday account: the one to delegate from, as it was signed in to\n {8}last\n {6}human \(99\.8% sure\): it has a given and a family name\n/,
      / {2}hr\/7 .*\n {6}keep; tie it to the everyday account by a shared anchor\n/,
      /Why these are one person\n {2}corp\/ann and hr\/7: one person\n.* {5}bits {6}sum\n {2}prior: two human accounts of two directories +-9\.50 +-9\.50\n.*\+3\.00\n.*88\.9%\n/,
      /Who may be the same person\n {2}app\/b and corp\/ann: for a human to decide\n[\s\S]* {2}Ask Ann Bell, Anne Bell and HR whether app\/b and corp\/ann are one person:\n/,
      /Gates\n {2}fail {4}mfa\n {10}Ann Bell has no second factor\.\n/,
      /Path to READY\n {2}1\. Enrol a passkey corp\/ann \(\+12\)\n$/,
    ])
      expect(text).toMatch(part);
  });

  it("needs no audit to say who it is", async () => {
    const explanation = await explain(reportOf(), "p-1");
    if (explanation === null || !("people" in explanation)) throw new Error("p-1 is a person");
    const text = explanationText({ people: explanation.people.map(({ identity }) => ({ identity, readiness: null, findings: [] })) }, style);
    expect(text).toMatch(/^Ann Bell \(p-1\)\n/);
    expect(text).not.toMatch(/Gates|Score/);
  });

  it("holds the same numbers as JSON", async () => {
    const explanation = await explain(reportOf(), "ann@corp.example");
    expect(explanation === null ? null : explanationJson(explanation)).toMatchObject({
      people: [
        {
          person: "p-1",
          everyday: { account: "corp/ann", why: "it was signed in to last" },
          accounts: [{ account: "corp/ann", confidence: 0.998, kindEvidence: ["it has a given and a family name"] }, { account: "hr/7" }],
          links: [
            {
              a: "corp/ann",
              b: "hr/7",
              bits: 3,
              probability,
              evidence: [
                { weight: -9.5, sum: -9.5 },
                { weight: 12.5, sum: 3 },
              ],
            },
            { a: "app/b", b: "corp/ann", decision: "review", question: open.question },
          ],
          readiness: { verdict: "CONDITIONAL" },
          findings: [{ fingerprint: "0123456789abcdef" }],
        },
      ],
    });
  });

  it("says which account is nobody's", async () => {
    expect(await page(reportOf(), "corp/desk")).toBe(
      "desk@corp.example (corp/desk) is a shared account and belongs to no person.\n  the login is a function, not a name\n",
    );
    expect(await page(reportOf(), "nobody")).toBeNull();
  });
});

describe("two accounts of a report", () => {
  it.each<[string, string, string, object | null]>([
    ["of one person", "hr/7", "ann@corp.example", { decision: "match", a: "corp/ann", b: "hr/7" }],
    ["of two who may be one", "corp/ann", "app/b", { decision: "review", question: open.question }],
    ["of which one is nobody's", "corp/ann", "corp/desk", { decision: "apart", probability: null, nobodys: [{ account: "corp/desk" }] }],
    ["that the report does not link", "hr/7", "app/b", null],
    ["of which one is not there", "hr/7", "app/x", null],
    ["that are the same", "corp/ann", "ann@corp.example", null],
  ])("%s", async (_what, a, b, expected) => {
    const pair = await explainPairOf(reportOf(), a, b);
    if (expected === null) expect(pair).toBeNull();
    else expect(pair).toMatchObject(expected);
  });

  it("reads duplicates of an earlier release, which name no accounts", async () => {
    const { a: _a, b: _b, question: _question, ...old } = open;
    expect(await page(reportOf([ann, bob], [], [old]), "p-1")).toMatch(/ {2}p-1 and p-2: for a human to decide/);
  });
});

describe("on a terminal", () => {
  it.each(HOSTILE)("%s is shown, not obeyed, and lines stay as wide as it", async (_what, text) => {
    const accounts = [{ source: "corp", id: "ann", userName: text, advice: "delegate from this one", ...own }];
    const hostile = { ...ann, displayName: text, accounts };
    const found = finding({ message: text, title: "title", remediation: { summary: text, steps: [text], commands: [] }, evidence: { name: text } });
    for (const what of ["p-1", "0123456789abcdef"]) {
      const written = (await page(reportOf([hostile], [found], [{ ...open, question: text }]), what)) ?? "";
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
      expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u200b-\u200f]|\p{Cs}/u);
      for (const line of written.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(80);
    }
  });

  it("has colour only where it is wanted", async () => {
    expect(await page(reportOf(), "p-1", { width: 80, color: true })).toContain("\u001b[1m");
    expect(await page(reportOf(), "p-1")).not.toContain("\u001b");
  });
});
