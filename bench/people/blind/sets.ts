import type { LabelledSet } from "../records.js";
import { COMPANIES } from "./companies.js";
import { CONTACTS, contacts } from "./contacts.js";
import { blindDirectories } from "./directories.js";
import { HISTORIES, history } from "./history.js";
import { REGISTRIES, registry } from "./registries.js";

/**
 * Sets made by an author who has not read the engine, nor its word tables: what it knows from its own sets it may not
 * know here. Each is made when it is asked for.
 */
export const BLIND_SETS: Readonly<Record<string, () => LabelledSet>> = {
  ...Object.fromEntries(COMPANIES.map((options) => [options.name, () => blindDirectories(options)])),
  ...Object.fromEntries(REGISTRIES.map((options) => [options.name, () => registry(options)])),
  ...Object.fromEntries(CONTACTS.map((options) => [options.name, () => contacts(options)])),
  ...Object.fromEntries(HISTORIES.map((options) => [options.name, () => history(options)])),
};
