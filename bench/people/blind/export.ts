import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LabelledSet } from "../records.js";

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Writes a set as the program imports it, `accounts.ndjson`, and its truth beside the folder's contents, as `truth.csv`. */
export async function exportSet(set: LabelledSet, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const known = (row: object) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
  await writeFile(join(folder, "accounts.ndjson"), set.accounts.map((row) => `${JSON.stringify(known(row))}\n`).join(""));
  const lines = [...set.truth].map(([key, { person, kind }]) => [key, person ?? "", kind].map(cell).join(","));
  await writeFile(join(folder, "truth.csv"), `account,person,kind\n${lines.join("\n")}\n`);
}
