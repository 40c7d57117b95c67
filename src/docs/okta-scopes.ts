import { rules } from "virtual:rules";
import type { Fact } from "../inventory/facts.js";
import { blinded } from "../report/checkup.js";
import { COLLECTIONS, READ_SCOPES } from "../sources/okta/collections.js";

/** Rules that are named for a scope; of more, the number says enough, and `obo-audit doctor` names them. */
const NAMED = 6;

/** The page that says of each of Okta's scopes what it gives and which rules see nothing without it. */
export function oktaScopesPage(): string {
  const rows = READ_SCOPES.map((scope) => {
    const own = COLLECTIONS.filter(({ permission }) => permission === scope);
    const facts = [...new Set(own.flatMap((collection) => collection.facts))];
    const thinned = [...new Set(own.flatMap(({ adds = [] }) => adds))].filter((fact) => !facts.includes(fact));
    const told = [...facts, ...thinned.map((fact) => `(${fact})`)].join(", ");
    const onlySome = own.every(({ optional }) => optional === true) ? " (where the org has it)" : "";
    return `| \`${scope}\` | ${own.map(({ name }) => name).join(", ")}${onlySome} | ${told || "–"} | ${blindRules(facts)} |`;
  });
  return `# Okta's scopes

What is read with each scope, which facts are unknown without it, or (in brackets) incomplete, and which rules then see nothing. Each is a read scope. This page is generated from \`src/sources/okta/\`; \`obo-audit doctor -s okta\` says which of them your credentials have.

| scope | gives | facts | rules that see nothing without it |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}

function blindRules(facts: readonly Fact[]): string {
  const ids = blinded(rules, facts);
  if (ids.length === 0) return "none";
  const named = ids.slice(0, NAMED).map((id) => `[${id}](rules/${id}.md)`);
  return ids.length > NAMED ? `${named.join(", ")} and ${ids.length - NAMED} more` : named.join(", ");
}
