import type { Column, Row, Value } from "../../inventory/tables.js";
import { ColumnPlan, type ImportedTable, importedColumns, type Target } from "./columns.js";
import type { JsonObject } from "./scim.js";
import { type Parse, Problem, parsers, text, wellFormed } from "./values.js";

/** Why a record is no row of its table. */
export class Fault {
  /** The column as the file names it; null where the whole record is at fault. */
  readonly column: string | null;
  readonly reason: string;
  /** The source that the record stands for. */
  readonly source: string | null;

  constructor(column: string | null, reason: string, source: string | null) {
    this.column = column;
    this.reason = reason;
    this.source = source;
  }
}

/**
 * Characters of one extra attribute, as JSON. Ours: they are shown to people as context, and what is longer is
 * a picture, a certificate or a document.
 */
export const LONGEST_EXTRA = 4096;

type Draft = Record<string, Value>;

/** Makes rows of one table out of the records of one file. */
export class RowMaker {
  readonly plan: ColumnPlan;
  readonly table: ImportedTable;
  /** Values of extra attributes that were too long, by the file's column. */
  readonly tooLong = new Map<string, number>();
  /** Texts in which characters had to be replaced. */
  replaced = 0;
  /** Rows that were made, and records that are none. */
  made = 0;
  faults = 0;

  readonly #source: string;
  readonly #parsers: ReadonlyMap<string, Parse>;
  readonly #required: readonly Column[];
  #header: readonly string[] = [];
  #targets: readonly Target[] = [];

  constructor(table: ImportedTable, source: string, map: ReadonlyMap<string, string>) {
    this.table = table;
    this.plan = new ColumnPlan(table, map);
    this.#source = source;
    this.#parsers = parsers(table);
    this.#required = importedColumns(table).filter((column) => column.required === true);
  }

  /** Sets what the cells of a row stand for. */
  set header(names: readonly string[]) {
    this.#header = names;
    this.#targets = names.map((name) => this.plan.target(name));
  }

  /** Required columns that no name so far stands for. */
  get missing(): readonly string[] {
    return this.#required.map((column) => column.name).filter((column) => !this.plan.has(column));
  }

  /** The row that cells are; there are as many as the header has. */
  fromCells(cells: readonly string[], suspect: boolean): Row | Fault {
    const draft: Draft = {};
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] as string;
      if (cell === "") continue;
      const name = this.#header[i] as string;
      const problem = this.#put(draft, name, this.#targets[i] as Target, cell, suspect);
      if (problem !== null)
        return this.#fault(
          name,
          problem,
          this.#header.map((name, i) => [name, cells[i]]),
        );
    }
    return this.#finished(draft);
  }

  /** The row that an object is. */
  fromObject(object: JsonObject, suspect: boolean): Row | Fault {
    const draft: Draft = {};
    for (const name in object) {
      const raw = object[name];
      const target = this.plan.target(name);
      if (raw === null || raw === undefined) continue;
      const problem = this.#put(draft, name, target, raw, suspect);
      if (problem !== null) return this.#fault(name, problem, Object.entries(object));
    }
    return this.#finished(draft);
  }

  #put(draft: Draft, name: string, target: Target, raw: unknown, suspect: boolean): Problem | null {
    if (typeof target === "string") {
      if (target === "extra" && this.table === "accounts") this.#putExtra(draft, name, raw, suspect);
      return null;
    }
    const parse = this.#parsers.get(target.name) as Parse;
    const value = parse(suspect ? this.#clean(raw) : raw);
    if (value instanceof Problem) return value;
    if (value === null) return null;
    // Two of the file's columns may mean one of ours; the one that the map names is the one that was meant.
    if (draft[target.name] === undefined || this.plan.mapped.has(name)) draft[target.name] = value;
    return null;
  }

  #putExtra(draft: Draft, name: string, raw: unknown, suspect: boolean): void {
    const value = extraValue(raw, suspect);
    if (value === null) return;
    if (value === TOO_LONG) {
      this.tooLong.set(name, (this.tooLong.get(name) ?? 0) + 1);
      return;
    }
    // Without a prototype, so that an attribute called __proto__ is one like any other.
    const extra = (draft["extra"] as Record<string, unknown> | undefined) ?? Object.create(null);
    extra[suspect ? wellFormed(name) : name] = value;
    draft["extra"] = extra;
  }

  /** What a source leaves to be understood, filled in; or what it must not leave out. */
  #finished(draft: Draft): Row | Fault {
    draft["source"] ??= this.#source;
    for (const { name } of this.#required) {
      const value = draft[name];
      if (value !== undefined && !(Array.isArray(value) && value.length === 0)) continue;
      this.faults++;
      return new Fault(this.plan.nameFor(name), "is empty: every row needs it", draft["source"] as string);
    }
    if (this.table === "grants") {
      draft["scope"] ??= "/";
      draft["state"] ??= "active";
    }
    if (this.table === "consents") draft["id"] ??= `${draft["client"]}/${draft["principal"] ?? ""}/${draft["resource"]}`;
    this.made++;
    return draft;
  }

  #fault(name: string, { reason }: Problem, values: readonly (readonly [string, unknown])[]): Fault {
    this.faults++;
    return new Fault(name, reason, this.#sourceOf(values));
  }

  /** The source that a faulty record names; null where even that cannot be told. */
  #sourceOf(values: readonly (readonly [string, unknown])[]): string | null {
    for (const [name, raw] of values) {
      const target = this.plan.target(name);
      if (typeof target === "string" || target.name !== "source") continue;
      const named = text(raw);
      if (named instanceof Problem) return null;
      if (named !== null) return wellFormed(named);
    }
    return this.#source;
  }

  #clean(raw: unknown): unknown {
    if (Array.isArray(raw)) return raw.map((entry) => this.#clean(entry));
    if (typeof raw !== "string") return raw;
    const clean = wellFormed(raw);
    if (clean !== raw) this.replaced++;
    return clean;
  }
}

const TOO_LONG = Symbol("too long");

/** An extra attribute as it is kept; null where it is empty. */
function extraValue(raw: unknown, suspect: boolean): unknown {
  if (typeof raw === "string") {
    const trimmed = raw.trim();
    if (trimmed === "") return null;
    if (trimmed.length > LONGEST_EXTRA) return TOO_LONG;
    return suspect ? wellFormed(trimmed) : trimmed;
  }
  if (typeof raw !== "object") return raw;
  const json = asJson(raw);
  return json === null || json.length > LONGEST_EXTRA || (suspect && ILL_FORMED.test(json)) ? TOO_LONG : raw;
}

/** How JSON.stringify writes NUL characters and halves of surrogate pairs. */
const ILL_FORMED = /\\u(0000|d[89a-f])/;

/** Null where the nesting is deeper than the stack. */
function asJson(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}
