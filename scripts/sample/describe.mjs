// Reads the description of the company and says in full what it leaves to its defaults.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { daysBefore, guid, moment, oktaId, pick } from "./ids.mjs";

/** Sign-ins of the healthy lie within the ten days before the company's clock. */
const RECENT_DAYS = 10;

const ENTRA_METHODS = ["windowsHelloForBusiness", "microsoftAuthenticatorPush"];
const OKTA_FACTORS = ["signed_nonce", "push"];

/**
 * The company of a description file: its people with their accounts, all accounts, and the rest as written.
 * `account(directory, login)` finds an account and throws on a name that nobody has, so that a slip in the
 * description does not pass for a person without rights.
 */
export function readCompany(path) {
  const company = parse(readFileSync(path, "utf8"), checkKey);
  const people = company.people.map((person) => withNames(person));
  for (const person of people) person.accounts = accountsOf(person, company);
  const nobodys = company.accounts.map((written) => accountOf(written, { handle: null, ...written }, company));
  const accounts = [...people.flatMap((person) => person.accounts), ...nobodys];
  const byLogin = new Map(accounts.map((account) => [`${account.in}/${account.login}`, account]));
  if (byLogin.size !== accounts.length) throw new Error("two accounts of one directory have the same login");
  const account = (directory, login) => {
    const found = byLogin.get(`${directory}/${login}`);
    if (found === undefined) throw new Error(`no account in ${directory} is called ${login}`);
    return found;
  };
  const groups = company.groups.map((group) => ({ kind: "security", owners: [], findings: [], ...group, id: groupId(group.in, group.name) }));
  for (const group of groups) group.memberIds = membersOf(group, people, accounts, account);
  return { ...company, people, accounts, groups, account };
}

/** A text with a comma that was not quoted would lose its end, which then stands there as a key. */
function checkKey(key, value) {
  if (value === null && / /.test(String(key))) throw new Error(`"${key}" is no key: quote the text that it is the end of`);
  return value;
}

/** The id of a group, from its name. */
export const groupId = (directory, name) => (directory === "entra" ? guid("group", name) : oktaId("00g", "group", name));

/** What a `to`, an owner or a member of the description stands for. */
export function principal(company, directory, written) {
  const group = /^group:(.*)$/.exec(written)?.[1];
  if (group === undefined) return { type: "user", ...company.account(directory, written) };
  const found = company.groups.find((one) => one.in === directory && one.name === group);
  if (found === undefined) throw new Error(`no group in ${directory} is called ${group}`);
  return { type: "group", ...found };
}

/** Letters without their accents, in lower case, joined by dots. */
const plain = (...names) =>
  names
    .join(".")
    .normalize("NFKD")
    .replace(/[^\w.]/g, "")
    .toLowerCase();

function withNames(person) {
  const [given, ...rest] = person.name.split(" ");
  const family = rest.join(" ");
  return { given, family, handle: plain(given, family), verdict: "READY", problems: [], ...person };
}

function accountsOf(person, company) {
  const own = [
    ["entra", person.entra],
    ["okta", person.guest === undefined ? person.okta : "none"],
  ].flatMap(([directory, written]) =>
    written === "none" ? [] : [accountOf({ in: directory, kind: person.guest ? "guest" : "human", ...written }, person, company)],
  );
  const also = (person.also ?? []).map((written) =>
    accountOf({ ...written, manager: written.kind === "admin" ? "none" : undefined, cloud: written.kind === "admin" }, person, company),
  );
  return [...own, ...also];
}

/** One account in full: what is written of it, else what its person has, else what everybody has. */
function accountOf(written, person, company) {
  const login = written.login ?? person.handle;
  const guest = written.guest ?? person.guest ?? null;
  // An invitation knows a name and an address, and nothing of the job.
  const { number, department = null, title = null } = guest === null ? person : {};
  const created = moment(written.created ?? person.hired ?? startOf(login), "created", login);
  const named = person.given !== undefined;
  const words = [written.in, login];
  return {
    in: written.in,
    login,
    id: written.in === "entra" ? guid("user", login) : oktaId("00u", "user", login),
    kind: written.kind,
    person: person.handle,
    given: written.given ?? person.given ?? null,
    family: written.family ?? person.family ?? null,
    name: named ? `${written.kind === "admin" ? "Admin " : ""}${written.given ?? person.given} ${written.family ?? person.family}` : written.name,
    number: (written.number === undefined ? number : written.number) ?? null,
    department,
    title,
    company: person.company ?? company.name,
    office: company.offices[company.departments[department]?.office] ?? null,
    extension: String(100 + pick(900, "extension", person.handle ?? login)),
    home: person.home ?? null,
    manager: guest === null ? managerOf(written, person, company) : null,
    hired: named && guest === null ? moment(person.hired ?? startOf(person.handle), "hired", person.handle) : null,
    leaves: written.leaves === undefined ? null : moment(`${written.leaves}T00:00:00Z`),
    created,
    signIn:
      written.signIn === "never"
        ? null
        : written.signIn === undefined
          ? daysBefore(company.now, 1 + pick(RECENT_DAYS, ...words), ...words)
          : moment(written.signIn, ...words),
    passwordChanged:
      written.password === undefined ? daysBefore(company.now, 40 + pick(200, "password", ...words), ...words) : moment(written.password, ...words),
    active: written.active ?? true,
    synced: written.in === "entra" && guest === null && written.cloud !== true,
    licensed: named && guest === null && written.kind !== "admin",
    mailbox: written.mailbox ?? null,
    aliases: written.aliases ?? [],
    otherMails: written.otherMails ?? [],
    methods: written.methods ?? (guest !== null ? ["microsoftAuthenticatorPush"] : ENTRA_METHODS),
    phones: written.phones ?? [],
    factors: written.factors ?? OKTA_FACTORS,
    status: written.status ?? "ACTIVE",
    changed: written.changed === undefined ? null : moment(written.changed, "changed", login),
    userType: written.userType ?? "Employee",
    immutable: written.immutable ?? false,
    guest,
    breakGlass: written.breakGlass ?? false,
    findings: written.findings ?? [],
    story: written.story ?? null,
  };
}

/** The login of the manager; null for those who have none. */
function managerOf(written, person, company) {
  if (person.given === undefined) return null;
  const manager = written.manager ?? person.manager ?? company.departments[person.department]?.head ?? "none";
  return manager === "none" ? null : manager;
}

/** A first working day some years ago. */
const startOf = (handle) => `${2014 + pick(11, "year", handle)}-0${1 + pick(9, "month", handle)}-${10 + pick(18, "day", handle)}`;

function membersOf(group, people, accounts, account) {
  if (group.members === "everyone")
    return accounts
      .filter((one) => one.in === group.in && (group.in === "okta" ? one.status !== "DEPROVISIONED" : one.guest === null))
      .map((one) => one.id);
  if (group.members === "department")
    return people
      .filter((person) => person.department === group.name)
      .flatMap((person) =>
        person.accounts.filter((one) => one.in === group.in && one.kind === "human" && one.active && one.status !== "DEPROVISIONED"),
      )
      .map((one) => one.id);
  return group.members.map((member) => {
    const inner = /^group:(.*)$/.exec(member)?.[1];
    return inner === undefined ? account(group.in, member).id : groupId(group.in, inner);
  });
}
