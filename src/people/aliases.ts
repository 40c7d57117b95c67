import type { Inventory } from "../inventory/inventory.js";

/** Accounts with addresses of both domains from which on two domains can be one, and the share of them whose names before the @ agree. Ours. */
const TOGETHER = { accounts: 5, share: 0.9 } as const;
/** The share of names before the @, of those that both domains have, that may stand on two accounts of one directory. Ours. */
const APART = 0.02;

/** Accounts that have addresses of two domains, and how many of these have the same name before both. */
const BOTH = `
WITH addresses AS (
  SELECT source, id, split_part(address, '@', 1) AS name, split_part(address, '@', 2) AS domain
  FROM (SELECT source, id, unnest(list_transform(emails, lambda e: lower(substr(trim(e), 1, 160)))) AS address FROM accounts WHERE len(emails) > 1)
)
SELECT a.domain AS first, b.domain AS second
FROM addresses AS a JOIN addresses AS b ON a.source = b.source AND a.id = b.id AND a.domain < b.domain
WHERE a.domain <> ''
GROUP BY ALL
HAVING count(DISTINCT (a.source, a.id)) >= ${TOGETHER.accounts}
  AND count(DISTINCT (a.source, a.id)) FILTER (a.name = b.name) >= ${TOGETHER.share} * count(DISTINCT (a.source, a.id))
ORDER BY first, second`;

/** Names before the @ that both domains have, and those of them that are two accounts' of one directory. */
const NAMES = `
WITH addresses AS (
  SELECT source, id, split_part(address, '@', 1) AS name, split_part(address, '@', 2) AS domain
  FROM (SELECT source, id, unnest(list_transform(emails, lambda e: lower(substr(trim(e), 1, 160)))) AS address FROM accounts)
),
named AS (
  SELECT name, source, count(DISTINCT id) AS accounts, count(DISTINCT domain) AS domains
  FROM addresses WHERE domain IN ($first, $second) GROUP BY ALL
)
SELECT count(*) FILTER (domains = 2)::DOUBLE AS "both", count(*) FILTER (domains = 2 AND accounts > 1)::DOUBLE AS apart FROM named`;

/**
 * Mail domains that are one: a company that was renamed or bought keeps its addresses, and gives people the same name
 * before the @ in both. The data has to show it: several accounts carry addresses of both domains, nearly always with
 * the same name, and hardly ever is that name another account's in the same directory.
 *
 * @returns by domain, the one that stands for it; domains that are their own are not there
 */
export async function aliasDomains(db: Inventory): Promise<ReadonlyMap<string, string>> {
  const aliases = new Map<string, string>();
  for (const { first, second } of await db.rows<{ first: string; second: string }>(BOTH)) {
    const [names] = await db.rows<{ both: number; apart: number }>(NAMES, { first, second });
    if (names === undefined || names.apart > APART * names.both) continue;
    aliases.set(second, aliases.get(first) ?? first);
  }
  return aliases;
}
