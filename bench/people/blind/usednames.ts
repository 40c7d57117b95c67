import { loginParts, type Person } from "./company.js";
import type { Desk } from "./desk.js";

/** A name as one directory shows it. */
export interface Shown {
  readonly given: string;
  readonly family: string;
  readonly middle?: string;
}

/** The name by which the company's own directory knows somebody, which is not always what the passport says. */
export function usedName(desk: Desk, person: Person): Shown {
  const { random } = desk;
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

/** first.last, as mail addresses have it. */
export function mailLocal(shown: Shown, person: Person): string {
  const { first, last } = loginParts(shown.given, shown.family, person.name.culture);
  return `${first}.${last}`;
}
