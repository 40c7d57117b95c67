import type { Step } from "../../inventory/inventory.js";
import type { Collection } from "../contract.js";
import { time } from "./values.js";

interface ActiveUser {
  readonly id: string;
  readonly signInActivity?: {
    readonly lastSignInDateTime?: string | null;
    readonly lastNonInteractiveSignInDateTime?: string | null;
    readonly lastSuccessfulSignInDateTime?: string | null;
  } | null;
}

/** From here on Graph records successful sign-ins apart from attempts; earlier ones were not filled in. */
const SUCCESS_RECORDED_FROM = new Date("2023-12-01T00:00:00Z");

/**
 * Users' last sign-ins → `account_parts`. A pass of its own, so that a missing licence does not cost the users;
 * with this property a page holds at most 500.
 * GET /users, https://learn.microsoft.com/graph/api/resources/signinactivity
 *
 * The two older properties record attempts, failed ones too: somebody who guesses passwords would keep a dormant
 * account looking alive. So an attempt counts only up to the last success, or from the time before successes were recorded.
 */
export const signIns: Collection<ActiveUser> = {
  name: "sign-ins",
  permission: "AuditLog.Read.All",
  facts: ["signin"],
  start: "/users?$select=id,signInActivity&$top=500",
  size: { page: 500, of: { count: "/users/$count" } },
  rows: ({ id, signInActivity: activity }) => {
    const success = time(activity?.lastSuccessfulSignInDateTime);
    const counts = (attempt: Date | null) => (attempt !== null && attempt <= (success ?? SUCCESS_RECORDED_FROM) ? attempt : null);
    const interactive = counts(time(activity?.lastSignInDateTime));
    const other = counts(time(activity?.lastNonInteractiveSignInDateTime));
    return [{ table: "account_parts", row: { id, lastSignIn: success ?? later(interactive, other), lastInteractiveSignIn: interactive } }];
  },
};

function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

interface ActiveApplication {
  readonly appId: string;
  readonly lastSignInActivity?: { readonly lastSignInDateTime?: string | null } | null;
}

const APPLICATION = "application-activity";

/**
 * Applications' last sign-ins, as client or resource, by themselves or for a user → `parents`, as they are told by client id.
 * GET /beta/reports/servicePrincipalSignInActivities,
 * https://learn.microsoft.com/graph/api/reportroot-list-serviceprincipalsigninactivities
 *
 * Only the global cloud offers it, and in its test version; what rests on it asks whether any sign-in of a client is
 * known, so no fact hangs on it.
 */
export const applicationSignIns: Collection<ActiveApplication> = {
  name: "applications' sign-ins",
  permission: "AuditLog.Read.All",
  facts: [],
  start: "/beta/reports/servicePrincipalSignInActivities",
  rows: ({ appId, lastSignInActivity: activity }) => {
    const last = time(activity?.lastSignInDateTime);
    return last === null ? [] : [{ table: "parents", row: { kind: APPLICATION, id: appId, detail: { lastSignIn: last.toISOString() } } }];
  },
};

/** Gives each application's last sign-in to its account. */
export const settleActivity: readonly Step[] = [
  {
    name: "applications' sign-ins",
    sql: `
UPDATE accounts SET lastSignIn = (p.detail->>'lastSignIn')::TIMESTAMP
FROM parents AS p
WHERE accounts.source = $source AND accounts.clientId = p.id AND p.source = $source AND p.kind = '${APPLICATION}'`,
  },
];
