import type { Inventory } from "../inventory/inventory.js";

/** What each kind of grant adds to what is said of an account. */
interface Kind {
  readonly kind: number;
  readonly tier: number;
  readonly active: boolean;
  /** Active and without end. */
  readonly standing: boolean;
}

/** No tier: nothing of that sort is held. */
const NONE = -1;

/**
 * Follows each account through the groups that it is in to what these carry: makes `access_reached`, one row for each
 * account and kind of grant, with the rank of its shortest path, and `account_tiers`, the best of each account.
 *
 * The only step that is no statement. What it makes is sorted by account as it comes, so that one account at a time is
 * put together, in the memory of one; a database has to hash tens of millions of rows to find the few that repeat
 * (measured for a million accounts in ten million memberships: a third of the time, half of the memory).
 */
export async function reachGrants(db: Inventory): Promise<void> {
  await db.run(TABLES);
  const carried = await carriedByNode(db);
  const { tiers, actives, standings } = await kindsOf(db);
  const rankOf = new Int32Array(tiers.length);
  const touched: number[] = [];
  const reached = db.integerWriter("access_reached", 3);
  const best = db.integerWriter("access_best", 4);
  let current = 0;

  const take = (kind: number, rank: number) => {
    const known = rankOf[kind] as number;
    if (known === 0) touched.push(kind);
    // Ranks are kept one higher, so that 0 is none.
    if (known === 0 || rank + 1 < known) rankOf[kind] = rank + 1;
  };
  const finish = () => {
    let standing = NONE;
    let active = NONE;
    let eligible = NONE;
    const better = (tier: number, than: number) => (than === NONE || tier < than ? tier : than);
    for (const kind of touched) {
      reached.append(current, kind, (rankOf[kind] as number) - 1);
      rankOf[kind] = 0;
      const tier = tiers[kind] as number;
      if (standings[kind] === 1) standing = better(tier, standing);
      if (actives[kind] === 1) active = better(tier, active);
      else eligible = better(tier, eligible);
    }
    if (touched.length > 0) best.append(current, standing, active, eligible);
    touched.length = 0;
  };

  const reader = await db.fork();
  try {
    for await (const [accounts, nodes] of reader.integers("SELECT account, node FROM access_placed")) {
      if (accounts === undefined || nodes === undefined) continue;
      for (let row = 0; row < accounts.length; row++) {
        const account = accounts[row] as number;
        if (account !== current) {
          finish();
          current = account;
        }
        const node = nodes[row] as number;
        // A grant of the account's own is its kind, negative.
        if (node < 0) take(-node, 0);
        else
          for (let at = carried.from[node] as number; at < (carried.from[node + 1] as number); at++)
            take(carried.kinds[at] as number, carried.ranks[at] as number);
      }
      if (reached.isFull) await reached.flush();
      if (best.isFull) await best.flush();
    }
  } finally {
    await reader.close();
  }
  finish();
  await reached.close();
  await best.close();
  await db.run(NAMED);
}

const TABLES = `
CREATE OR REPLACE TABLE access_reached (account INTEGER, kind INTEGER, rank INTEGER);
CREATE OR REPLACE TABLE access_best (account INTEGER, standing INTEGER, active INTEGER, eligible INTEGER);`;

const NAMED = `
CREATE OR REPLACE TABLE account_tiers AS
SELECT a.source, a.id, nullif(b.standing, ${NONE}) AS standingTier, nullif(b.active, ${NONE}) AS activeTier, nullif(b.eligible, ${NONE}) AS eligibleTier
FROM access_best AS b JOIN access_accounts AS a ON a.node = b.account;
DROP TABLE access_best;`;

/** What each carrying group passes on: `from[node]` to `from[node + 1]` are its places in `kinds` and `ranks`. */
async function carriedByNode(db: Inventory) {
  const [size] = await db.rows<{ rows: number; nodes: number }>(
    "SELECT count(*)::INTEGER AS rows, coalesce(max(node), 0) AS nodes FROM access_carried",
  );
  const from = new Int32Array((size?.nodes ?? 0) + 2);
  const kinds = new Int32Array(size?.rows ?? 0);
  const ranks = new Int32Array(size?.rows ?? 0);
  let at = 0;
  for await (const [nodes, ofKind, ofRank] of db.integers("SELECT node, kind, rank FROM access_carried ORDER BY node, rank")) {
    if (nodes === undefined || ofKind === undefined || ofRank === undefined) continue;
    kinds.set(ofKind, at);
    ranks.set(ofRank, at);
    for (const node of nodes) from[node + 1] = ++at;
  }
  // Nodes are numbered without gaps; only what lies behind the last one is still open.
  return { from, kinds, ranks };
}

async function kindsOf(db: Inventory) {
  const rows = await db.rows<Kind>(
    `SELECT kind, tier, state = 'active' AS active, state = 'active' AND "end" IS NULL AS standing FROM access_grants WHERE first`,
  );
  const size = rows.reduce((most, { kind }) => Math.max(most, kind), 0) + 1;
  const tiers = new Int8Array(size);
  const actives = new Uint8Array(size);
  const standings = new Uint8Array(size);
  for (const { kind, tier, active, standing } of rows) {
    tiers[kind] = tier;
    actives[kind] = active ? 1 : 0;
    standings[kind] = standing ? 1 : 0;
  }
  return { tiers, actives, standings };
}
