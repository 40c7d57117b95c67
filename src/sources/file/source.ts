import { statSync } from "node:fs";
import { SourceError, UsageError } from "../../errors.js";
import type { Inventory } from "../../inventory/inventory.js";
import type { CollectContext, Source } from "../contract.js";
import { normal } from "./columns.js";
import { factRows } from "./facts.js";
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
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
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
    this.#ledger = new Ledger(context.inventory, id);
  }

  async run(): Promise<void> {
    try {
      await this.#readFiles();
    } finally {
      // Also what an interruption leaves.
      await this.#store.close();
    }
    const sources = [...this.#store.sources].sort();
    await this.#refuseShared(sources);
    for (const note of await dropRepeats(this.#inventory, sources, this.#store.filled)) await this.#ledger.note(note);
    await this.#writeFacts(sources);
    await this.#writeSources(sources);
    await this.#ledger.close();
    await this.#settleHome(sources);
  }
}
