import type { AnyRule } from "../rules/contract.js";

/** One line a rule: severity, id, title. */
export function ruleList(rules: readonly AnyRule[]): string {
  const width = Math.max(...rules.map((rule) => rule.id.length));
  return rules.map((rule) => `${rule.severity.padEnd(9)} ${rule.id.padEnd(width)}  ${rule.title}\n`).join("");
}

/** A rule's page, in Markdown; it is generated from the rule itself, so it cannot disagree with it. */
export function rulePage(rule: AnyRule): string {
  const options = Object.entries(rule.options as Record<string, unknown>);
  const sources = rule.optionSources as Record<string, string>;
  return `# ${rule.title}

\`${rule.id}\` · ${rule.severity} · about ${/^[aeiou]/.test(rule.subject) ? "an" : "a"} ${rule.subject}

${rule.rationale}

- **Needs** ${rule.needs.map((need) => `\`${need}\``).join(", ")}. Where a source does not give one of them, the rule is unknown for it, never passed.
- **Lowers** ${rule.check === null ? "no person's score" : `the readiness check \`${rule.check}\` of ${CONCERNS[rule.concerns]}`}.
- **Asked for by** ${rule.controls.join(", ") || "no published standard"}.
${rule.raisedByReach === true ? "- **Raised** by one step on an account that reaches tier 0 or whose person an agent acts for.\n" : ""}${
  (rule.silencedBy ?? []).length > 0
    ? `- **Silent** where ${(rule.silencedBy ?? []).map((id) => `\`${id}\``).join(", ")} says the same louder.\n`
    : ""
}${
  options.length === 0
    ? ""
    : `
## Options
| option | default | where the default comes from |
| --- | --- | --- |
${options.map(([name, value]) => `| \`${name}\` | ${JSON.stringify(value)} | ${sources[name] ?? ""} |`).join("\n")}
`
}
## What it selects
\`\`\`sql
${rule.select.replace(/^\n/, "").trimEnd()}
\`\`\`
`;
}

const CONCERNS: Record<AnyRule["concerns"], string> = {
  self: "the account's person",
  responsible: "its owners and sponsors",
  delegators: "the people it acts for",
  directory: "everyone whose everyday account is in the source",
};
