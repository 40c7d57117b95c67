import type { AccountText } from "./accounts.js";
import type { LoginName, PersonName } from "./names.js";
import { nameKey, remember, words } from "./text.js";
import { ACCOUNT_WORDS, ADMIN_WORDS, AGENT_WORDS, SERVICE_WORDS, SHARED_WORDS, SOFT_AGENT_WORDS, TEST_WORDS } from "./words.js";

export const KINDS = ["human", "admin", "guest", "service", "agent", "shared", "test", "unknown"] as const;
export type Kind = (typeof KINDS)[number];

/** What an account is, how sure that is (0 to 1), and why. */
export interface Judgement {
  readonly kind: Kind;
  readonly confidence: number;
  /** Numbers of `SIGNALS`, the strongest first. */
  readonly signals: readonly number[];
}

/**
 * One weak sign of a kind. Weights are bits, set by hand: ten outweighs any two others, five makes a kind by itself,
 * two only tips a balance. They need not be exact; a kind is the one with the largest sum.
 */
export interface Signal {
  readonly kind: Kind;
  readonly weight: number;
  readonly says: string;
}

const signal = (kind: Kind, weight: number, says: string): Signal => ({ kind, weight, says });

const CATALOGUE = {
  calledGuest: signal("guest", 12, "the directory calls it a guest"),
  invited: signal("guest", 10, "the login is that of an invited outsider (#EXT#)"),
  calledAgent: signal("agent", 20, "the directory calls it an agent"),
  calledService: signal("service", 12, "the directory calls it an application or service"),
  client: signal("service", 12, "it has an OAuth client id"),
  agentClient: signal("agent", 8, "it has an OAuth client id and is called an agent"),
  machine: signal("service", 10, "the login ends in $, as those of machines and managed services do"),
  sharedMailbox: signal("shared", 12, "its mailbox is shared, or a room's"),
  serviceLogin: signal("service", 6, "the login begins or ends like a service's"),
  serviceWord: signal("service", 4, "the login holds a word for software"),
  serviceTitle: signal("service", 3.5, "the display name holds a word for software"),
  accountTitle: signal("service", 3.5, "the display name says what the account is for"),
  agentLogin: signal("agent", 6.5, "the login holds a word for an autonomous agent"),
  agentTitle: signal("agent", 6, "the display name holds a word for an autonomous agent"),
  sharedLogin: signal("shared", 5, "the login is a function, not a name"),
  sharedWord: signal("shared", 2.5, "the login holds a word for a function"),
  sharedTitle: signal("shared", 3, "the display name is a function, not a name"),
  severalNames: signal("shared", 6, "the display name joins several names"),
  manyPhones: signal("shared", 4, "three or more phones are registered as its factors"),
  manyDevices: signal("shared", 2, "five or more devices are registered as its factors"),
  bareAdmin: signal("shared", 6, "the login says administrator and nobody's name"),
  testLogin: signal("test", 6.5, "the login holds a word for tests"),
  testTitle: signal("test", 5, "the display name holds a word for tests"),
  testRecord: signal("test", 14, "the record is called a test, and gives no name"),
  adminLogin: signal("admin", 9, "the login marks a second, privileged account of a person"),
  markedLogin: signal("admin", 7, "the login is another account's with a mark of privilege"),
  adminTitle: signal("admin", 6, "the display name marks a second, privileged account of a person"),
  fullName: signal("human", 4, "it has a given and a family name"),
  someName: signal("human", 2, "it has a given or a family name"),
  shownName: signal("human", 3, "the display name reads like a person's"),
  loginIsName: signal("human", 3, "the login is made of the name"),
  loginLikeName: signal("human", 2.5, "the login reads like a person's name"),
  employee: signal("human", 3, "it has an employee number"),
  manager: signal("human", 1.5, "it has a manager"),
  birth: signal("human", 6, "it has a date of birth"),
  home: signal("human", 2, "it has an address"),
  hired: signal("human", 2, "it has a hire date"),
  job: signal("human", 1.5, "it has a job title"),
  phone: signal("human", 1, "it has a phone number"),
  prompt: signal("human", 1.5, "it signs in at a prompt"),
  strangeMailbox: signal("shared", 3, "nobody whom HR knows has such a name, and it has a mailbox"),
  strangeLogin: signal("service", 2.5, "nobody whom HR knows has such a name"),
  otherLogin: signal("service", 1.5, "the login is not made of the name"),
  neverPrompt: signal("service", 1.5, "it signs in, but never at a prompt"),
  neverExpires: signal("service", 1.5, "its password never expires"),
  nameless: signal("service", 0.5, "it has no person's name"),
} as const satisfies Record<string, Signal>;

