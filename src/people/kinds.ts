import type { AccountText } from "./accounts.js";
import type { LoginName, PersonName } from "./names.js";
import { nameKey, remember, words } from "./text.js";
import { ADMIN_WORDS, AGENT_WORDS, SERVICE_WORDS, SHARED_WORDS, TEST_WORDS } from "./words.js";

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
  calledAgent: signal("agent", 12, "the directory calls it an agent"),
  calledService: signal("service", 12, "the directory calls it an application or service"),
  client: signal("service", 12, "it has an OAuth client id"),
  machine: signal("service", 10, "the login ends in $, as those of machines and managed services do"),
  sharedMailbox: signal("shared", 12, "its mailbox is shared, or a room's"),
  serviceLogin: signal("service", 6, "the login begins or ends like a service's"),
  serviceWord: signal("service", 4, "the login holds a word for software"),
  serviceTitle: signal("service", 3.5, "the display name holds a word for software"),
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
  adminLogin: signal("admin", 9, "the login marks a second, privileged account of a person"),
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

const MEANINGS = new Map<string, number>();
for (const [list, meaning] of [
  [SERVICE_WORDS, SERVICE],
  [AGENT_WORDS, AGENT],
  [SHARED_WORDS, SHARED],
  [TEST_WORDS, TEST],
  [ADMIN_WORDS, ADMIN],
] as const)
  for (const word of list) MEANINGS.set(word, (MEANINGS.get(word) ?? 0) | meaning);

/** What a word means as part of an account's name; digits at its end count for nothing. */
function meaning(word: string): number {
  const known = MEANINGS.get(word);
  if (known !== undefined) return known;
  const last = word.charCodeAt(word.length - 1);
  return last >= 48 && last <= 57 ? (MEANINGS.get(word.replace(/\d+$/, "")) ?? 0) : 0;
}

const SERVICE_ENDS =
  /^(svc|srv|sa|svcacct|service|app|api|bot|job|sys)[-_.]|^(svc|srv)\d*[a-z]{3}|[-_.](svc|srv|sa|service|bot|app|api|daemon|sync)\d*$|[a-z]{3}svc\d*$|^(sync|msol|aad|krbtgt|healthmailbox|systemmailbox)_?/;
const ADMIN_GLUED = /^(?:adm|admin)([a-z]{4,})$|^([a-z]{4,}?)(?:adm|admin)$/;

const STATED = new Map(KINDS.map((kind): [Kind, Judgement] => [kind, { kind, confidence: 1, signals: [] }]));

