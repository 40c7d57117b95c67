import type { Row } from "../../../src/inventory/tables.js";
import { loginParts, type Person } from "./company.js";
import { drawName } from "./cultures.js";
import type { Desk } from "./desk.js";
import { daysAgo, digits, immutableId, randomId, weighted } from "./draw.js";
import { drawOther, type Other } from "./others.js";

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

/** Somebody invited from outside; now and then one of the company's own people, by a private address or an agency's. */
export function guest(desk: Desk, index: number, people: readonly Person[]): void {
  const { options, random } = desk;
  const insider = random.chance(0.06) ? random.pick(people) : undefined;
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
    desk.add("entra", "guest", person, {
      id,
      userName: `${mail.replace("@", "_")}#EXT#@${options.tenant}.onmicrosoft.com`,
      displayName: display,
      givenName: named ? name.given : null,
      familyName: named ? name.family : null,
      emails: desk.may(0.97, [mail]),
      organization: desk.may(0.2, domain.split(".")[0] ?? domain),
      userType: "Guest",
      active: random.chance(0.92),
      created: daysAgo(random, 10, 1800),
      lastSignIn: desk.may(0.5, daysAgo(random, 0, 700)),
      synced: false,
    });
  }
}

/** An account that no single human stands behind, synchronised if its like mostly are. */
export function nobody(desk: Desk, kind: Other["kind"]): void {
  const { options, random } = desk;
  const source = weighted(
    random,
    {
      service: { ad: 6, entra: 3, okta: 1, ldap: 1 },
      shared: { ad: 4, entra: 4, ldap: 1 },
      test: { ad: 4, entra: 2, okta: 2 },
      agent: { entra: 3, okta: 1 },
    }[kind],
  );
  const other = drawOther(random, kind, options.languages, source === "entra" || source === "okta", desk.habit);
  const login = desk.logins.take(other.login);
  const domain = source === "ldap" ? options.bought : options.domain;
  const cloud = source === "entra" || source === "okta";
  const guid = randomId(random);
  const fields: Row = {
    displayName: other.display ?? null,
    givenName: other.given ?? null,
    familyName: other.family ?? null,
    emails: other.mail === true && other.application !== true ? [`${login}@${domain}`] : null,
    department: desk.may(kind === "shared" ? 0.3 : 0.1, "IT"),
    active: random.chance(0.93),
    created: daysAgo(random, 30, 4000),
    lastSignIn: desk.may(0.6, daysAgo(random, 0, 200)),
    passwordNeverExpires: cloud ? null : random.chance(kind === "service" ? 0.75 : 0.4),
    mailbox: other.mailbox ?? null,
    lastInteractiveSignIn: cloud && (kind === "shared" || kind === "test") ? desk.may(0.5, daysAgo(random, 0, 300)) : null,
  };
  if (other.application === true) {
    const client = randomId(random);
    desk.add(source, kind, null, {
      id: guid,
      ...fields,
      userName: client,
      clientId: client,
      publisher: desk.may(0.4, other.display ?? null),
      passwordNeverExpires: null,
    });
    return;
  }
  const phones = kind === "shared" && random.chance(0.4) ? [`${random.pick(["+44 20", "+49 89"])} ${digits(random, 4)}-0`] : null;
  const userName = source === "ad" || source === "ldap" ? login : `${login}@${random.chance(0.2) ? `${options.tenant}.onmicrosoft.com` : domain}`;
  desk.add(source, kind, null, {
    id: source === "ldap" ? login : guid,
    userName,
    ...fields,
    phoneNumbers: phones,
    onPremisesId: source === "ad" && options.statesImmutableId ? immutableId(guid) : null,
    ...(source === "entra" ? { userType: "Member" } : {}),
  });
  // Mailboxes and many services are synchronised with the rest.
  if (source === "ad" && random.chance(0.4))
    desk.add("entra", kind, null, {
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
