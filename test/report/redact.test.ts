import { describe, expect, it } from "vitest";
import { redacted, redactor } from "../../src/report/redact.js";
import { inventoryWith } from "../support/inventory.js";
import { finding, person, reportWith } from "../support/report.js";

const redact = redactor(["Ann Bell", "Ann", "ann.bell@corp.example", "+49 30 1234"], "key");

describe("redactor", () => {
  it.each([
    ["a name in a sentence", "Ann Bell has no manager.", / has no manager\.$/],
    ["an address", "mail to ann.bell@corp.example now", /^mail to redacted-\w{10} now$/],
    ["a number", "factor +49 30 1234", /^factor redacted-\w{10}$/],
    ["another case", "ANN BELL", /^redacted-\w{10}$/],
    ["part of a key", "corp/ann", /^corp\/redacted-\w{10}$/],
  ])("replaces %s", (_what, text, expected) => {
    expect(redact(text)).toMatch(expected);
    expect(redact(text)).not.toMatch(/ann|bell/i);
  });

  it("takes the longest value, and leaves longer words alone", () => {
    expect(redact("Ann Bell")).toBe(redact("ann bell"));
    expect(redact("Anna planned it")).toBe("Anna planned it");
  });

  it("depends on the key", () => {
    expect(redactor(["Ann"], "other")("Ann")).not.toBe(redact("Ann"));
  });
});

describe("redacted report", () => {
  it("holds no personal value", async () => {
    const db = await inventoryWith({
      accounts: [{ id: "ann", displayName: "Ann Bell", userName: "ann@corp.example", givenName: "Ann", familyName: "Bell" }],
    });
    const open = {
      people: ["p-1", "p-2"],
      a: "corp/ann@corp.example",
      b: "hr/7",
      probability: 0.5,
      decision: "review",
      question: "Ask Ann Bell and HR whether corp/ann@corp.example (ann@corp.example) and hr/7 are one person.",
      evidence: [],
    } as const;
    const whole = {
      ...reportWith([person({ id: "p-1" })], [finding({ evidence: { owner: "Ann Bell" } })]),
      duplicates: async function* () {
        yield open;
      },
    };
    const report = await redacted(whole, db, "key");
    const entries: unknown[] = [report.head, await report.digest()];
    for await (const entry of report.duplicates()) entries.push(entry);
    for await (const entry of report.people()) entries.push(entry);
    for await (const entry of report.findings()) entries.push(entry);
    for await (const entry of report.accounts()) entries.push(entry);
    expect(JSON.stringify(entries)).not.toMatch(/\bann\b|bell/i);
    await db.close();
  });
});
