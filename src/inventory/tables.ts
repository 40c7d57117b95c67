/**
 * The inventory's tables: the one place where columns, types and meanings are defined.
 *
 * Sources fill these and nothing else; every later stage reads them. Names are those of the import
 * files, which follow SCIM (RFC 7643) where SCIM has a name. `source` and `id` together name an object.
 * Null always means "not collected", never "no".
 */
export type ColumnType = "text" | "texts" | "boolean" | "integer" | "timestamp" | "json";

/** A value as a source hands it over; `undefined` and `null` both mean not collected. */
export type Value = string | boolean | number | Date | readonly string[] | Readonly<Record<string, unknown>> | null | undefined;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly doc: string;
  /** A row without it is refused. */
  readonly required?: true;
}

export interface Table {
  readonly name: string;
  readonly doc: string;
  /** The columns that name a row inside the inventory; rows that repeat them are one row. */
  readonly key: readonly string[];
  readonly columns: readonly Column[];
}

/** A column of a table that a stage makes for itself; `docs/architecture.md` says what it holds. */
export const column = (name: string, type: ColumnType): Column => ({ name, type, doc: "" });

const text = (name: string, doc: string): Column => ({ name, type: "text", doc });
const texts = (name: string, doc: string): Column => ({ name, type: "texts", doc });
const bool = (name: string, doc: string): Column => ({ name, type: "boolean", doc });
const time = (name: string, doc: string): Column => ({ name, type: "timestamp", doc });
const json = (name: string, doc: string): Column => ({ name, type: "json", doc });
const required = (column: Column): Column => ({ ...column, required: true });

const source: Column = { name: "source", type: "text", doc: "The directory that the row stands for." };

const accountColumns: readonly Column[] = [
  source,
  required(text("id", "The directory's own id; unique inside the source.")),
  text("userName", "Login name: userPrincipalName, login, sAMAccountName, client id."),
  text("displayName", "Name shown to people."),
  text("givenName", "Given name."),
  text("middleName", "Middle name."),
  text("familyName", "Family name."),
  text("nickName", "Casual name."),
  texts("emails", "Mail addresses, the primary one first."),
  texts("phoneNumbers", "Phone numbers as the directory writes them."),
  text("employeeNumber", "Number in the organisation's HR system."),
  text("department", "Department."),
  text("title", "Job title."),
  text("organization", "Company or organisation."),
  text("manager", "Account id of the manager, in the same source."),
  text("userType", "The directory's word: member, guest, contractor, external, ..."),
  text("kind", "human, admin, guest, service, agent, shared or test, where the source states it; else null."),
  bool("active", "Whether the account may sign in."),
  time("created", "When the account was created."),
  time("hireDate", "First working day, from HR."),
  time("leaveDate", "Last working day, from HR."),
  time("lastSignIn", "Last successful sign-in of any kind."),
  time("lastInteractiveSignIn", "Last successful sign-in at a prompt."),
  time("passwordChanged", "When the password was last set."),
  bool("passwordNeverExpires", "Whether the password is exempt from expiry."),
  text("birthDate", "Date of birth as YYYY-MM-DD."),
  text("streetAddress", "Street and number."),
  text("locality", "City."),
  text("region", "State or region."),
  text("postalCode", "Postal code."),
  text("country", "Country."),
  text("mfa", "none, weak, strong or phishing-resistant: the strongest second factor that is registered."),
  text("externalId", "The id that the provisioning client knows the account by."),
  text("onPremisesId", "Immutable id of the on-premises object that is synchronised."),
  text("clientId", "OAuth client id of a service or agent account."),
  text("publisher", "Who publishes the application."),
  bool("firstParty", "Whether the directory's own vendor runs the application."),
  bool("multiTenant", "Whether other organisations can sign in to the application."),
  text("status", "The directory's own word for the state: ACTIVE, SUSPENDED, PendingAcceptance, ..."),
  time("statusChanged", "When the state last changed."),
  text("mailbox", "user, shared, room or none."),
  text("risk", "none, low, medium, high or compromised, as the directory's risk engine states it."),
  bool("synced", "Whether the account is synchronised from an on-premises directory."),
  bool("passwordNotRequired", "Whether the password may be empty or weakly stored."),
  bool("assignmentRequired", "Whether an application admits only assigned users."),
  json("extra", "Attributes that no column holds, as the source sent them."),
];

