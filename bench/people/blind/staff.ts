import { loginBy, type Person } from "./company.js";
import type { Desk } from "./desk.js";
import { randomId } from "./draw.js";
import { adminAccount } from "./privileged.js";
import { activeDirectory, entra, humanResources, ldap, okta } from "./systems.js";
import { mailLocal, type Shown, usedName } from "./usednames.js";

/** Leavers' accounts that are still synchronised. */
const SYNCED_LEAVERS = 0.6;

/** Opens the accounts that an employee or contractor has. */
export function openAccounts(desk: Desk, person: Person): void {
  const { options, random } = desk;
  const legal = {
    given: person.name.given,
    family: person.name.family,
    ...(person.name.middle === undefined ? {} : { middle: person.name.middle }),
  };
  const used = usedName(desk, person);
  const local = workMail(desk, used, person);
  const mail = `${local}@${options.domain}`;
  const old = person.bought ? `${desk.oldMail.take(mailLocal(used, person))}@${options.bought}` : undefined;
  humanResources(desk, person, legal, mail, old);
  const login = desk.logins.take(contractorLogin(desk, person, loginBy(options.logins[0], used.given, used.family, person)));
  const inDirectory = random.chance(person.left === undefined ? 0.97 : 0.75);
  const guid = randomId(random);
  const enabled = person.left === undefined || random.chance(0.04);
  if (inDirectory) activeDirectory(desk, person, used, { login, guid, mail, old, enabled });
  if (inDirectory && (enabled || random.chance(SYNCED_LEAVERS))) entra(desk, person, used, { login, guid, mail, old, enabled, synced: true });
  if (random.chance(0.008)) entra(desk, person, usedName(desk, person), { login, guid: randomId(random), mail, old, enabled: true, synced: false });
  if (random.chance(enabled ? 0.92 : 0.3))
    okta(desk, person, random.chance(0.55) ? legal : used, { mail, old, enabled, guid: inDirectory ? guid : undefined });
  if (random.chance(0.01))
    okta(desk, person, usedName(desk, person), {
      mail: old ?? `${login}@${options.domain}`,
      old: undefined,
      enabled: random.chance(0.5),
      guid: undefined,
    });
  if (person.formerFamily !== undefined && desk.options.logins[0] !== "number" && random.chance(0.15)) beforeMarriage(desk, person, used);
  if (old !== undefined) ldap(desk, person, old);
  for (let i = 0; i < person.admin && enabled; i++) adminAccount(desk, person, used, login, i);
}

/** The local part of the main address; contractors are told by theirs. */
function workMail(desk: Desk, shown: Shown, person: Person): string {
  const plain = mailLocal(shown, person);
  if (person.role !== "contractor") return desk.mail.take(plain);
  return desk.mail.take([`${plain}.ext`, `ext.${plain}`, `${plain}.contractor`, plain][desk.habit % 4] ?? plain);
}

/** Contractors' sign-in names have a mark, unless somebody forgot. */
function contractorLogin(desk: Desk, person: Person, login: string): string {
  if (person.role !== "contractor" || desk.random.chance(0.15)) return login;
  return [`x.${login}`, `c-${login}`, `${login}.ext`, `v-${login}`, `ext_${login}`][desk.habit % 5] ?? login;
}

/** The account from before the new name, which nobody closed. */
function beforeMarriage(desk: Desk, person: Person, used: Shown): void {
  const former = { given: used.given, family: person.formerFamily ?? used.family };
  const login = desk.logins.take(loginBy(desk.options.logins[0], former.given, former.family, person));
  const mail = `${desk.mail.take(mailLocal(former, person))}@${desk.options.domain}`;
  activeDirectory(desk, person, former, { login, guid: randomId(desk.random), mail, old: undefined, enabled: desk.random.chance(0.3) });
}
