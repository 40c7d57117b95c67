import { type ImportedTable, normal } from "./columns.js";

/** A JSON object that nobody has looked into. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What one SCIM resource says about one table, with keys that are columns. */
export interface Unfolded {
  readonly table: ImportedTable;
  readonly value: JsonObject;
  /** It is only mentioned here: a record of its own, if there is one, says more. */
  readonly mentioned?: true;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The resources of a SCIM ListResponse; null for any other object. */
export function resourcesOf(record: JsonObject): readonly unknown[] | null {
  const [, resources] = Object.entries(record).find(([name]) => name.toLowerCase() === "resources") ?? [];
  return Array.isArray(resources) ? resources : null;
}

/** Whether an object has the nested attributes of a SCIM resource (RFC 7643), with or without saying so. */
export function isScim(record: JsonObject): boolean {
  return (
    Array.isArray(record["schemas"]) ||
    isObject(record["name"]) ||
    isObject(record["meta"]) ||
    holdsObjects(record["emails"]) ||
    holdsObjects(record["members"])
  );
}

/**
 * A SCIM user as an account with its memberships, roles and entitlements, or a SCIM group with its members.
 * Attributes that no column stands for keep their names. The first row is the resource itself.
 */
export function unfold(table: ImportedTable, record: JsonObject): readonly Unfolded[] {
  if (table === "groups" || (table === "accounts" && isGroup(record))) return unfoldGroup(record);
  return table === "accounts" ? unfoldUser(record) : [{ table, value: record }];
}

function isGroup(record: JsonObject): boolean {
  const { schemas, meta } = record;
  if (Array.isArray(schemas)) return schemas.some((schema) => typeof schema === "string" && /:core:2\.0:group$/i.test(schema));
  return isObject(meta) && meta["resourceType"] === "Group";
}

function unfoldGroup(record: JsonObject): Unfolded[] {
  const { id, source } = record;
  const members = entries(record["members"]).map((member) => ({
    table: "memberships" as const,
    value: { source, group: id, member: member["value"], memberType: memberType(member["type"]) },
  }));
  return [{ table: "groups", value: attributes(record, new Set(["members"])) }, ...members];
}

/** RFC 7643 section 4.2: a member's type is User or Group. */
function memberType(type: unknown): string | null {
  if (type === "User") return "account";
  return type === "Group" ? "group" : null;
}

function unfoldUser(record: JsonObject): Unfolded[] {
  const { id, source } = record;
  const rows: Unfolded[] = [{ table: "accounts", value: attributes(record, new Set(["groups", "roles", "entitlements"])) }];
  for (const group of entries(record["groups"])) {
    // Membership through another group follows from the group's own.
    if (group["type"] === "indirect") continue;
    rows.push({ table: "groups", value: { source, id: group["value"], displayName: group["display"] }, mentioned: true });
    rows.push({ table: "memberships", value: { source, group: group["value"], member: id, memberType: "account" } });
  }
  for (const attribute of ["roles", "entitlements"] as const) {
    for (const held of entries(record[attribute])) {
      const role = {
        source,
        id: held["value"],
        displayName: held["display"] ?? held["value"],
        kind: attribute === "entitlements" ? "entitlement" : null,
      };
      rows.push({ table: "roles", value: role, mentioned: true });
      rows.push({ table: "grants", value: { source, principal: id, principalType: "account", role: held["value"] } });
    }
  }
  return rows;
}

/** About the resource as a record of a service, or too big to keep. */
const UNREAD = new Set(["schemas", "x509certificates"]);

/** A resource's attributes without their nesting. Those of a schema extension count as its own, and yield to them. */
function attributes(record: JsonObject, left: ReadonlySet<string>): JsonObject {
  const flat: Record<string, unknown> = Object.create(null);
  const extensions: JsonObject[] = [];
  for (const [name, value] of Object.entries(record)) {
    if (left.has(name) || UNREAD.has(normal(name))) continue;
    if (name.toLowerCase().startsWith("urn:") && isObject(value)) extensions.push(value);
    else Object.assign(flat, attribute(name, value));
  }
  for (const extension of extensions) {
    for (const [name, value] of Object.entries(extension)) {
      for (const [plain, inner] of Object.entries(attribute(name, value))) flat[plain] ??= inner;
    }
  }
  const { name } = record;
  if (isObject(name)) flat["displayName"] ??= name["formatted"];
  return flat;
}

/** One attribute, with its parts where it has any that are columns. */
function attribute(name: string, value: unknown): JsonObject {
  switch (normal(name)) {
    case "name":
      if (!isObject(value)) break;
      return { givenName: value["givenName"], middleName: value["middleName"], familyName: value["familyName"] };
    case "meta":
      return isObject(value) ? { created: value["created"] } : {};
    case "manager":
      if (!isObject(value)) break;
      return { manager: value["value"] ?? lastSegment(value["$ref"]) };
    case "emails":
    case "phonenumbers":
      return { [name]: Array.isArray(value) ? primaryFirst(value) : value };
    case "addresses": {
      const [address] = Array.isArray(value) ? primaryFirst(value) : [value];
      if (!isObject(address)) return {};
      const { streetAddress, locality, region, postalCode, country } = address;
      return { streetAddress, locality, region, postalCode, country };
    }
  }
  return { [name]: value };
}

function lastSegment(url: unknown): string | null {
  return typeof url === "string" ? (url.split("/").at(-1) ?? null) : null;
}

function primaryFirst(values: readonly unknown[]): unknown[] {
  return [...values.filter(isPrimary), ...values.filter((value) => !isPrimary(value))];
}

function isPrimary(value: unknown): boolean {
  return isObject(value) && value["primary"] === true;
}

/** The entries of a multi-valued attribute; a plain value is an entry's `value`. */
function entries(values: unknown): JsonObject[] {
  if (!Array.isArray(values)) return [];
  return values.filter((value) => value !== null).map((value: unknown) => (isObject(value) ? value : { value }));
}

function holdsObjects(values: unknown): boolean {
  return Array.isArray(values) && isObject(values[0]);
}
