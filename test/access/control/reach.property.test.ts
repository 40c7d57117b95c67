import fc from "fast-check";
import { expect, it } from "vitest";
import { mapControl } from "../../../src/access/control/map.js";
import type { Row } from "../../../src/inventory/tables.js";
import { accessOver } from "../support.js";

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly cost: number;
}

/** Directories of one batch are sources of one inventory. */
const BATCH = 60;

const ACCOUNTS = ["a", "b", "c", "d"];
const GROUPS = ["g", "h", "i"];
const ROLES = ["Global Administrator", "Helpdesk Administrator", "User Administrator", "Groups Administrator", "Agent ID Administrator"];

const directory = fc.record({
  roleAssignable: fc.array(fc.boolean(), { minLength: GROUPS.length, maxLength: GROUPS.length }),
  owners: fc.uniqueArray(fc.record({ subject: fc.constantFrom(...ACCOUNTS, ...GROUPS), owner: fc.constantFrom(...ACCOUNTS, ...GROUPS) }), {
    selector: (row) => `${row.subject} ${row.owner}`,
    maxLength: 6,
  }),
  memberships: fc.uniqueArray(fc.record({ group: fc.constantFrom(...GROUPS), member: fc.constantFrom(...ACCOUNTS, ...GROUPS) }), {
    selector: (row) => `${row.group} ${row.member}`,
    maxLength: 6,
  }),
  grants: fc.uniqueArray(
    fc.record({ principal: fc.constantFrom(...ACCOUNTS, ...GROUPS), role: fc.constantFrom(...ROLES), state: fc.constantFrom("active", "eligible") }),
    {
      selector: (row) => JSON.stringify(row),
      maxLength: 4,
    },
  ),
});

it("finds the fewest steps to tier 0, as a search over the edges does", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(directory, { minLength: BATCH, maxLength: BATCH }), async (directories) => {
      const named = (rows: (i: number) => readonly Row[]) => directories.flatMap((_one, i) => rows(i).map((row) => ({ ...row, source: `s${i}` })));
      const db = await accessOver({
        sources: directories.map((_one, i) => ({ id: `s${i}`, kind: "entra" })),
        accounts: named(() => ACCOUNTS.map((id) => ({ id, kind: id === "d" ? "agent" : "human", clientId: id === "d" ? id : null }))),
        groups: named((i) =>
          GROUPS.map((id, n) => ({ id, roleAssignable: directories[i]?.roleAssignable[n] ?? false, dynamicRule: n === 2 ? "rule" : null })),
        ),
        memberships: named((i) => directories[i]?.memberships ?? []),
        owners: named((i) => directories[i]?.owners ?? []),
        roles: named(() => ROLES.map((name) => ({ id: name, displayName: name, kind: "directory" }))),
        grants: named((i) => directories[i]?.grants ?? []),
      });
      try {
        await mapControl(db);
        const edges = await db.rows<Edge>(
          `SELECT concat_ws(' ', fromType, fromSource, fromId) AS "from", concat_ws(' ', toType, toSource, toId) AS "to", cost FROM control_edges`,
        );
        const found = await db.rows<{ node: string; directory: string; steps: number }>(
          "SELECT concat_ws(' ', type, source, id) AS node, directory, steps FROM tier0_reach ORDER BY ALL",
        );
        const expected = directories.flatMap((_one, i) => [...fewestSteps(edges, `directory s${i} /`)].map(([node, steps]) => `${node} ${steps}`));
        expect(found.map(({ node, steps }) => `${node} ${steps}`).sort()).toEqual(expected.sort());
      } finally {
        await db.close();
      }
    }),
    { numRuns: 8 },
  );
});

/** The fewest steps from everywhere to one node, by trying every edge until nothing gets better. */
function fewestSteps(edges: readonly Edge[], target: string): Map<string, number> {
  const steps = new Map([[target, 0]]);
  for (let better = true; better; ) {
    better = false;
    for (const { from, to, cost } of edges) {
      const through = steps.get(to);
      if (through === undefined || (steps.get(from) ?? Number.POSITIVE_INFINITY) <= through + cost) continue;
      steps.set(from, through + cost);
      better = true;
    }
  }
  steps.delete(target);
  return steps;
}
