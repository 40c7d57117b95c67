import fc from "fast-check";
import { expect, it } from "vitest";
import { Queue } from "../../src/fix/queue.js";

it("gives the highest first, of equal ones the one whose id sorts first, whatever order they came in", () => {
  const things = fc.uniqueArray(fc.record({ id: fc.string(), rank: fc.tuple(fc.nat(3), fc.nat(3)) }), { selector: (thing) => thing.id });
  fc.assert(
    fc.property(things, (all) => {
      const queue = new Queue<(typeof all)[number]>(({ rank }) => rank);
      for (const thing of all) queue.push(thing);
      const taken = all.map(() => queue.pop());
      const sorted = [...all].sort((a, b) => b.rank[0] - a.rank[0] || b.rank[1] - a.rank[1] || (a.id < b.id ? -1 : 1));
      expect(taken).toEqual(sorted);
      expect(queue.pop()).toBeNull();
    }),
  );
});

it("finds out what has fallen or does not wait any more", () => {
  const rank = new Map<string, number[] | null>([
    ["a", [3]],
    ["b", [2]],
    ["c", [1]],
  ]);
  const queue = new Queue<{ id: string }>(({ id }) => rank.get(id) ?? null);
  for (const id of rank.keys()) queue.push({ id });
  rank.set("a", [0]).set("b", null);
  expect([queue.pop()?.id, queue.pop()?.id, queue.pop()]).toEqual(["c", "a", null]);
});
