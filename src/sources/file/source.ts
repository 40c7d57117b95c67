import { statSync } from "node:fs";
import { SourceError, UsageError } from "../../errors.js";
import type { Inventory } from "../../inventory/inventory.js";
import type { Row } from "../../inventory/tables.js";
import type { CollectContext, Source } from "../contract.js";
import { normal } from "./columns.js";
import { defaultName, importFiles } from "./files.js";
import { Ledger } from "./ledger.js";
import { notesOn } from "./notes.js";
import { FileReader, listed } from "./reader.js";
import { dropRepeats } from "./repeats.js";
import { checkedMap, type FileSpec } from "./spec.js";
import { ImportStore } from "./store.js";

export { parseFileSpec } from "./spec.js";

/**
 * A source that reads exported files: one file of accounts, or a folder with any of the inventory's tables.
 * One import may hold several directories, each of which becomes a source of its own.
 *
 * @throws UsageError when the map names a column that there is not
 */
export function fileSource(spec: FileSpec): Source {
  const map = checkedMap(spec.map);
  const id = spec.name ?? defaultName(spec.path, isFolder(spec.path));
  return { id, kind: "file", collect: (context) => new Import(spec.path, id, map, context).run() };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** One run of an import. */
class Import {
  readonly #path: string;
  readonly #id: string;
  readonly #map: ReadonlyMap<string, string>;
  readonly #context: CollectContext;
  readonly #inventory: Inventory;
  readonly #store: ImportStore;
  readonly #ledger: Ledger;
  /** SCIM resources that there are, as the files say, and that the files hold. */
  #expected: number | null = null;
  #resources = 0;

  constructor(path: string, id: string, map: ReadonlyMap<string, string>, context: CollectContext) {
    this.#path = path;
    this.#id = id;
    this.#map = map;
    this.#context = context;
    this.#inventory = context.inventory;
    this.#store = new ImportStore(context.inventory);
    this.#ledger = new Ledger();
  }

  async run(): Promise<void> {
    let sources: readonly string[] = [];
    try {
      await this.#readFiles();
      await this.#store.close();
      sources = this.#store.facts.sources;
      await this.#refuseShared(sources);
      for (const note of await dropRepeats(this.#inventory, sources, this.#store.filled)) this.#ledger.note(note);
      await this.#writeFacts();
      await this.#append(
        "sources",
        sources.map((id) => ({ id, kind: "file", tenant: this.#path, collectedAt: this.#context.now })),
      );
    } finally {
      // An interruption leaves what was read; closing twice writes nothing twice.
      await this.#store.close();
      await this.#ledger.write(this.#inventory, sources, sources.includes(this.#id) ? this.#id : (sources[0] ?? this.#id));
    }
  }

  async #readFiles(): Promise<void> {
    const { files, notes } = await importFiles(this.#path, this.#id);
    for (const note of notes) this.#ledger.note(note);
    const unused = new Set([...this.#map.keys()].map(normal));
    const { signal, progress } = this.#context;
    for (const file of files) {
      const reader = new FileReader(file, { source: this.#id, map: this.#map, store: this.#store, ledger: this.#ledger, progress, signal });
      await reader.read();
      for (const note of notesOn(file, reader)) this.#ledger.note(note);
      for (const name of reader.maker.plan.mapped) unused.delete(normal(name));
      if (reader.expected !== null) this.#expected = Math.max(this.#expected ?? 0, reader.expected);
      this.#resources += reader.resources;
    }
    if (this.#store.count("accounts") === 0)
      throw new SourceError(
        this.#id,
        `${this.#path}: no account could be read${this.#ledger.first === null ? "" : `; ${this.#ledger.first}`}`,
        "Check that it is the right file.",
      );
    const unmet = [...this.#map.keys()].filter((name) => unused.has(normal(name)));
    if (unmet.length > 0)
      throw new UsageError(
        `${this.#path}: the map names ${listed(unmet)}, which no file has`,
        "Write the columns of the file before the colons, as they are in its header.",
      );
  }

  /** Two imports of one source would each vouch for what the other holds. */
  async #refuseShared(sources: readonly string[]): Promise<void> {
    const [shared] = await this.#inventory.rows<{ id: string }>("SELECT id FROM sources WHERE list_contains($sources, id) ORDER BY id LIMIT 1", {
      sources: [...sources],
    });
    if (shared === undefined) return;
    throw new UsageError(
      `${this.#path} has rows of the source "${shared.id}", which was read before`,
      "Put the files of one source into one folder, or give the sources different names.",
    );
  }

  async #writeFacts(): Promise<void> {
    const missing = this.#expected === null ? 0 : this.#expected - this.#resources;
    const partial = missing > 0 ? `the service lists ${this.#expected} resources, and the import holds ${this.#resources} of them` : null;
    if (partial !== null) this.#ledger.note(`${this.#path}: ${partial}.`);
    const rows = this.#store.facts.rows((source, table) => this.#ledger.rejected(source, table), partial);
    await this.#append("facts", rows);
    const empty = rows.filter((row) => row["fact"] === "accounts" && row["state"] === "not-requested").map((row) => String(row["source"]));
    if (empty.length > 0)
      this.#ledger.note(`${this.#path}: there are rows, but no account, of the ${empty.length === 1 ? "source" : "sources"} ${listed(empty)}.`);
  }

  async #append(table: "facts" | "sources", rows: readonly Row[]): Promise<void> {
    const writer = this.#inventory.writer(table);
    for (const row of rows) await writer.append(row);
    await writer.close();
  }
}
