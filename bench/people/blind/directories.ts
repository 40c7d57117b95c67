import type { Row } from "../../../src/inventory/tables.js";
import { Random } from "../random.js";
import type { LabelledSet } from "../records.js";
import { adminNames, cloudAdmin } from "./admins.js";
import { type CompanyOptions, drawCompany, Logins, loginBy, loginParts, type Person } from "./company.js";
import { drawName } from "./cultures.js";
import { daysAgo, digits, immutableId, randomId, weighted } from "./draw.js";
import { drawOther, type Other } from "./others.js";
import { slip } from "./slips.js";

interface Shown {
  readonly given: string;
  readonly family: string;
  readonly middle?: string;
}

/** Shares that hold in all directories; ours, from what such exports usually look like. */
const SYNCED_LEAVERS = 0.6;
const GUESTS = 0.09;
const SERVICES = 0.07;
const SHARED = 0.045;
const TESTS = 0.01;
const AGENTS = 0.012;

const PARTNERS = [
  "fabrikam.example",
  "alpine-audit.example",
  "lawfirm-bsl.example",
  "gmail.com",
  "outlook.com",
  "datapartner.example",
  "web.de",
  "bigfour.example",
  "werbehaus.example",
];

/** The accounts of one made-up company in its directories: human resources, Active Directory, Entra, Okta and the bought company's LDAP. */
export function blindDirectories(options: CompanyOptions): LabelledSet {
  return new Directories(options).build();
}

class Directories {
  readonly #random: Random;
  readonly #accounts: Row[] = [];
  readonly #truth = new Map<string, { person: string | null; kind: string }>();
  readonly #mail = new Logins();
  readonly #oldMail = new Logins();
  readonly #logins = new Logins();
  readonly #oldLogins = new Logins();
  /** Account ids of people by source, for managers. */
  readonly #ids = new Map<string, string>();
  readonly #habit: number;

  readonly options: CompanyOptions;

  constructor(options: CompanyOptions) {
    this.options = options;
    this.#random = new Random(options.seed);
    this.#habit = this.#random.between(0, 20);
  }

  build(): LabelledSet {
    const people = drawCompany(this.#random, this.options);
    for (const person of people) this.#person(person);
    const count = people.length;
    for (let i = 0; i < count * GUESTS; i++) this.#guest(i, people);
    const kinds: readonly (readonly [Other["kind"], number])[] = [
      ["service", SERVICES],
      ["shared", SHARED],
      ["test", TESTS],
      ["agent", AGENTS],
    ];
    for (const [kind, share] of kinds) for (let i = 0; i < count * share; i++) this.#other(kind);
    return { name: this.options.name, accounts: this.#random.shuffle(this.#accounts), truth: this.#truth };
  }

  #add(source: string, kind: string, person: string | null, fields: Row): void {
    const id = String(fields["id"]);
    this.#accounts.push({ source, ...fields });
    this.#truth.set(`${source}/${id}`, { person, kind });
  }

  #may<T>(share: number, value: T): T | null {
    return this.#random.chance(share) ? value : null;
  }

