import { chmod, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planAll } from "../../src/fix/plan.js";
import { planJson, planMarkdown, writePlan } from "../../src/fix/write.js";
import { found, inputWith, traveller } from "../support/fix.js";
import { HOSTILE } from "../support/hostile.js";

const remediation = {
  summary: "Enrol a passkey.",
  steps: ["Hand out a pass.", "Enrol it."],
  commands: ["az rest --method POST --url 'https://graph/x'"],
};
const plan = planAll(inputWith([traveller("a", [1]), traveller("b", [1, 2])], [found(1, { remediation }), found(2)]));

describe("the plan on paper", () => {
  it("can be read, discussed and ticked off", () => {
    expect(planMarkdown(plan)).toMatchInlineSnapshot(`
      "# Fix plan

      From the scan of 2026-06-01T00:00:00.000Z. Fixes: 2; people whom they make READY: 2. Nothing has been changed yet.

      ## 1. finding 1

      - [ ] done
      - Subject: \`corp/ann\`
      - Rule: \`authentication/no-mfa\`, severity high, finding \`0000000000000001\`
      - With what is above it makes READY: Person a

      Ann Bell has no second factor.

      **Enrol a passkey.**

      1. Hand out a pass.
      2. Enrol it.

      \`\`\`sh
      az rest --method POST --url 'https://graph/x'
      \`\`\`

      ## 2. finding 2

      - [ ] done
      - Subject: \`corp/ann\`
      - Rule: \`authentication/no-mfa\`, severity high, finding \`0000000000000002\`
      - With what is above it makes READY: Person b

      Ann Bell has no second factor.

      **Enrol a passkey.**

      1. Enrol it.
      "
    `);
  });

  it("is exact as JSON", () => {
    expect(JSON.parse(planJson(plan))).toEqual(plan);
  });

  it("is still a plan when nothing was chosen", () => {
    expect(planMarkdown(planAll(inputWith([], [])))).toContain("Fixes: 0; people whom they make READY: 0.");
  });

  it.each(HOSTILE)("is not led astray by %s", (_name, text) => {
    const subject = { type: "account", source: "corp", id: text, name: text };
    const finding = found(1, { title: text, message: text, subject, remediation: { summary: text, steps: [text], commands: [`id ${text}`] } });
    const markdown = planMarkdown(planAll(inputWith([], [finding])));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none must be left
    expect(markdown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/);
    expect(markdown.split("\n").filter((line) => line.startsWith("#"))).toHaveLength(2);
    expect(markdown.replaceAll(/^```[\s\S]*?^```$/gm, "").replaceAll(/`[^`\n]*`/g, "")).not.toMatch(/(^|[^\\])</);
  });

  it.each([
    ["# heading", "\\# heading"],
    ["- item", "\\- item"],
    ["1. item", "1\\. item"],
    ["===", "\\==="],
    ["well-known 1.5 #2", "well-known 1.5 #2"],
    ["**bold** [link](x)", "\\*\\*bold\\*\\* \\[link\\](x)"],
    ["see https://evil.example and www.evil.example", "see https\\://evil.example and www\\.evil.example"],
  ])("%s stays text", (text, escaped) => {
    expect(planMarkdown(planAll(inputWith([], [found(1, { message: text })]))).split("\n")).toContain(escaped);
  });

  it("keeps commands that hold backticks inside their fence", () => {
    const commands = ["echo ```` and `x`"];
    expect(planMarkdown(planAll(inputWith([], [found(1, { remediation: { ...remediation, commands } })])))).toContain(
      "`````sh\necho ```` and `x`\n`````",
    );
  });
});

describe("writing", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "obo-audit-fix-"));
  });
  afterEach(async () => {
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true });
  });

  it.each(["plan", "plan.json", "plan.md"])("%s gives both files, for the owner's eyes only", async (name) => {
    expect(await writePlan(join(folder, name), plan)).toEqual([join(folder, "plan.json"), join(folder, "plan.md")]);
    expect((await readdir(folder)).sort()).toEqual(["plan.json", "plan.md"]);
    expect(await readFile(join(folder, "plan.json"), "utf8")).toBe(planJson(plan));
    expect(await readFile(join(folder, "plan.md"), "utf8")).toBe(planMarkdown(plan));
    expect((await stat(join(folder, "plan.md"))).mode & 0o777).toBe(0o600);
  });

  it("says what is wrong with a path that cannot be written", async () => {
    await expect(writePlan(join(folder, "none", "plan.md"), plan)).rejects.toThrow(
      `--plan ${join(folder, "none", "plan.json")}: cannot be written (ENOENT)`,
    );
  });
});
