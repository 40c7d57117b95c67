import type { Step } from "../inventory/inventory.js";

/**
 * Makes `departed`: people who have left, by their accounts in the source of record; people unknown to it have left when
 * every account of theirs says so. Whoever is present on one of these accounts has not left: that is a re-hire or a move.
 *
 * `$leaverGraceHours` is for a last day that is not over in every time zone.
 */
export const DEPARTED: Step = {
  name: "departed",
  sql: `
CREATE OR REPLACE TABLE departed AS
WITH humans AS (
  SELECT person, source, id, lastSignIn, ofRecord,
    -- Hired after the leaving date: it belongs to an earlier employment.
    coalesce(leaveDate + to_hours($leaverGraceHours) < $now AND NOT coalesce(hireDate > leaveDate, false), false) AS isOver,
    -- An account that waits for its first sign-in is not enabled yet; its user is about to come.
    isOver OR coalesce(NOT active AND NOT isPrehire AND coalesce(status NOT IN ('STAGED', 'PROVISIONED'), true), false) AS isGone,
    CASE WHEN isOver THEN leaveDate WHEN isGone THEN statusChanged END AS leftAt
  FROM audited_accounts
  WHERE kind = 'human' AND person IS NOT NULL
),
-- The account that says so best: of record, dated, latest.
said AS (
  SELECT person,
    if(bool_or(ofRecord), bool_and(isGone) FILTER (ofRecord), bool_and(isGone)) AS isGone,
    arg_max({source: source, id: id, leftAt: leftAt, lastSignIn: lastSignIn}, (ofRecord, coalesce(leftAt, TIMESTAMP '1970-01-01'), source, id))
      FILTER (isGone) AS account
  FROM humans GROUP BY person
)
SELECT person, account.source AS source, account.id AS id, account.leftAt AS leftAt, account.lastSignIn AS lastSignIn
FROM said WHERE isGone`,
};

/** Ours: NIST SP 800-53 PS-4 leaves the period to the organisation. */
export const LEAVER_GRACE_HOURS = 24;
