import { expect, it } from "vitest";
import { unlistedRoles } from "../../src/access/duties.js";
import { accessOver } from "./support.js";

it("tells which roles of a configuration are nobody's", async () => {
  const db = await accessOver({
    accounts: [{ id: "ann" }],
    roles: [{ id: "r-1", displayName: "Maker" }],
    grants: [{ principal: "ann", role: "granted only" }],
  });
  try {
    const names = ["Maker", "MAKER", "r-1", "corp/maker", "corp/R-1", "Granted Only", "Cheker", "other/Maker"];
    expect(await unlistedRoles(db, names)).toEqual(["Cheker", "other/Maker"]);
    expect(await unlistedRoles(db, [])).toEqual([]);
  } finally {
    await db.close();
  }
});
