import { forService, graph, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  /** What it was used by, where the log says so. */
  client: string | null;
  events: number;
  /** What speaks for a program, in words. */
  signs: string[];
}

/** Office, Outlook on phones and Apple's accounts, by the client ids that they have in every tenant. */
const MAIL_CLIENTS = ["d3590ed6-52b3-4102-aeff-aad2292ab01c", "27922004-5251-4030-b22d-91ecd9a37ea4", "f8d98a96-0999-43f5-8af3-69971c7bb423"];

export default {
  id: "shared/human-used-as-service",
  title: "A person's account that runs software",
  severity: "high",
  subject: "account",
  rationale: "The software acts as the person, with all that they may do, and nobody can tell its acts from theirs.",
  needs: ["signin"],
  controls: ["NHI10:2025", "NHI4:2025", "NIST-800-53:IA-9", "NIST-800-53:AC-2(9)", "ATT&CK:T1078"],
  check: "personal-factors",
  concerns: "self",
  options: { windowDays: 30, minEvents: 20, unattendedPercent: 95, programPercent: 50, maxVariation: 10, minHours: 20, mailClients: MAIL_CLIENTS },
  optionSources: {
    windowDays: "ours: a month holds every rhythm that a job has, up to the monthly one",
    minEvents: "ours: fewer uses show no rhythm",
    unattendedPercent: "ours: people see a prompt now and then",
    programPercent: "ours: most uses come from what calls itself a program",
    maxVariation: "ours: nobody keeps an interval to a tenth of itself",
    minHours: "ours: people sleep",
    mailClients: "client ids of Office, Outlook and Apple's accounts: mail is fetched unattended, by a program, for a person",
  },

  // Two of three signs. Where the log does not say by what client, it may have been a mail client: then a clock's rhythm must be one of them.
  // A token is another rule's.
  select: `
    WITH used AS (
      SELECT u.source, u.account, u.via, u.events, coalesce(c.displayName, c.userName, u.via) AS client,
             100 * u.unattended >= $unattendedPercent * u.events AS isUnattended,
             100 * u.byProgram >= $programPercent * u.events AS isProgram,
             u.variation < $maxVariation AND u.hours >= $minHours AS isClockwork
      FROM usage AS u
      LEFT JOIN audited_accounts AS c ON c.source = u.source AND c.id = u.via
      ANTI JOIN secrets AS s ON s.source = u.source AND s.id = u.via AND s.kind = 'api-token'
      WHERE u.since >= $now - to_days($windowDays) AND u.events >= $minEvents
        AND NOT coalesce(list_contains($mailClients, lower(coalesce(c.clientId, u.via))), false)
    )
    SELECT u.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, u.via AS key, u.client, u.events,
           list_filter([
             if(u.isUnattended, 'hardly ever at a prompt', NULL),
             if(u.isProgram, 'by what calls itself a program', NULL),
             if(u.isClockwork, 'at all hours, to the minute', NULL)], lambda sign: sign IS NOT NULL) AS signs
    FROM used AS u
    JOIN audited_accounts AS a ON a.source = u.source AND a.id = u.account
    WHERE a.kind IN ('human', 'admin', 'guest') AND a.active IS DISTINCT FROM false AND NOT a.isBreakGlass
      AND len(signs) >= 2 AND (u.via IS NOT NULL OR u.isClockwork)`,

  message: (row) =>
    `${nameOf(row)}'s account works like software${row.client === null ? "" : `, through ${row.client}`}: used ${row.events} times, ${names(row.signs)}.`,

  remediation: (row) => ({
    summary: "Give the software an identity of its own, and take the person's away from it.",
    steps: [
      `Ask ${nameOf(row)} what runs under the account${row.client === null ? "" : `, and who runs ${row.client}`}.`,
      "Give that a workload identity with only the permissions that it needs, and move it there.",
      "Change the password, which the software knows, and revoke the sessions.",
    ],
    commands: forService(row, {
      entra: [graph("POST", path`/users/${row.subjectId}/revokeSignInSessions`)],
      okta: [okta("DELETE", path`/users/${row.subjectId}/sessions?oauthTokens=true`)],
    }),
  }),
} satisfies Rule<
  Row,
  {
    windowDays: number;
    minEvents: number;
    unattendedPercent: number;
    programPercent: number;
    maxVariation: number;
    minHours: number;
    mailClients: readonly string[];
  }
>;
