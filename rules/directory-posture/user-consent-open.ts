import { forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";

type Row = SubjectRow;

export default {
  id: "directory-posture/user-consent-open",
  title: "Users may let any application act for them",
  severity: "high",
  subject: "directory",
  rationale: "One click on a false page gives a stranger's application the person's mail and files, without a password.",
  needs: ["policies"],
  controls: ["SCuBA:MS.AAD.5.2", "CIS-M365:5.1.5.1", "ATT&CK:T1528"],
  check: null,
  concerns: "directory",
  options: {},
  optionSources: {},

  select: `
    SELECT DISTINCT p.source, p.source AS subjectId, p.source AS subjectName
    FROM policies AS p
    WHERE p.kind = 'user-consent' AND lower(p.value) IN ('open', 'on') AND p.state IS DISTINCT FROM 'disabled'`,

  message: (row) => `Users of ${row.source} may consent to any application.`,

  remediation: (row) => ({
    summary: "Let users consent to low-risk scopes of verified publishers at most, and ask an administrator for the rest.",
    steps: [
      "Switch on the workflow by which users ask for consent, so that nobody is stuck.",
      "Limit what users may consent to themselves.",
      "Look through the consents that they have given so far.",
    ],
    commands: forService(row, {
      entra: [
        graph("PATCH", "/policies/authorizationPolicy", {
          defaultUserRolePermissions: { permissionGrantPoliciesAssigned: ["ManagePermissionGrantsForSelf.microsoft-user-default-low"] },
        }),
      ],
    }),
  }),
} satisfies Rule<Row>;
