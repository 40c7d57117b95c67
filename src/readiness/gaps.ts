import type { Gap } from "./case.js";
import { CHECK_NEEDS, type FactMask, factsOf, maskOf, type NeededFact } from "./facts.js";
import { bitOf, type Flag, type PersonRow } from "./gather.js";
import { type CheckId, GATES, type GateId } from "./model.js";

/** One missing fact of one source; without an everyday account there is nothing that a fact could be about. */
export interface NamedGap extends Gap {
  readonly source: string;
  readonly fact: NeededFact | "an everyday account";
  /** False where the source has no way to give it. */
  readonly obtainable: boolean;
}

/** What is missing for a person, and the gates that stay open although no fact is missing. */
export interface Missing {
  readonly gaps: readonly NamedGap[];
  readonly doubts: readonly GateId[];
}

const ALL_CHECKS: readonly CheckId[] = [...CHECK_NEEDS.keys()];

/** What else leaves a gate open. */
export interface Unsettled {
  /** It is not known whether two accounts in one source are both active. */
  readonly hasTwinPerhaps: boolean;
  /** The login names a function, and nothing shows who uses it. */
  readonly isRoleNamed: boolean;
  /** Whether the risk state has to be known. */
  readonly requireRisk: boolean;
}

/** What is not known of a person, by check and gate. Pure. */
export function missingOf(row: Pick<PersonRow, "source" | "account" | "missing" | "flags" | "gaps">, unsettled: Unsettled): Missing {
  const { source } = row;
  if (source === null || row.account === null) {
    return { gaps: [{ source: source ?? "", fact: "an everyday account", obtainable: false, checks: ALL_CHECKS, gates: GATES }], doubts: [] };
  }
  const sources = gapsBySource(row.gaps);
  const everydayUnsupported = sources.find(({ name }) => name === source)?.unsupported ?? 0;
  const { open, doubts } = openGates(row, everydayUnsupported, unsettled);
  const anywhere = sources.reduce((mask, { missing }) => mask | missing, 0);
  const needs = needsOf(anywhere, row.flags);

  const gaps = sources.flatMap(({ name, missing, unsupported }) =>
    factsOf(missing).flatMap((fact): NamedGap[] => {
      const bit = maskOf([fact]);
      const checks = ALL_CHECKS.filter((check) => ((needs.get(check) ?? 0) & bit) !== 0);
      const gates = name === source ? GATES.filter((gate) => ((open.get(gate) ?? 0) & bit) !== 0) : [];
      return checks.length + gates.length === 0 ? [] : [{ source: name, fact, obtainable: (unsupported & bit) === 0, checks, gates }];
    }),
  );
  return { gaps, doubts };
}

/** What is missing in each source, in order of source, whichever of the person's accounts it is missing for. */
function gapsBySource(json: string | null): { readonly name: string; readonly missing: FactMask; readonly unsupported: FactMask }[] {
  const sources = new Map<string, { name: string; missing: FactMask; unsupported: FactMask }>();
  for (const [name, missing, unsupported] of json === null ? [] : (JSON.parse(json) as [string, string, string][])) {
    const known = sources.get(name)?.missing ?? 0;
    sources.set(name, { name, missing: known | Number(missing), unsupported: Number(unsupported) });
  }
  return [...sources.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the checks need, less what cannot apply: nobody needs the secrets of things that are shown not to exist. */
function needsOf(missing: FactMask, flags: number): ReadonlyMap<CheckId, FactMask> {
  const needs = new Map(CHECK_NEEDS);
  const knows = (facts: readonly NeededFact[]) => (missing & maskOf(facts)) === 0;
  if ((flags & bitOf("owns")) === 0 && knows(["owners", "sponsors"])) needs.set("owned-secrets", maskOf(["owners"]));
  if ((flags & bitOf("delegates")) === 0 && knows(["consents"])) needs.set("governed-agents", maskOf(["consents"]));
  return needs;
}

/**
 * Gates that what is known of the everyday account leaves open, each with the facts that would close it,
 * or as a doubt where no fact would.
 */
function openGates(
  { missing, flags }: Pick<PersonRow, "missing" | "flags">,
  unsupported: FactMask,
  { hasTwinPerhaps, isRoleNamed, requireRisk }: Unsettled,
): { readonly open: ReadonlyMap<GateId, FactMask>; readonly doubts: readonly GateId[] } {
  const open = new Map<GateId, FactMask>();
  const doubts: GateId[] = [];
  const has = (flag: Flag) => (flags & bitOf(flag)) !== 0;
  const rest = (gate: GateId, facts: readonly NeededFact[]) => {
    const closing = missing & maskOf(facts);
    if (closing === 0) doubts.push(gate);
    else open.set(gate, (open.get(gate) ?? 0) | closing);
  };
  const lacks = (facts: readonly NeededFact[]) => (missing & maskOf(facts)) !== 0;

  if (has("kindOpen")) doubts.push("human");
  if (hasTwinPerhaps) rest("one-identity", ["status"]);
  if (isRoleNamed) rest("not-shared", ["signin", "mfa"]);
  if (!has(has("activeKnown") ? "everydayPresent" : "anyPresent")) rest("employed", ["status"]);

  // A guest's factor may be registered at home, where it is not seen.
  if (has("isGuest") && !has("hasFactor")) doubts.push("mfa");
  else if (!has("noFactor") && !has("hasFactor")) rest("mfa", ["mfa"]);
  if (!has("enforced") && !has("notEnforced")) rest("mfa", ["policies", "groups"]);
  // Whom a policy reaches or leaves out by a group is not known without the groups.
  else if (lacks(["groups"])) rest("mfa", ["groups"]);

  if (lacks(["roles", "owners", "groups"])) rest("no-standing-tier0", ["roles", "owners", "groups"]);
  if (requireRisk && lacks(["risk"])) rest("not-compromised", ["risk"]);
  // Without tokens it cannot be seen whose token software uses; where there are none by nature, there is nothing to see.
  if ((missing & ~unsupported & maskOf(["tokens"])) !== 0) rest("not-an-impersonation-vehicle", ["tokens"]);
  if (has("liveToken") && lacks(["signin"])) rest("not-an-impersonation-vehicle", ["signin"]);
  return { open, doubts };
}
