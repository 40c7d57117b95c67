import { readFileSync } from "node:fs";
import { it } from "vitest";
import { Inventory } from "../../../src/inventory/inventory.js";
import { allRules, audit } from "../../../src/pipeline/audit.js";
import { readReport } from "../../../src/report/read.js";
import { sampleNow, sampleSettings, sampleSources } from "../../../src/sources/sample/source.js";

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
it("compares", async () => {
  const db = await Inventory.open();
  for (const source of sampleSources())
    await source.collect({
      inventory: db,
      signal: new AbortController().signal,
      now: sampleNow,
      env: {},
      progress: { read() {}, waiting() {}, finished() {} },
    });
  const stages: string[] = [];
  await audit(
    db,
    {
      now: sampleNow,
      ...sampleSettings,
      same: [],
      different: [],
      tiers: {},
      settings: {},
      onlyRules: [],
      skipRules: [],
      customRules: [],
      waivers: [],
      baseline: null,
      readiness: {},
    },
    (s, ms) => stages.push(`${s} ${ms.toFixed(0)}`),
  );
  console.log(stages.join(" | "));
  const report = await readReport(db, { version: "0", now: sampleNow, scannedAt: sampleNow, rules: allRules(), settings: {} });
  const truth = JSON.parse(readFileSync("fixtures/truth.json", "utf8"));
  const out: string[] = [];
  const accounts = await all(report.accounts());
  const people = await all(report.people());
  const login = new Map(truth.accounts.map((a: any) => [a.key, `${a.key.split("/")[0]}:${a.login}`]));
  const kinds = new Map(accounts.map((a) => [`${a.source}/${a.id}`, a]));
  for (const t of truth.accounts) {
    const a = kinds.get(t.key);
    if (!a) out.push(`account missing ${login.get(t.key)}`);
    else if (a.kind !== t.kind) out.push(`kind ${login.get(t.key)}: expected ${t.kind} got ${a.kind} (${a.kindEvidence})`);
    kinds.delete(t.key);
  }
  for (const [k, a] of kinds) out.push(`account extra ${k} ${a.userName} ${a.kind}`);
  const personOf = new Map(people.flatMap((p) => p.accounts.map((a) => [`${a.source}/${a.id}`, p])));
  const handleOf = new Map<string, string>();
  for (const t of truth.people) {
    const found = new Set(t.accounts.map((k: string) => personOf.get(k)?.id));
    const p = personOf.get(t.accounts[0]);
    if (found.size !== 1 || !p) {
      out.push(`person ${t.person}: ${found.size} people`);
      continue;
    }
    handleOf.set(p.id, t.person);
    if (p.accounts.length !== t.accounts.length) out.push(`person ${t.person}: has ${p.accounts.map((a) => a.userName)}`);
    const r = p.readiness;
    const line = `${t.person} ${r.verdict} ${r.score.proven}-${r.score.possible} everyday=${login.get(p.everydayAccount as string)} ${r.gates.filter((g) => g.status !== "pass").map((g) => `${g.id}:${g.status}`)} ${(r.conditions ?? []).join("; ")} [${r.dimensions
      .filter((d) => d.proven < 100)
      .map((d) => `${d.id} ${d.proven}-${d.possible} ${d.reasons.join("+")}`)
      .join(" | ")}]`;
    if (r.verdict !== t.verdict) out.push(`VERDICT expected ${t.verdict}: ${line}`);
    else if (process.env["ALL"]) out.push(line);
    personOf.delete(t.accounts[0]);
    for (const k of t.accounts) personOf.delete(k);
  }
  for (const [k, p] of personOf) out.push(`person extra ${p.displayName} ${login.get(k)} ${p.readiness.verdict}`);
  const findings = await all(report.findings());
  const rules = new Set(report.rules.map((r) => r.id));
  const expected = new Map<string, any>(truth.findings.map((f: any) => [`${f.rule} ${f.subject}`, f]));
  for (const f of findings) {
    const subjects = [
      f.subject.id,
      handleOf.get(f.subject.id),
      f.subject.type === "directory" ? f.subject.source : "",
      String(f.evidence["key"] ?? ""),
      f.evidence["consent"] as string,
    ].filter(Boolean);
    const hit = subjects.map((s) => `${f.ruleId} ${s}`).find((k) => expected.has(k));
    if (hit) {
      expected.delete(hit);
      if (process.env["ALL"]) out.push(`found ${f.severity} ${f.ruleId} ${f.message}`);
    } else
      out.push(
        `EXTRA ${f.severity} ${f.ruleId} ${f.subject.type} ${f.subject.source} ${f.subject.name} | ${f.message} ${JSON.stringify(f.evidence)}`,
      );
  }
  for (const f of expected.values()) out.push(`${rules.has(f.rule) ? "MISSING" : "no rule yet"} ${f.rule} ${f.on}`);
  console.log(out.join("\n"));
  console.log(
    report.head.summary,
    report.rules
      .filter((r) => r.status !== "run" || r.reason)
      .map((r) => `${r.id} ${r.status} ${r.reason}`)
      .join("\n"),
  );
  await db.close();
});
