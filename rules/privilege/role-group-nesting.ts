import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  tier: number;
  role: string;
  /** From this group to the one that holds the role. */
  path: string[];
}

export default {
  id: "privilege/role-group-nesting",
  title: "Group that carries privilege and that others control",
  severity: "high",
  subject: "group",
  rationale: "Whoever may change an ordinary group, or one inside it, hands out the role without being an administrator.",
  needs: ["groups", "roles", "owners", "access"],
  controls: ["NIST-800-53:AC-6", "NIST-800-53:AC-2(7)", "ATT&CK:T1098"],
  check: "no-shadow-path",
  concerns: "responsible",
  options: {},
  optionSources: {},

  // Directories that protect groups which hold roles say so of each group; of others only what is nested is suspicious.
  // Groups that are filled by a rule have a rule of their own.
  select: `
    SELECT g.source, g.id AS subjectId, g.displayName AS subjectName, c.tier, t.displayName AS role, c.path
    FROM carrying_groups AS c
    JOIN groups AS g ON g.source = c.source AND g.id = c."group"
    JOIN role_tiers AS t ON t.source = c.source AND t.role = c.role
    WHERE c.tier <= 1 AND g.dynamicRule IS NULL
      AND (g.roleAssignable = false OR (g.roleAssignable IS NULL AND len(c.path) > 1))`,

  message: (row) =>
    row.path.length > 1
      ? `Members of ${nameOf(row)} hold ${row.role} through ${names(row.path.slice(1))}.`
      : `${nameOf(row)} carries ${row.role} and is not protected as a group that holds roles.`,

  remediation: (row) => ({
    summary: `Assign ${row.role} to a protected group whose members are listed one by one.`,
    steps: [
      "Make a group that the directory protects as a holder of roles, owned by administrators of the same tier.",
      `Add those members of ${nameOf(row)} who need ${row.role}, and assign the role to it as eligible.`,
      row.path.length > 1 ? `Then take ${nameOf(row)} out of ${names(row.path.slice(1, 2))}.` : `Then remove the role from ${nameOf(row)}.`,
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
