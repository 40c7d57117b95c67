import type { Allowance, PaceOptions } from "../pace.js";

/** What a relation of a group or service principal counts, and what all else does. */
const COSTS: readonly (readonly [pattern: RegExp, units: number])[] = [
  [/^\/(v1\.0|beta)\/groups\/[^/]+\/(members|owners)/, 3],
  [/^\/(v1\.0|beta)\/(users|applications|oauth2PermissionGrants)/, 2],
  [/^\/(v1\.0|beta)\/servicePrincipals\/[^/]+\/appRoleAssignments/, 2],
];

/** Resource units of one request: `$select` spares one, `$expand` costs one, and nothing is free. */
export function unitsOf(path: string): number {
  const base = COSTS.find(([pattern]) => pattern.test(path))?.[1] ?? 1;
  return Math.max(1, base + (path.includes("$expand=") ? 1 : 0) - (path.includes("$select=") ? 1 : 0));
}

const isProtection = (path: string) => /^\/(v1\.0|beta)\/(identityProtection|identity\/conditionalAccess)\//.test(path);
const isReport = (path: string) => /^\/(v1\.0|beta)\/(reports|auditLogs)\//.test(path);
const isActivity = (path: string) => path.includes("signInActivity");

/**
 * What Microsoft publishes: https://learn.microsoft.com/graph/throttling-limits. The directory's own limit is that of the
 * smallest tenants; a larger one allows more, and has more than a second's work only if it is larger.
 */
const ALLOWANCES: readonly Allowance[] = [
  { covers: (path) => !isProtection(path) && !isReport(path), units: 3500, seconds: 10, cost: unitsOf },
  { covers: isReport, units: 5, seconds: 10 },
  { covers: isActivity, units: 10, seconds: 60 },
  { covers: isProtection, units: 1, seconds: 1 },
];

/** How Graph is read. Ours: four requests at once, up to eight while nobody complains; a batch is one request of twenty parts. */
export const GRAPH_PACE: PaceOptions = { width: 4, most: 8, allowances: ALLOWANCES };

/** How a stand-in for Graph is read, which publishes no limits: by its signals alone. */
export const LOCAL_PACE: PaceOptions = { width: 4, most: 8 };