/** The kind of an account. What the source states wins; otherwise the kind whose signs weigh most. */
export function judge(account: AccountText, name: PersonName, login: LoginName): Judgement {
  if ((KINDS as readonly string[]).includes(account.kind)) return STATED.get(account.kind as Kind) as Judgement;
  const found = FOUND.clear();
  const shown = account.displayName === "" ? [] : words(account.displayName).split(" ");
  const named = describeName(name);
  const person = named.full && !named.functional;

  const type = account.userType.toLowerCase();
  if (/^(guest|external|externaluser|b2b)$/.test(type)) found.add("calledGuest");
  if (/#ext#/i.test(account.userName)) found.add("invited");
  if (/agent/.test(type)) found.add("calledAgent");
  if (
    /^(application|service|serviceprincipal|service principal|managedidentity|legacy|socialidp|app|workload|robot|bot|system|service account|serviceaccount|client)$/.test(
      type,
    )
  )
    found.add("calledService");
  if (account.clientId !== "") found.add("client");
  if (account.userName.endsWith("$")) found.add("machine");
  if (/^(shared|room|equipment)/.test(account.mailbox.toLowerCase())) found.add("sharedMailbox");

  let loginMeaning = 0;
  for (const word of login.words) loginMeaning |= meaning(word);
  let shownMeaning = 0;
  for (const word of shown) shownMeaning |= meaning(word);
  const derived = loginFits(login.core, name);

  if (!derived) {
    if (SERVICE_ENDS.test(login.text)) found.add("serviceLogin");
    else if (loginMeaning & SERVICE) found.add("serviceWord");
    if (loginMeaning & AGENT) found.add("agentLogin");
    if (loginMeaning & TEST || /^test\d*|test(user|account|er)?\d*$/.test(login.text)) found.add("testLogin");
    if (loginMeaning & SHARED && !(loginMeaning & ADMIN))
      found.add(login.words.every((word) => meaning(word) !== 0 || word.length < 3 || /^\d+$/.test(word)) ? "sharedLogin" : "sharedWord");
  }
  if (!person || !derived) {
    if (shownMeaning & SERVICE) found.add("serviceTitle");
    if (shownMeaning & AGENT) found.add("agentTitle");
    if (shownMeaning & TEST) found.add("testTitle");
    if (shownMeaning & SHARED && !(shownMeaning & ADMIN && named.full)) found.add("sharedTitle");
  }
  markAdmin(found, login, shown, name, loginMeaning, shownMeaning);
  if (/\p{L}\s*[&/+]\s*\p{L}|\p{L} (und|and|et|y|och|og) \p{Lu}/u.test(account.displayName)) found.add("severalNames");
  if (account.factorPhones >= 3) found.add("manyPhones");
  if (account.factorDevices >= 5) found.add("manyDevices");

  if (person) {
    if (account.givenName !== "" && account.familyName !== "") found.add("fullName");
    else found.add("shownName");
    if (derived) found.add("loginIsName");
  } else if (name.given !== null || name.family !== null) {
    if (!named.functional) found.add("someName");
  } else {
    found.add("nameless");
    if (loginMeaning === 0 && login.words.length === 2 && login.words.every((word) => /^[a-z]{2,}$/.test(word))) found.add("loginLikeName");
  }
  if (account.employeeNumber !== "") found.add("employee");
  if (account.manager !== "") found.add("manager");
  if (account.birthDate !== "") found.add("birth");
  if (account.streetAddress !== "" || account.postalCode !== "") found.add("home");
  if (account.hireDate !== "") found.add("hired");
  if (account.title !== "") found.add("job");
  if (account.phones.length > 0) found.add("phone");
  if (account.interactive !== "") found.add("prompt");
  else if (account.seen !== "" && !person) found.add("neverPrompt");
  if (account.passwordNeverExpires === "true") found.add("neverExpires");
  return weigh(found);
}

function describeName(name: PersonName): { full: boolean; functional: boolean } {
  const full = name.given !== null && name.family !== null && /^\D{1,}$/.test(name.given) && /^\D{2,}$/.test(name.family);
  const about = (word: string | null) => (word === null ? 0 : meaning(word));
  const [given, family] = [about(name.given), about(name.family)];
  // Ward, Press and Bot are family names too: one such word beside a proper given name makes no function of a person.
  const functional =
    (given !== 0 && family !== 0) || given !== 0 || name.parts.some((part) => meaning(part) !== 0) || (family & (TEST | AGENT)) !== 0;
  return { full, functional };
}

/** Whether a login holds its owner's names: jsmith, smith-j, john.smith2, johns. */
function loginFits(core: string, name: PersonName): boolean {
  if (name.given === null || name.family === null) return false;
  const letters = core.replace(/\d+$/, "");
  if (letters === name.given + name.family || letters === name.given.slice(0, 1) + name.family) return true;
  const key = nameKey(letters);
  const [given, family] = [nameKey(name.given), nameKey(name.family)];
  if (key === "" || given === "" || family === "") return false;
  const [g, f] = [given.slice(0, 1), family.slice(0, 1)];
  const forms = [given + family, family + given, g + family, family + g, given + f, f + given];
  if (forms.includes(key)) return true;
  return family.length > 3 && key.includes(family.slice(0, 6)) && key.includes(g) && key.length <= given.length + family.length + 2;
}

function markAdmin(found: Found, login: LoginName, shown: readonly string[], name: PersonName, loginMeaning: number, shownMeaning: number): void {
  const named = name.given !== null && name.family !== null;
  const others = login.words.filter((word) => !(meaning(word) & ADMIN));
  const [first = "", second = ""] = login.words;
  const last = login.words.at(-1) ?? "";
  if (loginMeaning & ADMIN && login.words.length > 1) {
    const person = others.length > 0 && others.every((word) => meaning(word) === 0) && others.some((word) => /^\p{L}{3,}\d*$/u.test(word));
    if (person) found.add("adminLogin");
    else if (others.every((word) => meaning(word) !== 0 || word.length < 3)) found.add("bareAdmin");
  } else if (loginMeaning & ADMIN) found.add("bareAdmin");
  const glued = login.text.includes("adm") ? ADMIN_GLUED.exec(login.text) : null;
  if (glued !== null && named) {
    const rest = nameKey(glued[1] ?? glued[2] ?? "");
    if (rest.includes(nameKey(name.family ?? "").slice(0, 5))) found.add("adminLogin");
  }
  // a-jsmith is John Smith's admin account; a.smith is Alice Smith.
  if (named && login.words.length > 1 && /^(a|x|p|z|da|sa|t\d)$/.test(first) && loginFits(login.words.slice(1).join(""), name) && second.length > 2)
    found.add("adminLogin");
  if (named && login.words.length > 1 && /^(a|da|t\d|adm)$/.test(last) && loginFits(login.words.slice(0, -1).join(""), name)) found.add("adminLogin");
  if (shownMeaning & ADMIN && shown.length > 2 && named) found.add("adminTitle");
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
    confidence: Math.round((1 / (1 + total)) * 1000) / 1000,
    signals: signals.sort((a, b) => CATALOGUE[b].weight - CATALOGUE[a].weight || (a < b ? -1 : 1)).map((name) => NUMBER.get(name) ?? 0),
  };
}
