import { forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";

type Row = SubjectRow;

export default {
  id: "directory-posture/no-consent-workflow",
  title: "No way to ask an administrator for consent",
  severity: "low",
  subject: "directory",
  rationale: "Where people cannot ask, they look for a way round, or somebody opens consent for everybody.",
  needs: ["policies"],
  controls: ["SCuBA:MS.AAD.5.3", "CIS-M365:5.1.5.2"],
  check: null,
  concerns: "directory",
  options: {},
  optionSources: {},

  select: `
    SELECT p.source, p.source AS subjectId, p.source AS subjectName
    FROM policies AS p
    WHERE p.kind = 'consent-workflow'
    GROUP BY p.source
    HAVING bool_and(p.state = 'disabled' OR coalesce(lower(p.value) IN ('off', 'no'), false))`,

  message: (row) => `Users of ${row.source} cannot ask for consent to an application.`,

  remediation: (row) => ({
    summary: "Switch the workflow on, and name who answers.",
    steps: ["Name at least two reviewers.", "Switch the workflow on."],
    commands: forService(row, { entra: [graph("GET", "/policies/adminConsentRequestPolicy")] }),
  }),
} satisfies Rule<Row>;
