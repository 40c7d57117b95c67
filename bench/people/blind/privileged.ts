import type { Row } from "../../../src/inventory/tables.js";
import { adminNames, cloudAdmin } from "./admins.js";
import { loginParts, type Person } from "./company.js";
import type { Desk } from "./desk.js";
import { daysAgo, immutableId, randomId } from "./draw.js";
import type { Shown } from "./usednames.js";

/** An administrator's further account; the second is mostly one in the cloud alone. */
export function adminAccount(desk: Desk, person: Person, used: Shown, login: string, index: number): void {
  const { options, random } = desk;
  const { first, last } = loginParts(used.given, used.family, person.name.culture);
  const owner = { login, given: used.given, family: used.family, first, last };
  if (index === 1 && random.chance(0.7)) {
    const names = cloudAdmin(random, owner, options.tenant, desk.habit);
    desk.add("entra", "admin", person.id, {
      id: randomId(random),
      userName: names.login,
      displayName: names.display,
      givenName: desk.may(0.4, used.given),
      familyName: desk.may(0.4, used.family),
      userType: "Member",
      active: true,
      synced: false,
      created: daysAgo(random, 30, 1500),
      lastSignIn: desk.may(0.8, daysAgo(random, 0, 90)),
      mfa: desk.may(0.9, random.pick(["strong", "phishing-resistant"])),
    });
    return;
  }
  const older = options.admins.at(-1) ?? "adm-";
  const usual = random.chance(0.8) ? (options.admins[0] ?? "adm-") : older;
  // A second account on the same premises is for another tier, and its name says so.
  const style = index === 0 ? usual : older === options.admins[0] ? "tier" : older;
  const names = adminNames(random, style, owner, desk.habit);
  const id = randomId(random);
  const fields: Row = {
    displayName: names.display,
    givenName: desk.may(0.6, used.given),
    familyName: desk.may(0.6, used.family),
    employeeNumber: person.number === undefined ? null : desk.may(options.anchors * 0.3, desk.number(1, person.number)),
    department: desk.may(0.2, person.department),
    active: true,
    created: daysAgo(random, 30, 2500),
    lastSignIn: desk.may(0.9, daysAgo(random, 0, 90)),
  };
  const taken = desk.logins.take(names.login);
  desk.add("ad", "admin", person.id, {
    id,
    userName: taken,
    ...fields,
    manager: desk.may(0.3, desk.ids.get(`ad/${person.id}`) ?? null),
    onPremisesId: options.statesImmutableId ? immutableId(id) : null,
  });
  if (random.chance(0.3))
    desk.add("entra", "admin", person.id, {
      id: randomId(random),
      userName: `${taken}@${options.domain}`,
      ...fields,
      userType: "Member",
      synced: true,
      onPremisesId: immutableId(id),
    });
}
