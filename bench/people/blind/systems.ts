import { loginBy, type Person } from "./company.js";
import type { Desk } from "./desk.js";
import { daysAgo, digits, immutableId, randomId } from "./draw.js";
import { slip } from "./slips.js";
import { type Shown, usedName } from "./usednames.js";

/** What an account is opened with. */
interface Opened {
  readonly login: string;
  readonly guid: string;
  readonly mail: string;
  /** The address of the bought company. */
  readonly old: string | undefined;
  readonly enabled: boolean;
}

type OktaOpened = Omit<Opened, "login" | "guid"> & { readonly guid: string | undefined };

/** The record of human resources: the name of the passport, the number, dates; two records for who came back under a new number. */
export function humanResources(desk: Desk, person: Person, legal: Shown, mail: string, old: string | undefined): void {
  const { random } = desk;
  const { name } = person;
  if (person.role === "contractor" && random.chance(0.6)) return;
  const records = person.earlierNumber === undefined ? [person.number] : [person.earlierNumber, person.number];
  for (const [index, number] of records.entries()) {
    const earlier = records.length > 1 && index === 0;
    const id = `${100_000 + desk.accounts.length}`;
    if (!earlier) desk.ids.set(`hr/${person.id}`, id);
    // Where a local office keeps the records, it keeps them in its own script.
    const native = name.native !== undefined && random.chance(0.12) ? name.native : undefined;
    const family = earlier && person.formerFamily !== undefined ? person.formerFamily : (native?.family ?? legal.family);
    const given = native?.given ?? legal.given;
    const left = earlier ? daysAgo(random, 3000, 4000) : person.left;
    desk.add("hr", "human", person.id, {
      id,
      displayName: desk.may(0.8, `${family}, ${given}`),
      givenName: given,
      middleName: legal.middle ?? null,
      familyName: person.suffix !== undefined && random.chance(0.5) ? `${family} ${person.suffix}` : family,
      nickName: name.nick === undefined ? null : desk.may(0.25, name.nick),
      emails: earlier ? null : desk.may(desk.options.anchors > 0.5 ? 0.85 : 0.35, [old !== undefined && random.chance(0.3) ? old : mail]),
      phoneNumbers: random.chance(0.35)
        ? [desk.written(random.chance(0.5) && person.mobile !== undefined ? person.mobile : person.home.phone)]
        : desk.phones(person, 0.3),
      employeeNumber: number === undefined ? null : desk.number(0, number),
      department: desk.may(0.95, person.department),
      title: desk.may(0.9, person.title),
      organization: person.agency ?? null,
      manager: desk.manager("hr", person),
      userType: person.role === "contractor" ? "Contractor" : "Employee",
      active: left === undefined,
      hireDate: earlier ? daysAgo(random, 4001, 6000) : person.hired,
      leaveDate: left ?? null,
      birthDate: desk.may(desk.options.anchors > 0.5 ? 0.6 : 0.4, person.born),
      streetAddress: desk.may(0.4, person.home.street),
      locality: desk.may(0.7, person.home.town),
      postalCode: desk.may(0.4, person.home.postal),
      country: desk.may(0.8, person.site.country),
    });
  }
}

/** The account in Active Directory, whose sign-in name is made of the name in use. */
export function activeDirectory(desk: Desk, person: Person, shown: Shown, at: Opened): void {
  const { random } = desk;
  desk.ids.set(`ad/${person.id}`, at.guid);
  const reversed = desk.habit % 2 === 0;
  const mark = person.role === "contractor" && random.chance(0.5) ? " (ext)" : "";
  const suffix = person.suffix !== undefined && random.chance(0.5) ? ` ${person.suffix}` : "";
  desk.add("ad", "human", person.id, {
    id: at.guid,
    userName: at.login,
    displayName: `${reversed ? `${shown.family}${suffix}, ${shown.given}` : `${shown.given} ${shown.family}${suffix}`}${mark}`,
    givenName: desk.may(0.96, shown.given),
    familyName: desk.may(0.97, shown.family),
    emails: desk.may(desk.options.anchors > 0.5 ? 0.94 : 0.75, at.old !== undefined && random.chance(0.5) ? [at.mail, at.old] : [at.mail]),
    phoneNumbers: desk.phones(person, 0.4),
    employeeNumber: person.number === undefined ? null : desk.may(desk.options.anchors * 0.95, desk.number(1, person.number)),
    department: desk.may(0.85, person.department),
    title: desk.may(0.75, person.title),
    organization: person.agency === undefined ? null : desk.may(0.5, person.agency),
    manager: desk.manager("ad", person),
    active: at.enabled,
    created: new Date(person.hired.getTime() - 86_400_000 * random.between(0, 20)),
    lastSignIn: at.enabled ? desk.may(0.95, daysAgo(random, 0, 40)) : (person.left ?? null),
    passwordNeverExpires: random.chance(0.02),
    locality: desk.may(0.6, person.site.town),
    country: desk.may(0.5, person.site.country),
    onPremisesId: desk.options.statesImmutableId ? immutableId(at.guid) : null,
  });
}

