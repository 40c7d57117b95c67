import { forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";

type Row = SubjectRow;

export default {
  id: "directory-posture/app-registration-open",
  title: "Everybody may register applications",
  severity: "medium",
  subject: "directory",
  rationale: "Whoever takes over any account leaves an application behind, by which they come back.",
  needs: ["policies"],
  controls: ["SCuBA:MS.AAD.5.1", "CIS-M365:5.1.2.2", "ATT&CK:T1136.003"],
  check: null,
  concerns: "directory",
  options: {},
  optionSources: {},

  select: `
    SELECT DISTINCT p.source, p.source AS subjectId, p.source AS subjectName
    FROM policies AS p
    WHERE p.kind = 'app-registration' AND lower(p.value) IN ('on', 'open', 'yes') AND p.state IS DISTINCT FROM 'disabled'`,

  message: (row) => `Every user of ${row.source} may register applications.`,

  remediation: (row) => ({
    summary: "Let only those register applications whose task it is.",
    steps: ["Give the developers who need it the role for it.", "Take the right from all other users."],
    commands: forService(row, {
      entra: [graph("PATCH", "/policies/authorizationPolicy", { defaultUserRolePermissions: { allowedToCreateApps: false } })],
    }),
  }),
} satisfies Rule<Row>;
