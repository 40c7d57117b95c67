import type { Doubles } from "./columns.js";
import type { Population } from "./population.js";

/** What decides which account of a person is the everyday one. */
interface Suitability {
  readonly kind: string;
  /** 1 active, 0 not, -1 unknown. */
  readonly active: number;
  readonly source: string;
  /** Milliseconds since 1970 of the last sign-in; 0 = unknown. */
  readonly seen: number;
  /** Rank of the strongest second factor, 0 to 3. */
  readonly strength: number;
}

/** Of these a person has one everyday account; an account that may be a human's comes behind one that is. */
const KIND_RANKS: Readonly<Record<string, number>> = { human: 0, unknown: 1, guest: 2, admin: 3 };

/** The criteria in their order; the lower number wins. An admin account is never delegated from while there is another. */
const CRITERIA: readonly { readonly why: string; readonly rank: (account: Suitability, sourceOfRecord: string | undefined) => number }[] = [
  { why: "it is a human's everyday account, not a guest or privileged one", rank: (account) => KIND_RANKS[account.kind] ?? 1 },
  { why: "it is active", rank: (account) => (account.active === 1 ? 0 : account.active === -1 ? 1 : 2) },
  { why: "it is in the source of record", rank: (account, sourceOfRecord) => (account.source === sourceOfRecord ? 0 : 1) },
  { why: "it was signed in to last", rank: (account) => -account.seen },
  { why: "it has the strongest second factor", rank: (account) => -account.strength },
];

const BY_NAME = "it comes first by source and id";
const ALONE = "it is the only account";

/** All reasons why an account can be the everyday one. */
export const REASONS: readonly string[] = [ALONE, ...CRITERIA.map((criterion) => criterion.why), BY_NAME];

/** Negative when `a` is the better everyday account, and why; 0 when only their names can decide. */
function compareSuitability(a: Suitability, b: Suitability, sourceOfRecord: string | undefined): { order: number; why: string } {
  for (const { why, rank } of CRITERIA) {
    const order = rank(a, sourceOfRecord) - rank(b, sourceOfRecord);
    if (order !== 0) return { order, why };
  }
  return { order: 0, why: BY_NAME };
}

const ADVICE_ON = {
  everyday: "delegate from this one",
  closed: "closed already",
  privileged: "keep for privileged work; never delegate from it",
  spare: "merge into the person's account of this directory that stays, then close",
  guestOfMember: "close: the person is a member of this directory",
  guest: "keep as a guest; never delegate from it",
  anchored: "keep; it shares an anchor with the everyday account",
  unanchored: "keep; tie it to the everyday account by a shared anchor",
} as const;
type Advice = (typeof ADVICE_ON)[keyof typeof ADVICE_ON];

/** All that can be advised on an account of a person. */
export const ADVICE: readonly string[] = Object.values(ADVICE_ON);

/** A person's everyday account, why it is that one, and what to do with each account. */
export interface Choice {
  readonly everyday: number;
  readonly why: string;
  /** By member, in the order given. */
  readonly advice: readonly Advice[];
}

/** Chooses the account that may be delegated from. The members come in the order of `source/id`. */
export function choose(people: Population, members: readonly number[], sourceOfRecord: string | undefined): Choice {
  if (members.length === 1) return { everyday: members[0] as number, why: ALONE, advice: [ADVICE_ON.everyday] };
  const compare = (a: number, b: number) => compareSuitability(suitability(people, a), suitability(people, b), sourceOfRecord);
  const better = (a: number, b: number) => (compare(b, a).order < 0 ? b : a);
  const everyday = members.reduce(better);
  const next = members.filter((i) => i !== everyday).reduce(better);
  // The one account of each directory that a person goes on with there.
  const stays = new Map<number, number>();
  for (const i of members) {
    if (people.active[i] === 0 || ASIDE.has(people.kindOf(i))) continue;
    const source = people.source.at(i);
    stays.set(source, better(stays.get(source) ?? i, i));
  }
  const advice = (i: number): Advice => {
    if (i === everyday) return ADVICE_ON.everyday;
    if (people.active[i] === 0) return ADVICE_ON.closed;
    const kind = people.kindOf(i);
    const staying = stays.get(people.source.at(i));
    if (kind === "admin") return ADVICE_ON.privileged;
    if (kind === "guest") return staying === undefined ? ADVICE_ON.guest : ADVICE_ON.guestOfMember;
    if (staying !== i) return ADVICE_ON.spare;
    return shareAnchor(people, i, everyday) ? ADVICE_ON.anchored : ADVICE_ON.unanchored;
  };
  return { everyday, why: compare(everyday, next).why, advice: members.map(advice) };
}

/** Accounts that stand beside a person's own of a directory. */
const ASIDE: ReadonlySet<string> = new Set(["admin", "guest"]);

/** Whether a key that both directories keep ties two accounts: an employee number, an immutable id, or one's id as the other's external id. */
function shareAnchor(people: Population, i: number, j: number): boolean {
  const { employee, immutable, external, self } = people;
  const same = (a: Doubles, b: Doubles) => a.at(i) !== 0 && a.at(i) === b.at(j);
  return same(employee, employee) || same(immutable, immutable) || same(external, external) || same(external, self) || same(self, external);
}

function suitability(people: Population, i: number): Suitability {
  return {
    kind: people.kindOf(i),
    active: people.active[i] as number,
    source: people.sources[people.source.at(i)] as string,
    seen: people.seen[i] as number,
    strength: people.strength[i] as number,
  };
}
