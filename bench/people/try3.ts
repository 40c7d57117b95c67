import { judge, SIGNALS } from "../../src/people/kinds.js";
import { nameOf } from "../../src/people/names.js";
import { Inventory } from "../../src/inventory/inventory.js";
import { readAccounts } from "../../src/people/accounts.js";
import { historicalRecords } from "./records.js";
const set = historicalRecords("hist", 21, 3000);
const db = await Inventory.open();
const w = db.writer("accounts");
for (const row of set.accounts) await w.append(row);
await w.close();
let n = 0; const c: Record<string, number> = {};
for await (const rows of readAccounts(db)) for (const a of rows) { const k = judge(a, nameOf(a.givenName, a.middleName, a.familyName, a.displayName)); c[k.kind]=(c[k.kind]??0)+1; if (k.kind !== "human" && n++ < 12) console.log(k.kind, a.givenName, a.familyName, a.title, k.signals.map((s) => SIGNALS[s]!.says)); }
console.log(c);
