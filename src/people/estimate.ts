import { areFew } from "./block.js";
import type { Comparer } from "./compare.js";
import { BORN, EMPLOYEE, FAMILY, FIELD_COUNT, FIELDS, type Field, GIVEN, IMMUTABLE, LOGIN, unpack } from "./fields.js";
import type { PatternGroup } from "./patterns.js";
import type { Features } from "./population.js";
import { CLASSES, LEVELS, type Model, NAMES_OVERLAP, OVERLAPS, Scorer } from "./score.js";
import type { Statistics } from "./statistics.js";

const fields: readonly Field[] = FIELDS;
/** The class of a pair. */
export function classOf(people: Features, i: number, j: number): number {
  return classOfKinds(roleOf(people.kind.at(i)), roleOf(people.kind.at(j)), people.source.at(i) !== people.source.at(j));
}
const ADMIN = 1;
const GUEST = 2;

/** An account of unknown kind is taken for a human's: were it none, it would hardly match one. */
const roleOf = (kind: number) => (kind > GUEST ? 0 : kind);

const GUEST_AND_MEMBER = 5;

function classOfKinds(a: number, b: number, across: boolean): number {
  if (a === GUEST || b === GUEST) return a === b ? 4 : GUEST_AND_MEMBER;
  return (across ? 1 : 0) + (a === ADMIN || b === ADMIN ? 2 : 0);
}

