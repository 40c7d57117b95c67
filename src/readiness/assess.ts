import type { Inventory } from "../inventory/inventory.js";
import type { Column } from "../inventory/tables.js";
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

/**
 * Judges every person: makes `readiness` from what the stages before made. Runs after the rules.
 *
 * People who differ in nothing but names are judged once: thousands share a handful of cases.
 *
 * @throws UsageError on readiness settings that name nothing
 */
export async function assessReadiness(db: Inventory, rules: readonly AnyRule[], options: ReadinessOptions): Promise<void> {
  const settings = settingsOf(options);
  // Three connections: the questions are asked side by side, and people are read while verdicts are written.
  const [reader, asker] = await Promise.all([db.fork(), db.fork()]);
  try {
    const people = reader.stream<PersonRow>(GATHER, { now: options.now });
    const [first, directory, questions] = await Promise.all([
      people.next(),
      db.rows<DirectoryRow>(GATHER_DIRECTORY, { cap: CAP }),
      asker.rows<QuestionRow>(GATHER_QUESTIONS),
    ]);
    await db.run("CREATE OR REPLACE TABLE readiness (person VARCHAR, verdict VARCHAR, proven DOUBLE, possible DOUBLE, detail JSON)");
    const readiness = db.writerOf("readiness", COLUMNS);
    const cases = new Cases(rules, directory, questions, settings.requireRisk);
    const judged = new Map<string, Judgement>();
    for (let chunk = first; chunk.done !== true; chunk = await people.next()) {
      for (const row of chunk.value) {
        const facts = cases.of(row);
        const judgement = judged.get(facts.signature) ?? judge(facts, settings);
        judged.set(facts.signature, judgement);
        const { verdict, proven, possible } = judgement;
        await readiness.append({ person: row.person, verdict, proven, possible, detail: detailOf(facts, judgement) });
      }
    }
    await readiness.close();
  } finally {
    await Promise.all([reader.close(), asker.close()]);
  }
}

/** Values arrive as text; the table gives them their types. */
const COLUMNS: readonly Column[] = ["person", "verdict", "proven", "possible", "detail"].map((name) => ({ name, type: "text", doc: "" }));

/** What people of one signature share. */
interface Judgement {
  readonly verdict: Verdict;
  readonly proven: string;
  readonly possible: string;
  readonly gates: readonly { readonly id: GateId; readonly status: GateStatus; readonly items: readonly number[] }[];
  readonly steps: readonly Step[];
  /** JSON of the members that hold no names: the text after the path. */
  readonly rest: string;
}

function judge(facts: PersonCase, settings: Settings): Judgement {
  const evidence = evidenceOf(facts);
  const { verdict, score, dimensions, conditions, envelope } = evaluate(evidence, settings);
  const path = pathToReady(facts, facts.actions, settings);
  const done = changeOf(
    facts.actions,
    path.steps.map((step) => step.action),
  );
  const reasons = reasonsOf(facts);
  const rest: Omit<ReadinessDetail, "gates" | "pathToReady"> = {
    dimensions: dimensions.map(({ id, proven, possible, weight }) => ({ id, proven, possible, weight, reasons: reasons[id] })),
    conditions,
    envelope,
    reachable: path.end.verdict,
    obstacles: obstaclesOf(facts, done, path.end),
  };
  return {
    verdict,
    proven: String(score.proven),
    possible: String(score.possible),
    gates: GATES.map((id) => ({
      id,
      status: evidence.gates[id].status,
      items: facts.items.flatMap((item, index) => (item.fails.includes(id) || item.doubts.includes(id) ? [index] : [])),
    })),
    steps: path.steps,
    rest: JSON.stringify(rest).slice(1),
  };
}

/** A judgement with the names of one person. */
function detailOf(facts: PersonCase, { gates, steps, rest }: Judgement): string {
  const named: Pick<ReadinessDetail, "gates" | "pathToReady"> = {
    gates: gates.map(({ id, status, items }) => ({ id, status, findings: items.flatMap((index) => facts.items[index]?.fingerprint ?? []) })),
    pathToReady: steps.flatMap(({ action, gain, upTo }) => {
      const taken = facts.actions[action];
      return taken === undefined ? [] : [{ action: taken.text, subject: taken.subject, finding: taken.finding, gain, upTo }];
    }),
  };
  return `${JSON.stringify(named).slice(0, -1)},${rest}`;
}
