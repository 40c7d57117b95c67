import { SHARED_WORDS } from "../people/words.js";
import type { AnyRule, Severity } from "../rules/contract.js";
import { type ActionKind, actionCalled, actionFor } from "./actions.js";
import type { Case, Item } from "./case.js";
import { type Missing, missingOf, type NamedGap } from "./gaps.js";
import { CAUSES, type Cause, DUPLICATE, gatesFailedBy } from "./gates.js";
import { APP_OWNER_RULE, bitOf, type DirectoryRow, type Flag, LINK_RULE, type PersonRow, type QuestionRow } from "./gather.js";
import type { CheckId, GateId } from "./model.js";
import type { Action } from "./path.js";

/** An item with the finding that it stands for; null where the inventory speaks for itself. */
export interface CitedItem extends Item {
  readonly fingerprint: string | null;
}

/** An action in words. */
export interface NamedAction extends Action {
  readonly text: string;
  readonly subject: string;
  /** The worst finding that it settles; null where it settles none. */
  readonly finding: string | null;
}

/** A person's case with the names that turn its evaluation into sentences. */
export interface PersonCase extends Case {
  readonly items: readonly CitedItem[];
  readonly gaps: readonly NamedGap[];
  readonly actions: readonly NamedAction[];
  /** Equal for people who differ in nothing but names; then evaluation and path are equal too. */
  readonly signature: string;
}

/** An item on the way to its place in the list. */
interface Draft {
  readonly ruleId: string;
  readonly kind: ActionKind | null;
  readonly check: CheckId | null;
  readonly severity: Severity;
  readonly waived: boolean;
  readonly fails: GateId[];
  readonly doubts: GateId[];
  readonly fingerprint: string | null;
  readonly silencedBy: string | null;
  readonly subject: string;
  readonly account: string | null;
  /** What else is needed of the finding's row: its tier, the two people of a link, the key of an application that is owned. */
  readonly bearing: string | null;
}

/** A finding as the query writes it: rule, severity, status, fingerprint, subject, account, silencedBy, bearing. */
type FindingTuple = readonly [string, Severity, string, string, string, string | null, string | null, string | null];

/** From so many actions on, those of one kind are taken together: an owner of a thousand applications wants one line. */
const TOGETHER = 24;

/** Makes people's cases from what was gathered of them. */
export class Cases {
  readonly #rules: ReadonlyMap<string, { readonly check: CheckId | null; readonly kind: ActionKind | null }>;
  readonly #requireRisk: boolean;
  readonly #questions: ReadonlyMap<string, Questions>;
  readonly #everyone = new Map<string, Draft[]>();
  /** People differ in few ways in what is not known of them. */
  readonly #missing = new Map<string, Missing & { readonly key: string }>();