/** How many pairs of each class there are, and how many one would expect to be matches before looking. */
export function classSizes(people: Features): { pairs: number[]; expected: number[] } {
  const counts = new Map<string, number>();
  for (let i = 0; i < people.size; i++) {
    const key = `${people.source.at(i)} ${roleOf(people.kind.at(i))}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const cells = [...counts].map(([key, count]) => ({ source: Number(key.split(" ")[0]), kind: Number(key.split(" ")[1]), count }));
  const pairs = CLASSES.map(() => 0);
  const expected = CLASSES.map(() => 0);
  cells.forEach((a, x) => {
    cells.forEach((b, y) => {
      if (y < x) return;
      const kind = classOfKinds(a.kind, b.kind, a.source !== b.source);
      const all = x === y ? (a.count * (a.count - 1)) / 2 : a.count * b.count;
      const least = Math.min(a.count, b.count);
      // Across directories most of the smaller one is expected in the larger; a privileged account has an owner beside it; guests are in several directories at times, and seldom members too; within one directory few are double.
      const share =
        kind === 0 ? 0.02 : kind === 1 ? 0.7 : kind === 2 ? (x === y ? 0.02 : 0.8) : kind === 3 ? 0.5 : kind === 4 ? (x === y ? 0.02 : 0.3) : 0.0005;
      pairs[kind] = (pairs[kind] as number) + all;
      expected[kind] = (expected[kind] as number) + Math.min(all, least * share);
    });
  });
  return { pairs, expected };
}

/** Matches that the prior of m counts for. */
const USUAL_MATCHES = 12;
const ROUNDS = 30;
/** Rounds end when the expected number of matches moves less than this share of itself. */
const CONVERGED = 0.0003;
/** Expected matches of a pattern below which it is not looked at again. */
const LEAST_SHARE = 1e-6;

/** A field whose disagreement would forbid a match is noisy when so many matches, and so large a share of them, disagree on it. Ours. */
const NOISY = { pairs: 3, share: 0.02 } as const;

/** Pairs of one household to each account, before the data is asked. Ours. */
const USUAL_HOUSEHOLDS = 0.005;

/** The level at which names are equal. */
const EQUAL = 6;
/** Given and family names of one culture go together: so many times, as bits, more namesakes than independent names would give, at most. */
const MOST_NAMES_OVERLAP = 5;
const USUAL_NAMESAKES = 3;

/** Of the matches that something else anchors: how many have a field on both sides, and how many disagree on it. */
interface Anchored {
  known: number;
  different: number;
}

/** Whether a pair is one person's for another reason than its names, which namesakes have too. */
function isAnchored(levels: Uint8Array, besides: number): boolean {
  return ANCHORED.some(([field, level]) => field !== besides && levels[field] === level);
}
const ANCHORED = [LOGIN, IMMUTABLE, EMPLOYEE, BORN].map((f): [number, number] => [f, (fields[f]?.levels.length ?? 0) - 1]);

/** Calls `visit` with random pairs, the same each time. */
function samplePairs(size: number, visit: (i: number, j: number) => void): void {
  const wanted = Math.min(120_000, 20_000 + 4 * size);
  let state = 0x2545f491;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
  for (let drawn = 0; drawn < wanted; drawn++) {
    const i = Math.floor(next() * size);
    const j = Math.floor(next() * size);
    if (i !== j) visit(Math.min(i, j), Math.max(i, j));
  }
}

/** u from random pairs; the share of exact agreements is counted over all pairs instead, as it is rare. */
function measureU(people: Features, comparer: Comparer, statistics: Statistics, groups: readonly PatternGroup[]): number[][] {
  const counts = fields.map(() => new Float64Array(LEVELS));
  if (areFew(people)) {
    // Every pair was a candidate, so it need not be compared again.
    const levels = new Uint8Array(FIELD_COUNT);
    for (const { pattern, count } of groups) {
      unpack(pattern, levels);
      for (let f = 0; f < FIELD_COUNT; f++)
        (counts[f] as Float64Array)[levels[f] as number] = ((counts[f] as Float64Array)[levels[f] as number] as number) + count;
    }
    return sharesOf(counts, statistics);
  }
  samplePairs(people.size, (i, j) => {
    comparer.compare(i, j);
    for (let f = 0; f < FIELD_COUNT; f++) {
      const of = counts[f] as Float64Array;
      const level = comparer.levels[f] as number;
      of[level] = (of[level] as number) + 1;
    }
  });
  return sharesOf(counts, statistics);
}

function sharesOf(counts: readonly Float64Array[], statistics: Statistics): number[][] {
  return fields.map((field, f) => {
    const priors = normalised(field.levels.map((level) => level.u));
    if (field.fixed !== undefined) return priors;
    const of = counts[f] as Float64Array;
    let known = 0;
    for (let level = 1; level < field.levels.length; level++) known += of[level] as number;
    const u = priors.map((prior, level) => (level === 0 ? 0 : ((of[level] as number) + field.usualAccounts * prior) / (known + field.usualAccounts)));
    const exact = field.levels.findLastIndex((level) => level.frequency === 1);
    if (exact < 0) return normalised(u);
    // The exact level keeps its share; the others divide the rest.
    const chance = statistics.coincidences[f] as number;
    const rest = u.reduce((sum, share, level) => (level === exact ? sum : sum + share), 0);
    return u.map((share, level) => (level === exact ? chance : rest === 0 ? 0 : (share * (1 - chance)) / rest));
  });
}

/**
 * Expectation-maximisation over the candidates' patterns: m and the priors move, u stays what random pairs say,
 * less the share of true matches among those. The prior is a share of all pairs, not of candidates, which good
 * blocking keys would make nearly all matches.
 */
export function estimate(
  groups: readonly PatternGroup[],
  sizes: { pairs: readonly number[]; expected: readonly number[] },
  people: Features,
  comparer: Comparer,
  statistics: Statistics,
): Model {
  const accounts = people.size;
  const usual = statistics.allUsual;
  const raw = measureU(people, comparer, statistics, groups);
  const total = Math.max(
    1,
    sizes.pairs.reduce((sum, count) => sum + count, 0),
  );
  const m0 = fields.map((field) => normalised(field.levels.map((level) => level.m)));
  let m = m0.map((row) => [...row]);
  let u = raw.map((row) => [...row]);
  let matches = sizes.expected.map((count) => Math.max(count, 0.001));
  let households = 2 * accounts * USUAL_HOUSEHOLDS;
  const overlap = OVERLAPS.map(([a, b], entry) => (entry === NAMES_OVERLAP ? 0 : statistics.overlap(people, a, b)));
  let open = groups.map((group) => {
    const levels = new Uint8Array(FIELD_COUNT);
    unpack(group.pattern, levels);
    return { group, levels };
  });
  const model = (): Model => ({
    prior: matches.map((count, kind) => Math.min(0.5, count / Math.max(1, sizes.pairs[kind] as number))),
    household: households / total,
    m,
    u,
    usual,
    overlap,
    noisy,
  });
  let noisy: number[] = [];
  let before = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const scorer = new Scorer(model());
    const seen = fields.map(() => new Float64Array(LEVELS));
    const found = CLASSES.map(() => 0);
    const anchored = new Map([EMPLOYEE, BORN].map((f): [number, Anchored] => [f, { known: 0, different: 0 }]));
    let together = 0;
    let namesakes = 0;
    // After a look at all, only those are looked at again that could be something else than two strangers.
    const settled = round === 2;
    open = open.filter(({ group, levels: of }) => {
      const share = group.count / (1 + 2 ** -scorer.bits(of, group.kind, group.adjustment, group.shared));
      const householders = (group.count - share) * (1 - 2 ** scorer.household(of, group.kind, group.shared));
      const areNamesakes = of[GIVEN] === EQUAL && of[FAMILY] === EQUAL;
      together += householders;
      if (areNamesakes) namesakes += group.count - share;
      if (share < LEAST_SHARE) return !settled || areNamesakes || householders > LEAST_SHARE;
      found[group.kind] = (found[group.kind] as number) + share;
      for (let f = 0; f < FIELD_COUNT; f++) {
        const at = seen[f] as Float64Array;
        const level = of[f] as number;
        at[level] = (at[level] as number) + share;
      }
      for (const [f, counts] of anchored)
        if (of[f] !== 0 && isAnchored(of, f)) {
          counts.known += share;
          if (of[f] === 1) counts.different += share;
        }
      return true;
    });
    m = m0.map((prior, f) => {
      if (fields[f]?.fixed === "both") return prior;
      const at = seen[f] as Float64Array;
      let known = 0;
      for (let level = 1; level < prior.length; level++) known += at[level] as number;
      return prior.map((share, level) => (level === 0 ? 0 : ((at[level] as number) + USUAL_MATCHES * share) / (known + USUAL_MATCHES)));
    });
    const byChance = total * (u[GIVEN]?.[EQUAL] ?? 0) * (u[FAMILY]?.[EQUAL] ?? 0);
    overlap[NAMES_OVERLAP] = Math.max(0, Math.min(MOST_NAMES_OVERLAP, Math.log2((namesakes + USUAL_NAMESAKES) / (byChance + USUAL_NAMESAKES))));
    noisy = [EMPLOYEE, BORN].filter((f) => {
      const { known, different } = anchored.get(f) as Anchored;
      return different >= NOISY.pairs && different > NOISY.share * known;
    });
    households = together + accounts * USUAL_HOUSEHOLDS;
    matches = found.map((count, kind) => {
      const expected = sizes.expected[kind] as number;
      // Guests who are members too are so few that namesakes would pass for them.
      if (kind === GUEST_AND_MEMBER) return Math.max(0.001, expected);
      return Math.max(0.02, (count * (expected + 20) + expected * 5) / (expected + 25));
    });
    const expected = matches.reduce((sum, count) => sum + count, 0);
    const share = expected / total;
    u = raw.map((row, f) =>
      fields[f]?.fixed ? row : normalised(row.map((value, level) => (level === 0 ? 0 : Math.max(value - share * (m[f]?.[level] ?? 0), value / 12)))),
    );
    if (round > 4 && Math.abs(expected - before) < CONVERGED * expected) break;
    before = expected;
  }
  return model();
}

function normalised(shares: readonly number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => (sum === 0 ? 0 : share / sum));
}
