import type { Row } from "../../src/inventory/tables.js";

/** One directory, as rows of the inventory. */
export interface Directory {
  readonly accounts: readonly Row[];
  readonly groups: readonly Row[];
  readonly memberships: readonly Row[];
  readonly grants: readonly Row[];
}

export interface EffectiveGrant {
  readonly account: string;
  readonly role: string;
  readonly scope: string;
  readonly state: string;
  readonly end: string | null;
  readonly path: readonly string[];
}

const text = (value: Row[string]) => (typeof value === "string" ? value : null);
const time = (value: Row[string]) => (typeof value === "string" ? value : null);

/**
 * Who may do what, worked out the slow and obvious way: from every account, group by group, breadth first, taking the
 * groups of each step in the order of their ids. What it says is what `resolveAccess` must say.
 */
export function naiveEffectiveGrants(directory: Directory, now: string): EffectiveGrant[] {
  const accounts = new Set(directory.accounts.map((row) => row["id"] as string));
  const groups = new Set([...directory.groups.map((row) => row["id"] as string), ...directory.memberships.map((row) => row["group"] as string)]);
  const live = directory.grants.filter((grant) => (time(grant["end"]) ?? "9999") > now && (time(grant["start"]) ?? "0000") <= now);
  const found: EffectiveGrant[] = [];
  for (const account of accounts) {
    const seen = new Set<string>();
    const hold = (holder: string, type: "account" | "group", path: readonly string[]) => {
      for (const grant of live) {
        if (grant["principal"] !== holder || (text(grant["principalType"]) ?? type) !== type) continue;
        const given = {
          account,
          role: grant["role"] as string,
          scope: text(grant["scope"]) ?? "/",
          state: text(grant["state"]) ?? "active",
          end: time(grant["end"]),
        };
        const key = JSON.stringify(given);
        if (seen.has(key)) continue;
        seen.add(key);
        found.push({ ...given, path });
      }
    };
    hold(account, "account", []);
    const memberOf = (member: string, type: "account" | "group") =>
      directory.memberships
        .filter((row) => row["member"] === member && (text(row["memberType"]) ?? type) === type)
        .map((row) => row["group"] as string);
    let frontier: string[][] = [...new Set(memberOf(account, "account"))].sort().map((group) => [group]);
    const visited = new Set<string>();
    while (frontier.length > 0) {
      frontier = frontier.filter((path) => !visited.has(path.at(-1) as string));
      const next: string[][] = [];
      for (const path of frontier) {
        const group = path.at(-1) as string;
        if (visited.has(group)) continue;
        visited.add(group);
        hold(group, "group", path);
        if (groups.has(group)) for (const parent of [...new Set(memberOf(group, "group"))].sort()) next.push([...path, parent]);
      }
      frontier = next.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    }
  }
  return found;
}
