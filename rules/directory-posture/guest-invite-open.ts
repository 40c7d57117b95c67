import { forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";

interface Row extends SubjectRow {
  allowed: string;
}

export default {
  id: "directory-posture/guest-invite-open",
  title: "Everybody may invite guests",
  severity: "medium",
  subject: "directory",
  rationale: "Guests come in by people who will not remember them, and nobody answers for them.",
  needs: ["policies"],
  controls: ["SCuBA:MS.AAD.8.2", "SCuBA:MS.AAD.8.3", "CIS-M365:5.1.6.1", "CIS-M365:5.1.6.3"],
  check: null,
  concerns: "directory",
  options: { closedValues: ["none", "off", "no", "adminsandguestinviters", "admins"] },
  optionSources: { closedValues: "SCuBA MS.AAD.8.2: administrators and those with the role for it at most" },

  select: `
    SELECT p.source, p.source AS subjectId, p.source AS subjectName, min(p.value) AS allowed
    FROM policies AS p
    WHERE p.kind = 'guest-invite' AND p.state IS DISTINCT FROM 'disabled'
      AND NOT list_contains($closedValues, lower(p.value))
    GROUP BY p.source`,

  message: (row) => `Guests of ${row.source} may be invited by ${row.allowed === "everyone" ? "everyone, guests too" : row.allowed}.`,

  remediation: (row) => ({
    summary: "Let only those invite guests who hold the role for it.",
    steps: ["Give those the role for it who work with outsiders.", "Take the right from all others."],
    commands: forService(row, { entra: [graph("PATCH", "/policies/authorizationPolicy", { allowInvitesFrom: "adminsAndGuestInviters" })] }),
  }),
} satisfies Rule<Row, { closedValues: readonly string[] }>;
