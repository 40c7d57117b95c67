import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, day, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  scopes: string[];
  forEverybody: boolean;
  number: number;
  lastSignIn: string;
}

export default {
  id: "agents/unregistered-client",
  title: "Client that acts for people unattended, and is no registered agent",
  severity: "low",
  subject: "app",
  rationale: "It does what an agent does, and nobody sponsors it, limits it or sees it in a list of agents.",
  needs: ["agents", "consents", "signin"],
  controls: ["NHI3:2025", "NIST-800-53:CM-8"],
  check: null,
  concerns: "responsible",
  options: {
    usedDays: 30,
    plainScopes: ["openid", "profile", "email", "offline_access", "address", "phone", "User.Read"],
    clientScopes: ["^(IMAP|POP|SMTP|EWS|EAS)\\.AccessAsUser", "^(Mail|Calendars|Contacts)\\.(Read|ReadWrite|Send)$"],
  },
  optionSources: {
    usedDays: "ours: what ran in the last month runs on",
    plainScopes: "OpenID Connect Core 5.4 and 11, and the user's own profile: they reach no data",
    clientScopes: "ours: what clients for mail and calendars ask for; one that asks for nothing else is one of those",
  },

  // Software that has signed in lately and never at a prompt. What somebody sponsors or owns is known to somebody.
  select: `
    WITH lent AS (
      SELECT d.source, d.agent AS id, count(DISTINCT d.principal) AS number, bool_or(d.principal IS NULL) AS forEverybody,
             list_sort(list_distinct(flatten(list(list_filter(d.scopes, lambda scope: NOT list_contains($plainScopes, scope)))))) AS scopes
      FROM delegations AS d WHERE d.offline GROUP BY d.source, d.agent
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, l.scopes, l.number, l.forEverybody, a.lastSignIn
    FROM lent AS l
    JOIN audited_accounts AS a ON a.source = l.source AND a.id = l.id
    ANTI JOIN responsible AS r ON r.source = a.source AND r.id = a.id AND r.active IS DISTINCT FROM false
    WHERE a.kind = 'service' AND a.active IS DISTINCT FROM false AND NOT a.isFirstParty AND NOT a.isManaged
      AND a.lastSignIn > $now - to_days($usedDays) AND a.lastInteractiveSignIn IS NULL
      AND len(list_filter(l.scopes, lambda scope: NOT list_bool_or(list_transform($clientScopes, lambda known: regexp_matches(scope, known))))) > 0`,

  message: (row) =>
    `${nameOf(row)} uses ${names(row.scopes)} for ${row.forEverybody ? "everybody" : count(row.number, "person", "people")} while nobody is there, last on ${day(row.lastSignIn)}; it is no registered agent, and nobody answers for it.`,

  remediation: (row) => ({
    summary: "Find who runs it, and register it as an agent with a sponsor, or remove it.",
    steps: [
      `Ask the people who consented what ${nameOf(row)} does for them.`,
      "Register it as an agent and name a sponsor, with the scopes that its task needs.",
      "Remove its consents if nobody knows it.",
    ],
    commands: forService(row, { entra: [graph("GET", path`/servicePrincipals/${row.subjectId}/oauth2PermissionGrants`)] }),
  }),
} satisfies Rule<Row, { usedDays: number; plainScopes: readonly string[]; clientScopes: readonly string[] }>;
