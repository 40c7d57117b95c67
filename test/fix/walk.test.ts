import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { type Answer, terminalAsk, walk } from "../../src/fix/walk.js";
import { found, inputWith, traveller } from "../support/fix.js";
import { HOSTILE } from "../support/hostile.js";

const remediation = {
  summary: "Enrol a passkey, and demand a second factor by policy.",
  steps: ["Check who the person is, then hand them a one-time pass for the enrolment.", "Let them enrol a passkey."],
  commands: ["az rest --method POST --url 'https://graph.microsoft.com/v1.0/users/5f0c/authentication/temporaryAccessPassMethods'"],
};
const input = inputWith(
  [traveller("a", [1]), traveller("b", [1]), traveller("c", [2, 3])],
  [found(1, { remediation, evidence: { lastSignIn: "2026-05-30 08:00:00" } }), found(2), found(3)],
);

/** Walks with these answers and then nothing more; gives the plan's fingerprints and what was printed. */
async function take(answers: readonly (Answer | null)[], width = 80, of = input) {
  const left = [...answers];
  let printed = "";
  const plan = await walk(
    of,
    async () => left.shift() ?? null,
    (text) => {
      printed += text;
    },
    { width, color: false },
    (ruleId) => `Because of ${ruleId}.`,
  );
  return { chosen: plan.fixes.map(({ id }) => Number.parseInt(id, 16)), makesReady: plan.makesReady, printed };
}

describe("a walk through the suggestions", () => {
  it.each<readonly [string, readonly (Answer | null)[], readonly number[]]>([
    ["takes what is chosen", ["plan", "plan", "plan"], [1, 2, 3]],
    ["leaves what is skipped", ["skip", "plan", "skip"], [2]],
    ["ends where one stops", ["plan", "quit"], [1]],
    ["keeps what was chosen when one breaks off", ["plan", null], [1]],
    ["ends without a plan when one breaks off at once", [null], []],
    ["asks again after a why", ["why", "why", "plan", "quit"], [1]],
  ])("%s", async (_reason, answers, chosen) => {
    expect((await take(answers)).chosen).toEqual(chosen);
  });

  it("shows what it is about, the evidence, the steps and the commands", async () => {
    expect((await take(["quit"])).printed).toMatchInlineSnapshot(`
      "
      1 of 3, makes 2 people READY
      high: finding 1
      corp/ann

      Ann Bell has no second factor.

        lastSignIn: 2026-05-30 08:00:00

      Enrol a passkey, and demand a second factor by policy.
        1. Check who the person is, then hand them a one-time pass for the enrolment.
        2. Let them enrol a passkey.

      az rest --method POST --url 'https://graph.microsoft.com/v1.0/users/5f0c/authentication/temporaryAccessPassMethods'
      "
    `);
  });

  it("says why on demand", async () => {
    const { printed } = await take(["why", "quit"]);
    expect(printed.split("temporaryAccessPassMethods'\n")[1]).toMatchInlineSnapshot(`
      "
      Because of authentication/no-mfa.
      Asked for by NIST-800-53:IA-2.
        Person a: +10, then READY
        Person b: +10, then READY
      More: obo-audit explain 0000000000000001
      "
    `);
  });

  it("fits into 40 columns, all but the commands, which stay whole", async () => {
    const { printed } = await take(["why", "plan", "why", "plan", "why", "plan"], 40);
    const wide = printed.split("\n").filter((line) => stringWidth(line) > 40);
    expect(wide).toEqual(remediation.commands);
  });

  it.each(HOSTILE)("shows %s instead of obeying it", async (_name, text) => {
    const subject = { type: "account", source: "corp", id: text, name: text };
    const finding = found(1, {
      title: text,
      message: text,
      subject,
      evidence: { [text]: text },
      remediation: { summary: text, steps: [text], commands: [text] },
    });
    const { printed } = await take(["why", "plan"], 40, inputWith([], [finding]));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none must be left
    expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/);
  });
});

describe("asking at a terminal", () => {
  /** Presses keys one after the other once the question stands. */
  async function press(...keys: readonly string[]) {
    const [keyboard, screen] = [new PassThrough(), Object.assign(new PassThrough(), { columns: 40, rows: 20, isTTY: true })];
    let shown = "";
    screen.on("data", (chunk: Buffer) => {
      shown += chunk.toString();
    });
    const answer = terminalAsk(keyboard, screen, new AbortController().signal)("Into the plan?");
    for (const key of keys) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      keyboard.write(key);
    }
    return { answer: await answer, shown: stripVTControlCharacters(shown) };
  }
  const DOWN = "\u001b[B";

  it.each<readonly [string, readonly string[], Answer | null]>([
    ["return", ["\r"], "plan"],
    ["down, return", [DOWN, "\r"], "skip"],
    ["down, down, return", [DOWN, DOWN, "\r"], "why"],
    ["up, return", ["\u001b[A", "\r"], "quit"],
    ["Ctrl-C", ["\u0003"], null],
    ["escape", ["\u001b"], null],
  ])("%s", async (_name, keys, expected) => {
    expect((await press(...keys)).answer).toBe(expected);
  });

  it("fits into 40 columns", async () => {
    const { shown } = await press("\r");
    expect(shown).toContain("Put it into the plan");
    expect(shown.split(/\r?\n/).every((line) => stringWidth(line) <= 40)).toBe(true);
  });

  it("ends when the run is stopped", async () => {
    const stop = new AbortController();
    const answer = terminalAsk(new PassThrough(), new PassThrough(), stop.signal)("Into the plan?");
    setTimeout(() => stop.abort(), 30);
    expect(await answer).toBeNull();
  });
});
