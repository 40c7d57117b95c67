import { FACTS, type Fact } from "../../inventory/facts.js";
import type { Inventory } from "../../inventory/inventory.js";
import type { Row } from "../../inventory/tables.js";
import type { ImportedTable } from "./columns.js";

/** Where an import says something about a fact. */
interface Carrier {
  /** The tables that carry it: a row of them that was left out may have said more. */
  readonly tables: readonly ImportedTable[];
  /** Counts what is there: a table, and which of its rows say something. */
  readonly counts: readonly (readonly [table: ImportedTable, where: string])[];
  /** Which accounts are settled by their own columns, where columns can settle it: when all are, nothing is missing. */
  readonly settled?: string;
}

const CARRIERS: Readonly<Record<Fact, Carrier>> = {
  accounts: { tables: ["accounts"], counts: [["accounts", "true"]], settled: "true" },
  status: { tables: ["accounts"], counts: [["accounts", "active IS NOT NULL"]], settled: "active IS NOT NULL" },
  hr: {
    tables: ["accounts"],
    counts: [["accounts", "hireDate IS NOT NULL OR leaveDate IS NOT NULL"]],
    settled: "hireDate IS NOT NULL AND leaveDate IS NOT NULL",
  },
  manager: {
    tables: ["accounts", "owners"],
    counts: [
      ["accounts", "manager IS NOT NULL"],
      ["owners", "role = 'manager'"],
    ],
    settled: "manager IS NOT NULL",
  },
  // Two columns carry it: an empty one of them must not come to mean "never" because the other one is full.
  signin: {
    tables: ["accounts"],
    counts: [["accounts", "lastSignIn IS NOT NULL OR lastInteractiveSignIn IS NOT NULL"]],
    settled: "lastSignIn IS NOT NULL AND lastInteractiveSignIn IS NOT NULL",
  },
  mfa: {
    tables: ["accounts", "authenticators"],
    counts: [
      ["accounts", "mfa IS NOT NULL"],
      ["authenticators", "true"],
    ],
    settled: "mfa IS NOT NULL",
  },
  devices: { tables: ["authenticators"], counts: [["authenticators", "device IS NOT NULL"]] },
  mailbox: { tables: ["accounts"], counts: [["accounts", "mailbox IS NOT NULL"]], settled: "mailbox IS NOT NULL" },
  groups: {
    tables: ["groups", "memberships"],
    counts: [
      ["groups", "true"],
      ["memberships", "true"],
    ],
  },
  roles: {
    tables: ["roles", "grants"],
    counts: [
      ["roles", "true"],
      ["grants", "state = 'active'"],
    ],
  },
  eligibility: { tables: ["grants"], counts: [["grants", "state = 'eligible'"]] },
  rolePolicy: { tables: ["grants"], counts: [["grants", "approval IS NOT NULL"]] },
  owners: { tables: ["owners"], counts: [["owners", "role = 'owner' OR role IS NULL"]] },
  policies: { tables: ["policies"], counts: [["policies", "true"]] },
  secrets: { tables: ["secrets"], counts: [["secrets", "kind IS DISTINCT FROM 'api-token'"]] },
  tokens: { tables: ["secrets"], counts: [["secrets", "kind = 'api-token'"]] },
  consents: { tables: ["consents"], counts: [["consents", "true"]] },
  appRoles: {
    tables: ["roles", "grants"],
    counts: [["grants", "(source, role) IN (SELECT source, id FROM roles WHERE kind = 'application')"]],
  },
  agents: { tables: ["accounts"], counts: [["accounts", "kind = 'agent'"]] },
  sponsors: { tables: ["owners"], counts: [["owners", "role = 'sponsor'"]] },
  federation: { tables: [], counts: [] },
  reviews: { tables: ["grants"], counts: [["grants", "lastReviewed IS NOT NULL"]] },
  risk: { tables: ["accounts"], counts: [["accounts", "risk IS NOT NULL"]], settled: "risk IS NOT NULL" },
};

