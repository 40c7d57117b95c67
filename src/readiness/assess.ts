import type { Inventory } from "../inventory/inventory.js";
import { type Column, column } from "../inventory/tables.js";
import type { AnyRule } from "../rules/contract.js";
import { evidenceOf } from "./case.js";
import { CAP, type Envelope, evaluate, type GateStatus } from "./evaluate.js";
import { type DirectoryRow, GATHER, GATHER_DIRECTORY, GATHER_QUESTIONS, type PersonRow, type QuestionRow } from "./gather.js";
import { type DimensionId, GATES, type GateId, type Verdict } from "./model.js";
import { changeOf, pathToReady, type Step } from "./path.js";
import { Cases, type PersonCase } from "./person.js";
import { obstaclesOf, reasonsOf } from "./reasons.js";
import { type Settings, type SettingsInput, settingsOf } from "./settings.js";

export interface ReadinessOptions extends SettingsInput {
  readonly now: Date;
}

/** What `readiness.detail` holds, as the JSON report prints it. */
export interface ReadinessDetail {
  readonly gates: readonly { readonly id: GateId; readonly status: GateStatus; readonly findings: readonly string[] }[];
  readonly dimensions: readonly {
    readonly id: DimensionId;
    readonly proven: number;
    readonly possible: number;
    readonly weight: number;
    readonly reasons: readonly string[];
  }[];
  /** `upTo`: the step collects evidence, and its gain is what it can be at most. */
  readonly pathToReady: readonly {
    readonly action: string;
    readonly subject: string;
    readonly finding: string | null;
    readonly gain: number;
    readonly upTo: boolean;
  }[];
  /** What keeps the person from READY. */
  readonly conditions: readonly string[];
  readonly envelope: Envelope;
  /** The verdict at the end of the path, and what stands in the way of READY then. */
  readonly reachable: Verdict;
  readonly obstacles: readonly string[];
}

/** Judgements that are remembered at a time; beyond, memory would follow the number of people. Ours. */
const REMEMBERED = 50_000;

/**
 * Judges every person: makes `readiness` from what the stages before made. Runs after the rules.
 *
 * People who differ in nothing but names are judged once, and what they share is stored once: `readiness` is a view
 * that puts it together with their names.
 *
 * @throws UsageError on readiness settings that name nothing
 */
export async function assessReadiness(db: Inventory, rules: readonly AnyRule[], options: ReadinessOptions): Promise<void> {
  const settings = settingsOf(options);
  // Three connections: questions are asked side by side, and people are read while their verdicts are written.
  const [reader, asker] = await Promise.all([db.fork(), db.fork()]);
  try {
    const people = reader.stream<PersonRow>(GATHER, { now: options.now });
    const [first, directory, questions] = await Promise.all([
      people.next(),
      db.rows<DirectoryRow>(GATHER_DIRECTORY, { cap: CAP }),
      asker.rows<QuestionRow>(GATHER_QUESTIONS),
      db.run(TABLES),
    ]);
    const cases = new Cases(rules, directory, questions, settings.requireRisk);
    const judged = db.writerOf("readiness_people", columns("person", "judgement", "named"));
    const judgements = db.writerOf("readiness_judgements", columns("id", "verdict", "proven", "possible", "shared"));
    const remembered = new Map<string, Judgement>();
    for (let chunk = first; chunk.done !== true; chunk = await people.next()) {
      for (const row of chunk.value) {
        const facts = cases.of(row);
        let judgement = remembered.get(facts.signature);
        if (judgement === undefined) {
          judgement = judge(facts, settings, String(judgements.count));
          if (remembered.size === REMEMBERED) remembered.clear();
          remembered.set(facts.signature, judgement);
          await judgements.append(judgement.row);
        }
        await judged.append({ person: row.person, judgement: judgement.row.id, named: namedOf(facts, judgement) });
      }
    }
    await judgements.close();
    await judged.close();
  } finally {
    await Promise.all([reader.close(), asker.close()]);
  }
}

/** `named` and `shared` are the halves of one JSON object; without names the shared half is the whole of it. */
const TABLES = `
CREATE OR REPLACE TABLE readiness_people (person VARCHAR, judgement INTEGER, named VARCHAR);
CREATE OR REPLACE TABLE readiness_judgements (id INTEGER, verdict VARCHAR, proven DOUBLE, possible DOUBLE, shared VARCHAR);
CREATE OR REPLACE VIEW readiness AS
SELECT p.person, j.verdict, j.proven, j.possible, (coalesce(p.named, '{') || j.shared)::JSON AS detail
FROM readiness_people AS p JOIN readiness_judgements AS j ON j.id = p.judgement`;

/** Values arrive as text; the tables give them their types. */
function columns(...names: readonly string[]): Column[] {
  return names.map((name) => column(name, "text"));
}

/** What people of one signature share. */
interface Judgement {
  readonly row: { readonly id: string; readonly verdict: Verdict; readonly proven: string; readonly possible: string; readonly shared: string };
  readonly gates: readonly { readonly id: GateId; readonly status: GateStatus; readonly items: readonly number[] }[];
  readonly steps: readonly Step[];
  /** Whether gates or path name a finding or a subject. */
  readonly hasNames: boolean;
}

function judge(facts: PersonCase, settings: Settings, id: string): Judgement {
  const evidence = evidenceOf(facts);
  const { verdict, score, dimensions, conditions, envelope } = evaluate(evidence, settings);
  const { steps, end } = pathToReady(facts, facts.actions, settings);
  const done = changeOf(
    facts.actions,
    steps.map((step) => step.action),
  );
  const gates = GATES.map((gate) => ({
    id: gate,
    status: evidence.gates[gate].status,
    items: facts.items.flatMap((item, index) => (item.fails.includes(gate) || item.doubts.includes(gate) ? [index] : [])),
  }));
  const hasNames = steps.length > 0 || gates.some((gate) => gate.items.length > 0);
  const reasons = reasonsOf(facts);
  const shared: Partial<ReadinessDetail> = {
    ...(hasNames ? {} : { gates: gates.map(({ id, status }) => ({ id, status, findings: [] })), pathToReady: [] }),
    dimensions: dimensions.map(({ id, proven, possible, weight }) => ({ id, proven, possible, weight, reasons: reasons[id] })),
    conditions,
    envelope,
    reachable: end.verdict,
    obstacles: obstaclesOf(facts, done, end),
  };
  const row = { id, verdict, proven: String(score.proven), possible: String(score.possible), shared: JSON.stringify(shared).slice(1) };
  return { row, gates, steps, hasNames };
}

/** The half of the detail that holds one person's names; null where there are none. */
function namedOf(facts: PersonCase, { gates, steps, hasNames }: Judgement): string | null {
  if (!hasNames) return null;
  const named: Pick<ReadinessDetail, "gates" | "pathToReady"> = {
    gates: gates.map(({ id, status, items }) => ({ id, status, findings: items.flatMap((index) => facts.items[index]?.fingerprint ?? []) })),
    pathToReady: steps.flatMap(({ action, gain, upTo }) => {
      const taken = facts.actions[action];
      return taken === undefined ? [] : [{ action: taken.text, subject: taken.subject, finding: taken.finding, gain, upTo }];
    }),
  };
  return `${JSON.stringify(named).slice(0, -1)},`;
}
