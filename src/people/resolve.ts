import type { Inventory } from "../inventory/inventory.js";
import { readAccounts } from "./accounts.js";
import { aliasDomains } from "./aliases.js";
import { Clusters, joinAlong } from "./cluster.js";
import { Conflicts } from "./conflicts.js";
import { Decisions } from "./decisions.js";
import { Judge } from "./evidence.js";
import type { EarlierPeople } from "./ids.js";
import { type Judgement, judge, type Kind } from "./kinds.js";
import { bitsAt, linksOf, Surroundings, strongestFirst } from "./links.js";
import { matchAll } from "./match.js";
import { loginOf, nameOf } from "./names.js";
import type { Scored } from "./pairs.js";
import { Population } from "./population.js";
import { Rivals } from "./rivals.js";
import type { Model } from "./score.js";
import { type Link, SCRATCH, Verdicts, writePeople } from "./write.js";

export interface PeopleOptions {
  readonly now: Date;
  /** The source whose account is the everyday one. */
  readonly sourceOfRecord?: string;
  /** Declared emergency accounts, as `source/id` or user name: nobody's own, so they make no person. */
  readonly breakGlass?: readonly string[];
  /** Pairs of accounts, as `source/id` or user name, that a human decided to be one person, or not. */
  readonly same?: readonly (readonly [string, string])[];
  readonly different?: readonly (readonly [string, string])[];
  /** The people of an earlier scan, whose ids stay with those who hold most of their accounts. */
  readonly previous?: EarlierPeople;
  /** Hears which decisions are about accounts that are nobody's, or not there. */
  readonly notice?: (text: string) => void;
  /** A model that is used instead of one estimated from this population. */
  readonly model?: Model;
  /** The compiled `compare-worker`, with which a large population is compared by two threads; without it, by one. */
  readonly worker?: URL;
}

/**
 * From this probability on a pair is a match. Between accounts a wrong match shows one person's rights as another's,
 * so it takes more than between records that nobody signs in with, where both errors cost the same. Ours.
 */
export const MATCH_PROBABILITY = { accounts: 0.95, records: 0.6 } as const;

const LINKABLE: ReadonlySet<Kind> = new Set(["human", "admin", "guest", "unknown"]);

/**
 * Resolves accounts to people: makes `account_kinds`, `links`, `people` and `person_accounts`, and `people_model`.
 *
 * The result depends on the accounts and the options alone, not on the order in which they were read.
 */
export async function resolvePeople(db: Inventory, options: PeopleOptions): Promise<void> {
  // What is compared lies in the program's own memory: the database steps back, and spills.
  await db.run(`SET memory_limit = '${DATABASE_MEMORY}'`);
  try {
    await resolveAll(db, options);
  } finally {
    await db.run("RESET memory_limit");
  }
}

/** Memory that the database may take beside the comparison of accounts. Ours: a million accounts need less, ten million leave it room. */
const DATABASE_MEMORY = "2GiB";

async function resolveAll(db: Inventory, options: PeopleOptions): Promise<void> {
  await db.run(SCRATCH);
  const { verdicts, people, model, scored, clusters, surroundings, judge, decisions } = await resolution(db, options);
  const links = linksOf(people, scored, clusters, surroundings, judge, decisions.same);
  await writePeople(db, verdicts, people, clusters, undecided(links, clusters, decisions), model, options);
}

/** Links without those that would ask again what a human has answered about other accounts of the two people. */
function* undecided(links: Iterable<Link>, clusters: Clusters, decisions: Decisions): Generator<Link> {
  const areParted = decisions.parting(clusters);
  for (const link of links) if (link.decision === "match" || !areParted(link.i, link.j)) yield link;
}

/** Everything that people are made from, in memory: what `resolvePeople` writes and `explain` looks into. */
export interface Resolution {
  readonly verdicts: Verdicts;
  readonly people: Population;
  readonly model: Model;
  readonly scored: Scored;
  readonly clusters: Clusters;
  readonly surroundings: Surroundings;
  readonly judge: Judge;
  readonly decisions: Decisions;
}

