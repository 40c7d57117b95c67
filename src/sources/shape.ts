import { type ColumnType, type Row, type Table, type TableName, tableOf, type Value } from "../inventory/tables.js";

/** Why a row cannot be stored. */
export interface Misfit {
  readonly column: string;
  readonly reason: string;
}

const WHAT: Record<ColumnType, string> = {
  text: "text",
  texts: "a list of texts",
  boolean: "true or false",
  integer: "a whole number",
  timestamp: "a point in time",
  json: "an object",
};

/**
 * The first value of a row that its table does not take; null when the row fits.
 *
 * Services send what they like. One value of another type would otherwise fail the whole chunk of good rows
 * that it is written with.
 */
export function misfit(name: TableName, row: Row): Misfit | null {
  const table: Table = tableOf(name);
  for (const column of table.columns) {
    const value = row[column.name];
    if (value === null || value === undefined) {
      if (column.required) return { column: column.name, reason: "is missing" };
    } else if (column.required && value === "") {
      return { column: column.name, reason: "is empty" };
    } else if (!fits(value, column.type)) {
      return { column: column.name, reason: `is not ${WHAT[column.type]}` };
    }
  }
  return null;
}

function fits(value: Exclude<Value, null | undefined>, type: ColumnType): boolean {
  switch (type) {
    case "text":
      return typeof value === "string";
    case "texts":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
    case "timestamp":
      return value instanceof Date && !Number.isNaN(value.getTime());
    case "json":
      return typeof value === "object" || typeof value === "string";
  }
}
