import type { Row } from "../../../src/inventory/tables.js";
import { Random } from "../random.js";
import { type CompanyOptions, Logins, type Person } from "./company.js";
import { weighted } from "./draw.js";

/** Where accounts are opened: what was given out so far, and the habits of the house. */
export class Desk {
  readonly options: CompanyOptions;
  readonly random: Random;
  /** A number that every habit of the house follows from. */
  readonly habit: number;
  readonly accounts: Row[] = [];
  readonly truth = new Map<string, { person: string | null; kind: string }>();
  readonly mail = new Logins();
  readonly oldMail = new Logins();
  readonly logins = new Logins();
  readonly oldLogins = new Logins();
  /** Account ids by source and person, for managers. */
  readonly ids = new Map<string, string>();

  constructor(options: CompanyOptions) {
    this.options = options;
    this.random = new Random(options.seed);
    this.habit = this.random.between(0, 20);
  }

  /** Opens an account, and writes down whose it is and of which kind. */
  add(source: string, kind: string, person: string | null, fields: Row): void {
    const id = String(fields["id"]);
    this.accounts.push({ source, ...fields });
    this.truth.set(`${source}/${id}`, { person, kind });
  }

  /** The value in this share of cases. */
  may<T>(share: number, value: T): T | null {
    return this.random.chance(share) ? value : null;
  }

  /** An employee number as a directory writes it. */
  number(directory: 0 | 1 | 2, number: string): string {
    const form = this.options.numbers[directory];
    return form.replace("0000000", number.padStart(7, "0")).replace("#", number);
  }

  /** The office phone, and the mobile in this share of cases; null where there is neither. */
  phones(person: Person, mobileShare: number): readonly string[] | null {
    const { random } = this;
    const phones: string[] = [];
    if (person.extension !== undefined && random.chance(0.85)) phones.push(this.written(`${person.site.trunk}${person.extension}`));
    if (person.mobile !== undefined && random.chance(mobileShare)) phones.push(this.written(person.mobile));
    return phones.length > 0 ? phones : null;
  }

  /** One phone number is written in as many ways as there are clerks. */
  written(phone: string): string {
    const national = phone.replace(/^\+\d\d ?/, "0");
    return weighted(this.random, { a: 6, b: 2, c: 1, d: 1 }) === "a"
      ? phone
      : this.random.pick([phone.replaceAll(" ", ""), national, phone.replace("+", "00"), phone.replace("-", " ")]);
  }

  /** The account of the superior in the same directory. */
  manager(source: string, person: Person): string | null {
    const id = person.boss === undefined ? undefined : this.ids.get(`${source}/${person.boss.id}`);
    return id === undefined ? null : this.may(0.9, id);
  }
}
