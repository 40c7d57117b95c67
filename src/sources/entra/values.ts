import type { TableRow } from "../contract.js";

/** An object that another one points to, as Graph sends relations: its id, and its type where it can be one of several. */
export interface Reference {
  readonly id: string;
  readonly "@odata.type"?: string;
}

/** Graph's way to say "no date" where a property cannot be null. */
const NO_DATE = "0001-01-01T00:00:00Z";

/**
 * A point in time as Graph writes it (ISO 8601, UTC).
 * @throws Error on text that is none, as a date that cannot be read must not pass for "no end" or "never"
 */
export function time(value: string | null | undefined): Date | null {
  if (value === null || value === undefined || value === NO_DATE) return null;
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw new Error(`"${value.slice(0, 40)}" is not a point in time`);
  return date;
}

/** Type name without its namespace; empty where Graph sent none. */
export function typeOf(object: { readonly "@odata.type"?: string }): string {
  return object["@odata.type"]?.replace(/^#?microsoft\.graph\./, "") ?? "";
}

/** Who answers for an object. */
export function ownerRows(subject: string | undefined, owners: readonly Reference[], role: "owner" | "sponsor"): TableRow[] {
  return owners.map(({ id }) => ({ table: "owners", row: { subject, owner: id, role } }));
}