/** What a source's `facts` rows say, and which of its rows could not be read. */
export interface Declared {
  readonly state: string;
  readonly complete: boolean;
  readonly reason: string | null;
}

export interface FactEvidence {
  /** The import's sources. */
  readonly sources: readonly string[];
  /** What `facts` files state, by source and fact. */
  readonly declared: (source: string, fact: Fact) => Declared | null;
  /** Rows of a table that were left out, which did or may have stood for a source. */
  readonly rejected: (source: string, table: ImportedTable) => number;
  /** Why the accounts that were read are known not to be all; null when they are not. */
  readonly partial: string | null;
}

/** The state of every fact of every source, from what files declare and from what they hold. */
export async function factRows(inventory: Inventory, evidence: FactEvidence): Promise<Row[]> {
  const counts = await countCarriers(inventory, evidence.sources);
  return evidence.sources.flatMap((source) =>
    FACTS.map((fact) => {
      const { tables } = CARRIERS[fact];
      const declared = evidence.declared(source, fact);
      const left = leftOut(tables.map((table) => [table, evidence.rejected(source, table)]));
      if (declared !== null) {
        const complete = declared.complete && left === null;
        return { source, fact, state: declared.state, complete, reason: declared.reason ?? (declared.complete ? left : null) };
      }
      const { found, settled } = counts.get(`${fact} ${source}`) ?? { found: 0n, settled: false };
      if (found === 0n) return { source, fact, state: "not-requested", complete: false, reason: NOTHING };
      const doubt = left ?? (fact === "accounts" ? evidence.partial : settled ? null : UNDECLARED);
      return { source, fact, state: "collected", complete: doubt === null, reason: doubt };
    }),
  );
}

const NOTHING = "the import holds nothing about it";
const UNDECLARED = "not declared complete in facts: what is empty is unknown";

/** Which tables lack rows that could not be read; null if none do. */
function leftOut(tables: readonly (readonly [ImportedTable, number])[]): string | null {
  const short = tables.filter(([, rows]) => rows > 0).map(([table, rows]) => `${rows} ${rows === 1 ? "row" : "rows"} of ${table}`);
  return short.length === 0 ? null : `${short.join(" and ")} could not be read`;
}

interface Count {
  /** Values or rows that say something about the fact. */
  readonly found: bigint;
  /** Every account has its own value. */
  readonly settled: boolean;
}

/** What is there of each fact, in one pass over each table. */
async function countCarriers(inventory: Inventory, sources: readonly string[]): Promise<Map<string, Count>> {
  const tables = [...new Set(FACTS.flatMap((fact) => CARRIERS[fact].counts.map(([table]) => table)))];
  const queries = tables.map((table) => {
    const counted = FACTS.flatMap((fact) => CARRIERS[fact].counts.filter(([name]) => name === table).map(([, where]) => ({ fact, where })));
    const structs = counted.map(({ fact, where }) => {
      const settled = table === "accounts" ? `bool_and(${CARRIERS[fact].settled ?? "false"})` : "false";
      return `{fact: '${fact}', found: count(*) FILTER (${where}), settled: ${settled}}`;
    });
    return `SELECT source, unnest([${structs.join(", ")}]) AS fact FROM "${table}" WHERE list_contains($sources, source) GROUP BY source`;
  });
  const rows = await inventory.rows<{ source: string; fact: string; found: bigint; settled: boolean }>(
    `SELECT source, fact.fact AS fact, sum(fact.found)::BIGINT AS found, bool_or(fact.settled) AS settled
     FROM (${queries.join(" UNION ALL ")}) GROUP BY ALL ORDER BY ALL`,
    { sources: [...sources] },
  );
  return new Map(rows.map(({ source, fact, found, settled }) => [`${fact} ${source}`, { found, settled }]));
}
