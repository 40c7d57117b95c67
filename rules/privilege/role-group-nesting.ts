import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  tier: number;
  role: string;
  /** From this group to the one that holds the role. */
  path: string[];
  /** The group that holds the role, and the one that this group is in, by name. */
  holder: string;
  parent: string | null;
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
    SELECT g.source, g.id AS subjectId, g.displayName AS subjectName, c.tier, t.displayName AS role, c.path,
           coalesce(h.displayName, c.path[-1]) AS holder, coalesce(o.displayName, c.path[2]) AS parent
    FROM carrying_groups AS c
    JOIN groups AS g ON g.source = c.source AND g.id = c."group"
    JOIN role_tiers AS t ON t.source = c.source AND t.role = c.role
    LEFT JOIN groups AS h ON h.source = c.source AND h.id = c.path[-1]
    LEFT JOIN groups AS o ON o.source = c.source AND o.id = c.path[2]
    WHERE c.tier <= 1 AND g.dynamicRule IS NULL
      AND (g.roleAssignable = false OR (g.roleAssignable IS NULL AND len(c.path) > 1))`,

  message: (row) =>
    row.parent !== null
      ? `Members of ${nameOf(row)} hold ${row.role} through ${row.holder}.`
      : `${nameOf(row)} carries ${row.role} and is not protected as a group that holds roles.`,

  remediation: (row) => ({
    summary: `Assign ${row.role} to a protected group whose members are listed one by one.`,
    steps: [
      "Make a group that the directory protects as a holder of roles, owned by administrators of the same tier.",
      `Add those members of ${nameOf(row)} who need ${row.role}, and assign the role to it as eligible.`,
      row.parent !== null ? `Then take ${nameOf(row)} out of ${row.parent}.` : `Then remove the role from ${nameOf(row)}.`,
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
