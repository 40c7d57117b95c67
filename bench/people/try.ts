import { Inventory } from "../../src/inventory/inventory.js";
import { readAccounts } from "../../src/people/accounts.js";
import { FIELDS, unpack } from "../../src/people/compare.js";
import { judge } from "../../src/people/kinds.js";
import { matchAll } from "../../src/people/match.js";
import { nameOf } from "../../src/people/names.js";
import { Population } from "../../src/people/population.js";
import { historicalRecords, type LabelledSet, personRecords, RECORD_SETS } from "./records.js";

const which = process.argv[2] ?? "0";
const set: LabelledSet = which === "h" ? historicalRecords("hist", 21, 50_000) : personRecords(RECORD_SETS[Number(which)]!);
const db = await Inventory.open();
const w = db.writer("accounts");
for (const row of set.accounts) await w.append(row);
await w.close();
let t = performance.now();
const lap = (n: string) => {
  console.log(n, (performance.now() - t).toFixed(0), "ms");
  t = performance.now();
};
const people = new Population(set.accounts.length);
let dropped = 0;
for await (const rows of readAccounts(db))
  for (const a of rows) {
    const name = nameOf(a.givenName, a.middleName, a.familyName, a.displayName);
    const k = judge(a, name);
    if (k.kind !== "human") {
      dropped++;
      if (dropped < 10) console.log("not human", k.kind, a.givenName, a.familyName, a.displayName);
    }
    people.add(a, "human", name);
  }
people.complete();
lap("load");
const { model, scored, pairs } = matchAll(people);
lap("match " + pairs + " pairs, kept " + scored.count + " dropped kinds " + dropped);
const person = Array.from({ length: people.size }, (_, i) => set.truth.get(people.key(i))!.person);
const sizes = new Map<string, number>();
for (const p of person) sizes.set(p!, (sizes.get(p!) ?? 0) + 1);
let truePairs = 0;
for (const n of sizes.values()) truePairs += (n * (n - 1)) / 2;
let cand = 0;
for (let p = 0; p < scored.count; p++) if (person[scored.i[p]!] === person[scored.j[p]!]) cand++;
console.log(
  "true pairs",
  truePairs,
  "candidate recall(kept)",
  (cand / truePairs).toFixed(4),
  "prior",
  model.prior.map((x) => x.toExponential(2)).join(" "),
  "true prior",
  (truePairs / ((people.size * (people.size - 1)) / 2)).toExponential(2),
);
for (const T of [-6, -4, -2, 0, 2, 4, 6, 8, 10, 14]) {
  let tp = 0,
    fp = 0;
  for (let p = 0; p < scored.count; p++) if (scored.bits[p]! >= T) person[scored.i[p]!] === person[scored.j[p]!] ? tp++ : fp++;
  const P = tp / (tp + fp),
    R = tp / truePairs;
  console.log("bits>=", T, "P", P.toFixed(4), "R", R.toFixed(4), "F1", ((2 * P * R) / (P + R)).toFixed(4));
}
// calibration
const bins = new Map<number, [number, number, number]>();
for (let p = 0; p < scored.count; p++) {
  const pr = 1 / (1 + 2 ** -scored.bits[p]!);
  if (pr < 0.01) continue;
  const b = Math.min(9, Math.floor(pr * 10));
  const x = bins.get(b) ?? [0, 0, 0];
  x[0]++;
  x[1] += pr;
  if (person[scored.i[p]!] === person[scored.j[p]!]) x[2]++;
  bins.set(b, x);
}
console.log(
  [...bins]
    .sort((a, b) => a[0] - b[0])
    .map(([b, [n, s, m]]) => `${b}: n${n} p${(s / n).toFixed(2)} true${(m / n).toFixed(2)}`)
    .join(" | "),
);
if (process.argv[3]) {
  // true m/u by level
  FIELDS.forEach((f, x) =>
    console.log(
      f.name,
      f.levels.map((l, y) => (y ? `${l.outcome}: m${model.m[x]![y]!.toFixed(4)} u${model.u[x]![y]!.toExponential(1)}` : "")).join("; "),
    ),
  );
  const lv = new Uint8Array(20);
  const show = (i: number) =>
    [
      people.names.text(people.given[i]!),
      people.names.text(people.middle[i]!),
      people.names.text(people.family[i]!),
      people.born[i],
      people.texts.text(people.street[i]!),
      people.texts.text(people.locality[i]!),
      people.texts.text(people.postal[i]!),
      people.texts.text(people.title[i]!),
      people.phones.first(i),
    ].join(",");
  let a = 0,
    b = 0;
  for (let p = 0; p < scored.count; p++) {
    const same = person[scored.i[p]!] === person[scored.j[p]!];
    if (!same && scored.bits[p]! > 3 && a++ < 15) {
      unpack(scored.pattern[p]!, lv);
      console.log("FP", scored.bits[p]!.toFixed(1), lv.slice(0, 15).join(""), "\n   ", show(scored.i[p]!), "\n   ", show(scored.j[p]!));
    }
    if (same && scored.bits[p]! < 0 && b++ < 15) {
      unpack(scored.pattern[p]!, lv);
      console.log("FN", scored.bits[p]!.toFixed(1), lv.slice(0, 15).join(""), "\n   ", show(scored.i[p]!), "\n   ", show(scored.j[p]!));
    }
  }
}
