import type { ImportFile } from "./files.js";
import { type FileReader, listed } from "./reader.js";
import { LONGEST_EXTRA } from "./rows.js";

/** What a reader should know about a file that was read: one sentence each. */
export function notesOn(file: ImportFile, { maker, replaced }: FileReader): string[] {
  const { plan } = maker;
  const about = (sentence: string) => `${file.path}: ${sentence}.`;
  const notes: string[] = [];
  const extra = plan.namesOf("extra");
  if (extra.length > 0) {
    const fate = file.table === "accounts" ? "unknown columns kept as extra attributes" : "unknown columns left out";
    notes.push(about(`${fate}: ${listed(extra, (name) => plan.withGuess(name))}`));
  }
  const secrets = plan.namesOf("secret");
  if (secrets.length > 0) notes.push(about(`columns left out because they may hold credentials: ${listed(secrets)}`));
  for (const [column, names] of plan.doubled) notes.push(about(`${listed(names)} all stand for ${column}; where several are filled, one counts`));
  for (const [name, count] of maker.tooLong)
    notes.push(about(`"${name}" left out of ${count} accounts, as it is longer than ${LONGEST_EXTRA} characters`));
  if (replaced > 0) notes.push(about(`in ${replaced} texts, characters that are none (NUL, half of a surrogate pair) became U+FFFD`));
  return notes;
}
