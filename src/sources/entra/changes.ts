import { UsageError } from "../../errors.js";
import type { Inventory, Step } from "../../inventory/inventory.js";
import { tableOf } from "../../inventory/tables.js";
import { VERSION } from "../../version.js";
import { type CollectContext, Refusal, type TableRow } from "../contract.js";
import type { GraphReader } from "./reader.js";

/** What Graph tells the changes of, and the facts of an earlier snapshot that must be whole to go on from it. */
const TRACKED = {
  users: {
    latest: "/users/delta?$deltaToken=latest",
    facts: ["accounts", "status", "manager"],
  },
  members: {
    latest: "/groups/delta?$select=members&$deltaToken=latest",
    facts: ["groups"],
  },
} as const;

export type Tracked = keyof typeof TRACKED;

const KINDS = Object.keys(TRACKED) as Tracked[];

/** Changes beyond which reading everything is cheaper than reading each. Ours: a fiftieth of the largest tenants. */
const MOST = 20_000;

/** What is known of one kind of objects before it is read. */
export interface Change {
  /** The ids that were changed, made or removed since the earlier snapshot; null where everything is read. */
  readonly ids: readonly string[] | null;
  /** Where to ask for changes next time; null where Graph does not say. */
  readonly bookmark: string | null;
}

export type Changes = Readonly<Record<Tracked, Change>>;

const TABLE = "bookmarks";

/**
 * What has changed since the earlier snapshot, and from where on the next scan may go on. Asked for before anything is
 * read, so that what changes meanwhile is told again next time. A stopped scan goes on with what it was told first.
 *
 * Where there is neither an earlier snapshot nor one to keep, nothing is asked.
 *
 * @throws UsageError when a stopped scan that went on from an earlier snapshot is to go on without it
 */
export async function changesOf(source: string, tenant: string | null, reader: GraphReader, context: CollectContext): Promise<Changes> {
  const told = context.checkpoints?.recalled<Changes>(source) ?? null;
  if (told !== null) {
    const needsPrevious = KINDS.some((kind) => told[kind].ids !== null);
    if (!needsPrevious || context.hasPrevious === true) return told;
    throw new UsageError(
      "the half-finished snapshot was begun with an earlier one",
      "Give the same --since as before, or remove the file to begin anew.",
    );
  }
  const earlier = context.hasPrevious === true ? await bookmarksOf(source, tenant, context.inventory) : new Map<string, string>();
  const changes = { users: UNTOLD, members: UNTOLD };
  if (context.checkpoints !== undefined || context.hasPrevious === true)
    for (const kind of KINDS) changes[kind] = await changeOf(kind, earlier.get(kind), reader, context.signal);
  await context.checkpoints?.remember(source, changes);
  return changes;
}

const UNTOLD: Change = { ids: null, bookmark: null };

async function changeOf(kind: Tracked, link: string | undefined, reader: GraphReader, signal: AbortSignal): Promise<Change> {
  const told = link === undefined ? null : await follow(link, reader, signal);
  if (told !== null) return told;
  return { ids: null, bookmark: (await follow(TRACKED[kind].latest, reader, signal))?.bookmark ?? null };
}

/** The changes behind a link; null where it holds no longer, there are too many, or Graph does not tell. */
async function follow(link: string, reader: GraphReader, signal: AbortSignal): Promise<Change | null> {
  const ids = new Set<string>();
  let bookmark: string | null = null;
  try {
    for await (const { items, deltaLink } of reader.pages(link, signal, () => undefined)) {
      for (const item of items) ids.add(String((item as { id?: unknown }).id));
      if (ids.size > MOST) return null;
      bookmark = deltaLink ?? null;
    }
  } catch (cause) {
    if (cause instanceof Refusal) return null;
    throw cause;
  }
  return bookmark === null ? null : { ids: [...ids], bookmark };
}

/** The links that an earlier snapshot of the same tenant kept, of what it holds whole. */
async function bookmarksOf(source: string, tenant: string | null, inventory: Inventory): Promise<Map<string, string>> {
  const [table] = await inventory.rows(`SELECT 1 FROM duckdb_tables() WHERE database_name = 'previous' AND table_name = '${TABLE}'`);
  if (table === undefined || tenant === null) return new Map();
  const kept = await inventory.rows<{ kind: Tracked; link: string }>(
    `SELECT b.kind, b.link FROM previous."${TABLE}" AS b JOIN previous.sources AS s ON s.id = b.source
     WHERE b.source = $source AND b.version = $version AND s.tenant = $tenant`,
    { source, version: VERSION, tenant },
  );
  const facts = await inventory.rows<{ fact: string }>(
    "SELECT fact FROM previous.facts WHERE source = $source AND state = 'collected' AND complete",
    { source },
  );
  const whole = new Set(facts.map(({ fact }) => fact));
  return new Map(kept.filter(({ kind }) => TRACKED[kind]?.facts.every((fact) => whole.has(fact))).map(({ kind, link }) => [kind, link]));
}

/** Keeps where the next scan may go on from. */
export async function keepBookmarks(source: string, changes: Changes, inventory: Inventory): Promise<void> {
  await inventory.run(`CREATE TABLE IF NOT EXISTS "${TABLE}" (source VARCHAR, kind VARCHAR, version VARCHAR, link VARCHAR)`);
  await inventory.run(`DELETE FROM "${TABLE}" WHERE source = $source`, { source });
  for (const kind of KINDS) {
    const { bookmark: link } = changes[kind];
    if (link !== null)
      await inventory.run(`INSERT INTO "${TABLE}" VALUES ($source, $kind, $version, $link)`, { source, kind, version: VERSION, link });
  }
}

const changed = (kind: Tracked): string => `changed-${kind}`;

/** Marks what changed, for the listings that read it and for the statements that take over the rest. */
export function changeRows(changes: Changes): TableRow[] {
  return KINDS.flatMap((kind) => (changes[kind].ids ?? []).map((id): TableRow => ({ table: "parents", row: { kind: changed(kind), id } })));
}

/** A query for the ids of what changed. */
export const changedIds = (kind: Tracked): string => `SELECT id FROM parents WHERE source = $source AND kind = '${changed(kind)}'`;

/** Columns of users' accounts that other listings give: they are read anew, so what was known is left behind. */
const OF_OTHERS = new Set(["lastSignIn", "lastInteractiveSignIn", "mfa", "risk"]);

/** Takes over from the earlier snapshot what has not changed. */
export function takeOver(changes: Changes): Step[] {
  const columns = tableOf("accounts").columns.map(({ name }) => name);
  const steps: Step[] = [];
  if (changes.users.ids !== null)
    steps.push({
      name: "unchanged users",
      // Applications say whether Microsoft runs them, users do not; deleted ones are listed apart.
      sql: `
INSERT INTO accounts (${columns.map((name) => `"${name}"`).join(", ")})
SELECT ${columns.map((name) => (OF_OTHERS.has(name) ? "NULL" : `"${name}"`)).join(", ")} FROM previous.accounts
WHERE source = $source AND firstParty IS NULL AND status IS DISTINCT FROM 'deleted' AND id NOT IN (${changedIds("users")})`,
    });
  if (changes.members.ids !== null)
    steps.push({
      name: "unchanged members",
      sql: `
INSERT INTO memberships (source, "group", member, memberType)
SELECT source, "group", member, memberType FROM previous.memberships
WHERE source = $source AND "group" NOT IN (${changedIds("members")}) AND "group" IN (SELECT id FROM "groups" WHERE source = $source)`,
    });
  return steps;
}
