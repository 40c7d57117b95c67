import { describe, expect, it } from "vitest";
import { type AuditOptions, account, audited, type TestAccount } from "../support/rule.js";

interface Departed {
  readonly person: string;
  readonly by: string;
  readonly leftAt: Date | null;
}

async function departed(accounts: readonly TestAccount[], options: AuditOptions = {}): Promise<Departed[]> {
  const db = await audited({ accounts }, [], options);
  try {
    return await db.rows<Departed>("SELECT person, source || '/' || id AS by, leftAt FROM departed ORDER BY person");
  } finally {
    await db.close();
  }
}

const people = (rows: readonly Departed[]) => rows.map(({ person }) => person);

describe("departed", () => {
  it("tells leavers by the last day or by the state of their account", async () => {
    const ann = (id: string, row = {}) => account({ id, person: id, ...row });
    const accounts = [
      ann("25 hours ago", { leaveDate: "2026-05-30T23:00:00Z" }),
      ann("24 hours ago", { leaveDate: "2026-05-31T00:00:00Z" }),
      ann("disabled", { active: false }),
      ann("disabled before the last day", { active: false, leaveDate: "2026-12-31" }),
      ann("hired again", { leaveDate: "2025-01-01", hireDate: "2026-01-01" }),
      ann("about to begin", { active: false, hireDate: "2026-07-01" }),
      ann("waiting for the first sign-in", { active: false, status: "PROVISIONED" }),
      ann("suspended", { active: false, status: "SUSPENDED" }),
      ann("unknown", { active: null }),
      ann("there"),
      ann("a guest", { kind: "guest", active: false }),
      ann("an admin account alone", { kind: "admin", active: false }),
    ];
    expect(people(await departed(accounts, { sourceOfRecord: "corp" }))).toEqual([
      "25 hours ago",
      "disabled",
      "disabled before the last day",
      "suspended",
    ]);
  });

  it("knows since when, where the last day or the state says it", async () => {
    const accounts = [
      account({ id: "by the last day", active: false, leaveDate: "2026-01-01", statusChanged: "2026-02-01" }),
      account({ id: "by the state", active: false, statusChanged: "2026-02-01" }),
      account({ id: "not known", active: false }),
    ];
    expect((await departed(accounts, { sourceOfRecord: "corp" })).map(({ by, leftAt }) => [by, leftAt?.toISOString().slice(0, 10)])).toEqual([
      ["corp/by the last day", "2026-01-01"],
      ["corp/by the state", "2026-02-01"],
      ["corp/not known", undefined],
    ]);
  });

  const gone = account({ id: "1", source: "hr", person: "ann", active: false });
  const idp = account({ id: "ann", source: "idp", person: "ann" });

  it("believes the source of record, and whoever is present there is no leaver", async () => {
    expect(await departed([gone, idp], { sourceOfRecord: "hr" })).toMatchObject([{ person: "ann", by: "hr/1" }]);
    expect(await departed([gone, idp], { sourceOfRecord: "idp" })).toEqual([]);
    expect(await departed([gone, account({ id: "2", source: "hr", person: "ann" }), idp], { sourceOfRecord: "hr" })).toEqual([]);
  });

  it("takes sources that know hiring or leaving dates for those of record", async () => {
    expect(people(await departed([{ ...gone, hireDate: "2020-01-01" }, idp]))).toEqual(["ann"]);
  });

  it("without a source of record takes those for leavers who are disabled everywhere", async () => {
    expect(await departed([gone, idp])).toEqual([]);
    expect(people(await departed([gone, { ...idp, active: false }]))).toEqual(["ann"]);
  });

  it("judges people whom the source of record does not know by all their accounts", async () => {
    const bob = account({ id: "bob", source: "idp", person: "bob", active: false });
    expect(people(await departed([gone, idp, bob], { sourceOfRecord: "hr" }))).toEqual(["ann", "bob"]);
  });
});
