import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainJson, JsonCutter } from "../../../src/sources/file/json.js";
import { cutInPieces, valuesOf } from "./cutters.js";

const cut = (text: string | Uint8Array, size = 1 << 20) => cutInPieces(new JsonCutter(), Buffer.from(text), size);
const values = (text: string | Uint8Array, size?: number) => valuesOf(cut(text, size));

describe("JsonCutter", () => {
  it.each([
    ["a list", '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ["an empty list", "[ ]", []],
    ["a list over several lines", '[\n  {"a": 1},\n  {"a": 2}\n]\n', [{ a: 1 }, { a: 2 }]],
    ["values that are no objects", '[1, "x", null, [2], {"a":1}]', [1, "x", null, [2], { a: 1 }]],
    ["brackets and quotes in texts", '[{"a":"}],[{\\"","b":"\\\\"},{"a":2}]', [{ a: '}],[{"', b: "\\" }, { a: 2 }]],
    ["a ListResponse", '{"schemas":["x"],"totalResults":2,"Resources":[{"id":"1"},{"id":"2"}],"startIndex":1}', [{ id: "1" }, { id: "2" }]],
    ["one whose list comes first", '{"Resources":[{"id":"1"}],"schemas":[["y"]]}', [{ id: "1" }]],
    ["one in other letters", '{"RESOURCES":[{"id":"1"}]}', [{ id: "1" }]],
    ["one without resources", '{"totalResults":0,"Resources":[]}', []],
    ["several, one after the other", '{"Resources":[{"id":"1"}]}\n{"Resources":[{"id":"2"}]}', [{ id: "1" }, { id: "2" }]],
    ["an object", '{\n"id": "1",\n"emails": ["a"]\n}', [{ id: "1", emails: ["a"] }]],
    ["objects, one after the other", '{\n"id": "1"\n}\n{\n"id": "2"\n}', [{ id: "1" }, { id: "2" }]],
    [
      "an object with resources that are none",
      '{"id":"1","x":{"Resources":[1]},"Resources":"y"}',
      [{ id: "1", x: { Resources: [1] }, Resources: "y" }],
    ],
    ["a comma too many", '[{"a":1},{"a":2},]', [{ a: 1 }, { a: 2 }]],
  ])("cuts %s", (_what, text, expected) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(values(text, size)).toEqual(expected);
  });

  it.each([
    ["a broken record", '[{"a":1},{"a":2,,},{"a":3}]', [{ a: 1 }, null, { a: 3 }], [2, /not valid JSON/]],
    ["a text that lost its quote", '[\n{\n"a":"x,\n"b":1\n},\n{"a":"y"}\n]', [null, { a: "y" }], [1, /not valid JSON/]],
    ["a cut record", '[{"a":1},{"a":2},{"a":', [{ a: 1 }, { a: 2 }, null], [3, /cut off by the end of the file/]],
    ["a cut text", '[{"a":1},{"a":"2', [{ a: 1 }, null], [2, /cut off/]],
    ["a list without its end", '[{"a":1},{"a":2}', [{ a: 1 }, { a: 2 }, null], [3, /cut off/]],
    ["a list that is cut behind a comma", '[{"a":1},', [{ a: 1 }, null], [2, /cut off/]],
    ["a ListResponse without its end", '{"Resources":[{"a":1}', [{ a: 1 }, null], [2, /cut off/]],
    ["an object without its end", '{"a":1,"b":', [null], [1, /cut off/]],
    ["text behind the list", '[{"a":1}] oops', [{ a: 1 }, null], [2, /outside of the list/]],
    ["text that is no JSON", "hello", [null], [1, /outside of the list/]],
    ["a bracket too many", '[{"a":1}]]', [{ a: 1 }, null], [2, /outside of the list/]],
  ] as const)("keeps what is good around %s", (_what, text, expected, [at, reason]) => {
    for (const size of [1, 2, 5, 1000]) {
      const records = cut(text, size);
      expect(valuesOf(records)).toEqual(expected);
      const [bad] = records.filter((record) => "unreadable" in record);
      expect(bad).toMatchObject({ at });
      expect(bad?.unreadable).toMatch(reason);
    }
  });

  it("tells records that are not UTF-8 from those that are", () => {
    const bytes = Buffer.concat([Buffer.from('[{"a":"é"},{"a":"'), Buffer.from([0xff]), Buffer.from('"},{"a":"ü"}]')]);
    for (const size of [1, 3, 1000]) expect(values(bytes, size)).toEqual([{ a: "é" }, null, { a: "ü" }]);
  });

  it("reads what a service says of its total", () => {
    const cutter = new JsonCutter();
    cutInPieces(cutter, Buffer.from('{"totalResults":250,"Resources":[{"id":"1"},{"id":"2"}],"itemsPerPage":2}'), 5);
    expect(cutter).toMatchObject({ expected: 250, count: 2 });
  });

  it("gives what JSON.parse gives, however the file is cut into windows", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 64 }), fc.constantFrom(undefined, 1), (list, size, indent) => {
        const text = JSON.stringify(list, null, indent);
        expect(values(text, size)).toEqual(JSON.parse(text));
        const page = JSON.stringify({ totalResults: list.length, x: { Resources: [] }, Resources: list }, null, indent);
        expect(values(page, size)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("keeps every record before a cut, and finds the cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, share) => {
          const text = JSON.stringify(list);
          const bytes = Buffer.from(text).subarray(0, Math.max(1, Math.floor(share * (Buffer.byteLength(text) - 1))));
          const records = cut(bytes, 16);
          const good = records.filter((record) => "value" in record);
          expect(good.map((record) => record.value)).toEqual(JSON.parse(text).slice(0, good.length));
          expect(records.at(-1)).toHaveProperty("unreadable");
          const whole = list.filter((_, i) => Buffer.byteLength(JSON.stringify(list.slice(0, i + 1))) - 1 <= bytes.length);
          expect(good).toHaveLength(whole.length);
        },
      ),
    );
  });

  it("survives any bytes", () => {
    const jsonish = fc
      .array(fc.constantFrom(...'[]{},:"\\\n aResources1'.split(""), '"Resources":[', "\u00e9"), { maxLength: 60 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          jsonish.map((text) => Buffer.from(text)),
        ),
        fc.integer({ min: 1, max: 9 }),
        (bytes, size) => {
          // However it is cut into windows, the same records come out.
          expect(cut(bytes, size)).toEqual(cut(bytes, 1 << 20));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("explainJson", () => {
  it.each([
    ['{"a":1', /not complete/],
    ['{"a":"x', /not complete/],
    ['{"a":1,}', /not valid JSON/],
    ['{"password":"hunter2" "b"}', /not valid JSON/],
  ])("says what is wrong with %s, and repeats none of it", (text, expected) => {
    let reason = "";
    try {
      JSON.parse(text);
    } catch (error) {
      reason = explainJson(error, text);
    }
    expect(reason).toMatch(expected);
    expect(reason).not.toContain("hunter2");
  });
});