type SignalName = keyof typeof CATALOGUE;

/** All signals, in an order that stays. */
export const SIGNALS: readonly Signal[] = Object.values(CATALOGUE);
const NAMES = Object.keys(CATALOGUE) as SignalName[];
const NUMBER = new Map<SignalName, number>(NAMES.map((name, i) => [name, i]));

/** The signs that were found on an account; one object serves all accounts, one after the other. */
class Found {
  readonly #there = new Uint8Array(NAMES.length);
  /** A number that stands for the whole set: a bit for each sign, exact in a double. */
  #key = 0;

  clear(): this {
    this.#there.fill(0);
    this.#key = 0;
    return this;
  }

  has(name: SignalName): boolean {
    return this.#there[NUMBER.get(name) as number] === 1;
  }

  add(name: SignalName): void {
    const number = NUMBER.get(name) as number;
    if (this.#there[number] === 1) return;
    this.#there[number] = 1;
    this.#key += 2 ** number;
  }

  get key(): number {
    return this.#key;
  }

  get names(): readonly SignalName[] {
    return NAMES.filter((_, number) => this.#there[number] === 1);
  }
}
const FOUND = new Found();

const SERVICE = 1;
const AGENT = 2;
const SHARED = 4;
const TEST = 8;
const ADMIN = 16;
const ACCOUNT = 32;
const SOFT_AGENT = 64;

const MEANINGS = new Map<string, number>();
for (const [list, meaning] of [
  [SERVICE_WORDS, SERVICE],
  [AGENT_WORDS, AGENT],
  [SHARED_WORDS, SHARED],
  [TEST_WORDS, TEST],
  [ADMIN_WORDS, ADMIN],
  [ACCOUNT_WORDS, ACCOUNT],
  [SOFT_AGENT_WORDS, SOFT_AGENT],
] as const)
  for (const word of list) MEANINGS.set(word, (MEANINGS.get(word) ?? 0) | meaning);

/** testowy, testmedewerker, testbenutzer; not the families Testa, Testi, Testino, Testard, Testori. */
const TESTING = /^test(?!ini?$|ino$|ard$|ori$|ament)/;

/** What a word means as part of an account's name; digits at its end count for nothing. */
function meaning(word: string): number {
  const known = MEANINGS.get(word);
  if (known !== undefined) return known;
  if (word.length > 5 && TESTING.test(word)) return TEST;
  const last = word.charCodeAt(word.length - 1);
  return last >= 48 && last <= 57 ? (MEANINGS.get(word.replace(/\d+$/, "")) ?? 0) : 0;
}

const SERVICE_ENDS =
  /^(svc|srv|sa|svcacct|service|app|api|bot|job|sys)[-_.]|^(svc|srv)\d*[a-z]{3}|[-_.](svc|srv|sa|service|bot|app|api|daemon|sync)\d*$|[a-z]{3}svc\d*$|^(sync|msol|aad)_|^(krbtgt|healthmailbox|systemmailbox)/;
/** Made to try something out. */
const TRIAL = /^(test|tst|uat|qa|demo|dummy|e2e|mock|loadtest)(\d|[-_.]|$)|^test|test(user|account|er)\d*$/;
/** The system that a service works in, behind its name. */
const ENVIRONMENT = /[-_.](test|tst|dev|prd|prod|qa|uat|stg|int)?\d*$/;
/** Marks so short that a dot beside one letter makes it an initial. */
const SHORT_MARK_BEHIND = /[-_](a|da|su|t\d|adm)\d*$|\.(da|su|t\d|adm)\d*$/;
const SHORT_MARK = /^(a|x|p|z|da|ea|ga|sa|su|pa|t\d)[-_]/;
const ADMIN_GLUED = /^(?:adm|admin)([a-z]{4,})$|^([a-z]{4,}?)(?:adm|admin)$/;

const signsByType = new Map<string, readonly SignalName[]>();

/** What the directory's own word for the type of an account says. */
function signsOfType(userType: string): readonly SignalName[] {
  const known = signsByType.get(userType);
  if (known !== undefined) return known;
  const type = userType.toLowerCase();
  const signs: SignalName[] = [];
  if (/^(guest|external|externaluser|b2b)$/.test(type)) signs.push("calledGuest");
  if (/agent/.test(type)) signs.push("calledAgent");
  if (SOFTWARE.test(type)) signs.push("calledService");
  remember(signsByType, userType, signs);
  return signs;
}

const SOFTWARE =
  /^(application|service|serviceprincipal|service principal|managedidentity|legacy|socialidp|app|workload|robot|bot|system|service account|serviceaccount|client)$/;

const STATED = new Map(KINDS.map((kind): [Kind, Judgement] => [kind, { kind, confidence: 1, signals: [] }]));

/** The kind of an account. What the source states wins; otherwise the kind whose signs weigh most. */
export function judge(account: AccountText, name: PersonName, login: LoginName): Judgement {
  if ((KINDS as readonly string[]).includes(account.kind)) return STATED.get(account.kind as Kind) as Judgement;
  const found = FOUND.clear();
  const shown = account.displayName === "" ? [] : words(account.displayName).split(" ");
  // A record without a login is of a person, and what HR knows of, is a human whatever its name is: Ai Ito is no artificial intelligence, and Da-won Nam no domain administrator.
  const isRecord =
    account.userName === "" && account.clientId === "" && (account.birthDate !== "" || account.streetAddress !== "" || account.locality !== "");
  const employed =
    isRecord ||
    (account.givenName !== "" &&
      account.familyName !== "" &&
      (account.employeeNumber !== "" || account.birthDate !== "" || account.hireDate !== "" || (account.manager !== "" && account.title !== "")));
  const fits = loginFits(login.core, name);
  const isMadeOf = fits && shown.length < 3;
  let shownMeaning = 0;
  for (const word of shown) shownMeaning |= meaning(word);
  if (shownMeaning !== 0) {
    const own = employed ? words(`${account.givenName} ${account.familyName}`).split(" ") : isMadeOf ? ALSO_NAMES : [];
    if (own.length > 0) {
      shownMeaning = 0;
      for (const word of shown) if (!own.includes(word)) shownMeaning |= meaning(word);
    }
  }
  const isStranger = account.familiar === "no" && !employed && !isOutsider(account);
  const named = describeName(name, employed, shownMeaning, isMadeOf);
  const person = named.full && !named.functional && !(isStranger && account.givenName === "");

  if (account.userType !== "") for (const name of signsOfType(account.userType)) found.add(name);
  if (/#ext#/i.test(account.userName)) found.add("invited");
  if (account.clientId !== "") found.add("client");
  if (account.userName.endsWith("$")) found.add("machine");
  if (account.mailbox !== "" && /^(shared|room|equipment)/i.test(account.mailbox)) found.add("sharedMailbox");

  let loginMeaning = 0;
  for (const word of login.words) loginMeaning |= meaning(word);
  const derived = fits && !named.functional && (person || !isStranger);

  // An agent of SQL Server, of a backup or of monitoring is a piece of software that runs there.
  const isAgent = (meanings: number) => (meanings & AGENT) !== 0 || ((meanings & SOFT_AGENT) !== 0 && (meanings & SERVICE) === 0);
  // svc-erp-test is a service's account in a test system; test-erp is somebody's to try it out.
  const isTrial = TRIAL.test(login.text);
  let isService = false;
  if (!derived) {
    isService = SERVICE_ENDS.test(login.text.replace(ENVIRONMENT, ""));
    if (isService) found.add("serviceLogin");
    else if (loginMeaning & SERVICE && !isTrial) found.add("serviceWord");
    if (isAgent(loginMeaning)) found.add("agentLogin");
    if (isTrial || (!isService && loginMeaning & TEST && !(loginMeaning & (SERVICE | SHARED)))) found.add("testLogin");
    if (loginMeaning & SHARED && !(loginMeaning & ADMIN) && !isTrial)
      found.add(login.words.every((word) => meaning(word) !== 0 || word.length < 3 || /^\d+$/.test(word)) ? "sharedLogin" : "sharedWord");
  }
  if (!person || !derived) {
    if (shownMeaning & SERVICE && !(isTrial && !isService)) found.add("serviceTitle");
    if (isAgent(shownMeaning)) found.add("agentTitle");
    if (shownMeaning & TEST && !isService && (isTrial || !(shownMeaning & (SERVICE | SHARED)))) found.add("testTitle");
    if (shown.length === 1 && OFFICE.test(shown[0] ?? "")) found.add("sharedTitle");
    if (isRecord && shownMeaning & TEST && account.givenName === "" && account.familyName === "") found.add("testRecord");
    if (shownMeaning & SHARED && !isTrial && !(shownMeaning & ADMIN && named.full)) found.add("sharedTitle");
    if (shownMeaning & ACCOUNT && !(shownMeaning & ADMIN) && !person) found.add("accountTitle");
  }
  if (found.has("client") && (found.has("agentTitle") || found.has("agentLogin"))) found.add("agentClient");
  markAdmin(found, login, shown, name, loginMeaning, shownMeaning, person, account.marked !== "");
  if (account.marked !== "" && !isService && (person || named.none)) found.add("markedLogin");
  if (/\p{L}\s*[&/+]\s*\p{L}|\p{L} (und|and|et|y|och|og) \p{Lu}/u.test(account.displayName)) found.add("severalNames");
  if (account.factorPhones >= 3) found.add("manyPhones");
  if (account.factorDevices >= 5) found.add("manyDevices");

  if (person) {
    if (account.givenName !== "" && account.familyName !== "") found.add("fullName");
    else found.add("shownName");
    if (derived) found.add("loginIsName");
    else if (login.core !== "" && !/\d{3}/.test(login.core) && !found.has("fullName") && !found.has("markedLogin")) found.add("otherLogin");
  } else if (name.given !== null || name.family !== null) {
    if (!named.functional && !isStranger) found.add("someName");
  } else {
    found.add("nameless");
    if (loginMeaning === 0 && login.words.length === 2 && login.words.every((word) => /^[a-z]{2,}$/.test(word))) found.add("loginLikeName");
  }
  if (isStranger && !person) found.add(account.emails.length > 0 ? "strangeMailbox" : "strangeLogin");
  if (account.employeeNumber !== "") found.add("employee");
  if (account.manager !== "") found.add("manager");
  if (account.birthDate !== "") found.add("birth");
  if (account.streetAddress !== "" || account.postalCode !== "") found.add("home");
  if (account.hireDate !== "") found.add("hired");
  if (account.title !== "") found.add("job");
  if (account.phones.length > 0) found.add("phone");
  if (account.interactive !== "") found.add("prompt");
  else if (account.seen !== "" && account.tellsInteractive !== "" && !person) found.add("neverPrompt");
  if (account.passwordNeverExpires === "true") found.add("neverExpires");
  return weigh(found);
}

/** Guests and people of other companies are nobody whom HR knows. */
function isOutsider(account: AccountText): boolean {
  return /#ext#/i.test(account.userName) || /guest|external|partner|contractor|b2b|vendor/i.test(account.userType);
}

/** Whether a name is a full one, none, or that of a function. `employed`: it is a human's, whatever it means. */
function describeName(name: PersonName, employed: boolean, shown: number, isMadeOf: boolean): { full: boolean; none: boolean; functional: boolean } {
  const none = name.given === null && name.family === null;
  const full = name.given !== null && name.family !== null && !/\d/.test(name.given) && /^\D{2,}$/.test(name.family);
  const about = (word: string | null) => (word === null || (isMadeOf && ALSO_NAMES.includes(word)) ? 0 : meaning(word) & ~ADMIN);
  const [given, family] = [about(name.given), about(name.family)];
  // Ward, Press and Job are family names too: one such word beside a proper given name makes no function of a person.
  const functional =
    !employed &&
    ((shown & (SERVICE | AGENT | SOFT_AGENT | TEST | ACCOUNT)) !== 0 ||
      given !== 0 ||
      (family & ~SHARED) !== 0 ||
      name.parts.some((part) => about(part) !== 0) ||
      // Hattori (服部) is a family name; a department stands alone.
      ((name.given === null || name.given === name.family) && OFFICE.test(name.family ?? "")));
  return { full, none, functional };
}

/** Words for software that are names too, where the login is made of them. */
const ALSO_NAMES: readonly string[] = ["ai", "ki", "jenkins", "job", "bot"];

/** Departments, rooms and desks as Chinese and Japanese directories write them. */
const OFFICE = /(部|課|科|室|係|受付|前台|共有|共享|会議|会议|総務|財務|财务|人事|行政)$/;

/** Whether a login holds its owner's names: jsmith, smith-j, john.smith2, johns. */
function loginFits(core: string, name: PersonName, strictly = false): boolean {
  if (name.given === null || name.family === null) return false;
  const letters = core.replace(/\d+$/, "");
  if (letters === name.given + name.family || letters === name.given.slice(0, 1) + name.family) return true;
  const key = nameKey(letters);
  const [given, family] = [nameKey(name.given), nameKey(name.family)];
  if (key === "" || given === "" || family === "") return false;
  const [g, f] = [given.slice(0, 1), family.slice(0, 1)];
  const forms = [given + family, family + given, g + family, family + g, given + f, f + given];
  if (forms.includes(key)) return true;
  // barker holds an a too, but not for Anna: behind a mark, the whole of the name has to be there.
  if (strictly) return false;
  return family.length > 3 && key.includes(family.slice(0, 6)) && key.includes(g) && key.length <= given.length + family.length + 2;
}

function markAdmin(
  found: Found,
  login: LoginName,
  shown: readonly string[],
  name: PersonName,
  loginMeaning: number,
  shownMeaning: number,
  isPerson: boolean,
  marked: boolean,
): void {
  const named = name.given !== null && name.family !== null;
  const others = login.words.filter((word) => !(meaning(word) & ADMIN));
  const [first = "", second = ""] = login.words;
  if (loginMeaning & ADMIN && login.words.length > 1) {
    const person =
      others.length > 0 && others.every((word) => meaning(word) === 0) && others.some((word) => /^\p{L}{3,}\d*$|^\p{L}{0,2}\d{4,}$/u.test(word));
    if (person) found.add("adminLogin");
    else if (others.every((word) => meaning(word) !== 0 || word.length < 3)) found.add("bareAdmin");
  } else if (loginMeaning & ADMIN) found.add("bareAdmin");
  const glued = login.text.includes("adm") ? ADMIN_GLUED.exec(login.text) : null;
  if (glued !== null && named) {
    const rest = nameKey(glued[1] ?? glued[2] ?? "");
    if (rest.includes(nameKey(name.family ?? "").slice(0, 5))) found.add("adminLogin");
  }
  // a-jsmith is John Smith's admin account; a.smith is Alice Smith, and ga-young.song Ga-young Song.
  const isInitial = first.length > 1 && name.given?.startsWith(first) === true;
  // Other houses mark contractors so: there x-jsmith is nobody's second account.
  const isBeside = /^[axpz][-_]/.test(login.text) ? first === "a" || marked : true;
  if (isPerson && isBeside && SHORT_MARK.test(login.text) && !isInitial && second.length > 2 && loginFits(login.words.slice(1).join(""), name, true))
    found.add("adminLogin");
  if (isPerson && SHORT_MARK_BEHIND.test(login.text) && loginFits(login.words.slice(0, -1).join(""), name, true)) found.add("adminLogin");
  if (shownMeaning & ADMIN && shown.length > 2 && isPerson) found.add("adminTitle");
}

/** Judgements by the signs that they rest on: a million accounts have a few thousand sets of them. */
const judgements = new Map<number, Judgement>();

function weigh(found: Found): Judgement {
  const known = judgements.get(found.key);
  if (known !== undefined) return known;
  const judgement = weighAnew(found.names);
  remember(judgements, found.key, judgement);
  return judgement;
}

function weighAnew(found: readonly SignalName[]): Judgement {
  const sums = new Map<Kind, number>();
  for (const name of found) {
    const { kind, weight } = CATALOGUE[name];
    sums.set(kind, (sums.get(kind) ?? 0) + weight);
  }
  // A second account is its owner's: what speaks for a human speaks for it too, and neither its names nor its owner's number against it.
  if (sums.has("admin")) sums.set("admin", (sums.get("admin") ?? 0) + (sums.get("human") ?? 0));
  if (sums.has("guest")) sums.set("guest", (sums.get("guest") ?? 0) + (sums.get("human") ?? 0));
  let kind: Kind = "unknown";
  let best = 1;
  for (const candidate of KINDS) {
    const sum = sums.get(candidate) ?? 0;
    if (sum > best) {
      best = sum;
      kind = candidate;
    }
  }
  if (kind === "unknown") return { kind, confidence: 0.5, signals: [] };
  let total = 2 ** (1 - best);
  for (const [candidate, sum] of sums)
    if (candidate !== kind && !(candidate === "human" && (kind === "admin" || kind === "guest"))) total += 2 ** (sum - best);
  const signals = found.filter(
    (name) => CATALOGUE[name].kind === kind || (CATALOGUE[name].kind === "human" && (kind === "admin" || kind === "guest")),
  );
  return {
    kind,
    // Signs are never certainty, however they are rounded.
    confidence: Math.min(0.999, Math.round((1 / (1 + total)) * 1000) / 1000),
    signals: signals.sort((a, b) => CATALOGUE[b].weight - CATALOGUE[a].weight || (a < b ? -1 : 1)).map((name) => NUMBER.get(name) ?? 0),
  };
}
