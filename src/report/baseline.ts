import { open } from "node:fs/promises";
import { Inventory } from "../inventory/inventory.js";
import { PERSON_ID, type PersonAccount, peopleOfSnapshot } from "../people/ids.js";
import { readReportFile } from "./file.js";
import { isPseudonymous } from "./redact.js";

/** What an earlier scan leaves to the next: which findings are known, and who was called what. */
export interface Baseline {
  readonly fingerprints: ReadonlySet<string>;
  readonly people: readonly PersonAccount[];
  /** People whose accounts are all hidden behind pseudonyms, so that their ids cannot be carried over. */
  readonly hidden: number;
}

/**
 * The baseline in a JSON report, or in a snapshot that `scan --snapshot` audited.
 * @throws UsageError when the file is neither
 */
export async function readBaseline(path: string): Promise<Baseline> {
  return (await isDatabase(path)) ? ofSnapshot(path) : ofReport(path);
}

/** DuckDB's mark stands behind the checksum of the file's first block. */
async function isDatabase(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer } = await file.read(Buffer.alloc(12), 0, 12, 0);
      return buffer.toString("latin1", 8) === "DUCK";
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

async function ofReport(path: string): Promise<Baseline> {
  const report = await readReportFile(path);
  const fingerprints = new Set<string>();
  for await (const finding of report.findings()) fingerprints.add(finding.fingerprint);
  const people: PersonAccount[] = [];
  let hidden = 0;
  for await (const { id: person, accounts } of report.people()) {
    // Ids are printed as they are, and a report may have been edited.
    if (!PERSON_ID.test(person)) continue;
    const own = accounts.map(({ source, id }) => ({ person, source, id: isPseudonymous(`${source}/${id}`) ? null : id }));
    if (own.every(({ id }) => id === null)) hidden++;
    people.push(...own);
  }
  return { fingerprints, people, hidden };
}

async function ofSnapshot(path: string): Promise<Baseline> {
  const db = await Inventory.ofSnapshot(path);
  try {
    const people: PersonAccount[] = [];
    for await (const row of (await peopleOfSnapshot(db)) ?? []) people.push(row);
    const known = (await db.snapshotHas("findings"))
      ? await db.rows<{ fingerprint: string }>("SELECT fingerprint FROM snapshot.findings WHERE silencedBy IS NULL")
      : [];
    return { fingerprints: new Set(known.map((row) => row.fingerprint)), people, hidden: 0 };
  } finally {
    await db.close();
  }
}
