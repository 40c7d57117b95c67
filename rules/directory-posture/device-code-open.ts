import type { Rule, SubjectRow } from "../../src/rules/contract.js";

type Row = SubjectRow;

export default {
  id: "directory-posture/device-code-open",
  title: "Sign-in by a code from another device is open",
  severity: "medium",
  subject: "directory",
  rationale: "Whoever gets a person to type a code into the right page has that person's token, second factor and all.",
  needs: ["policies"],
  controls: ["SCuBA:MS.AAD.3.9", "CIS-M365:5.2.2.12", "ATT&CK:T1528"],
  check: null,
  concerns: "directory",
  options: {},
  optionSources: {},

  // A block for some leaves the flow open to the others; a policy that names nobody is the directory's own switch.
  // Only where the directory's own settings for applications were read: others have no such switch.
  select: `
    SELECT p.source, p.source AS subjectId, p.source AS subjectName
    FROM policies AS p
    WHERE p.kind IN ('device-code', 'user-consent')
    GROUP BY p.source
    HAVING NOT bool_or(
      p.kind = 'device-code' AND p.state = 'enabled' AND coalesce(lower(p.value) IN ('blocked', 'off', 'no'), false)
      AND coalesce(list_contains(p.include, '*'), true))`,

  message: (row) => `No policy of ${row.source} blocks sign-in by device code.`,

  remediation: () => ({
    summary: "Block the device code flow for everybody but the emergency accounts.",
    steps: [
      "See in the log which devices need it, such as meeting rooms, and list those accounts as exceptions.",
      "Make a policy that blocks it; let it report for a week, then enforce it.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
