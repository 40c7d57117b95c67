import { SEVERITIES, type Severity } from "../rules/contract.js";
import type { Flag } from "./gather.js";
import type { GateId } from "./model.js";

/**
 * What the inventory itself shows to fail a gate, whether or not a rule speaks of it.
 *
 * Where one of `rules` has findings about the person, these stand for it, so that accepting them turns the failure
 * into a condition and resolving them clears the gate. Where none has, it stands for itself.
 */
export interface Cause {
  readonly flag: Flag;
  readonly gate: GateId;
  readonly rules: readonly string[];
  /** Only findings about the everyday account stand for it. */
  readonly everydayOnly: boolean;
  /** What can be done about it; null = nothing makes this person ready. */
  readonly action: string | null;
}

export const CAUSES: readonly Cause[] = [
  { flag: "notHuman", gate: "human", rules: [], everydayOnly: true, action: null },
  { flag: "inactive", gate: "employed", rules: [], everydayOnly: true, action: null },
  { flag: "left", gate: "employed", rules: ["lifecycle/left-still-active"], everydayOnly: false, action: null },
  { flag: "recordInactive", gate: "employed", rules: ["lifecycle/leaver-active-elsewhere"], everydayOnly: false, action: null },
  { flag: "noFactor", gate: "mfa", rules: ["authentication/no-mfa"], everydayOnly: true, action: "enrol-factor" },
  { flag: "notEnforced", gate: "mfa", rules: ["authentication/excluded-from-mfa"], everydayOnly: true, action: "demand-mfa" },
  {
    flag: "standingTier0",
    gate: "no-standing-tier0",
    rules: ["privilege/standing-tier0", "privilege/guest-privileged"],
    everydayOnly: true,
    action: "move-privilege",
  },
  { flag: "ownsTier0Group", gate: "no-standing-tier0", rules: ["privilege/shadow-group-owner"], everydayOnly: true, action: "give-up-control" },
  { flag: "ownsTier0App", gate: "no-standing-tier0", rules: ["privilege/shadow-app-owner"], everydayOnly: true, action: "give-up-control" },
  { flag: "risk", gate: "not-compromised", rules: ["authentication/risk-not-cleared"], everydayOnly: false, action: "clear-risk" },
];

/** Software acts as the person, and its acts cannot be told from theirs. */
const IMPERSONATION = new Set(["secrets/human-token-used-by-service", "shared/human-used-as-service"]);

/** Two active accounts in one source: the token could stand for either. */
export const DUPLICATE: Omit<Cause, "flag"> = {
  gate: "one-identity",
  rules: ["duplicates/same-source-active"],
  everydayOnly: false,
  action: "disable-duplicate",
};

/** Control over something privileged that only a rule can see. Groups and applications are seen in the inventory. */
const SHADOW = /^privilege\/(shadow-|helpdesk-resets-admin$)/;
const SEEN = new Set(CAUSES.flatMap((cause) => cause.rules));

/** Gates that a finding fails by what it says, without anything else in the inventory. */
export function gatesFailedBy(ruleId: string, severity: Severity, isEveryday: boolean, tier: string | null): readonly GateId[] {
  const failed: GateId[] = [];
  if (ruleId.startsWith("shared/") && isEveryday && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf("high")) failed.push("not-shared");
  if (SHADOW.test(ruleId) && !SEEN.has(ruleId) && isEveryday && tier === "0") failed.push("no-standing-tier0");
  if (IMPERSONATION.has(ruleId)) failed.push("not-an-impersonation-vehicle");
  return failed;
}
