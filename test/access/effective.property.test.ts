import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveAccess } from "../../src/access/resolve.js";
import { inventoryWith } from "../support/inventory.js";
import { type Directory, type EffectiveGrant, naiveEffectiveGrants } from "./reference.js";

const NOW = "2026-06-01T00:00:00Z";

/** Directories of one batch are sources of one inventory: a thousand cost hardly more than one. */
const BATCH = 150;

// Few ids, so that cycles, groups in themselves, diamonds and ids that are both an account's and a group's are common.
const ACCOUNTS = ["a", "b", "x"];
const GROUPS = ["g", "h", "i", "j", "x"];
const type = fc.constantFrom(null, "account", "group");

const membership = fc.record({
  group: fc.constantFrom(...GROUPS, "unlisted"),
  member: fc.constantFrom(...ACCOUNTS, ...GROUPS, "unlisted", "nobody"),
  memberType: type,
});
const grant = fc.record({
  principal: fc.constantFrom(...ACCOUNTS, ...GROUPS, "unlisted", "nobody"),
  principalType: type,
  role: fc.constantFrom("r", "s"),
  scope: fc.constantFrom(null, "/", "/part"),
  state: fc.constantFrom(null, "active", "eligible"),
  start: fc.constantFrom(null, "2026-01-01T00:00:00Z", NOW, "2026-06-01T00:00:01Z"),
  end: fc.constantFrom(null, "2026-01-01T00:00:00Z", NOW, "2026-06-01T00:00:01Z"),
});
const unique = <T extends object>(rows: fc.Arbitrary<T>, keys: readonly (keyof T)[], maxLength: number) =>
  fc.uniqueArray(rows, { selector: (row) => JSON.stringify(keys.map((key) => row[key])), maxLength });

const directory = fc.record({
  accounts: fc.subarray(ACCOUNTS.map((id) => ({ id }))),
  groups: fc.subarray(GROUPS.map((id) => ({ id }))),
  memberships: unique(membership, ["group", "member"], 14),
  grants: unique(grant, ["principal", "role", "scope", "state"], 6),
});

/** Effective grants of each directory, by its place in the list. */
async function effective(directories: readonly Directory[]): Promise<EffectiveGrant[][]> {
  const named = <T extends object>(rows: (directory: Directory) => readonly T[]) =>
    directories.flatMap((one, i) => rows(one).map((row) => ({ ...row, source: `s${i}` })));
  const db = await inventoryWith({
    accounts: named((one) => one.accounts),
    groups: named((one) => one.groups),
    memberships: named((one) => one.memberships),
    grants: named((one) => one.grants),
  });
  try {
    await db.run("CREATE TABLE person_accounts (person VARCHAR, source VARCHAR, id VARCHAR, everyday BOOLEAN)");
    await resolveAccess(db, { now: new Date(NOW) });
    const rows = await db.rows<EffectiveGrant & { source: string; direct: boolean }>(
      `SELECT source, account, role, scope, state, strftime("end", '%Y-%m-%dT%H:%M:%SZ') AS "end", direct, path FROM effective_grants`,
    );
    const found: EffectiveGrant[][] = directories.map(() => []);
    for (const { source, direct, ...row } of rows) {
      expect(direct).toBe(row.path.length === 0);
      found[Number(source.slice(1))]?.push(row);
    }
    return found;
  } finally {
    await db.close();
  }
}

const sorted = (rows: readonly EffectiveGrant[]) =>
  rows.map(({ account, role, scope, state, end, path }) => JSON.stringify([account, role, scope, state, end, path])).sort();
const given = (rows: readonly EffectiveGrant[]) =>
  new Set(rows.map(({ path: _path, ...row }) => JSON.stringify([row.account, row.role, row.scope, row.state, row.end])));

describe("effective grants", () => {
  it("are what a search from each account finds, on the same shortest paths", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(directory, { minLength: BATCH, maxLength: BATCH }), async (directories) => {
        const found = await effective(directories);
        directories.forEach((one, i) => {
          expect(sorted(found[i] ?? [])).toEqual(sorted(naiveEffectiveGrants(one, NOW)));
        });
      }),
      { numRuns: 14 },
    );
  });

  it("never grow when a membership or a grant is taken away", async () => {
    const cut = fc.tuple(directory, fc.nat(), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: BATCH, maxLength: BATCH }), async (cuts) => {
        const before = await effective(cuts.map(([one]) => one));
        const after = await effective(
          cuts.map(([one, at, membership]) =>
            membership ? { ...one, memberships: without(one.memberships, at) } : { ...one, grants: without(one.grants, at) },
          ),
        );
        cuts.forEach((_cut, i) => {
          const had = given(before[i] ?? []);
          for (const grant of given(after[i] ?? [])) expect(had).toContain(grant);
        });
      }),
      { numRuns: 7 },
    );
  });
});

const without = <T>(rows: readonly T[], at: number): T[] => rows.filter((_row, i) => i !== at % Math.max(1, rows.length));