/** The account in Entra: synchronised, or made by hand beside the synchronised one. */
export function entra(desk: Desk, person: Person, shown: Shown, at: Opened & { readonly synced: boolean }): void {
  const { random } = desk;
  const id = randomId(random);
  const tied = at.synced && random.chance(Math.min(1, desk.options.anchors + 0.1));
  if (at.synced) desk.ids.set(`entra/${person.id}`, id);
  const [local = ""] = at.mail.split("@");
  desk.add("entra", "human", person.id, {
    id,
    userName: at.synced ? at.mail : `${local}@${desk.options.tenant}.onmicrosoft.com`,
    displayName: desk.habit % 2 === 0 ? `${shown.family}, ${shown.given}` : `${shown.given} ${shown.family}`,
    givenName: desk.may(0.95, shown.given),
    familyName: desk.may(0.96, shown.family),
    emails: at.synced ? desk.may(0.95, at.old !== undefined && random.chance(0.4) ? [at.mail, at.old] : [at.mail]) : null,
    phoneNumbers: at.synced ? desk.phones(person, 0.4) : null,
    employeeNumber: person.number === undefined || !at.synced ? null : desk.may(desk.options.anchors * 0.65, desk.number(1, person.number)),
    department: desk.may(0.8, person.department),
    title: desk.may(0.7, person.title),
    manager: desk.manager("entra", person),
    userType: "Member",
    active: at.enabled,
    created: new Date(person.hired.getTime() + 86_400_000),
    lastSignIn: at.enabled ? desk.may(0.9, daysAgo(random, 0, 30)) : null,
    lastInteractiveSignIn: at.enabled ? desk.may(0.85, daysAgo(random, 0, 60)) : null,
    locality: desk.may(0.5, person.site.town),
    country: desk.may(0.5, person.site.country),
    onPremisesId: tied ? immutableId(at.guid) : null,
    synced: at.synced,
    mfa: desk.may(0.9, random.pick(["weak", "strong", "strong", "none"])),
  });
}

/** The account in Okta, which human resources or the directory filled. */
export function okta(desk: Desk, person: Person, shown: Shown, at: OktaOpened): void {
  const { random } = desk;
  const id = `00u${digits(random, 6)}${randomId(random).slice(0, 8)}`;
  if (!desk.ids.has(`okta/${person.id}`)) desk.ids.set(`okta/${person.id}`, id);
  const given = shown.middle !== undefined && random.chance(0.1) ? `${shown.given} ${shown.middle}` : shown.given;
  desk.add("okta", "human", person.id, {
    id,
    userName: at.mail,
    displayName: desk.may(0.6, `${given} ${shown.family}`),
    givenName: given,
    familyName: shown.family,
    emails: desk.options.anchors > 0.5 || random.chance(0.8) ? [at.mail, ...(at.old !== undefined && random.chance(0.2) ? [at.old] : [])] : null,
    phoneNumbers: person.mobile === undefined ? null : desk.may(0.45, [desk.written(person.mobile)]),
    employeeNumber: person.number === undefined ? null : desk.may(desk.options.anchors * 0.8, desk.number(2, person.number)),
    department: desk.may(0.7, person.department),
    title: desk.may(0.6, person.title),
    organization: person.agency === undefined ? null : desk.may(0.6, person.agency),
    manager: null,
    userType: desk.may(0.5, person.role === "contractor" ? "contractor" : "employee"),
    active: at.enabled,
    created: new Date(person.hired.getTime() + 86_400_000 * random.between(0, 30)),
    lastSignIn: at.enabled ? desk.may(0.9, daysAgo(random, 0, 60)) : null,
    onPremisesId: at.guid === undefined ? null : desk.may(desk.options.anchors * 0.5, immutableId(at.guid)),
    status: at.enabled ? "ACTIVE" : "DEPROVISIONED",
  });
}

/** The account in the bought company's old directory: its own numbers, its own mail domain, kept by hand. */
export function ldap(desk: Desk, person: Person, old: string): void {
  const { random } = desk;
  const used = usedName(desk, person);
  const shown = random.chance(0.015) ? { given: used.given, family: slip(random, used.family) } : used;
  const uid = desk.oldLogins.take(loginBy(desk.options.logins[1], shown.given, shown.family, person));
  const full = random.chance(0.8);
  desk.ids.set(`ldap/${person.id}`, uid);
  desk.add("ldap", "human", person.id, {
    id: uid,
    userName: uid,
    displayName: `${shown.given} ${shown.family}`,
    givenName: full ? shown.given : null,
    familyName: shown.family,
    emails: desk.may(0.9, [old]),
    phoneNumbers: desk.phones(person, 0.3),
    employeeNumber: desk.may(0.4, `B-${String(1000 + Number(person.id.slice(1)) * 3).slice(-6)}`),
    title: desk.may(0.4, person.title),
    department: desk.may(0.3, person.department),
    manager: desk.manager("ldap", person),
    active: desk.may(0.7, person.left === undefined || random.chance(0.3)),
    created: desk.may(0.8, person.hired),
    locality: desk.may(0.3, person.site.town),
  });
}
