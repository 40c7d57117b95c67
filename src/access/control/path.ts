import type { Inventory } from "../../inventory/inventory.js";
import { shortened } from "../../report/escape.js";
import type { AccountKey } from "../held.js";
import { CONTROL_KINDS } from "./kinds.js";

/** Somebody or something on a way to tier 0. */
export interface ControlNode {
  readonly type: "account" | "group" | "power" | "directory";
  readonly source: string;
  readonly id: string;
  readonly name: string;
}

export interface ControlStep {
  readonly kind: string;
  /** The role, permission or consent that the step rests on, by name. */
  readonly through: string | null;
  readonly to: ControlNode;
}

/** The shortest way from an account or group to taking over a directory. */
export interface ControlPath {
  readonly from: ControlNode;
  /** The directory that can be taken over. */
  readonly directory: string;
  /** How many things have to be done, each of which leaves a trace; 0 = it holds tier 0 already. */
  readonly steps: number;
  readonly path: readonly ControlStep[];
}

/** The ways from one account or group to tier 0, one for each directory that it can take over, the shortest first. Needs `mapControl`. */
export async function pathsToTier0(
  db: Inventory,
  { source, id }: AccountKey,
  type: "account" | "group" = "account",
): Promise<readonly ControlPath[]> {
  const rows = await db.rows<PathRow>(PATHS, { source, id, type });
  const paths: (ControlPath & { readonly path: ControlStep[] })[] = [];
  for (const row of rows) {
    if (row.at === 0) paths.push({ from: nodeOf(row, ""), directory: row.directory, steps: row.steps, path: [] });
    paths.at(-1)?.path.push({ kind: row.kind, through: row.role, to: nodeOf(row, "next") });
  }
  return paths;
}

/** Those ways for which something has to be done to somebody or something else: what an account holds or may activate is no way on. */
export async function waysOn(db: Inventory, key: AccountKey): Promise<readonly ControlPath[]> {
  return (await pathsToTier0(db, key)).filter(({ steps, path }) => steps > 0 && !(path.length === 1 && path[0]?.kind === "activates"));
}

interface PathRow {
  readonly directory: string;
  readonly at: number;
  readonly steps: number;
  readonly kind: string;
  readonly role: string | null;
  readonly type: ControlNode["type"];
  readonly source: string;
  readonly id: string;
  readonly name: string;
  readonly nextType: ControlNode["type"];
  readonly nextSource: string;
  readonly nextId: string;
  readonly nextName: string;
}

const nodeOf = (row: PathRow, end: "" | "next"): ControlNode =>
  end === ""
    ? { type: row.type, source: row.source, id: row.id, name: row.name }
    : { type: row.nextType, source: row.nextSource, id: row.nextId, name: row.nextName };

const NAME = (node: string, type: string, source: string, id: string) =>
  `CASE ${node}.${type}
    WHEN 'account' THEN (SELECT any_value(coalesce(displayName, userName, id)) FROM accounts AS a WHERE a.source = ${node}.${source} AND a.id = ${node}.${id})
    WHEN 'group' THEN (SELECT any_value(coalesce(displayName, id)) FROM groups AS g WHERE g.source = ${node}.${source} AND g.id = ${node}.${id})
    ELSE ${node}.${source}
  END`;

const PATHS = `
WITH RECURSIVE walk AS (
  SELECT 0 AS at, * FROM tier0_reach WHERE type = $type AND source = $source AND id = $id
  UNION ALL
  SELECT w.at + 1, r.* FROM walk AS w
  JOIN tier0_reach AS r ON r.type = w.nextType AND r.source = w.nextSource AND r.id = w.nextId AND r.directory = w.directory
  WHERE NOT (w.nextType = 'directory' AND w.nextSource = w.directory)
)
SELECT w.directory, w.at, w.steps, w.kind, coalesce(t.displayName, w.through) AS role,
  w.type, w.source, w.id, coalesce(${NAME("w", "type", "source", "id")}, w.id) AS name,
  w.nextType, w.nextSource, w.nextId, coalesce(${NAME("w", "nextType", "nextSource", "nextId")}, w.nextId) AS nextName
FROM walk AS w
LEFT JOIN role_tiers AS t ON t.source = w.source AND t.role = w.through
ORDER BY min(w.steps) FILTER (w.at = 0) OVER (PARTITION BY w.directory), w.directory, w.at`;

const SAYS = new Map(CONTROL_KINDS.map(({ kind, says }) => [kind, says]));

/** A way as one line: who, what they do, to whom, until a directory is taken over. */
export function controlLine({ from, directory, steps, path }: ControlPath): string {
  const says = path.map(({ kind, through, to }) =>
    // What is done with a power is said where it is used; what it rests on, where it is held.
    to.type === "power" && kind !== "wields" ? "" : (SAYS.get(kind) ?? kind).replace("$role", () => shortened(through ?? "a role")),
  );
  let line = shortened(from.name);
  let pending = "";
  path.forEach(({ to }, i) => {
    pending = [pending, says[i]].filter((word) => word !== "").join(" ");
    if (to.type === "power") return;
    line += to.type === "directory" && to.source === directory ? ` —${pending}` : ` —${pending}→ ${shortened(to.name)}`;
    pending = "";
  });
  return `tier 0 of ${shortened(directory)} in ${steps} ${steps === 1 ? "step" : "steps"}: ${line}`;
}
