import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

type Row = SubjectRow;

export default {
  id: "authentication/password-not-required",
  title: "Account whose password may be empty or is weakly kept",
  severity: "high",
  subject: "account",
  rationale: "Anybody may try an empty password, or recover a weakly kept one without being noticed.",
  needs: ["accounts"],
  controls: ["NIST-800-53:IA-5(1)", "ATT&CK:T1558.004", "ATT&CK:T1078"],
  check: "password-state",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName
    FROM audited_accounts AS a
    WHERE a.passwordNotRequired AND a.active IS DISTINCT FROM false`,

  message: (row) => `${nameOf(row)} is exempt from having a proper password.`,

  remediation: (row) => ({
    summary: "Clear the exemption.",
    steps: [
      `Set a long random password on ${row.subjectId}, or let the person set one.`,
      "Clear the flag that exempts it.",
      "See that nothing stops.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
