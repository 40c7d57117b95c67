/**
 * The words of readiness: gates, dimensions and their checks.
 *
 * Gates are a hard no and each rests on a standard; the weights, points and thresholds are this project's own
 * choices, since no published standard gives any. They are configuration, and `explain` prints them.
 */
export const GATES = [
  "human",
  "one-identity",
  "not-shared",
  "employed",
  "mfa",
  "no-standing-tier0",
  "not-compromised",
  "not-an-impersonation-vehicle",
] as const;
export type GateId = (typeof GATES)[number];

export type Verdict = "READY" | "CONDITIONAL" | "BLOCKED";

export interface Check {
  readonly id: string;
  readonly title: string;
  /** Points of the dimension's 100. */
  readonly points: number;
  /** Facts without which the check is worth nothing at the proven end. */
  readonly needs: readonly string[];
}

export interface Dimension {
  readonly id: string;
  /** Weight of the score's 100. */
  readonly weight: number;
  readonly checks: readonly Check[];
}

/** Seven dimensions, each made of checks whose points sum to 100. */
export const DIMENSIONS = [
  {
    id: "single-identity",
    weight: 20,
    checks: [
      { id: "one-everyday-account", title: "one everyday account a source", points: 40, needs: ["people", "status"] },
      { id: "links-settled", title: "links settled", points: 30, needs: ["people"] },
      { id: "shared-anchor", title: "shared anchor across sources", points: 30, needs: ["accounts"] },
    ],
  },
  {
    id: "strong-authentication",
    weight: 20,
    checks: [
      { id: "second-factor", title: "second factor registered and enforced", points: 40, needs: ["mfa", "policies"] },
      { id: "phishing-resistant", title: "phishing-resistant factor", points: 30, needs: ["mfa"] },
      { id: "no-weaker-way", title: "no weaker way in", points: 20, needs: ["mfa", "policies"] },
      { id: "personal-factors", title: "factors are personal", points: 10, needs: ["mfa"] },
    ],
  },
  {
    id: "least-privilege",
    weight: 20,
    checks: [
      { id: "no-standing-privilege", title: "no standing tier 0 or 1", points: 50, needs: ["roles", "access"] },
      { id: "no-shadow-path", title: "no shadow path", points: 30, needs: ["owners", "groups", "access"] },
      { id: "no-unused-grant", title: "no unused grants", points: 20, needs: ["roles"] },
    ],
  },
  {
    id: "ownership-review",
    weight: 10,
    checks: [
      { id: "manager-known", title: "manager and status known", points: 40, needs: ["manager", "status"] },
      { id: "reviewed", title: "reviewed in time", points: 30, needs: ["reviews"] },
      { id: "owned-in-order", title: "what they own is in order", points: 30, needs: ["owners", "sponsors"] },
    ],
  },
  {
    id: "credential-hygiene",
    weight: 10,
    checks: [
      { id: "no-personal-secret", title: "no personal long-lived secret", points: 50, needs: ["tokens"] },
      { id: "owned-secrets", title: "secrets of what they own", points: 30, needs: ["secrets", "owners"] },
      { id: "password-state", title: "password state", points: 20, needs: ["accounts"] },
    ],
  },
  {
    id: "delegation-hygiene",
    weight: 10,
    checks: [
      { id: "narrow-scopes", title: "scopes consented are narrow", points: 50, needs: ["consents"] },
      { id: "no-idle-consent", title: "no idle or unverified offline grants", points: 25, needs: ["consents"] },
      { id: "governed-agents", title: "their agents are governed", points: 25, needs: ["agents", "consents"] },
    ],
  },
  {
    id: "containment",
    weight: 10,
    checks: [
      { id: "one-off-switch", title: "every account can be disabled from one place", points: 40, needs: ["people", "status"] },
      { id: "tokens-expire", title: "tokens can be expired", points: 30, needs: ["policies"] },
      { id: "log-names-both", title: "the log names agent and human", points: 30, needs: ["policies"] },
    ],
  },
] as const satisfies readonly Dimension[];

export type DimensionId = (typeof DIMENSIONS)[number]["id"];
export type CheckId = (typeof DIMENSIONS)[number]["checks"][number]["id"];