  constructor(rules: readonly AnyRule[], directory: readonly DirectoryRow[], questions: readonly QuestionRow[], requireRisk: boolean) {
    this.#rules = new Map(
      rules.filter((rule) => rule.afterReadiness !== true).map((rule) => [rule.id, { check: rule.check, kind: actionFor(rule) }]),
    );
    this.#requireRisk = requireRisk;
    this.#questions = questionsByPerson(questions);
    for (const row of directory) {
      const drafts = this.#everyone.get(row.everydaySource) ?? [];
      const draft = this.#draft([row.ruleId, row.severity, row.status, row.fingerprint, row.subject, null, null, null], null);
      // Findings of one rule about the directory are one action: what many people share is put right once.
      if (draft !== null) drafts.push({ ...draft, subject: row.alike === 1 ? row.subject : `${row.everydaySource} (${row.alike})` });
      this.#everyone.set(row.everydaySource, drafts);
    }
  }

  of(row: PersonRow): PersonCase {
    const has = (flag: Flag) => (row.flags & bitOf(flag)) !== 0;
    const everyday = row.source === null ? null : `${row.source}/${row.account}`;
    const questions = this.#questions.get(row.person) ?? NO_QUESTIONS;
    const missing = this.#missingOf(row, questions);
    const drafts = this.#findings(row, everyday);
    addCauses(drafts, has, everyday);
    if (questions.spare.length > 0) bear(drafts, DUPLICATE, everyday);
    addDoubles(drafts, questions.doubles);
    for (const gate of missing.doubts) drafts.push(standIn(null, { doubts: [gate], subject: everyday }));
    drafts.push(...(this.#everyone.get(row.source ?? "") ?? []));
    const counted = drafts.filter((draft) => draft.check !== null || draft.fails.length > 0 || draft.doubts.length > 0);
    counted.sort(byActionAndSubject);

    const items = itemsOf(counted);
    const actions = actionsOf(counted, missing.gaps, questions.spare);
    return { items, gaps: missing.gaps, actions, guest: has("isGuest"), signature: signatureOf(missing.key, items, actions) };
  }

  #missingOf(row: PersonRow, { hasTwinPerhaps }: Questions): Missing & { readonly key: string } {
    const isRoleNamed = row.unseenLogin !== null && namesFunction(row.unseenLogin);
    const key = `${row.missing} ${row.flags} ${row.account === null} ${hasTwinPerhaps} ${isRoleNamed} ${row.source} ${row.gaps}`;
    const known = this.#missing.get(key);
    if (known !== undefined) return known;
    const missing = { ...missingOf(row, { hasTwinPerhaps, isRoleNamed, requireRisk: this.#requireRisk }), key };
    this.#missing.set(key, missing);
    return missing;
  }

  #findings(row: PersonRow, everyday: string | null): Draft[] {
    if (row.findings === null) return [];
    return (JSON.parse(row.findings) as FindingTuple[]).flatMap((tuple) => this.#draft(tuple, everyday) ?? []);
  }

  #draft([ruleId, severity, status, fingerprint, subject, account, silencedBy, bearing]: FindingTuple, everyday: string | null): Draft | null {
    const rule = this.#rules.get(ruleId);
    if (rule === undefined) return null;
    const isEveryday = account !== null && account === everyday;
    const fails = [...gatesFailedBy(ruleId, severity, isEveryday, bearing)];
    return { ruleId, ...rule, severity, waived: status === "waived", fails, doubts: [], fingerprint, silencedBy, subject, account, bearing };
  }
}

/** What is open about who a person is. */
interface Questions {
  /** The people whom the person may be the same as. */
  readonly doubles: readonly string[];
  /** In some source there may be several active accounts. */
  readonly hasTwinPerhaps: boolean;
  /** Keys of the active ones, but for the one to keep in each source: the everyday account, else the one that was used last. */
  readonly spare: readonly string[];
}

const NO_QUESTIONS: Questions = { doubles: [], hasTwinPerhaps: false, spare: [] };

function questionsByPerson(rows: readonly QuestionRow[]): ReadonlyMap<string, Questions> {
  const byPerson = new Map<string, QuestionRow[]>();
  for (const row of rows) byPerson.set(row.person, [...(byPerson.get(row.person) ?? []), row]);
  return new Map(Array.from(byPerson, ([person, own]) => [person, questionsOf(own)]));
}

function questionsOf(rows: readonly QuestionRow[]): Questions {
  const active = rows.filter((row) => row.active === true);
  active.sort(
    (a, b) => Number(b.everyday) - Number(a.everyday) || (b.seen?.getTime() ?? 0) - (a.seen?.getTime() ?? 0) || compare(a.id ?? "", b.id ?? ""),
  );
  const kept = new Set<string | null>();
  const spare = active.flatMap(({ source, id }) => {
    if (kept.has(source)) return [`${source}/${id}`];
    kept.add(source);
    return [];
  });
  return {
    doubles: rows.flatMap((row) => row.other ?? []),
    hasTwinPerhaps: spare.length === 0 && rows.some((row) => row.other === null),
    spare: spare.sort(compare),
  };
}

const FUNCTION_NAME = new RegExp(`(^|[^a-z0-9])(${SHARED_WORDS.join("|")})[0-9]*([^a-z0-9]|$)`);

/** Whether a login is named for a function rather than a person. */
function namesFunction(login: string): boolean {
  const local = login.split("@", 1)[0] ?? "";
  return FUNCTION_NAME.test(local.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());
}

/** What the inventory shows about gates. */
function addCauses(drafts: Draft[], has: (flag: Flag) => boolean, everyday: string | null): void {
  for (const cause of CAUSES) {
    if (!has(cause.flag) || (cause.flag === "noFactor" && has("isGuest"))) continue;
    // Nobody is asked to take the role from an emergency account; it is only never delegated from.
    const isMeant = cause.flag === "standingTier0" && has("isBreakGlass");
    bear(drafts, isMeant ? { ...cause, action: null } : cause, everyday);
  }
}

/** A cause is borne by the findings that speak of it; without any it stands for itself. */
function bear(drafts: Draft[], { gate, rules, everydayOnly, action }: Omit<Cause, "flag">, everyday: string | null): void {
  const bearers = drafts.filter((draft) => rules.includes(draft.ruleId) && (!everydayOnly || draft.account === everyday));
  for (const bearer of bearers) if (!bearer.fails.includes(gate)) bearer.fails.push(gate);
  if (bearers.length === 0) drafts.push(standIn(action === null ? null : actionCalled(action), { fails: [gate], subject: everyday }));
}

/** Open questions of who the person is: one for each other person that they may be, whatever number of links asks it. */
function addDoubles(drafts: Draft[], doubles: readonly string[]): void {
  for (const other of doubles) {
    const asking = drafts.filter((draft) => draft.ruleId === LINK_RULE && draft.bearing?.includes(JSON.stringify(other)));
    const asked = asking.find((draft) => !draft.waived) ?? asking[0];
    if (asked === undefined) drafts.push(standIn(actionCalled("decide-link"), { doubts: ["one-identity"], subject: other }));
    else asked.doubts.push("one-identity");
  }
}

function standIn(kind: ActionKind | null, what: { fails?: GateId[]; doubts?: GateId[]; subject: string | null }): Draft {
  const { fails = [], doubts = [], subject } = what;
  return {
    ruleId: "",
    kind,
    check: null,
    severity: "info",
    waived: false,
    fails,
    doubts,
    fingerprint: null,
    silencedBy: null,
    subject: subject ?? "",
    account: subject,
    bearing: null,
  };
}

function byActionAndSubject(a: Draft, b: Draft): number {
  return (
    compare(a.kind?.id ?? "", b.kind?.id ?? "") ||
    compare(a.subject, b.subject) ||
    compare(a.ruleId, b.ruleId) ||
    compare(a.fingerprint ?? "", b.fingerprint ?? "")
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function itemsOf(drafts: readonly Draft[]): CitedItem[] {
  const places = new Map(drafts.map((draft, index) => [draft.fingerprint, index]));
  return drafts.map(({ check, severity, waived, fails, doubts, fingerprint, silencedBy }) => {
    const louder = silencedBy === null ? null : (places.get(silencedBy) ?? null);
    // What is louder may concern others only; then this one stays silent here.
    const isSilent = silencedBy !== null && louder === null;
    return { check: isSilent ? null : check, severity, waived, silencedBy: louder, fails, doubts, fingerprint };
  });
}

function actionsOf(drafts: readonly Draft[], gaps: readonly NamedGap[], twins: readonly string[]): NamedAction[] {
  const apart = grouped(drafts, (kind, draft) => `${kind.id}\n${kind.id === "decide-link" ? (draft.bearing ?? draft.subject) : draft.subject}`);
  const actions = (apart.length > TOGETHER ? grouped(drafts, (kind) => kind.id) : apart).map(({ kind, indexes }): Sorted => {
    const own = indexes.flatMap((index) => drafts[index] ?? []);
    const isDuplicate = kind.id === "disable-duplicate" && twins.length > 0;
    // What a duplicate did wrong goes with it; an application that is given up is somebody else's to put right.
    const gone = isDuplicate ? twins : own.flatMap(({ ruleId, bearing }) => (ruleId === APP_OWNER_RULE && bearing !== null ? [bearing] : []));
    const vanishing = drafts.flatMap(({ account }, index) => (account !== null && gone.includes(account) ? [index] : []));
    const [first = "", ...more] = isDuplicate ? twins : [...new Set(own.map(({ subject }) => subject))];
    return {
      kind: kind.id,
      effort: kind.effort,
      text: kind.text,
      subject: more.length === 0 ? first : `${first} and ${more.length} more`,
      finding: worstOf(own),
      items: [...new Set([...indexes, ...vanishing])],
      gaps: [],
    };
  });
  return [...actions, ...collecting(gaps)].sort((a, b) => compare(a.kind, b.kind) || compare(a.subject, b.subject));
}

type Sorted = NamedAction & { readonly kind: string };

function grouped(drafts: readonly Draft[], keyOf: (kind: ActionKind, draft: Draft) => string): { kind: ActionKind; indexes: number[] }[] {
  const groups = new Map<string, { kind: ActionKind; indexes: number[] }>();
  drafts.forEach((draft, index) => {
    if (draft.kind === null) return;
    const key = keyOf(draft.kind, draft);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { kind: draft.kind, indexes: [index] });
    else group.indexes.push(index);
  });
  return [...groups.values()];
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };

function worstOf(drafts: readonly Draft[]): string | null {
  let worst: Draft | null = null;
  for (const draft of drafts) {
    if (draft.fingerprint !== null && !draft.waived && (worst === null || RANK[draft.severity] < RANK[worst.severity])) worst = draft;
  }
  return worst?.fingerprint ?? null;
}

/** One action for each source that can give more than it gave. */
function collecting(gaps: readonly NamedGap[]): Sorted[] {
  const { id, effort } = actionCalled("collect");
  const sources = [...new Set(gaps.filter((gap) => gap.obtainable).map((gap) => gap.source))];
  return sources.map((source) => {
    const own = gaps.flatMap((gap, index) => (gap.source === source && gap.obtainable ? [{ fact: gap.fact, index }] : []));
    const text = `Collect ${own.map(({ fact }) => fact).join(", ")}`;
    return { kind: id, effort, text, subject: source, finding: null, items: [], gaps: own.map(({ index }) => index) };
  });
}

function signatureOf(missing: string, items: readonly Item[], actions: readonly NamedAction[]): string {
  const facts = items.map((item) => `${item.check} ${item.severity} ${item.waived} ${item.silencedBy} ${item.fails} ${item.doubts}`);
  const deeds = actions.map((action) => `${action.text} ${action.effort} ${action.items} ${action.gaps}`);
  return `${missing}\n${facts.join(";")}\n${deeds.join(";")}`;
}
