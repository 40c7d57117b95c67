import { rules } from "virtual:rules";
import { z } from "zod";
import { configSchema } from "../config/schema.js";
import { type Column, TABLES, type Table } from "../inventory/tables.js";
import { rulePage } from "../report/rule-page.js";
import { reportSchema } from "../report/schema.js";
import { FAMILIES } from "../rules/contract.js";
import { entraPermissionsPage } from "./entra-permissions.js";
import { oktaScopesPage } from "./okta-scopes.js";
import { tiersPage } from "./tiers.js";

/** Every file that is generated from the code: path → text. */
export function generated(): Record<string, string> {
  return {
    "docs/okta-scopes.md": oktaScopesPage(),
    "docs/rules.md": rulesIndex(),
    "docs/tables.md": tables(),
    "docs/tiers.md": tiersPage(),
    "docs/entra-permissions.md": entraPermissionsPage(rules),
    "schema/report.schema.json": `${JSON.stringify(reportSchema, null, 2)}\n`,
    "schema/config.schema.json": `${JSON.stringify(z.toJSONSchema(configSchema), null, 2)}\n`,
    ...Object.fromEntries(rules.map((rule) => [`docs/rules/${rule.id}.md`, rulePage(rule)])),
  };
}

function rulesIndex(): string {
  const families = FAMILIES.filter((family) => rules.some((rule) => rule.id.startsWith(`${family}/`)));
  const sections = families.map((family) => {
    const rows = rules
      .filter((rule) => rule.id.startsWith(`${family}/`))
      .map((rule) => `| [\`${rule.id}\`](rules/${rule.id}.md) | ${rule.severity} | ${rule.title} | ${rule.needs.join(", ")} |`);
    return `## ${family}\n| rule | severity | says | needs |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return `# Rules

${rules.length} rules. A rule runs for every source whose facts it needs were collected, and is unknown, never passed, for the others.
Set one's severity or options, or switch it off, in the configuration: \`rules: {secrets/client-secret-long-lived: {severity: low, options: {secretMaxDays: 90}}}\`.
This page and those of the rules are generated from the rules themselves.

${sections.join("\n")}`;
}

function tables(): string {
  const sections = TABLES.map((table: Table) => {
    const rows = table.columns.map(
      (column: Column) => `| ${column.required === true ? `**${column.name}**` : column.name} | ${column.type} | ${column.doc} |`,
    );
    return `## ${table.name}\n${table.doc}\n\n| column | type | meaning |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return `# Tables of a snapshot

What sources fill; any DuckDB client opens a snapshot. Empty always means "not collected", never "no". This page is generated from the code.

${sections.join("\n")}`;
}
