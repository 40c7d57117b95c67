import { FACTS, type Fact } from "../../inventory/facts.js";
import type { Row } from "../../inventory/tables.js";
import type { ImportedTable } from "./columns.js";

/** Whether a row says something about a fact. */
type Says = (row: Row) => boolean;

/** Where an import says something about a fact. */
interface Carrier {
  /** Which rows of which tables say something. A row of them that was left out may have said more. */
  readonly says: Partial<Record<ImportedTable, Says>>;
  /** Whether an account's own columns settle it, where columns can: when all accounts are settled, nothing is missing. */
  readonly settled?: Says;
}

const always: Says = () => true;
const never: Says = () => false;
const has =
  (...columns: readonly string[]): Says =>
  (row) =>
    columns.some((column) => row[column] !== undefined);
const hasAll =
  (...columns: readonly string[]): Says =>
  (row) =>
    columns.every((column) => row[column] !== undefined);

const CARRIERS: Readonly<Record<Fact, Carrier>> = {
  accounts: { says: { accounts: always }, settled: always },
  status: { says: { accounts: has("active") }, settled: has("active") },
  hr: { says: { accounts: has("hireDate", "leaveDate") }, settled: hasAll("hireDate", "leaveDate") },
  manager: { says: { accounts: has("manager"), owners: (row) => row["role"] === "manager" }, settled: has("manager") },
  // Two columns carry it: an empty one of them must not come to mean "never" because the other one is full.
  signin: { says: { accounts: has("lastSignIn", "lastInteractiveSignIn") }, settled: hasAll("lastSignIn", "lastInteractiveSignIn") },
  mfa: { says: { accounts: has("mfa"), authenticators: always }, settled: has("mfa") },
  devices: { says: { authenticators: has("device") } },
  mailbox: { says: { accounts: has("mailbox") }, settled: has("mailbox") },
  groups: { says: { groups: always, memberships: always } },
  roles: { says: { roles: always, grants: (row) => row["state"] === "active" } },
  eligibility: { says: { grants: (row) => row["state"] === "eligible" } },
  rolePolicy: { says: { grants: has("approval"), activations: always } },
  owners: { says: { owners: (row) => row["role"] === undefined || row["role"] === "owner" } },
  policies: { says: { policies: always } },
  secrets: { says: { secrets: (row) => row["kind"] !== "api-token" } },
  tokens: { says: { secrets: (row) => row["kind"] === "api-token" } },
  consents: { says: { consents: always } },
  // Only together do the two tables say it; `FactEvidence` looks at both.
  appRoles: { says: { roles: never, grants: never } },
  agents: { says: { accounts: (row) => row["kind"] === "agent" } },
  sponsors: { says: { owners: (row) => row["role"] === "sponsor" } },
  federation: { says: { trusts: always } },
  reviews: { says: { grants: has("lastReviewed") } },
  risk: { says: { accounts: has("risk") }, settled: has("risk") },
};

/** The carriers of each table, so that a row is only asked about facts that it can carry. */
const BY_TABLE: ReadonlyMap<string, readonly (readonly [Fact, Says])[]> = new Map(
  [...new Set(FACTS.flatMap((fact) => Object.keys(CARRIERS[fact].says)))].map((table) => [
    table,
    FACTS.flatMap((fact) => {
      const says = CARRIERS[fact].says[table as ImportedTable];
      return says === undefined ? [] : [[fact, says] as const];
    }),
  ]),
);

const SETTLED = FACTS.flatMap((fact) => {
  const { settled } = CARRIERS[fact];
  return settled === undefined ? [] : [[fact, settled] as const];
});

/** What one source's rows say. */
interface Said {
  /** Facts about which at least one row says something. */
  readonly facts: Set<Fact>;
  /** Facts that at least one account leaves open. */
  readonly open: Set<Fact>;
  readonly applicationRoles: Set<unknown>;
  readonly grantedRoles: Set<unknown>;
}

/** What a source's `facts` row says. */
interface Declared {
  readonly state: string;
  readonly complete: boolean;
  readonly reason: string | null;
}

/** Gathers, row by row, what an import says about the facts of each of its sources. */
export class FactEvidence {
  readonly #said = new Map<unknown, Said>();
  readonly #declared = new Map<string, Declared>();
  #lastSource: unknown;
  #last: Said | undefined;

  /** Takes a row that is kept, of any table. */
  add(table: ImportedTable, row: Row): void {
    const said = this.#of(row["source"]);
    if (table === "facts") this.#declare(row);
    for (const [fact, says] of BY_TABLE.get(table) ?? []) if (!said.facts.has(fact) && says(row)) said.facts.add(fact);
    if (table === "accounts") for (const [fact, settled] of SETTLED) if (!said.open.has(fact) && !settled(row)) said.open.add(fact);
    if (table === "roles" && row["kind"] === "application") said.applicationRoles.add(row["id"]);
    if (table === "grants") said.grantedRoles.add(row["role"]);
  }

  /** Every source that a row stands for. */
  get sources(): string[] {
    return [...this.#said.keys()].map(String).sort();
  }

  /**
   * The state of every fact of every source.
   *
   * @param rejected how many rows of a table were left out that did, or may have, stood for a source
   * @param partial why the accounts that were read are known not to be all; null when they are not
   */
  rows(rejected: (source: string, table: ImportedTable) => number, partial: string | null): Row[] {
    return this.sources.flatMap((source) => {
      const { facts, open, applicationRoles, grantedRoles } = this.#of(source);
      return FACTS.map((fact) => {
        const left = leftOut((Object.keys(CARRIERS[fact].says) as ImportedTable[]).map((table) => [table, rejected(source, table)]));
        const declared = this.#declared.get(`${fact} ${source}`);
        if (declared !== undefined) {
          const { state, complete } = declared;
          return { source, fact, state, complete: complete && left === null, reason: declared.reason ?? (complete ? left : null) };
        }
        const found = fact === "appRoles" ? [...grantedRoles].some((role) => applicationRoles.has(role)) : facts.has(fact);
        if (!found) return { source, fact, state: "not-requested", complete: false, reason: NOTHING };
        const settled = CARRIERS[fact].settled !== undefined && facts.has("accounts") && !open.has(fact);
        const doubt = left ?? (fact === "accounts" ? partial : settled ? null : UNDECLARED);
        return { source, fact, state: "collected", complete: doubt === null, reason: doubt };
      });
    });
  }

  #of(source: unknown): Said {
    if (this.#last !== undefined && source === this.#lastSource) return this.#last;
    const said = this.#said.get(source) ?? { facts: new Set(), open: new Set(), applicationRoles: new Set(), grantedRoles: new Set() };
    this.#said.set(source, said);
    this.#lastSource = source;
    this.#last = said;
    return said;
  }

  #declare({ source, fact, state, complete, reason }: Row): void {
    this.#declared.set(`${fact} ${source}`, {
      state: String(state),
      complete: state === "collected" && complete !== false,
      reason: typeof reason === "string" ? reason : null,
    });
  }
}

const NOTHING = "the import holds nothing about it";
const UNDECLARED = "not declared complete in facts: what is empty is unknown";

/** Which tables lack rows that could not be read; null if none do. */
function leftOut(tables: readonly (readonly [ImportedTable, number])[]): string | null {
  const short = tables.filter(([, rows]) => rows > 0).map(([table, rows]) => `${rows} ${rows === 1 ? "row" : "rows"} of ${table}`);
  return short.length === 0 ? null : `${short.join(" and ")} could not be read`;
}
