// What an audit of the company must find: the planted truth, for machines.
import { guid, oktaId } from "./ids.mjs";

/** People, accounts and findings as the JSON report should show them. Account keys are `source/id`. */
export function truthOf(company) {
  return {
    now: company.now,
    people: company.people.map((person) => ({
      person: person.handle,
      name: person.name,
      accounts: person.accounts.map(keyOf),
      verdict: person.verdict,
      ...(person.why === undefined ? {} : { why: person.why }),
    })),
    accounts: [
      ...company.accounts.map((account) => ({ key: keyOf(account), login: account.login, kind: account.kind, person: account.person })),
      ...softwareAccounts(company),
    ],
    findings: findingsOf(company),
  };
}

const keyOf = (account) => `${account.in}/${account.id}`;

/** Applications and agents are accounts too, and nobody's. */
function softwareAccounts(company) {
  const account = (key, login, kind) => ({ key, login, kind, person: null });
  return [
    ...company.applications.map((one) => account(`entra/${principalId(one)}`, one.name, "service")),
    ...company.blueprints.map((one) => account(`entra/${guid("blueprintPrincipal", one.name)}`, `${one.name} (blueprint)`, "agent")),
    ...company.agents.map((one) => account(`entra/${principalId(one)}`, one.name, "agent")),
    ...company.agents.filter((one) => one.user !== undefined).map((one) => account(`entra/${guid("user", one.user)}`, one.user, "agent")),
    ...company.oktaApplications
      .filter((one) => one.kind !== "saml")
      .map((one) => account(`okta/${oktaId("0oa", "app", one.name)}`, one.name, one.kind === "exchange" ? "agent" : "service")),
  ];
}

const principalId = (written) => guid("servicePrincipal", written.name);

/** Every finding with the id of its subject, or the handle of its person, and where it stands in the description. */
export function findingsOf(company) {
  const found = (source, subject, on, rules) => (rules ?? []).map((rule) => ({ rule, source, subject, on }));
  return [
    ...company.people.flatMap((person) => found(company.sourceOfRecord, person.handle, person.name, person.problems)),
    ...company.accounts.flatMap((account) => found(account.in, account.id, `${account.login} in ${account.in}`, account.findings)),
    ...company.blueprints.flatMap((one) => found("entra", guid("blueprintPrincipal", one.name), `${one.name} (blueprint)`, one.findings)),
    ...company.groups.flatMap((group) => found(group.in, group.id, `group ${group.name}`, group.findings)),
    ...[...company.applications, ...company.agents].flatMap((one) => [
      ...found("entra", principalId(one), one.name, one.findings),
      ...(one.secrets ?? []).flatMap((secret) =>
        found("entra", guid("secret", one.name, secret.name), `secret "${secret.name}" of ${one.name}`, secret.findings),
      ),
      ...(one.certificates ?? []).flatMap((certificate) =>
        found("entra", guid("certificate", one.name, certificate.name), `certificate "${certificate.name}" of ${one.name}`, certificate.findings),
      ),
      ...(one.consents ?? []).flatMap((consent) =>
        found("entra", guid("consent", principalId(one), consent.to), `consent of ${consent.to} to ${one.name}`, consent.findings),
      ),
    ]),
    ...company.oktaApplications.flatMap((one) => [
      ...found("okta", oktaId("0oa", "app", one.name), one.name, one.findings),
      ...(one.secrets ?? []).flatMap((secret) =>
        found("okta", oktaId("ocs", "secret", one.name, secret.from), `secret of ${one.name}`, secret.findings),
      ),
    ]),
    ...company.oktaTokens.flatMap((token) => found("okta", oktaId("00T", "token", token.name), `API token "${token.name}"`, token.findings)),
    ...Object.entries(company.posture).flatMap(([source, posture]) => found(source, source, `the directory ${source}`, posture.findings)),
  ].sort((a, b) => (a.rule + a.source + a.subject < b.rule + b.source + b.subject ? -1 : 1));
}
