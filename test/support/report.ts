import type { FindingEntry, PersonEntry, Report } from "../../src/report/model.js";

async function* each<T>(entries: readonly T[]): AsyncGenerator<T> {
  yield* entries;
}

/** A person with one account and one dimension; only what a test says differs. */
export function person(changes: Partial<PersonEntry> & { readonly id: string }): PersonEntry {
  return {
    displayName: "Ann Bell",
    everydayAccount: "corp/ann",
    accounts: [{ source: "corp", id: "ann", userName: "ann@corp.example", kind: "human", active: true }],
    links: [],
    readiness: { verdict: "READY", score: { proven: 90, possible: 95 }, gates: [], dimensions: [], pathToReady: [] },
    ...changes,
  };
}

/** A finding about one account; only what a test says differs. */
export function finding(changes: Partial<FindingEntry> = {}): FindingEntry {
  return {
    fingerprint: "0123456789abcdef",
    ruleId: "authentication/no-mfa",
    severity: "high",
    title: "No second factor",
    message: "Ann Bell has no second factor.",
    subject: { type: "account", source: "corp", id: "ann", name: "Ann Bell" },
    people: ["p-1"],
    evidence: {},
    controls: ["NIST-800-53:IA-2"],
    remediation: { summary: "Enrol a passkey.", steps: ["Enrol it."], commands: [] },
    status: "new",
    waiver: null,
    ...changes,
  };
}

/** A report that holds these people and findings. */
export function reportWith(people: readonly PersonEntry[], findings: readonly FindingEntry[], changes: Partial<Report["head"]> = {}): Report {
  const verdicts = (verdict: string) => people.filter((entry) => entry.readiness.verdict === verdict).length;
  const open = findings.filter((entry) => entry.status !== "waived");
  const count = (severity: string) => open.filter((entry) => entry.severity === severity).length;
  return {
    head: {
      schemaVersion: 1,
      tool: { name: "obo-audit", version: "0.0.0" },
      scannedAt: "2026-06-01T00:00:00.000Z",
      now: "2026-06-01T00:00:00.000Z",
      sources: [],
      summary: {
        people: people.length,
        accounts: people.length,
        agents: 0,
        ready: verdicts("READY"),
        conditional: verdicts("CONDITIONAL"),
        blocked: verdicts("BLOCKED"),
        findings: { critical: count("critical"), high: count("high"), medium: count("medium"), low: count("low"), info: count("info") },
      },
      ...changes,
    },
    rules: [],
    digest: async () => ({ gates: [], causes: [], people, findings: open }),
    accounts: () =>
      each(people.flatMap((entry) => entry.accounts.map((account) => ({ ...account, kindEvidence: [entry.displayName ?? ""], person: entry.id })))),
    people: () => each(people),
    agents: () => each([]),
    duplicates: () => each([]),
    findings: () => each(findings),
  };
}

/** All pieces of a format as one text. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}
