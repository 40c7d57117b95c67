import { nearest } from "../../config/nearest.js";
import { type Column, TABLES, type Table, type TableName, tableOf } from "../../inventory/tables.js";

/** The tables that an import can hold, in the order in which their files are read. */
export const IMPORTED_TABLES = [
  "accounts",
  "groups",
  "memberships",
  "roles",
  "grants",
  "consents",
  "secrets",
  "owners",
  "authenticators",
  "policies",
  "units",
  "unit_members",
  "activations",
  "approvers",
  "trusts",
  "usage",
  "facts",
] as const satisfies readonly TableName[];
export type ImportedTable = (typeof IMPORTED_TABLES)[number];

const imported: ReadonlySet<string> = new Set(IMPORTED_TABLES);

/** Every column of every imported table, once. `extra` is where unknown columns go, so it is none itself. */
export const IMPORTED_COLUMNS: readonly string[] = [
  ...new Set(TABLES.filter((table) => imported.has(table.name)).flatMap((table: Table) => columnsOf(table).map((column) => column.name))),
];

/** The columns of a table that a file can have. */
export function importedColumns(table: ImportedTable): readonly Column[] {
  return columnsOf(tableOf(table));
}

function columnsOf(table: Table): readonly Column[] {
  return table.columns.filter((column) => column.type !== "json");
}

/** A name without case, `_`, `-` and spaces: what is left is what names are compared by. */
export function normal(name: string): string {
  return name.toLowerCase().replace(/[_\-\s]+/g, "");
}

const byNormal = new Map(IMPORTED_COLUMNS.map((name) => [normal(name), name]));

/** The column of the import format that a name means; null if none. */
export function canonicalColumn(name: string): string | null {
  return byNormal.get(normal(name)) ?? null;
}

/**
 * Names of what must not be kept even as an extra attribute: values of credentials. Compared with the normal name.
 * Over-cautious on purpose, as a lost attribute costs less than a kept password.
 */
const SECRET = /passw|pwd|passphrase|secret|token|apikey|privatekey|otpkey|hash$|salt$|seed$|^pin$|(recovery|security|reset)(answer|code|key)/;

/** What becomes of the values of a file's column. */
export type Target = Column | "extra" | "secret" | "nameless";

/** Which column of a table each of a file's names stands for. One for each file. */
export class ColumnPlan {
  readonly table: ImportedTable;
  /** The file's names that got their meaning from the map. */
  readonly mapped = new Set<string>();
  readonly #byNormal: ReadonlyMap<string, Column>;
  readonly #map: ReadonlyMap<string, Column>;
  readonly #targets = new Map<string, Target>();

  constructor(table: ImportedTable, map: ReadonlyMap<string, string>) {
    this.table = table;
    this.#byNormal = new Map(importedColumns(table).map((column) => [normal(column.name), column]));
    const applicable = [...map].flatMap(([from, to]) => {
      const column = this.#byNormal.get(normal(to));
      return column === undefined ? [] : [[normal(from), column] as const];
    });
    this.#map = new Map(applicable);
  }

  /** Where a name's values go. A name that the map gives another meaning has that one alone. */
  target(name: string): Target {
    const known = this.#targets.get(name);
    if (known !== undefined) return known;
    const target = this.#find(name);
    // Objects may have any number of keys; what is remembered of them must not grow with the file.
    if (this.#targets.size < MOST_NAMES) this.#targets.set(name, target);
    return target;
  }

  /** The names met so far, as the file writes them. */
  get names(): string[] {
    return [...this.#targets.keys()];
  }

  /** Names met so far that go to `target`, as the file writes them. */
  namesOf(target: Target): string[] {
    return this.names.filter((name) => this.#targets.get(name) === target);
  }

  /** Whether a name met so far stands for a column. */
  has(column: string): boolean {
    return this.names.some((name) => isColumn(this.#targets.get(name), column));
  }

  /** The name under which the file gives a column; the column's own where it has none. */
  nameFor(column: string): string {
    return this.names.find((name) => isColumn(this.#targets.get(name), column)) ?? column;
  }

  /** The columns that several of the file's names stand for, with these. */
  get doubled(): readonly (readonly [column: string, names: readonly string[]])[] {
    return [...this.#byNormal.values()]
      .map(({ name: column }) => [column, this.names.filter((name) => isColumn(this.#targets.get(name), column))] as const)
      .filter(([, names]) => names.length > 1);
  }

  /** The name that was probably meant to be a column: a misspelling, or one that ends like it, as employee_id does. */
  likely(column: string): string | null {
    const unknown = this.namesOf("extra");
    return nearest(column, unknown) ?? unknown.find((name) => normal(name).endsWith(normal(column))) ?? null;
  }

  /** `"mail" (did you mean "emails"?)`, where a column of the table is near that the file does not have. */
  withGuess(name: string): string {
    const free = [...this.#byNormal.values()]
      .map((column) => column.name)
      .filter((column) => !this.names.some((other) => canonicalColumn(other) === column));
    const meant = nearest(name, free);
    return meant === null ? `"${name}"` : `"${name}" (did you mean "${meant}"?)`;
  }

  #find(name: string): Target {
    const key = normal(name);
    if (key === "") return "nameless";
    const mapped = this.#map.get(key);
    if (mapped !== undefined) this.mapped.add(name);
    return mapped ?? this.#byNormal.get(key) ?? (SECRET.test(key) ? "secret" : "extra");
  }
}

const MOST_NAMES = 2000;

function isColumn(target: Target | undefined, column: string): boolean {
  return typeof target === "object" && target.name === column;
}
