import type { Fact } from "../inventory/facts.js";
import { blinded } from "../report/checkup.js";
import type { AnyRule } from "../rules/contract.js";
import { COLLECTIONS } from "../sources/entra/collections.js";

/** The page that says of each permission what it gives and which rules tell nothing without it. */
export function entraPermissionsPage(rules: readonly AnyRule[]): string {
  const permissions = [...new Set(COLLECTIONS.map(({ permission }) => permission))];
  const rows = permissions.map((permission) => {
    const own = COLLECTIONS.filter((collection) => collection.permission === permission);
    const facts = [...new Set(own.flatMap(({ facts: of, partly = [] }): Fact[] => [...of, ...partly]))];
    const blind = blinded(rules, facts).map((id) => `[\`${id}\`](rules/${id}.md)`);
    return `| \`${permission}\` | ${own.map(({ name }) => name).join(", ")} | ${facts.join(", ")} | ${blind.length === rules.length ? "all" : blind.join(", ")} |`;
  });
  return `# Permissions for Microsoft Entra ID

Every Microsoft Graph application permission that obo-audit can use, all of them read-only, with what it gives, the facts that are incomplete without it, and the rules that then say *unknown* instead of passing. \`obo-audit doctor -s entra\` says which of them your credentials have. How to grant them: [Microsoft Entra ID](entra.md). This page is generated from the code.

| permission | gives | facts | rules that see nothing without it |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}
