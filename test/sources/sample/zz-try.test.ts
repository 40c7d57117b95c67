import { it } from "vitest";
import { Inventory } from "../../../src/inventory/inventory.js";
import { sampleNow, sampleSources } from "../../../src/sources/sample/source.js";

it("collects", async () => {
  const db = await Inventory.open();
  const states: string[] = [];
  for (const source of sampleSources()) {
    const t = performance.now();
    await source.collect({
      inventory: db,
      signal: new AbortController().signal,
      now: sampleNow,
      env: {},
      progress: {
        read() {},
        waiting(...a) {
          console.log(a);
        },
        finished(s, c, state, n) {
          states.push(`${s} ${c} ${state} ${n}`);
        },
      },
    });
    console.log(source.id, performance.now() - t);
  }
  console.log(states.join("\n"));
  console.log(
    (await db.rows("SELECT source, fact, state, complete, reason FROM facts ORDER BY 1,2"))
      .map((r) => Object.values(r as object).join(" "))
      .join("\n"),
  );
  console.log(await db.rows("SELECT * FROM rejects"));
  console.log(await db.rows("SELECT * FROM notes"));
  await db.close();
});
