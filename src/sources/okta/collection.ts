import type { Row, TableName } from "../../inventory/tables.js";
import type { Collection, TableRow } from "../contract.js";
import { type Json, time } from "./json.js";

/** A collection of an Okta org. Its objects are raw JSON: the SDK's models drop what they do not know. */
export interface OktaCollection extends Collection {
  /**
   * True for what only some orgs have, by licence or engine. Where it is not offered there is nothing of it, and
   * that is the whole answer; being refused it (403) still is not.
   */
  readonly optional?: true;
}

/** The parent of a listing under a single object: the columns that its query selects. */
export type Parent = Readonly<Record<string, string>>;

/** A row of working data: something that later listings hang on, or that is joined at the end. */
export function parentRow(kind: string, id: string | null, detail: Row = {}): TableRow {
  return { table: "parents", row: { kind, id, detail } };
}

/**
 * Tells of dates that are there and cannot be read, in an object that is kept without them: a null would say that the
 * directory has none.
 */
export function unreadable(table: TableName, dates: Json): TableRow[] {
  const bad = Object.entries(dates).filter(([, date]) => date !== null && date !== undefined && time(date) === null);
  return bad.map(([column]) => ({ table: "rejects", row: { table, column, reason: `${column} is not a point in time` } }));
}
