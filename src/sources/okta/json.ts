/**
 * Reading JSON whose shape nobody has vouched for. What is missing or of another type is null or empty, so that
 * a collection's `rows` never throws over one odd value; a value that a row cannot do without is asked for by the table.
 */
export type Json = Readonly<Record<string, unknown>>;

const NOTHING: Json = {};

/** The object itself, or an empty one in place of anything else. */
export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : NOTHING;
}

/** What stands at a path of property names; undefined where the path ends early. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) found = object(found)[name];
  return found;
}

/** Text that says something, numbers included; null for anything else, and for the empty text. */
export function text(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** A list, or an empty one in place of anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list. */
export function texts(value: unknown): string[] {
  return list(value).flatMap((item) => text(item) ?? []);
}

/** A whole number of something; null for anything else. */
export function count(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}

/** True or false; null for anything else. */
export function flag(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** A point in time written in ISO 8601; null for anything else. */
export function time(value: unknown): Date | null {
  if (typeof value !== "string") return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The last part of the address that a link leads to, and what kind of thing stands before it: `groups` and `00g1` of `.../groups/00g1`. */
export function linked(value: unknown, name: string): { readonly kind: string; readonly id: string } | null {
  const href = text(at(value, "_links", name, "href"));
  const [, kind, id] = /\/([^/?#]+)\/([^/?#]+)\/?(?:[?#].*)?$/.exec(href ?? "") ?? [];
  return kind === undefined || id === undefined ? null : { kind, id: decodeURIComponent(id) };
}