  #person(person: Person): void {
    const { options } = this;
    const random = this.#random;
    const legal = {
      given: person.name.given,
      family: person.name.family,
      ...(person.name.middle === undefined ? {} : { middle: person.name.middle }),
    };
    const used = this.#used(person);
    const local = this.#mailLocal(used, person);
    const mail = `${local}@${options.domain}`;
    const old = person.bought ? `${this.#oldMail.take(this.#local(used, person))}@${options.bought}` : undefined;
    this.#hr(person, legal, mail, old);
    const login = this.#logins.take(this.#contractorLogin(person, loginBy(options.logins[0], used.given, used.family, person)));
    const inDirectory = random.chance(person.left === undefined ? 0.97 : 0.75);
    const guid = randomId(random);
    const enabled = person.left === undefined || random.chance(0.04);
    if (inDirectory) this.#ad(person, used, { login, guid, mail, old, enabled });
    if (inDirectory && (enabled || random.chance(SYNCED_LEAVERS))) this.#entra(person, used, { login, guid, mail, old, enabled, synced: true });
    if (random.chance(0.008)) this.#entra(person, this.#used(person), { login, guid: randomId(random), mail, old, enabled: true, synced: false });
    if (random.chance(enabled ? 0.92 : 0.3))
      this.#okta(person, random.chance(0.55) ? legal : used, { mail, old, enabled, guid: inDirectory ? guid : undefined });
    if (random.chance(0.01))
      this.#okta(person, this.#used(person), {
        mail: old ?? `${login}@${options.domain}`,
        old: undefined,
        enabled: random.chance(0.5),
        guid: undefined,
      });
    if (person.formerFamily !== undefined && random.chance(0.15)) this.#beforeMarriage(person, used);
    if (old !== undefined) this.#ldap(person, old);
    for (let i = 0; i < person.admin && enabled; i++) this.#admin(person, used, login, i);
  }

  /** The name by which the company's own directory knows somebody, which is not always what the passport says. */
  #used(person: Person): Shown {
    const random = this.#random;
    const { name } = person;
    const spelled = name.otherwise !== undefined && random.chance(0.35) ? name.otherwise : name;
    let given = name.nick !== undefined && random.chance(0.6) ? name.nick : spelled.given;
    let family = spelled.family;
    if (person.formerFamily !== undefined && random.chance(0.45)) family = person.formerFamily;
    if (name.culture === "es" && random.chance(0.6)) family = family.split(" ")[0] ?? family;
    if (name.culture === "pt" && random.chance(0.6)) family = family.split(" ").at(-1) ?? family;
    if (name.culture === "es" && random.chance(0.7)) given = given.split(" ")[0] ?? given;
    if (person.formerFamily !== undefined && family !== person.formerFamily && name.culture === "de" && random.chance(0.2))
      family = `${family}-${person.formerFamily}`;
    return { given, family };
  }

  #local(shown: Shown, person: Person): string {
    const { first, last } = loginParts(shown.given, shown.family, person.name.culture);
    return `${first}.${last}`;
  }

  #mailLocal(shown: Shown, person: Person): string {
    const plain = this.#local(shown, person);
    if (person.role !== "contractor") return this.#mail.take(plain);
    return this.#mail.take([`${plain}.ext`, `ext.${plain}`, `${plain}.contractor`, plain][this.#habit % 4] ?? plain);
  }

  #contractorLogin(person: Person, login: string): string {
    if (person.role !== "contractor" || this.#random.chance(0.15)) return login;
    return [`x.${login}`, `c-${login}`, `${login}.ext`, `v-${login}`, `ext_${login}`][this.#habit % 5] ?? login;
  }

  /** An employee number as a directory writes it. */
  #number(directory: 0 | 1 | 2, number: string): string {
    const form = this.options.numbers[directory];
    return form.replace("0000000", number.padStart(7, "0")).replace("#", number);
  }

  #phones(person: Person, mobileShare: number): readonly string[] | null {
    const random = this.#random;
    const phones: string[] = [];
    if (person.extension !== undefined && random.chance(0.85)) phones.push(this.#written(`${person.site.trunk}${person.extension}`));
    if (person.mobile !== undefined && random.chance(mobileShare)) phones.push(this.#written(person.mobile));
    return phones.length > 0 ? phones : null;
  }

  /** One phone number is written in as many ways as there are clerks. */
  #written(phone: string): string {
    const national = phone.replace(/^\+\d\d ?/, "0");
    return weighted(this.#random, { a: 6, b: 2, c: 1, d: 1 }) === "a"
      ? phone
      : this.#random.pick([phone.replaceAll(" ", ""), national, phone.replace("+", "00"), phone.replace("-", " ")]);
  }

  #manager(source: string, person: Person): string | null {
    const id = person.boss === undefined ? undefined : this.#ids.get(`${source}/${person.boss.id}`);
    return id === undefined ? null : this.#may(0.9, id);
  }

  #hr(person: Person, legal: Shown, mail: string, old: string | undefined): void {
    const random = this.#random;
    const { name } = person;
    if (person.role === "contractor" && random.chance(0.6)) return;
    const records = person.earlierNumber === undefined ? [person.number] : [person.earlierNumber, person.number];
    for (const [index, number] of records.entries()) {
      const earlier = records.length > 1 && index === 0;
      const id = `${100_000 + this.#accounts.length}`;
      if (!earlier) this.#ids.set(`hr/${person.id}`, id);
      // Where a local office keeps the records, it keeps them in its own script.
      const native = name.native !== undefined && random.chance(0.12) ? name.native : undefined;
      const family = earlier && person.formerFamily !== undefined ? person.formerFamily : (native?.family ?? legal.family);
      const given = native?.given ?? legal.given;
      const left = earlier ? daysAgo(random, 3000, 4000) : person.left;
      this.#add("hr", "human", person.id, {
        id,
        displayName: this.#may(0.8, `${family}, ${given}`),
        givenName: given,
        middleName: legal.middle ?? null,
        familyName: person.suffix !== undefined && random.chance(0.5) ? `${family} ${person.suffix}` : family,
        nickName: name.nick === undefined ? null : this.#may(0.25, name.nick),
        emails: earlier ? null : this.#may(this.options.anchors > 0.5 ? 0.85 : 0.35, [old !== undefined && random.chance(0.3) ? old : mail]),
        phoneNumbers: random.chance(0.35)
          ? [this.#written(random.chance(0.5) && person.mobile !== undefined ? person.mobile : person.home.phone)]
          : this.#phones(person, 0.3),
        employeeNumber: number === undefined ? null : this.#number(0, number),
        department: this.#may(0.95, person.department),
        title: this.#may(0.9, person.title),
        organization: person.agency ?? null,
        manager: this.#manager("hr", person),
        userType: person.role === "contractor" ? "Contractor" : "Employee",
        active: left === undefined,
        hireDate: earlier ? daysAgo(random, 4001, 6000) : person.hired,
        leaveDate: left ?? null,
        birthDate: this.#may(this.options.anchors > 0.5 ? 0.6 : 0.4, person.born),
        streetAddress: this.#may(0.4, person.home.street),
        locality: this.#may(0.7, person.home.town),
        postalCode: this.#may(0.4, person.home.postal),
        country: this.#may(0.8, person.site.country),
      });
    }
  }

  #ad(person: Person, shown: Shown, at: { login: string; guid: string; mail: string; old: string | undefined; enabled: boolean }): void {
    const random = this.#random;
    this.#ids.set(`ad/${person.id}`, at.guid);
    const reversed = this.#habit % 2 === 0;
    const mark = person.role === "contractor" && random.chance(0.5) ? " (ext)" : "";
    const suffix = person.suffix !== undefined && random.chance(0.5) ? ` ${person.suffix}` : "";
    this.#add("ad", "human", person.id, {
      id: at.guid,
      userName: at.login,
      displayName: `${reversed ? `${shown.family}${suffix}, ${shown.given}` : `${shown.given} ${shown.family}${suffix}`}${mark}`,
      givenName: this.#may(0.96, shown.given),
      familyName: this.#may(0.97, shown.family),
      emails: this.#may(this.options.anchors > 0.5 ? 0.94 : 0.75, at.old !== undefined && random.chance(0.5) ? [at.mail, at.old] : [at.mail]),
      phoneNumbers: this.#phones(person, 0.4),
      employeeNumber: person.number === undefined ? null : this.#may(this.options.anchors * 0.95, this.#number(1, person.number)),
      department: this.#may(0.85, person.department),
      title: this.#may(0.75, person.title),
      organization: person.agency === undefined ? null : this.#may(0.5, person.agency),
      manager: this.#manager("ad", person),
      active: at.enabled,
      created: new Date(person.hired.getTime() - 86_400_000 * random.between(0, 20)),
      lastSignIn: at.enabled ? this.#may(0.95, daysAgo(random, 0, 40)) : (person.left ?? null),
      passwordNeverExpires: random.chance(0.02),
      locality: this.#may(0.6, person.site.town),
      country: this.#may(0.5, person.site.country),
      onPremisesId: this.options.statesImmutableId ? immutableId(at.guid) : null,
    });
  }

  #entra(
    person: Person,
    shown: Shown,
    at: { login: string; guid: string; mail: string; old: string | undefined; enabled: boolean; synced: boolean },
  ): void {
    const random = this.#random;
    const id = randomId(random);
    const tied = at.synced && random.chance(Math.min(1, this.options.anchors + 0.1));
    if (at.synced) this.#ids.set(`entra/${person.id}`, id);
    const [local = ""] = at.mail.split("@");
    this.#add("entra", "human", person.id, {
      id,
      userName: at.synced ? at.mail : `${local}@${this.options.tenant}.onmicrosoft.com`,
      displayName: this.#habit % 2 === 0 ? `${shown.family}, ${shown.given}` : `${shown.given} ${shown.family}`,
      givenName: this.#may(0.95, shown.given),
      familyName: this.#may(0.96, shown.family),
      emails: at.synced ? this.#may(0.95, at.old !== undefined && random.chance(0.4) ? [at.mail, at.old] : [at.mail]) : null,
      phoneNumbers: at.synced ? this.#phones(person, 0.4) : null,
      employeeNumber: person.number === undefined || !at.synced ? null : this.#may(this.options.anchors * 0.65, this.#number(1, person.number)),
      department: this.#may(0.8, person.department),
      title: this.#may(0.7, person.title),
      manager: this.#manager("entra", person),
      userType: "Member",
      active: at.enabled,
      created: new Date(person.hired.getTime() + 86_400_000),
      lastSignIn: at.enabled ? this.#may(0.9, daysAgo(random, 0, 30)) : null,
      lastInteractiveSignIn: at.enabled ? this.#may(0.85, daysAgo(random, 0, 60)) : null,
      locality: this.#may(0.5, person.site.town),
      country: this.#may(0.5, person.site.country),
      onPremisesId: tied ? immutableId(at.guid) : null,
      synced: at.synced,
      mfa: this.#may(0.9, random.pick(["weak", "strong", "strong", "none"])),
    });
  }

  #okta(person: Person, shown: Shown, at: { mail: string; old: string | undefined; enabled: boolean; guid: string | undefined }): void {
    const random = this.#random;
    const id = `00u${digits(random, 6)}${randomId(random).slice(0, 8)}`;
    if (!this.#ids.has(`okta/${person.id}`)) this.#ids.set(`okta/${person.id}`, id);
    const given = shown.middle !== undefined && random.chance(0.1) ? `${shown.given} ${shown.middle}` : shown.given;
    this.#add("okta", "human", person.id, {
      id,
      userName: at.mail,
      displayName: this.#may(0.6, `${given} ${shown.family}`),
      givenName: given,
      familyName: shown.family,
      emails: this.options.anchors > 0.5 || random.chance(0.8) ? [at.mail, ...(at.old !== undefined && random.chance(0.2) ? [at.old] : [])] : null,
      phoneNumbers: person.mobile === undefined ? null : this.#may(0.45, [this.#written(person.mobile)]),
      employeeNumber: person.number === undefined ? null : this.#may(this.options.anchors * 0.8, this.#number(2, person.number)),
      department: this.#may(0.7, person.department),
      title: this.#may(0.6, person.title),
      organization: person.agency === undefined ? null : this.#may(0.6, person.agency),
      manager: null,
      userType: this.#may(0.5, person.role === "contractor" ? "contractor" : "employee"),
      active: at.enabled,
      created: new Date(person.hired.getTime() + 86_400_000 * random.between(0, 30)),
      lastSignIn: at.enabled ? this.#may(0.9, daysAgo(random, 0, 60)) : null,
      onPremisesId: at.guid === undefined ? null : this.#may(this.options.anchors * 0.5, immutableId(at.guid)),
      status: at.enabled ? "ACTIVE" : "DEPROVISIONED",
    });
  }

  /** The account from before the new name, which nobody closed. */
  #beforeMarriage(person: Person, used: Shown): void {
    const former = { given: used.given, family: person.formerFamily ?? used.family };
    const login = this.#logins.take(loginBy(this.options.logins[0], former.given, former.family, person));
    const mail = `${this.#mail.take(this.#local(former, person))}@${this.options.domain}`;
    this.#ad(person, former, { login, guid: randomId(this.#random), mail, old: undefined, enabled: this.#random.chance(0.3) });
  }

  #ldap(person: Person, old: string): void {
    const random = this.#random;
    const used = this.#used(person);
    const shown = random.chance(0.015) ? { given: used.given, family: slip(random, used.family) } : used;
    const uid = this.#oldLogins.take(loginBy(this.options.logins[1], shown.given, shown.family, person));
    const full = random.chance(0.8);
    this.#ids.set(`ldap/${person.id}`, uid);
    this.#add("ldap", "human", person.id, {
      id: uid,
      userName: uid,
      displayName: `${shown.given} ${shown.family}`,
      givenName: full ? shown.given : null,
      familyName: shown.family,
      emails: this.#may(0.9, [old]),
      phoneNumbers: this.#phones(person, 0.3),
      employeeNumber: this.#may(0.4, `B-${String(1000 + Number(person.id.slice(1)) * 3).slice(-6)}`),
      title: this.#may(0.4, person.title),
      department: this.#may(0.3, person.department),
      manager: this.#manager("ldap", person),
      active: this.#may(0.7, person.left === undefined || random.chance(0.3)),
      created: this.#may(0.8, person.hired),
      locality: this.#may(0.3, person.site.town),
    });
  }

  #admin(person: Person, used: Shown, login: string, index: number): void {
    const { options } = this;
    const random = this.#random;
    const { first, last } = loginParts(used.given, used.family, person.name.culture);
    const owner = { login, given: used.given, family: used.family, first, last };
    if (index === 1 && random.chance(0.7)) {
      const names = cloudAdmin(random, owner, options.tenant, this.#habit);
      this.#add("entra", "admin", person.id, {
        id: randomId(random),
        userName: names.login,
        displayName: names.display,
        givenName: this.#may(0.4, used.given),
        familyName: this.#may(0.4, used.family),
        userType: "Member",
        active: true,
        synced: false,
        created: daysAgo(random, 30, 1500),
        lastSignIn: this.#may(0.8, daysAgo(random, 0, 90)),
        mfa: this.#may(0.9, random.pick(["strong", "phishing-resistant"])),
      });
      return;
    }
    const style = options.admins[random.chance(0.8) ? 0 : options.admins.length - 1] ?? "adm-";
    const names = adminNames(random, style, owner, this.#habit);
    const id = randomId(random);
    const fields: Row = {
      displayName: names.display,
      givenName: this.#may(0.6, used.given),
      familyName: this.#may(0.6, used.family),
      employeeNumber: person.number === undefined ? null : this.#may(options.anchors * 0.3, this.#number(1, person.number)),
      department: this.#may(0.2, person.department),
      active: true,
      created: daysAgo(random, 30, 2500),
      lastSignIn: this.#may(0.9, daysAgo(random, 0, 90)),
    };
    const taken = this.#logins.take(names.login);
    this.#add("ad", "admin", person.id, {
      id,
      userName: taken,
      ...fields,
      manager: this.#may(0.3, this.#ids.get(`ad/${person.id}`) ?? null),
      onPremisesId: options.statesImmutableId ? immutableId(id) : null,
    });
    if (random.chance(0.3))
      this.#add("entra", "admin", person.id, {
        id: randomId(random),
        userName: `${taken}@${options.domain}`,
        ...fields,
        userType: "Member",
        synced: true,
        onPremisesId: immutableId(id),
      });
  }

  #guest(index: number, people: readonly Person[]): void {
    const { options } = this;
    const random = this.#random;
    const insider = random.chance(0.1) ? random.pick(people) : undefined;
    const culture = weighted(random, options.cultures);
    const name = insider?.name ?? drawName(random, culture);
    const { first, last } = loginParts(name.given, name.family, name.culture);
    const person = insider?.id ?? `g${index}`;
    const domain =
      insider === undefined
        ? random.pick(PARTNERS)
        : insider.agency === undefined
          ? random.pick(["gmail.com", "outlook.com"])
          : `${insider.agency.split(" ")[0]?.toLowerCase()}.example`;
    const local = /gmail|outlook|web/.test(domain)
      ? random.pick([`${first}.${last}`, `${first}${last}`, `${first}${last}${random.between(60, 99)}`, `${first.slice(0, 1)}${last}`])
      : `${first}.${last}`;
    const mails = [`${local}@${domain}`];
    if (insider === undefined && random.chance(0.03)) mails.push(`${first.slice(0, 1)}${last}@${domain}`);
    for (const mail of mails) {
      const id = randomId(random);
      const named = random.chance(0.55);
      const display = random.chance(0.85)
        ? random.pick([
            `${name.given} ${name.family}`,
            `${name.given} ${name.family}`,
            `${name.family}, ${name.given}`,
            `${name.given} ${name.family} (Guest)`,
          ])
        : local;
      this.#add("entra", "guest", person, {
        id,
        userName: `${mail.replace("@", "_")}#EXT#@${options.tenant}.onmicrosoft.com`,
        displayName: display,
        givenName: named ? name.given : null,
        familyName: named ? name.family : null,
        emails: this.#may(0.97, [mail]),
        organization: this.#may(0.2, domain.split(".")[0] ?? domain),
        userType: "Guest",
        active: random.chance(0.92),
        created: daysAgo(random, 10, 1800),
        lastSignIn: this.#may(0.5, daysAgo(random, 0, 700)),
        synced: false,
      });
    }
  }

  #other(kind: Other["kind"]): void {
    const { options } = this;
    const random = this.#random;
    const source = weighted(
      random,
      {
        service: { ad: 6, entra: 3, okta: 1, ldap: 1 },
        shared: { ad: 4, entra: 4, ldap: 1 },
        test: { ad: 4, entra: 2, okta: 2 },
        agent: { entra: 3, okta: 1 },
      }[kind],
    );
    const other = drawOther(random, kind, options.languages, source === "entra" || source === "okta");
    const login = this.#logins.take(other.login);
    const domain = source === "ldap" ? options.bought : options.domain;
    const cloud = source === "entra" || source === "okta";
    const guid = randomId(random);
    const fields: Row = {
      displayName: other.display ?? null,
      givenName: other.given ?? null,
      familyName: other.family ?? null,
      emails: other.mail === true && other.application !== true ? [`${login}@${domain}`] : null,
      department: this.#may(kind === "shared" ? 0.3 : 0.1, "IT"),
      active: random.chance(0.93),
      created: daysAgo(random, 30, 4000),
      lastSignIn: this.#may(0.6, daysAgo(random, 0, 200)),
      passwordNeverExpires: cloud ? null : random.chance(kind === "service" ? 0.75 : 0.4),
      mailbox: other.mailbox ?? null,
    };
    if (other.application === true) {
      const client = randomId(random);
      this.#add(source, kind, null, {
        id: guid,
        ...fields,
        userName: client,
        clientId: client,
        publisher: this.#may(0.4, other.display ?? null),
        passwordNeverExpires: null,
      });
      return;
    }
    const phones = kind === "shared" && random.chance(0.4) ? [`${random.pick(["+44 20", "+49 89"])} ${digits(random, 4)}-0`] : null;
    const userName = source === "ad" || source === "ldap" ? login : `${login}@${random.chance(0.2) ? `${options.tenant}.onmicrosoft.com` : domain}`;
    this.#add(source, kind, null, {
      id: source === "ldap" ? login : guid,
      userName,
      ...fields,
      phoneNumbers: phones,
      onPremisesId: source === "ad" && options.statesImmutableId ? immutableId(guid) : null,
      ...(source === "entra" ? { userType: "Member" } : {}),
    });
    // Mailboxes and many services are synchronised with the rest.
    if (source === "ad" && random.chance(0.4))
      this.#add("entra", kind, null, {
        id: randomId(random),
        userName: `${login}@${domain}`,
        ...fields,
        passwordNeverExpires: null,
        userType: "Member",
        phoneNumbers: phones,
        onPremisesId: immutableId(guid),
        synced: true,
      });
  }
}
