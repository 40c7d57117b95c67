// The planted truth for people to read, and the configuration that goes with the company.
import { stringify } from "yaml";
import { principalName } from "./entra-users.mjs";
import { findingsOf } from "./truth.mjs";

/** fixtures/README.md */
export function readmeOf(company) {
  return `<!-- Written by scripts/sample-company.mjs from company.yaml. -->
# The sample company

${company.name} makes measuring instruments. It is invented: people, numbers, ids and secrets' names included. \`--source sample\` reads it without a network: the collectors of a real scan run as they are, and only the function that sends a request is replaced by one that reads the files here.

| path | holds |
| --- | --- |
| \`company.yaml\` | the description that everything else here is made from |
| \`entra/\`, \`okta/\` | what Microsoft Graph and Okta would answer, by path: \`page-1.json\` and on are the pages of a listing, \`each/members.json\` the listings under every single object by its id, \`riskyUsers.403.json\` a refusal |
| \`truth.json\` | this page for machines |
| \`obo-audit.yaml\` | the configuration that a scan of the company uses |

\`node scripts/sample-company.mjs\` writes all of it but the description; \`--check\` fails when that is due. The company's clock stands at ${company.now}.

## Who is who

| person | employee number | in Entra | in Okta | verdict | why |
| --- | --- | --- | --- | --- | --- |
${company.people.map(personRow).join("\n")}

${count(company)}

## Accounts that are nobody's

| account | kind | about |
| --- | --- | --- |
${company.accounts
  .filter((account) => account.person === null)
  .map((account) => row([code(`${account.in}: ${loginOf(account, company)}`), account.kind, account.story]))
  .join("\n")}

## Software and agents

| name | where | kind | about |
| --- | --- | --- | --- |
${softwareRows(company).join("\n")}

## Findings

Each rule finds these subjects and no others.

| rule | subject |
| --- | --- |
${findingRows(company).join("\n")}

## What cannot be seen

| endpoint | answer | because |
| --- | --- | --- |
${Object.values(company.refused)
  .flat()
  .map((one) => row([code(one.path), `${one.status} ${one.code}`, one.why]))
  .join("\n")}
`;
}

/** fixtures/obo-audit.yaml */
export function configurationOf(company) {
  return `# The configuration that a scan of the sample company uses. Written by scripts/sample-company.mjs from company.yaml.
${stringify({
  sources: ["sample"],
  sourceOfRecord: company.sourceOfRecord,
  breakGlass: company.accounts.filter((account) => account.breakGlass).map((account) => loginOf(account, company)),
})}`;
}

const row = (cells) => `| ${cells.map((cell) => cell ?? "").join(" | ")} |`;
const code = (text) => `\`${text}\``;

const loginOf = (account, company) => (account.in === "entra" ? principalName(account, company) : `${account.login}@${company.domain}`);

function personRow(person) {
  const logins = (directory) =>
    person.accounts
      .filter((account) => account.in === directory)
      .map((account) => code(account.login) + (account.active && account.status !== "DEPROVISIONED" ? "" : " (disabled)"))
      .join(", ");
  const about = [person.story, person.why === undefined ? undefined : `**${person.why}**`].filter((text) => text !== undefined).join("; ");
  return row([person.name, person.number, logins("entra"), logins("okta"), person.verdict, about]);
}

function count(company) {
  const of = (verdict) => company.people.filter((person) => person.verdict === verdict).length;
  return `${company.people.length} people: ${of("READY")} READY, ${of("CONDITIONAL")} CONDITIONAL, ${of("BLOCKED")} BLOCKED.`;
}

const softwareRows = (company) => [
  ...company.applications.map((one) =>
    row([one.name, "Entra", one.managed ? "managed identity" : one.vendor ? `application of ${one.vendor}` : "application", one.story]),
  ),
  ...company.blueprints.map((one) => row([one.name, "Entra", "agent blueprint", one.story])),
  ...company.agents.map((one) => row([one.name, "Entra", "agent", one.story])),
  ...company.oktaApplications.map((one) => row([one.name, "Okta", one.kind === "exchange" ? "token exchange client" : one.kind, one.story])),
];

function findingRows(company) {
  const found = findingsOf(company);
  const rules = [...new Set(found.map((one) => one.rule))];
  const subjects = (rule) => found.filter((one) => one.rule === rule).map((one) => one.on);
  return rules.map((rule) => row([code(rule), subjects(rule).sort().join(", ")]));
}
