import type { LabelledSet } from "../records.js";
import { type CompanyOptions, drawCompany } from "./company.js";
import { Desk } from "./desk.js";
import type { Other } from "./others.js";
import { guest, nobody } from "./outsiders.js";
import { openAccounts } from "./staff.js";

/** Guests, and accounts of nobody, for one of the staff; ours, from what such directories usually look like. */
const GUESTS = 0.09;
const NOBODIES: readonly (readonly [Other["kind"], number])[] = [
  ["service", 0.07],
  ["shared", 0.045],
  ["test", 0.01],
  ["agent", 0.012],
];

/** The accounts of one made-up company in its directories: human resources, Active Directory, Entra, Okta and the bought company's LDAP. */
export function blindDirectories(options: CompanyOptions): LabelledSet {
  const desk = new Desk(options);
  const people = drawCompany(desk.random, options);
  for (const person of people) openAccounts(desk, person);
  for (let i = 0; i < people.length * GUESTS; i++) guest(desk, i, people);
  for (const [kind, share] of NOBODIES) for (let i = 0; i < people.length * share; i++) nobody(desk, kind);
  return { name: options.name, accounts: desk.random.shuffle(desk.accounts), truth: desk.truth };
}
