import type { AnyRule } from "../rules/contract.js";

/** A kind of thing that can be done about findings. Findings about one subject that one such act settles are one action. */
export interface ActionKind {
  readonly id: string;
  readonly text: string;
  /** 1: minutes, one person; 2: a change to plan; 3: a project. Ours. */
  readonly effort: 1 | 2 | 3;
}

/** What several rules ask for. A rule that is not listed is an action of its own, named after its title. */
const SHARED_KINDS: readonly (ActionKind & { readonly rules: readonly string[] })[] = [
  { id: "collect", text: "Collect what is missing", effort: 1, rules: [] },
  { id: "decide-link", text: "Decide whether the two accounts are one person", effort: 1, rules: ["duplicates/review-link-open"] },
  { id: "demand-mfa", text: "Bring the account under a policy that demands a second factor", effort: 1, rules: ["authentication/excluded-from-mfa"] },
  { id: "disable-duplicate", text: "Move what the duplicate account holds, then disable it", effort: 2, rules: ["duplicates/same-source-active"] },
  {
    id: "enrol-factor",
    text: "Enrol a passkey or another phishing-resistant factor",
    effort: 1,
    rules: [
      "authentication/no-mfa",
      "authentication/no-phishing-resistant",
      "authentication/admin-no-phishing-resistant",
      "authentication/weak-factor-only",
    ],
  },
  {
    id: "fill-anchor",
    text: "Give the person's accounts one employee number or immutable id",
    effort: 1,
    rules: ["duplicates/anchor-missing", "duplicates/anchor-conflict"],
  },
  {
    id: "give-up-control",
    text: "Take away the ownership or right that leads to privilege",
    effort: 1,
    rules: ["privilege/shadow-group-owner", "privilege/shadow-app-owner", "privilege/helpdesk-resets-admin"],
  },
  {
    id: "move-privilege",
    text: "Move the privileged role to a separate admin account, eligible instead of permanent",
    effort: 2,
    rules: [
      "privilege/standing-tier0",
      "privilege/everyday-admin",
      "privilege/synced-admin",
      "privilege/guest-privileged",
      "privilege/okta-custom-role-super-equivalent",
      "privilege/ad-replication-rights",
    ],
  },
  { id: "name-manager", text: "Record the manager who answers for the person", effort: 1, rules: ["ownership/no-manager", "ownership/manager-left"] },
  {
    id: "part-factors",
    text: "Enrol factors anew, each with one person",
    effort: 2,
    rules: ["shared/many-persons-factors", "shared/factor-on-many-accounts"],
  },
  {
    id: "replace-token",
    text: "Replace the personal token by a client of the software's own",
    effort: 2,
    rules: ["secrets/api-token-old", "secrets/api-token-any-network", "secrets/human-token-used-by-service", "secrets/api-token-owner-inactive"],
  },
  { id: "clear-risk", text: "Investigate the account's risk and renew its credentials", effort: 2, rules: ["authentication/risk-not-cleared"] },
];

/** Who has left does not become ready by having the account disabled: nothing to do for readiness. */
const NO_ACTION = new Set(["lifecycle/left-still-active", "lifecycle/leaver-active-elsewhere"]);

const byRule = new Map(SHARED_KINDS.flatMap((kind) => kind.rules.map((rule) => [rule, kind])));
const byId = new Map(SHARED_KINDS.map((kind) => [kind.id, kind]));

/** What to do about a rule's findings; null where nothing that is done makes the person ready. */
export function actionFor(rule: Pick<AnyRule, "id" | "title">): ActionKind | null {
  if (NO_ACTION.has(rule.id)) return null;
  return byRule.get(rule.id) ?? { id: rule.id, text: `Resolve: ${rule.title}`, effort: 2 };
}

/** A shared kind by its id. */
export function actionCalled(id: string): ActionKind {
  const kind = byId.get(id);
  if (kind === undefined) throw new Error(`no action is called ${id}`);
  return kind;
}
