import type { Step } from "../../inventory/inventory.js";
import type { Collection } from "../contract.js";
import { time } from "./values.js";

interface Definition {
  readonly id: string;
}

/**
 * Access reviews → `parents`.
 * GET /identityGovernance/accessReviews/definitions, https://learn.microsoft.com/graph/api/accessreviewset-list-definitions
 */
export const reviews: Collection<Definition> = {
  name: "access reviews",
  permission: "AccessReview.Read.All",
  facts: ["reviews"],
  start: "/identityGovernance/accessReviews/definitions?$select=id&$top=100",
  rows: ({ id }) => [{ table: "parents", row: { kind: "review", id } }],
};

interface Instance {
  readonly id: string;
  readonly startDateTime?: string | null;
}

/**
 * Each time that a review took place → `parents`.
 * GET /identityGovernance/accessReviews/definitions/{id}/instances,
 * https://learn.microsoft.com/graph/api/accessreviewscheduledefinition-list-instances
 */
export const reviewInstances: Collection<Instance> = {
  name: "access reviews' instances",
  permission: "AccessReview.Read.All",
  facts: ["reviews"],
  start: {
    query: "SELECT id FROM parents WHERE source = $source AND kind = 'review' ORDER BY id",
    path: ({ id = "" }) => `/identityGovernance/accessReviews/definitions/${id}/instances?$select=id,startDateTime&$top=100`,
  },
  rows: ({ id, startDateTime }, _source, { id: review }) => [
    {
      table: "parents",
      row: { kind: "review-instance", id: `${review}/${id}`, detail: { review, instance: id, start: time(startDateTime)?.toISOString() } },
    },
  ],
};

interface Decision {
  readonly id: string;
  readonly decision?: string | null;
  readonly reviewedDateTime?: string | null;
  readonly principal?: { readonly id?: string | null } | null;
  readonly resource?: { readonly id?: string | null } | null;
}

/** Times of one review whose decisions are read. Ours: the last finished one, and the one that may be under way. */
const INSTANCES = 2;

/**
 * What was confirmed in the last two times of each review → `parents`.
 * GET /identityGovernance/accessReviews/definitions/{id}/instances/{id}/decisions,
 * https://learn.microsoft.com/graph/api/accessreviewinstance-list-decisions
 *
 * Only an approval confirms; what nobody reviewed, or was denied and is there nevertheless, does not.
 */
export const reviewDecisions: Collection<Decision> = {
  name: "access reviews' decisions",
  permission: "AccessReview.Read.All",
  facts: ["reviews"],
  // A page that comes twice must not count as two times.
  start: {
    query: `
SELECT id, any_value(detail->>'review') AS review, any_value(detail->>'instance') AS instance, any_value(detail->>'start') AS start
FROM parents WHERE source = $source AND kind = 'review-instance'
GROUP BY id
QUALIFY row_number() OVER (PARTITION BY review ORDER BY start DESC NULLS LAST, id DESC) <= ${INSTANCES}`,
    path: ({ review, instance }) =>
      `/identityGovernance/accessReviews/definitions/${review}/instances/${instance}/decisions?$filter=decision%20eq%20'Approve'&$select=id,decision,reviewedDateTime,principal,resource&$top=100`,
  },
  rows: ({ id, decision, reviewedDateTime, principal, resource }) => {
    const at = time(reviewedDateTime);
    if (decision !== "Approve" || at === null || !principal?.id || !resource?.id) return [];
    return [{ table: "parents", row: { kind: "reviewed", id, detail: { principal: principal.id, resource: resource.id, at: at.toISOString() } } }];
  },
};

/** When each principal's access to each resource, a role, an application or a group, was last confirmed. */
const CONFIRMED = `
SELECT detail->>'principal' AS principal, detail->>'resource' AS resource, max((detail->>'at')::TIMESTAMP) AS at
FROM parents WHERE source = $source AND kind = 'reviewed' GROUP BY ALL`;

/** Tells each grant when it was last confirmed: by itself, or, where a group holds it, with all of the group's members. */
export const settleReviews: readonly Step[] = [
  {
    name: "reviewed grants",
    // The id of an application's permission begins with that of the application; a directory role's has one part.
    sql: `
UPDATE grants SET lastReviewed = c.at
FROM (${CONFIRMED}) AS c
WHERE grants.source = $source AND grants.principal = c.principal AND split_part(grants.role, '/', 1) = c.resource`,
  },
  {
    name: "reviewed groups",
    // The member who has waited longest speaks for the group; one who was never confirmed keeps it from being reviewed.
    sql: `
UPDATE grants SET lastReviewed = coalesce(grants.lastReviewed, g.at)
FROM (
  SELECT m."group", min(c.at) AS at
  FROM memberships AS m
  LEFT JOIN (${CONFIRMED}) AS c ON c.resource = m."group" AND c.principal = m.member
  WHERE m.source = $source
  GROUP BY m."group" HAVING count(*) = count(c.at)
) AS g
WHERE grants.source = $source AND grants.principal = g."group"`,
  },
];
