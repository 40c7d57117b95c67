import { rules } from "virtual:rules";
import { mapControl } from "../access/control/map.js";
import { comparePeers } from "../access/peers.js";
import { resolveAccess } from "../access/resolve.js";
import type { Inventory } from "../inventory/inventory.js";
import type { EarlierPeople } from "../people/ids.js";
import { resolvePeople } from "../people/resolve.js";
import { assessReadiness } from "../readiness/assess.js";
import { auditAccounts } from "../rules/audited.js";
import type { AnyRule, OptionValue, Severity } from "../rules/contract.js";
import { type RunOptions, runRules, type Waiver } from "../rules/runner.js";
import { recordAudit } from "./record.js";

/** Everything that steers an audit; the configuration and the flags together. */
export interface AuditOptions {
  readonly now: Date;
  readonly breakGlass: readonly string[];
  readonly sourceOfRecord?: string;
  readonly same: readonly (readonly [string, string])[];
  readonly different: readonly (readonly [string, string])[];
  /** The people of an earlier scan, whose ids stay. */
  readonly previous?: EarlierPeople;
  /** Hears what is worth telling about the options, such as a decision about an account that is not there. */
  readonly notice?: (text: string) => void;
  readonly tiers: Readonly<Record<string, 0 | 1 | 2>>;
  readonly settings: Readonly<Record<string, { readonly severity?: Severity; readonly options?: Readonly<Record<string, OptionValue>> } | "off">>;
  readonly onlyRules: readonly string[];
  readonly skipRules: readonly string[];
  readonly customRules: readonly AnyRule[];
  readonly waivers: readonly Waiver[];
  readonly baseline: ReadonlySet<string> | null;
  /** The compiled `compare-worker`, with which large directories are compared by two threads. */
  readonly worker?: URL;
  readonly readiness: {
    readonly weights?: Readonly<Record<string, number>>;
    readonly thresholds?: Readonly<Record<string, number>>;
    readonly requireRisk?: boolean;
  };
}

/** Hears each stage's name and its milliseconds. */
export type StageListener = (stage: string, ms: number) => void;

/** Audits a filled inventory: people → access → rules → readiness → the rules that look at verdicts. */
export async function audit(db: Inventory, options: AuditOptions, onStage: StageListener): Promise<void> {
  await auditPeople(db, options, onStage);
  await auditResolved(db, options, onStage);
}

/** The first stage alone: who is who. */
export async function auditPeople(db: Inventory, options: AuditOptions, onStage: StageListener): Promise<void> {
  const { now, breakGlass, same, different, previous, notice, worker } = options;
  const more = {
    ...(previous === undefined ? {} : { previous }),
    ...(notice === undefined ? {} : { notice }),
    ...(worker === undefined ? {} : { worker }),
  };
  await timed("people", onStage, () => resolvePeople(db, { now, breakGlass, same, different, ...recordOf(options), ...more }));
}

/** All further stages, once it is known who is who. */
export async function auditResolved(db: Inventory, options: AuditOptions, onStage: StageListener): Promise<void> {
  const { now, breakGlass } = options;
  const all = allRules(options.customRules);
  const run: RunOptions = {
    now,
    settings: options.settings,
    only: options.onlyRules,
    skip: options.skipRules,
    waivers: options.waivers,
    baseline: options.baseline,
  };
  const stage = (name: string, work: () => Promise<void>) => timed(name, onStage, work);
  await stage("access", () => resolveAccess(db, { now, tiers: options.tiers }));
  // None of the three reads what another makes, and most of what they cost a small directory is the planning of statements.
  await stage("accounts, control, peers", () =>
    atOnce(db, [
      (one) => mapControl(one),
      async (one) => {
        await auditAccounts(one, { now, breakGlass, ...recordOf(options) });
        await comparePeers(one, { now });
      },
    ]),
  );
  await stage("rules", () =>
    runRules(
      db,
      all.filter((rule) => rule.afterReadiness !== true),
      run,
    ),
  );
  await stage("readiness", () => assessReadiness(db, all, { now, ...options.readiness }));
  await stage("rules after readiness", () =>
    runRules(
      db,
      all.filter((rule) => rule.afterReadiness === true),
      run,
    ),
  );
  await recordAudit(db, options);
}

const recordOf = ({ sourceOfRecord }: AuditOptions) => (sourceOfRecord === undefined ? {} : { sourceOfRecord });

async function timed(name: string, onStage: StageListener, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  onStage(name, performance.now() - start);
}

/** Runs stages side by side, each on a connection of its own; a failure of one is told when all have ended. */
async function atOnce(db: Inventory, stages: readonly ((db: Inventory) => Promise<void>)[]): Promise<void> {
  const forks = await Promise.all(stages.map(() => db.fork()));
  try {
    const ended = await Promise.allSettled(stages.map((stage, i) => stage(forks[i] ?? db)));
    for (const end of ended) if (end.status === "rejected") throw end.reason;
  } finally {
    for (const fork of forks) await fork.close();
  }
}

/** The bundled rules and the user's, in order of id. A user's rule may not take a bundled rule's id. */
export function allRules(custom: readonly AnyRule[] = []): readonly AnyRule[] {
  return [...rules, ...custom].sort((a, b) => (a.id < b.id ? -1 : 1));
}
