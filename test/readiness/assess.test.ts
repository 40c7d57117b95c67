import { describe, expect, it } from "vitest";
import { assess, human } from "../support/readiness.js";

const boss = human("boss");

describe("readiness", () => {
  it("is READY where everything is known and in order", async () => {
    const people = await assess({ accounts: [boss, human("ana")] });
    expect(people.get("ana")).toEqual({});
  });
});
