import type { Rule, SubjectRow } from "../../src/rules/contract.js";

type Row = SubjectRow;

export default {
  id: "directory-posture/audit-not-streamed",
  title: "The log stays in the directory",
  severity: "medium",
  subject: "directory",
  rationale: "It is gone after some weeks, and whoever takes over the directory takes over its log.",
  needs: ["policies"],
  controls: ["SCuBA:MS.AAD.4.1", "Okta-STIG:OKTA-APP-001430", "NIST-800-53:AU-6"],
  check: "log-names-both",
  concerns: "directory",
  options: {},
  optionSources: {},

  // Where nothing was read of the log it is not known where it goes: an organisation may fetch it by itself.
  select: `
    SELECT p.source, p.source AS subjectId, p.source AS subjectName
    FROM policies AS p
    WHERE p.kind = 'audit-log'
    GROUP BY p.source
    HAVING NOT bool_or(p.state IS DISTINCT FROM 'disabled' AND lower(p.value) = 'streamed')`,

  message: (row) => `The log of ${row.source} is not kept anywhere else.`,

  remediation: () => ({
    summary: "Stream the log to a place that the directory's administrators cannot change.",
    steps: [
      "Choose where logs are kept and who may read them.",
      "Set up the stream, for sign-ins of people and of software and for changes.",
      "Alert when it stops.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
