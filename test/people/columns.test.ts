import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Frequency } from "../../src/people/columns.js";
import { hash53 } from "../../src/people/text.js";

describe("Frequency", () => {
  it("counts as a plain count does", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 200 }), (words) => {
        const values = words.map((word) => (word === 0 ? 0 : word % 2 === 0 ? hash53(`${word}`) : -hash53(`${word}`)));
        const frequency = Frequency.of(Float64Array.from(values));
        const known = values.filter((value) => value !== 0);
        expect(frequency.total).toBe(known.length);
        for (const value of known) expect(frequency.count(value)).toBe(known.filter((other) => other === value).length);
        let equal = 0;
        known.forEach((a, i) => {
          known.forEach((b, j) => {
            if (i !== j && a === b) equal++;
          });
        });
        expect(frequency.coincidence()).toBeCloseTo(known.length < 2 ? 0 : equal / (known.length * (known.length - 1)), 12);
      }),
    );
  });
});
