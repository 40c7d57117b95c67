import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** What is stored for a request's path. */
export type Stored =
  | { readonly kind: "page"; readonly body: unknown }
  | { readonly kind: "refusal"; readonly status: number; readonly body: unknown }
  | { readonly kind: "missing" };

const MISSING: Stored = { kind: "missing" };

/** The end of a refusal's file: its status. */
const REFUSAL = /\.(\d{3})\.json$/;

/** The `fixtures` folder of this package, whether this runs from its sources or from the bundle. */
export function fixturesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "fixtures", "company.yaml"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the package's fixtures folder is missing");
    folder = parent;
  }
  return join(folder, "fixtures");
}

/**
 * What one directory of the sample company answers, by request path:
 *
 * - `users/page-1.json`, `page-2.json`, ... the pages of a listing;
 * - `policies/authorizationPolicy.json` a single object;
 * - `groups/each/members.json` the listings under every single group: their pages by the group's id;
 * - `riskyUsers.403.json` the body of a refusal, with its status.
 *
 * A path that has no file, and an id that is in none, is missing, as it would be in the service.
 */
export class Fixtures {
  readonly #folder: string;
  readonly #files: ReadonlySet<string>;
  readonly #folders: ReadonlySet<string>;
  /** Files of refusals, by the path that is refused. */
  readonly #refusals: ReadonlyMap<string, string>;
  readonly #parsed = new Map<string, Promise<unknown>>();

  constructor(folder: string) {
    this.#folder = folder;
    const entries = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll(sep, "/"));
    this.#files = new Set(entries.filter((path) => path.endsWith(".json")));
    this.#folders = new Set(entries.filter((path) => !path.endsWith(".json")));
    this.#refusals = new Map([...this.#files].filter((file) => REFUSAL.test(file)).map((file) => [file.replace(REFUSAL, ""), file]));
  }

  /** @param page which page of a listing, from 1 */
  async find(path: string, page: number): Promise<Stored> {
    const { place, ids } = this.#locate(path.split("/").filter((segment) => segment !== ""));
    const refusal = this.#refusals.get(place);
    if (refusal !== undefined) return { kind: "refusal", status: Number(REFUSAL.exec(refusal)?.[1]), body: await this.#read(refusal) };
    const file = ids.length === 0 && !this.#files.has(`${place}.json`) ? `${place}/page-${page}.json` : `${place}.json`;
    if (!this.#files.has(file)) return MISSING;
    if (ids.length === 0) return { kind: "page", body: await this.#read(file) };
    const listings = (await this.#read(file)) as Readonly<Record<string, readonly unknown[] | undefined>>;
    const body = listings[ids.join("/")]?.[page - 1];
    return body === undefined ? MISSING : { kind: "page", body };
  }

  /** Where a path is stored: segments that no file or folder is called after are ids. */
  #locate(segments: readonly string[]): { place: string; ids: readonly string[] } {
    const place: string[] = [];
    const ids: string[] = [];
    for (const segment of segments) {
      const isId = !this.#isKnown([...place, segment].join("/")) && this.#folders.has([...place, "each"].join("/"));
      if (isId) ids.push(segment);
      place.push(isId ? "each" : segment);
    }
    return { place: place.join("/"), ids };
  }

  #isKnown(place: string): boolean {
    return this.#folders.has(place) || this.#files.has(`${place}.json`);
  }

  #read(file: string): Promise<unknown> {
    const known = this.#parsed.get(file);
    if (known !== undefined) return known;
    const parsed = readFile(join(this.#folder, file), "utf8").then((text): unknown => JSON.parse(text));
    this.#parsed.set(file, parsed);
    return parsed;
  }
}
