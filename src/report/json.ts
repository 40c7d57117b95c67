import type { Report } from "./model.js";

/** The JSON report as text, one entry of a list per line, so that it can be streamed, compared and searched by line. */
export async function* jsonReport(report: Report): AsyncGenerator<string> {
  const { schemaVersion, tool, scannedAt, now, sources, summary } = report.head;
  const head = { schemaVersion, tool, scannedAt, now, summary };
  yield `${JSON.stringify(head).slice(0, -1)},\n"sources":`;
  yield* array(sources);
  yield `,\n"accounts":`;
  yield* array(report.accounts());
  yield `,\n"people":`;
  yield* array(report.people());
  yield `,\n"agents":`;
  yield* array(report.agents());
  yield `,\n"duplicates":`;
  yield* array(report.duplicates());
  yield `,\n"findings":`;
  yield* array(report.findings());
  yield `,\n"rules":`;
  yield* array(report.rules);
  yield "}\n";
}

async function* array(entries: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<string> {
  let separator = "[\n";
  for await (const entry of entries) {
    yield separator + JSON.stringify(entry);
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]" : "\n]";
}
