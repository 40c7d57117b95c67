import type { Inventory } from "../../src/inventory/inventory.js";
import type { Row } from "../../src/inventory/tables.js";
import { type PeopleOptions, resolvePeople } from "../../src/people/resolve.js";
import type { Model } from "../../src/people/score.js";
import { inventoryWith } from "./inventory.js";

/** The clock of every resolution. */
export const now = new Date("2026-01-01T00:00:00Z");

/** Resolves accounts to people and looks at what came out. */
export async function withPeople<T>(accounts: readonly Row[], options: Partial<PeopleOptions>, look: (db: Inventory) => Promise<T>): Promise<T> {
  const db = await inventoryWith({ accounts });
  try {
    await resolvePeople(db, { now, ...options });
    return await look(db);
  } finally {
    await db.close();
  }
}

/** All that the stage makes, in one order. */
export const tables = async (db: Inventory) => ({
  people: await db.rows("FROM people ORDER BY ALL"),
  accounts: await db.rows("FROM person_accounts ORDER BY ALL"),
  kinds: await db.rows("FROM account_kinds ORDER BY source, id"),
  links: await db.rows("SELECT aSource, aId, bSource, bId, probability, decision, evidence::VARCHAR AS evidence FROM links ORDER BY ALL"),
});

/** The model that the links were weighed with. */
export const modelOf = async (db: Inventory): Promise<Model> =>
  JSON.parse((await db.rows<{ model: string }>("SELECT model::VARCHAR AS model FROM people_model"))[0]?.model ?? "null") as Model;