/** Tables that sources fill. */
export const TABLES = [
  {
    name: "accounts",
    doc: "Login objects: users, guests, service principals, clients, agents.",
    key: ["source", "id"],
    columns: accountColumns,
  },
  {
    name: "account_parts",
    doc: "Columns of accounts that a second collection gives; joined to accounts when collection ends. A part without its account is counted and left.",
    key: ["source", "id"],
    columns: accountColumns,
  },
  {
    name: "groups",
    doc: "Groups of accounts and groups.",
    key: ["source", "id"],
    columns: [
      source,
      required(text("id", "The directory's own id.")),
      text("displayName", "Name."),
      text("description", "Description."),
      text("kind", "The directory's word: security, microsoft365, OKTA_GROUP, APP_GROUP, ..."),
      bool("roleAssignable", "Whether the directory protects the group as a holder of roles."),
      text("dynamicRule", "The rule that fills the group, where membership is computed."),
      time("created", "When the group was created."),
    ],
  },
  {
    name: "memberships",
    doc: "Who is in a group, directly.",
    key: ["source", "group", "member"],
    columns: [
      source,
      required(text("group", "Group id.")),
      required(text("member", "Account or group id.")),
      text("memberType", "account or group; null = whichever has the id."),
    ],
  },
  {
    name: "roles",
    doc: "What can be granted: directory roles, application roles, entitlements, custom roles.",
    key: ["source", "id"],
    columns: [
      source,
      required(text("id", "The directory's own id.")),
      text("displayName", "Name."),
      text("kind", "directory, application, entitlement or custom."),
      { name: "tier", type: "integer", doc: "0, 1 or 2 where the source states it; null = classified by name and permissions." },
      texts("permissions", "Permission strings that the role carries."),
    ],
  },
  {
    name: "grants",
    doc: "Principal to role, on a scope.",
    key: ["source", "principal", "role", "scope", "state"],
    columns: [
      source,
      text("id", "The directory's own id of the assignment."),
      required(text("principal", "Account or group id.")),
      text("principalType", "account or group; null = whichever has the id."),
      required(text("role", "Role id.")),
      text("scope", "What it covers; / is the whole directory."),
      text("state", "active or eligible (must be activated first)."),
      time("start", "From when."),
      time("end", "Until when; null = permanent."),
      bool("approval", "Whether activation needs somebody's approval."),
      time("lastReviewed", "When an access review last confirmed it."),
    ],
  },
  {
    name: "consents",
    doc: "Delegated permissions: client to resource scopes, for one principal or all.",
    key: ["source", "client", "principal", "resource"],
    columns: [
      source,
      text("id", "The directory's own id of the grant."),
      required(text("client", "Account id of the client.")),
      text("principal", "Account id of the human; * = everybody."),
      required(text("resource", "The API, by name or id.")),
      required(texts("scopes", "OAuth scopes.")),
      time("created", "When it was granted."),
      time("expires", "When it ends."),
      text("grantedBy", "Account id of who granted it."),
    ],
  },
  {
    name: "secrets",
    doc: "Metadata of credentials. Never a value, a hint or a hash of one.",
    key: ["source", "id", "holder"],
    columns: [
      source,
      required(text("id", "The credential's own id.")),
      required(text("holder", "Account id of whom it authenticates.")),
      text("kind", "client-secret, certificate, api-token, key, password or federated."),
      text("name", "Name given to it."),
      time("created", "Start of validity."),
      time("expires", "End of validity; null = none stated."),
      time("lastUsed", "Last use that the directory recorded."),
      text("network", "ANYWHERE, or the zones that it is restricted to."),
    ],
  },
  {
    name: "owners",
    doc: "Who owns, sponsors or manages an account or group.",
    key: ["source", "subject", "owner", "role"],
    columns: [
      source,
      required(text("subject", "Account or group id.")),
      required(text("owner", "Account or group id of who answers for it.")),
      text("role", "owner (can change it), sponsor (accountable) or manager; null = owner."),
    ],
  },
  {
    name: "authenticators",
    doc: "Registered factors.",
    key: ["source", "account", "kind", "device"],
    columns: [
      source,
      required(text("account", "Account id.")),
      required(text("kind", "password, sms, voice, email, question, totp, push, webauthn, passkey, certificate, fastpass, windows-hello, ...")),
      time("created", "When it was registered."),
      time("lastUsed", "Last use."),
      text("device", "Phone number or device id: equal values on two accounts are evidence."),
    ],
  },
  {
    name: "usage",
    doc: "How an account was used over a while, as the directory's log has it: what tells a program from a human.",
    key: ["source", "account", "via"],
    columns: [
      source,
      required(text("account", "Account id.")),
      text("via", "The token or client that it was used by; null = sign-ins."),
      time("since", "From when the log was looked at."),
      required({ name: "events", type: "integer", doc: "Events that were looked at." }),
      { name: "unattended", type: "integer", doc: "Of these, those without a prompt: tokens, legacy protocols, passwords that a program sent." },
      { name: "byProgram", type: "integer", doc: "Of these, those by what calls itself a program and not a browser." },
      { name: "hours", type: "integer", doc: "In how many different hours of the day there were any, 1 to 24." },
      { name: "variation", type: "integer", doc: "How much the times between events vary, in percent of their mean; null = too few to tell." },
    ],
  },
  {
    name: "policies",
    doc: "What the directory enforces, for whom.",
    key: ["source", "kind", "id", "name"],
    columns: [
      source,
      text("id", "The directory's own id; names need not be unique."),
      required(
        text(
          "kind",
          "mfa, legacy-authentication, session-lifetime, token-lifetime, revocation, audit-log, actor-claim, user-consent, consent-workflow, app-registration, app-password, guest-invite, device-code, agent-risk, enrolment (which factors must or may be registered) or threat-insight.",
        ),
      ),
      text("name", "Name."),
      text("state", "enabled, report-only or disabled."),
      texts("include", "Account or group ids; * = everybody."),
      texts("exclude", "Account or group ids left out."),
      text("strength", "mfa, phishing-resistant or password."),
      text("value", "The setting, as its kind defines it; lifetimes in minutes, or unlimited."),
    ],
  },
  {
    name: "units",
    doc: "Parts of a directory that the scope of a grant can name: administrative units, resource sets.",
    key: ["source", "id"],
    columns: [
      source,
      required(text("id", "As the scope of a grant writes it.")),
      text("displayName", "Name."),
      text("kind", "administrative-unit, resource-set, ..."),
      bool("restricted", "Whether only administrators of this unit may change its members, and not those of the whole directory."),
      bool("complete", "Whether all of its members are listed: true says that whoever is not in `unit_members` is not in it."),
    ],
  },
  {
    name: "unit_members",
    doc: "What a unit holds.",
    key: ["source", "unit", "member", "memberType"],
    columns: [
      source,
      required(text("unit", "Unit id.")),
      required(text("member", "Account or group id; * = all of that type.")),
      text(
        "memberType",
        "account, application, group (the group itself) or members (the accounts in that group, however deep); null = whichever has the id.",
      ),
    ],
  },
  {
    name: "activations",
    doc: "What it takes to activate an eligible role.",
    key: ["source", "role", "scope"],
    columns: [
      source,
      required(text("role", "Role id.")),
      text("scope", "The scope that this is for; null = wherever the role is granted."),
      bool("approval", "Whether somebody must approve."),
      bool("mfa", "Whether a second factor, or a stronger condition, is demanded at activation."),
      bool("justification", "Whether a reason must be given."),
      { name: "maxMinutes", type: "integer", doc: "How long an activation may last at most." },
    ],
  },
  {
    name: "approvers",
    doc: "Who may approve that an eligible role is activated.",
    key: ["source", "role", "scope", "approver"],
    columns: [
      source,
      required(text("role", "Role id.")),
      text("scope", "The scope that this is for; null = wherever the role is granted."),
      required(text("approver", "Account or group id.")),
    ],
  },
  {
    name: "trusts",
    doc: "Other directories that sign people in here, or fill this one, and those for which this one does.",
    key: ["source", "id", "kind", "direction"],
    columns: [
      source,
      required(text("id", "The directory's own id of the trust: a domain, an identity provider, an application.")),
      required(
        text("kind", "federation (the other one says who somebody is) or provisioning (the other one makes accounts and sets their passwords)."),
      ),
      text("direction", "inbound (this directory believes the other one) or outbound (the other one believes this one); null = inbound."),
      text("domain", "Only accounts whose user name ends in this domain; null = all that came from there."),
      text("peer", "The other directory: its tenant id, its address, or the name of a source."),
      bool("active", "Whether the trust is in force."),
    ],
  },
  {
    name: "facts",
    doc: "What is known about each source, and why the rest is not.",
    key: ["source", "fact"],
    columns: [
      source,
      required(text("fact", "A fact's name.")),
      required(text("state", "collected, denied, unsupported, not-requested or failed.")),
      bool("complete", "Whether an empty answer means none: true only where the whole collection was read, or an import says so."),
      text("reason", "Why it is not collected: endpoint, status, permission or licence."),
    ],
  },
  {
    name: "sources",
    doc: "The directories that were read.",
    key: ["id"],
    columns: [
      required(text("id", "Name of the source.")),
      required(text("kind", "entra, okta, ldap, scim, file or sample.")),
      text("tenant", "The directory's own id: tenant id, organisation URL, folder."),
      time("collectedAt", "When collection ended."),
    ],
  },
  {
    name: "rejects",
    doc: "Records that could not be read, each with where it stands and why.",
    key: ["source", "place", "row", "column", "reason"],
    columns: [
      source,
      text("place", "File or endpoint."),
      text("table", "The table that the record was meant for."),
      { name: "row", type: "integer", doc: "Line or record number, from 1." },
      text("column", "Column or field."),
      text("reason", "What is wrong with it."),
    ],
  },
  {
    name: "parents",
    doc: "Objects under which a source reads further listings, and what it joins once all is read. Its working data: empty when collection has ended.",
    key: ["source", "kind", "id"],
    columns: [
      source,
      required(text("kind", "What the source calls such objects.")),
      required(text("id", "The directory's own id, or several joined by /.")),
      json("detail", "What the listing under it, or a later step, needs of it."),
    ],
  },
  {
    name: "notes",
    doc: "What a source wants the reader of a report to know: columns kept as extra attributes, duplicates that were dropped, parts without their account.",
    key: ["source", "note"],
    columns: [source, text("note", "One sentence.")],
  },
] as const satisfies readonly Table[];

export type TableName = (typeof TABLES)[number]["name"];

/** A row for a table, by column name; a column left out is not collected. */
export type Row = Readonly<Record<string, Value>>;

const byName = new Map<string, Table>(TABLES.map((table) => [table.name, table]));

/** The definition of a table. */
export function tableOf(name: TableName): Table {
  const table = byName.get(name);
  if (table === undefined) throw new Error(`no table is called ${name}`);
  return table;
}

const SQL_TYPES: Record<ColumnType, string> = {
  text: "VARCHAR",
  texts: "VARCHAR[]",
  boolean: "BOOLEAN",
  integer: "INTEGER",
  timestamp: "TIMESTAMP",
  json: "JSON",
};

/** The statements that make all tables of an empty inventory. */
export function createTables(): string {
  return TABLES.map((table: Table) => {
    const columns = table.columns.map((column) => `"${column.name}" ${SQL_TYPES[column.type]}`);
    return `CREATE TABLE IF NOT EXISTS "${table.name}" (${columns.join(", ")});`;
  }).join("\n");
}
