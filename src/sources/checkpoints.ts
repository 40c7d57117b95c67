import { UsageError } from "../errors.js";
import type { Inventory } from "../inventory/inventory.js";
import { TABLES } from "../inventory/tables.js";
import { VERSION } from "../version.js";

/** A source as a collection plans to read it. */
interface Planned {
  readonly id: string;
  readonly kind: string;
}

/** What a half-finished snapshot was begun with: going on is right only with the same. */
interface Plan {
  readonly version: string;
  readonly sources: readonly Planned[];
}

const TABLE = "checkpoints";

/** Rows of the table: what was begun, what has been finished, and the state of each source on its way. */
const PLAN = "plan";
const FINISHED = "finished";
const OF_SOURCE = "source ";
const MEMO = "memo ";

/**
 * How far the collection into a snapshot has come, kept in the snapshot itself: a table `checkpoints` that is there
 * from the first moment until everything has been read. So a snapshot that has it is half-finished, whoever stopped the
 * program and however, and what it says was stored in one transaction with the rows that it speaks of.
 */
export class Checkpoints {
  readonly #inventory: Inventory;
  readonly #states: Map<string, string>;

  private constructor(inventory: Inventory, states: Map<string, string>) {
    this.#inventory = inventory;
    this.#states = states;
  }

  /**
   * Begins a collection, or takes up one that was stopped. What sources left behind that cannot go on is removed.
   *
   * @throws UsageError when the snapshot was begun by another release, or to read something else
   */
  static async begin(inventory: Inventory, sources: readonly Planned[]): Promise<Checkpoints> {
    await inventory.run(`CREATE TABLE IF NOT EXISTS "${TABLE}" (key VARCHAR, state VARCHAR)`);
    const rows = await inventory.rows<{ key: string; state: string }>(`SELECT key, state FROM "${TABLE}"`);
    const checkpoints = new Checkpoints(inventory, new Map(rows.map(({ key, state }) => [key, state])));
    const plan: Plan = { version: VERSION, sources: sources.map(({ id, kind }) => ({ id, kind })) };
    const begun = checkpoints.#read<Plan>(PLAN);
    if (begun === null) await checkpoints.#write(PLAN, plan);
    else if (JSON.stringify(begun) !== JSON.stringify(plan)) throw otherPlan(begun, plan);
    await checkpoints.#dropLeftovers();
    return checkpoints;
  }

  /** Whether all of a source has been read. */
  isFinished(source: string): boolean {
    return this.#finished.has(source);
  }

  /** What a source last saved; null where it has to begin. */
  of<T>(source: string): T | null {
    return this.#read<T>(OF_SOURCE + source);
  }

  /** Keeps a source's state, with all else that the connection's open transaction holds. */
  async save(source: string, state: unknown): Promise<void> {
    await this.#write(OF_SOURCE + source, state);
  }

  /** What a source was told before it began, so that a later run goes on from the same; null where nothing was remembered. */
  recalled<T>(source: string): T | null {
    return this.#read<T>(MEMO + source);
  }

  /** Remembers what a source was told before it began. */
  async remember(source: string, memo: unknown): Promise<void> {
    await this.#write(MEMO + source, memo);
  }

  /** Notes that all of a source has been read, whatever names its rows carry. */
  async finish(source: string): Promise<void> {
    const ids = await this.#inventory.rows<{ id: string }>("SELECT id FROM sources ORDER BY id");
    await this.#write(FINISHED, { sources: [...this.#finished, source], names: ids.map(({ id }) => id) });
  }

  /** Everything has been read: the snapshot is whole. */
  async end(): Promise<void> {
    await this.#inventory.run(`DROP TABLE "${TABLE}"`);
  }

  get #finished(): ReadonlySet<string> {
    return new Set(this.#read<{ sources: string[] }>(FINISHED)?.sources);
  }

  /** Rows of sources that neither were finished nor can go on: they will be read again from the beginning. */
  async #dropLeftovers(): Promise<void> {
    const names = this.#read<{ names: string[] }>(FINISHED)?.names ?? [];
    const goingOn = [...this.#states.keys()].flatMap((key) => (key.startsWith(OF_SOURCE) ? [key.slice(OF_SOURCE.length)] : []));
    const kept = [...names, ...goingOn];
    for (const { name } of TABLES) {
      const column = name === "sources" ? "id" : "source";
      await this.#inventory.run(`DELETE FROM "${name}" WHERE NOT list_contains($kept, ${column})`, { kept });
    }
  }

  #read<T>(key: string): T | null {
    const state = this.#states.get(key);
    return state === undefined ? null : (JSON.parse(state) as T);
  }

  async #write(key: string, state: unknown): Promise<void> {
    const text = JSON.stringify(state);
    await this.#inventory.run(`DELETE FROM "${TABLE}" WHERE key = $key`, { key });
    await this.#inventory.run(`INSERT INTO "${TABLE}" VALUES ($key, $text)`, { key, text });
    this.#states.set(key, text);
  }
}

/** Whether a snapshot's tables say that its collection was stopped half-way. */
export const isHalfFinished = (tables: readonly string[]): boolean => tables.includes(TABLE);

/** Whether a half-finished snapshot holds anything that a later run need not read again. */
export async function holdsProgress(inventory: Inventory): Promise<boolean> {
  const [row] = await inventory.rows<{ count: bigint }>(
    `SELECT count(*) AS count FROM "${TABLE}" WHERE key = '${FINISHED}' OR starts_with(key, '${OF_SOURCE}')`,
  );
  return (row?.count ?? 0n) > 0n;
}

function otherPlan(begun: Plan, plan: Plan): UsageError {
  const hint = "Run it as it was begun, or remove the file to begin anew.";
  if (begun.version !== plan.version) return new UsageError(`the snapshot is half-finished, and was begun by release ${begun.version}`, hint);
  return new UsageError(`the snapshot is half-finished, and was begun to read ${begun.sources.map(({ id }) => id).join(", ")}`, hint);
}
