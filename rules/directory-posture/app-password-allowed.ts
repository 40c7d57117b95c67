import { forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";

type Row = SubjectRow;

export default {
  id: "directory-posture/app-password-allowed",
  title: "Applications may have secrets of any age",
  severity: "medium",
  subject: "directory",
  rationale: "Long-lived secrets come back as fast as they are cleared away, as long as nothing forbids them.",
  needs: ["policies"],
  controls: ["SCuBA:MS.AAD.5.5", "SCuBA:MS.AAD.5.6", "SCuBA:MS.AAD.5.7", "NHI7:2025"],
  check: null,
  concerns: "directory",
  options: {},
  optionSources: {},

  // Only where the setting was read: one policy that forbids or limits secrets is enough.
  select: `
    SELECT p.source, p.source AS subjectId, p.source AS subjectName
    FROM policies AS p
    WHERE p.kind = 'app-password'
    GROUP BY p.source
    HAVING bool_and(p.state <> 'enabled' OR coalesce(lower(p.value) IN ('on', 'open', 'allowed', 'yes'), false))`,

  message: (row) => `Nothing in ${row.source} forbids or limits the secrets of applications.`,

  remediation: (row) => ({
    summary: "Forbid new secrets, or limit their lifetime to 180 days.",
    steps: ["List the applications that still need a secret, as exceptions with an end.", "Make a policy for all others."],
    commands: forService(row, { entra: [graph("GET", "/policies/defaultAppManagementPolicy")] }),
  }),
} satisfies Rule<Row>;
