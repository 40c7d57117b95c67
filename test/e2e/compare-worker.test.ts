import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { directories } from "../../bench/people/directory.js";
import { candidatesOf } from "../../src/people/block.js";
import { type Compared, compareShare } from "../../src/people/pairs.js";
import { resolution } from "../../src/people/resolve.js";
import { Statistics } from "../../src/people/statistics.js";
import { inventoryWith } from "../support/inventory.js";

const now = new Date("2026-01-01T00:00:00Z");

it("the bundled worker compares its share as the main thread would", async () => {
  const db = await inventoryWith({ accounts: directories({ name: "company", seed: 6, people: 200, anchors: 0.5 }).accounts });
  const { people } = await resolution(db, { now });
  await db.close();
  const share = {
    people: people.data,
    statistics: Statistics.of(people).data,
    candidates: candidatesOf(people),
    from: Math.floor(people.size / 2),
    to: people.size,
  };
  const expected = compareShare(share);
  const worker = new Worker(new URL("../../dist/compare-worker.js", import.meta.url), { workerData: share });
  const [answer] = (await once(worker, "message")) as [Compared];
  expect(expected.scored.count).toBeGreaterThan(0);
  expect(answer.groups).toEqual(expected.groups);
  for (const column of ["i", "j", "pattern", "adjustment", "shared"] as const)
    expect(answer.scored[column]).toEqual(expected.scored[column].slice(0, expected.scored.count));
});
