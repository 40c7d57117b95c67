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
