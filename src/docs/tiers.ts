import { ACTIVE_DIRECTORY_RIGHTS, ACTIVE_DIRECTORY_ROLES } from "../access/tiers/active-directory.js";
import { ENTRA_ACTIONS, ENTRA_ACTIONS_FROM } from "../access/tiers/entra-actions.js";
import { ENTRA_ROLES } from "../access/tiers/entra-roles.js";
import { GRAPH_GROUPS } from "../access/tiers/graph-groups.js";
import { GRAPH_PERMISSIONS, GRAPH_PERMISSIONS_FROM, OTHER_PERMISSIONS } from "../access/tiers/graph-permissions.js";
import type { TierList } from "../access/tiers/list.js";
import { OKTA_PERMISSIONS, OKTA_ROLES, OKTA_SCOPES } from "../access/tiers/okta.js";

/** The page that has every tier in one place, each entry with where it is published. */
export function tiersPage(): string {
  return `# Tiers

What the lists of roles and permissions say, entry by entry. 0 can take over the directory or everyone in it; 1 many accounts, one important application, or its data; 2 the rest. The names are those of the published reference in the last column; the tiers are this project's judgement of what it describes. \`tiers:\` in the configuration overrides each; what is in no list is judged by its permissions' names, and reports say that this is a guess. This page is generated from \`src/access/tiers/\`.

${[
  section("Roles of Microsoft Entra ID", "Entra built-in roles", ENTRA_ROLES),
  actions(),
  graph(),
  section("Standard roles of Okta", "Okta role assignment", OKTA_ROLES),
  section("Permissions of Okta's custom roles", "Okta permission types", OKTA_PERMISSIONS),
  section("OAuth scopes of Okta", "Okta OAuth scopes", OKTA_SCOPES),
  section("Groups of Active Directory", "protected groups", ACTIVE_DIRECTORY_ROLES),
  section("Rights on objects of Active Directory", "BloodHound edges", ACTIVE_DIRECTORY_RIGHTS),
].join("\n\n")}
`;
}

function section(title: string, source: string, { from, entries }: TierList): string {
  const rows = entries.map(
    ({ tier, name, id, also, why }) =>
      `| ${tier} | ${[name, ...(also ?? [])].join(", ")} | ${id === undefined ? "" : `\`${id}\``} | ${why} | [${source}](${from}) |`,
  );
  return `## ${title}\n\n| tier | name | id | because it | source |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}`;
}

function actions(): string {
  const rows = ENTRA_ACTIONS.map(
    ({ tier, matches, why }) => `| ${tier} | \`${matches.source.replaceAll("|", "\\|")}\` | ${why} | [resource actions](${ENTRA_ACTIONS_FROM}) |`,
  );
  return `## Actions of Entra's custom roles\n\nThe first that matches counts.\n\n| tier | action | because it | source |\n| --- | --- | --- | --- |\n${rows.join("\n")}`;
}

function graph(): string {
  const link = `[Graph permissions](${GRAPH_PERMISSIONS_FROM})`;
  const tier = (value: number | null) => (value === null ? "not offered" : value);
  const single = [...GRAPH_PERMISSIONS, ...OTHER_PERMISSIONS].map(
    ({ application, delegated, name, why }) => `| ${tier(application)} | ${tier(delegated)} | ${name} | ${why} | ${link} |`,
  );
  const grouped = GRAPH_GROUPS.flatMap(({ application, delegated, names, why }) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => `| ${application} | ${delegated} | ${name} | ${why} | ${link} |`),
  );
  return `## Permissions of Microsoft Graph, Exchange and SharePoint\n\nAn application permission reaches everyone, a delegated scope no further than the user who gave it.\n\n| application | delegated | name | because it | source |\n| --- | --- | --- | --- | --- |\n${[...single, ...grouped].join("\n")}`;
}
