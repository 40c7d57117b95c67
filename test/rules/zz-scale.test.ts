import { it } from "vitest";
import { rules } from "virtual:rules";
import { Inventory } from "../../src/inventory/inventory.js";
import { FACTS } from "../../src/inventory/facts.js";
import { resolveAccess } from "../../src/access/resolve.js";
import { auditAccounts } from "../../src/rules/audited.js";
import { runRules } from "../../src/rules/runner.js";
const N = Number(process.env.N ?? 200000);
it("scale", async () => {
  const db = await Inventory.open(); const now = new Date("2026-06-01");
  const lap = async (n: string, f: () => Promise<unknown>) => { const t = performance.now(); await f(); console.log(n, Math.round(performance.now() - t)); };
  await lap("fill", async () => {
    await db.run(`INSERT INTO sources (id, kind) VALUES ('a','entra'),('b','okta'),('c','file')`);
    for (const f of FACTS) await db.run(`INSERT INTO facts (source, fact, state, complete) SELECT id, '${f}', 'collected', true FROM sources`);
    await db.run(`INSERT INTO accounts BY NAME SELECT ['a','b','c'][1 + i % 3] AS source, 'u' || i AS id, 'first' || (i%5000) || '.last' || (i // 3) || '@corp' AS userName, 'First' || (i%5000) || ' Last' || (i//3) AS displayName, 'First' || (i%5000) AS givenName, 'Last' || (i//3) AS familyName,
      ['m' || i || '@corp', 'x' || (i//3) || '@corp'] AS emails, ['+4420' || (1000000 + i//3)] AS phoneNumbers, CASE WHEN i % 10 < 9 THEN (i // 3)::VARCHAR END AS employeeNumber, 'D' || (i % 50) AS department, 'T' || (i % 20) AS title,
      CASE WHEN i > 30 THEN 'u' || (i % 3 + 3 * (i // 30)) END AS manager, i % 20 <> 0 AS active, TIMESTAMP '2020-01-01' + to_days((i % 2300)::INTEGER) AS created, TIMESTAMP '2025-01-01' + to_days((i % 515)::INTEGER) AS lastSignIn,
      CASE WHEN i % 3 = 0 THEN TIMESTAMP '2020-01-01' END AS hireDate, CASE WHEN i % 60 = 0 THEN TIMESTAMP '2026-03-01' END AS leaveDate, ['none','weak','strong','phishing-resistant'][1 + (i * 7) % 4] AS mfa,
      CASE WHEN i % 25 = 1 THEN 'guest' WHEN i % 25 = 2 THEN 'service' WHEN i % 100 = 3 THEN 'agent' WHEN i % 100 = 4 THEN 'shared' WHEN i % 200 = 5 THEN 'test' WHEN i % 100 = 6 THEN 'admin' ELSE 'human' END AS kind, CASE WHEN i % 50 = 2 THEN 'c' || i END AS clientId
      FROM range(${N}) t(i)`);
    await db.run(`INSERT INTO groups BY NAME SELECT ['a','b','c'][1 + g % 3] AS source, 'g' || g AS id, 'Group ' || g AS displayName, g % 2 = 0 AS roleAssignable FROM range(${N} // 20) t(g)`);
    await db.run(`INSERT INTO memberships BY NAME SELECT DISTINCT ['a','b','c'][1 + i % 3] AS source, 'g' || ((hash(i * 31 + k) % (${N} // 60))::BIGINT * 3 + i % 3) AS "group", 'u' || i AS member, 'account' AS memberType FROM range(${N}) t(i), range(10) r(k)`);
    await db.run(`INSERT INTO roles BY NAME SELECT s AS source, 'r' || r AS id, ['Global Administrator','User Administrator','Privileged Role Administrator'][r + 1] AS displayName, CASE WHEN r > 2 THEN 2 END AS tier FROM (SELECT unnest(['a','b','c']) s), range(40) t(r)`);
    await db.run(`INSERT INTO grants BY NAME SELECT ['a','b','c'][1 + g % 3] AS source, 'g' || g AS principal, 'group' AS principalType, 'r' || (3 + g % 37) AS role, '/' AS scope, 'active' AS state, TIMESTAMP '2024-01-01' AS start FROM range(${N} // 100) t(g)`);
    await db.run(`INSERT INTO grants BY NAME SELECT ['a','b','c'][1 + i % 3] AS source, 'u' || i AS principal, 'account' AS principalType, 'r' || (i % 3) AS role, '/' AS scope, 'active' AS state, TIMESTAMP '2024-01-01' AS start FROM range(0, ${N}, 500) t(i)`);
    await db.run(`INSERT INTO owners BY NAME SELECT ['a','b','c'][1 + i % 3] AS source, 'g' || ((i // 3) % (${N} // 60) * 3 + i % 3) AS subject, 'u' || i AS owner FROM range(0, ${N}, 7) t(i)`);
    await db.run(`INSERT INTO owners BY NAME SELECT source, id AS subject, 'u' || (right(id, 4)::INTEGER * 3) AS owner FROM accounts WHERE kind IN ('service','agent') AND right(id,4) ~ '^[0-9]{4}$'`);
    await db.run(`INSERT INTO authenticators BY NAME SELECT ['a','b','c'][1 + i % 3] AS source, 'u' || i AS account, ['sms','push','webauthn'][1 + k] AS kind, CASE WHEN k = 0 THEN '+4420' || (1000000 + i//3) ELSE 'd' || i || k END AS device FROM range(${N}) t(i), range(3) r(k)`);
    await db.run(`INSERT INTO secrets BY NAME SELECT source, 's' || id || k AS id, id AS holder, ['client-secret','certificate','api-token'][1 + k] AS kind, TIMESTAMP '2024-01-01' AS created, TIMESTAMP '2027-01-01' AS expires FROM accounts, range(3) r(k) WHERE kind IN ('service','agent')`);
    await db.run(`INSERT INTO consents BY NAME SELECT source, id || k AS id, id AS client, 'u' || (right(id, 3)::INTEGER * 3 + k) AS principal, 'graph' AS resource, ['Mail.Read','offline_access'] AS scopes FROM accounts, range(20) r(k) WHERE kind = 'agent' AND right(id,3) ~ '^[0-9]{3}$'`);
    await db.run(`INSERT INTO policies BY NAME SELECT s AS source, 'p' || p AS id, ['mfa','legacy-authentication'][1 + p % 2] AS kind, 'P' || p AS name, 'enabled' AS state, ['*'] AS include, ['g' || p, 'u' || p] AS "exclude", 'mfa' AS strength, 'blocked' AS value FROM (SELECT unnest(['a','b','c']) s), range(20) t(p)`);
    await db.run(`CREATE TABLE account_kinds AS SELECT source, id, kind, 1.0 AS confidence, ['x'] AS evidence FROM accounts`);
    await db.run(`CREATE TABLE person_accounts AS SELECT 'p' || (right(id, length(id)-1)::INTEGER // 3) AS person, source, id, source = 'a' AS everyday FROM accounts WHERE kind IN ('human','admin','guest')`);
    await db.run(`CREATE TABLE people AS SELECT person, person AS displayName, arg_max(source, everyday) everydaySource, arg_max(id, everyday) everydayId FROM person_accounts GROUP BY person`);
    await db.run(`CREATE TABLE links AS SELECT a.source AS aSource, a.id AS aId, b.source AS bSource, b.id AS bId, 0.7 AS probability, 'review' AS decision, '[]'::JSON AS evidence FROM accounts a JOIN accounts b ON b.id = 'u' || (right(a.id, length(a.id)-1)::INTEGER + 10) WHERE hash(a.id) % 50 = 0`);
    await db.run(`CREATE TABLE readiness AS SELECT person, 'BLOCKED' AS verdict, 0.0 AS proven, 0.0 AS possible, '{"gates":[{"id":"mfa","status":"fail"}]}'::JSON AS detail FROM people`);
  });
  await lap("access", () => resolveAccess(db, { now }));
  await lap("audited", () => auditAccounts(db, { now, breakGlass: [] }));
  const t: [string, number, number][] = [];
  for (const r of rules) {
    const K = Number(process.env.K ?? 1);
    await db.run(`CREATE OR REPLACE TEMP TABLE zz AS SELECT * FROM (${r.select})`, { ...r.options, now } as never);
    const start = performance.now();
    for (let k = 0; k < K; k++) await db.run(`CREATE OR REPLACE TEMP TABLE zz AS SELECT * FROM (${r.select})`, { ...r.options, now } as never);
    const ms = (performance.now() - start) / K;
    const [c] = await db.rows<{ n: bigint }>("SELECT count(*) n FROM zz");
    t.push([r.id, ms, Number(c?.n)]);
  }
  t.sort((a, b) => b[1] - a[1]);
  console.log("total", Math.round(t.reduce((s, x) => s + x[1], 0)), "\n" + t.slice(0, 92).map((x) => `${x[0].padEnd(45)} ${x[1].toFixed(1).padStart(6)} ms ${x[2]}`).join("\n"));
  console.log("none:", t.filter((x) => x[2] === 0).map((x) => x[0]).join(" "));
  await lap("runRules", () => runRules(db, rules.filter((r) => !r.afterReadiness), { now, settings: {}, only: [], skip: [], waivers: [], baseline: null }));
  console.log(await db.rows("SELECT count(*) n FROM findings"), Math.round(process.memoryUsage().rss / 1e6) + " MB");
  await db.close();
}, 120000);
