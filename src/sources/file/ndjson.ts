import { explainJson, JSON_SUSPECTS } from "./json.js";
import { LineCutter } from "./lines.js";
import { type Batch, isUnreadable, type RawRecord, type Unreadable } from "./record.js";
import type { FileWindow } from "./window.js";

/** The values of a file with one JSON value a line. A line that is none is unreadable and the next one is read. */
export async function* readNdjson(window: FileWindow): AsyncGenerator<Batch<unknown>> {
  for await (const { records, suspect } of window.read(new LineCutter(JSON_SUSPECTS))) {
    const values: (RawRecord<unknown> | Unreadable)[] = [];
    for (const line of records) {
      if (isUnreadable(line)) values.push(line);
      else if (line.value !== "" && line.value.trim() !== "") values.push(parsed(line));
    }
    yield { records: values, suspect };
  }
}

function parsed({ at, value }: RawRecord<string>): RawRecord<unknown> | Unreadable {
  try {
    return { at, value: JSON.parse(value) };
  } catch (error) {
    return { at, unreadable: explainJson(error, value) };
  }
}
