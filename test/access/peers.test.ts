import { afterEach, describe, expect, it } from "vitest";
import { comparePeers } from "../../src/access/peers.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import type { Row } from "../../src/inventory/tables.js";
import { accessOver, NOW } from "./support.js";

let db: Inventory;
afterEach(() => db.close());

/** `count` people alike, `p0` first; `roles` says what each holds. */
async function team(count: number, attributes: (i: number) => Row, roles: (i: number) => readonly string[]): Promise<void> {
  const ids = Array.from({ length: count }, (_, i) => `p${String(i).padStart(2, "0")}`);
  db = await accessOver({
    accounts: ids.map((id, i) => ({ id, active: true, lastSignIn: "2026-05-02", ...attributes(i) })),
    grants: ids.flatMap((id, i) => roles(i).map((role) => ({ principal: id, role }))),
  });
  await comparePeers(db, { now: NOW });
}

const cohorts = () =>
  db.rows<{ person: string; basis: string; shared: string; people: number; homogeneity: number }>("SELECT * FROM peer_cohorts ORDER BY person");
const unusual = () => db.rows<Record<string, unknown>>("SELECT * FROM unusual_grants ORDER BY person, role");

describe("peers", () => {
  it.each([
    [4, 0],
    [5, 5],
  ])("of %i people make %i people's cohort", async (count, found) => {
    await team(
      count,
      () => ({ department: "Finance", title: "Clerk" }),
      () => ["crm"],
    );
    expect(await cohorts()).toHaveLength(found);
  });

  it("are those whose access is most alike", async () => {
    // Titles say what people may do; departments do not.
    await team(
      12,
      (i) => ({ department: i < 6 ? "North" : "South", title: i % 2 === 0 ? "Buyer" : "Seller" }),
      (i) => (i % 2 === 0 ? ["buy"] : ["sell"]),
    );
    for (const cohort of await cohorts()) expect(cohort).toMatchObject({ basis: "title", people: 6, homogeneity: 1 });
  });

  it("are the narrower ones where two cohorts explain equally well", async () => {
    await team(
      6,
      () => ({ department: " Finance ", title: "CLERK" }),
      () => ["crm"],
    );
    expect((await cohorts())[0]).toMatchObject({ basis: "department and title", shared: "finance / clerk" });
  });

  it("leave out those who are disabled", async () => {
    await team(
      5,
      (i) => ({ department: "Finance", active: i > 0 }),
      () => [],
    );
    expect(await cohorts()).toEqual([]);
  });
});

describe("unusual grants", () => {
  // With none of n peers, the upper bound is 3.84 / (n + 3.84): below 0.3 from nine peers on.
  it.each([
    [9, 0],
    [10, 1],
  ])("among %i people who else do not hold it: %i", async (count, found) => {
    await team(
      count,
      () => ({ department: "Finance" }),
      (i) => (i === 0 ? ["crm", "payroll"] : ["crm"]),
    );
    expect(await unusual()).toHaveLength(found);
  });

  it("come with the share, its interval, and how long the account was idle", async () => {
    await team(
      21,
      () => ({ department: "Finance" }),
      (i) => (i < 2 ? ["crm", "payroll"] : ["crm"]),
    );
    const [first] = await unusual();
    expect(first).toMatchObject({ person: "p-p00", role: "payroll", holders: 1, peers: 20, basis: "department", idleDays: 30 });
    expect(first?.["low"]).toBeCloseTo(0.0089, 3);
    expect(first?.["high"]).toBeCloseTo(0.2361, 3);
  });

  it("are none where everybody holds the same", async () => {
    await team(
      30,
      () => ({ department: "Finance" }),
      () => ["crm", "payroll"],
    );
    expect(await unusual()).toEqual([]);
  });
});
