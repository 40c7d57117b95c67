import { Counts, type Doubles, Frequency, type FrequencyData, type Integers } from "./columns.js";
import {
  BORN,
  DEPARTMENT,
  EMPLOYEE,
  FAMILY,
  FIELDS,
  type Field,
  GIVEN,
  HIRED,
  LOCALITY,
  LOGIN,
  MANAGER,
  PHONE,
  POSTAL,
  STREET,
  TITLE,
} from "./fields.js";
import type { Features } from "./population.js";

const fields: readonly Field[] = FIELDS;

/** How often the values of a field occur. */
export type Table = Frequency | Counts;

/** Statistics as plain data that another thread can look into. */
export interface StatisticsData {
  readonly accounts: number;
  readonly tables: readonly (FrequencyData | { readonly counts: Int32Array; readonly total: number } | null)[];
  readonly logins: FrequencyData;
  /** What a given model takes for usual. */
  readonly usual: readonly number[] | null;
}

/** How common each value is in a population: what makes agreeing on Featherstonehaugh say more than agreeing on Smith. */
export class Statistics {
  readonly data: StatisticsData;
  /** Login names; the table of the field counts mail addresses. */
  readonly logins: Frequency;
  /** By field; null where agreement does not rest on one value. */
  readonly #tables: readonly (Table | null)[];
  /** By field: accounts that have it, and the count of a usual value, both with the prior's. */
  readonly #known: Float64Array;
  readonly #prior: Float64Array;
  readonly #usual: Float64Array;
  /** By field: the chance that two accounts at random agree exactly, pulled towards the usual; the prior's where agreement does not rest on one value. */
  readonly coincidences: readonly number[];

  constructor(data: StatisticsData) {
    this.data = data;
    this.logins = new Frequency(data.logins);
    this.#tables = data.tables.map((table) => (table === null ? null : "values" in table ? new Frequency(table) : new Counts(table)));
    const chance = fields.map((field) => field.levels.findLast((level) => level.frequency === 1)?.u ?? 0);
    this.#known = Float64Array.from(fields, (field, f) => (this.#tables[f]?.total ?? data.accounts) + field.usualAccounts);
    this.#prior = Float64Array.from(fields, (field, f) => field.usualAccounts * (chance[f] as number));
    this.coincidences = fields.map((field, f) => {
      const table = this.#tables[f];
      if (field.fixed !== undefined || table === null || table === undefined) return chance[f] as number;
      return (table.coincidence() * table.total + (this.#prior[f] as number)) / (this.#known[f] as number);
    });
    this.#usual = Float64Array.from(data.usual ?? this.coincidences.map((share) => (share === 0 ? 0 : -Math.log2(share))));
  }

  /** Counts a population's values. `usual`: what a given model takes for usual, else it is measured. */
  static of(people: Features, usual?: readonly number[]): Statistics {
    const names = people.names.texts.length;
    const texts = people.texts.texts.length;
    const tables: (StatisticsData["tables"][number] | null)[] = fields.map(() => null);
    for (const [field, column, entries] of [
      [GIVEN, people.given, names],
      [FAMILY, people.family, names],
      [STREET, people.street, texts],
      [LOCALITY, people.locality, texts],
      [POSTAL, people.postal, texts],
      [TITLE, people.title, texts],
      [DEPARTMENT, people.department, texts],
    ] as const) {
      const { counts, total } = Counts.of(column, people.size, entries);
      // A part of a family name is as common as it stands there alone and in others.
      if (field === FAMILY) for (const parts of people.parts.values()) for (const part of parts) counts[part] = (counts[part] as number) + 1;
      tables[field] = { counts, total };
    }
    for (const [field, values] of [
      [BORN, Float64Array.from(people.born.list(people.size))],
      [LOGIN, people.mails.all().slice()],
      [PHONE, people.phones.all().slice()],
      [MANAGER, people.boss.list(people.size)],
      [EMPLOYEE, people.employee.list(people.size)],
      [HIRED, Float64Array.from(people.hired.list(people.size))],
    ] as const)
      tables[field] = Frequency.of(values).data;
    return new Statistics({ accounts: people.size, tables, logins: Frequency.of(people.login.list(people.size)).data, usual: usual ?? null });
  }

  /** The information of a value agreed on by chance, in bits, from which adjustments are counted. */
  usual(field: number): number {
    return this.#usual[field] as number;
  }

  /** The information of a usual value of each field, in bits. */
  get allUsual(): readonly number[] {
    return [...this.#usual];
  }

  /** On how many accounts a value stands. */
  count(field: number, value: number): number {
    return this.#tables[field]?.count(value) ?? 1;
  }

  /** The information of a value, in bits. */
  of(field: number, value: number): number {
    return this.information(field, this.count(field, value));
  }

  /**
   * Bits of information in a value that stands on `count` of the accounts that have the field, pulled towards the usual
   * where these are few: -log2 of the chance that another person's account has it too.
   */
  information(field: number, count: number): number {
    return Math.log2((this.#known[field] as number) / (count + (this.#prior[field] as number)));
  }

  /** How many times more often accounts agree on both fields than they would if the two had nothing to do with each other, in bits. */
  overlap(people: Features, a: number, b: number): number {
    const columns: Readonly<Record<number, Integers | Doubles>> = {
      [LOCALITY]: people.locality,
      [POSTAL]: people.postal,
      [TITLE]: people.title,
      [DEPARTMENT]: people.department,
      [MANAGER]: people.boss,
    };
    const [first, second] = [columns[a], columns[b]];
    if (first === undefined || second === undefined) return 0;
    const values = Float64Array.from({ length: people.size }, (_, i) => {
      const [value, other] = [first.at(i), second.at(i)];
      return value === 0 || other === 0 ? 0 : value * 7919.0001 + other;
    });
    const both = Frequency.of(values);
    const independent = (this.coincidences[a] as number) * (this.coincidences[b] as number);
    return both.total < 2 || independent === 0 ? 0 : Math.max(0, Math.log2(Math.max(both.coincidence(), 1e-12) / independent));
  }
}
