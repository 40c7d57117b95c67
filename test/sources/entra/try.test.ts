import { it } from "vitest";
import { Inventory } from "/work/main/src/inventory/inventory.js";
import { entraSource } from "/work/main/src/sources/entra/source.js";
import { Fixtures } from "/work/main/src/sources/sample/fixtures.js";
import { graphTransport } from "/work/main/src/sources/sample/graph.js";
it("x", async () => {
  const transport = graphTransport(new Fixtures("/work/main/fixtures/entra"));
  for (let i = 0; i < 3; i++) {
  const inventory = await Inventory.open();
  const old = inventory.run.bind(inventory); let sql = 0; let ms = 0; let n = 0;
  const wrap = (k: "run" | "rows") => { const f = (inventory as any)[k].bind(inventory); (inventory as any)[k] = async (...a: any[]) => { const t = performance.now(); const r = await f(...a); const d = performance.now() - t; sql += d; n++; if (i === 2) console.log(k, d.toFixed(1), String(a[0]).slice(0, 60).replace(/\n/g, " ")); return r; }; };
  wrap("run"); wrap("rows");
  let nreq = 0;
  const t = performance.now(); let last = t;
  await entraSource({ baseUrl: "https://graph.microsoft.com", token: "test-token", transport: async (u, init) => { nreq++; const r = await transport(u, init);  if (i===0 && !r.ok) console.log(u, r.status);  return r; } }).collect({ inventory, signal: new AbortController().signal, now: new Date("2026-01-01"), env: {}, progress: { read() {}, waiting(...a) {console.log(a)}, finished(_, c, st, d) { const x = performance.now(); if (i === 2) console.log(c, st, d, (x - last).toFixed(1)); last = x; } } });
  console.log("TOTAL", performance.now() - t, "sql", sql, n, "requests", nreq);
  if (i == 2) {
  console.table(await inventory.rows("select fact,state,complete,reason from facts"));
  console.table(await inventory.rows("select kind,userType,count(*) from accounts group by all"));
  console.table(await inventory.rows("select * from policies"));
  console.table(await inventory.rows("select * from notes union all select source, place||reason from rejects"));
  }
  await inventory.close();
  }
});