/** Reads the accounts and resolves them, without writing anything. */
export async function resolution(db: Inventory, options: PeopleOptions): Promise<Resolution> {
  const { people, verdicts, nobodys } = await load(db, options);
  const decisions = new Decisions(people, options.same, options.different);
  for (const name of decisions.unknown) {
    const kind = nobodys.get(name);
    options.notice?.(
      kind === undefined
        ? `people: a decision is about ${name}, and there is no such account; it is left out`
        : `people: a decision is about ${name}, a ${kind} account, which belongs to nobody; it is left out`,
    );
  }
  const { model, scored, comparer } = await matchAll(people, options.model, options.worker);
  const conflicts = new Conflicts(people, model, decisions);
  const judgeOf = new Judge(people, comparer, model, decisions);
  const clusters = new Clusters(people.size);
  const rivals = new Rivals(people, scored, clusters, (i, j) => judgeOf.bits(i, j), bitsAt(MATCH_PROBABILITY.records));
  group(people, scored, clusters, conflicts, rivals, judgeOf, decisions);
  return {
    verdicts,
    people,
    model,
    scored,
    clusters,
    judge: judgeOf,
    decisions,
    surroundings: new Surroundings(clusters, conflicts, rivals, judgeOf),
  };
}

interface Loaded {
  readonly people: Population;
  readonly verdicts: Verdicts;
  /** What decisions call accounts that belong to nobody, and the kind of those. */
  readonly nobodys: ReadonlyMap<string, Kind>;
}

/** Reads every account, judges its kind, and keeps those that can stand for a person. */
async function load(db: Inventory, options: PeopleOptions): Promise<Loaded> {
  const emergency = new Set(options.breakGlass);
  const decided = new Set([...(options.same ?? []), ...(options.different ?? [])].flat());
  const [row] = await db.rows<{ accounts: number }>("SELECT count(*)::INTEGER AS accounts FROM accounts");
  const people = new Population(row?.accounts ?? 0, await aliasDomains(db));
  const verdicts = new Verdicts(row?.accounts ?? 0);
  const nobodys = new Map<string, Kind>();
  let n = 0;
  for await (const accounts of readAccounts(db))
    for (const account of accounts) {
      const name = nameOf(account.givenName, account.middleName, account.familyName, account.displayName);
      const login = loginOf(account.userName !== "" ? account.userName : (account.emails[0] ?? ""));
      const isEmergency = emergency.size > 0 && (emergency.has(`${account.source}/${account.id}`) || emergency.has(account.userName));
      const judgement = isEmergency ? EMERGENCY : judge(account, name, login);
      verdicts.add(judgement, isEmergency ? DECLARED : account.kind === judgement.kind ? STATED : null);
      const names = decided.size === 0 ? [] : [`${account.source}/${account.id}`, account.userName];
      const isDecided = names.some((own) => decided.has(own));
      if (LINKABLE.has(judgement.kind)) {
        if (isDecided) people.called.set(people.size, names);
        people.add(n, account, judgement.kind, name, login);
      } else if (isDecided) for (const own of names) nobodys.set(own, judgement.kind);
      n++;
    }
  people.complete();
  return { people, verdicts, nobodys };
}

const STATED = "the source states it";
const DECLARED = "the configuration declares it an emergency account";
const EMERGENCY: Judgement = { kind: "shared", confidence: 1, signals: [] };

/** Joins accounts to people: what humans decided, then everyday accounts, then privileged ones, which look for their owners among people. */
function group(
  people: Population,
  scored: Scored,
  clusters: Clusters,
  conflicts: Conflicts,
  rivals: Rivals,
  judgeOf: Judge,
  decisions: Decisions,
): void {
  for (const [i, j] of decisions.same) clusters.join(i, j);
  const rules = {
    conflict: (i: number, j: number) => conflicts.between(i, j) !== null,
    bits: (i: number, j: number) => judgeOf.bits(i, j),
    rivals: (i: number, j: number) => rivals.against(i, j),
    threshold: people.signsIn ? FOR_ACCOUNTS : FOR_RECORDS,
  };
  const strongest = strongestFirst(scored, FOR_RECORDS);
  const privileged = (p: number) => people.kindOf(scored.i[p] as number) === "admin" || people.kindOf(scored.j[p] as number) === "admin";
  for (const round of [strongest.filter((p) => !privileged(p)), strongest.filter(privileged)]) joinAlong(clusters, scored, round, rules);
}
const FOR_RECORDS = bitsAt(MATCH_PROBABILITY.records);
const FOR_ACCOUNTS = bitsAt(MATCH_PROBABILITY.accounts);
