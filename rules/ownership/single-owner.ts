import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  owner: string;
}

export default {
  id: "ownership/single-owner",
  title: "One person alone answers for an application",
  severity: "info",
  subject: "app",
  rationale: "When that person leaves nobody is left, and until then nobody can stand in.",
  needs: ["owners"],
  controls: ["NIST-800-53:AC-2"],
  check: null,
  concerns: "responsible",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, any_value(coalesce(o.displayName, o.userName, o.id)) AS owner
    FROM audited_accounts AS a
    JOIN responsible AS r ON r.source = a.source AND r.id = a.id AND r.active AND r.kind IN ('human', 'admin')
    JOIN audited_accounts AS o ON o.source = r.source AND o.id = r.account
    WHERE a.kind = 'service' AND a.active IS DISTINCT FROM false AND a.knowsOwners
    GROUP BY a.source, a.id, a.displayName, a.userName
    HAVING count(DISTINCT coalesce(r.person, r.account)) = 1`,

  message: (row) => `${row.owner} alone answers for ${nameOf(row)}.`,

  remediation: () => ({ summary: "Name a deputy.", steps: ["Ask the owner who could stand in, and record that person as well."], commands: [] }),
} satisfies Rule<Row>;
