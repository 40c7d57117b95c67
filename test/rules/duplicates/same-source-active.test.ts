import { describe, expect, it } from "vitest";
import rule from "../../../rules/duplicates/same-source-active.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (second: Change) => {
      const accounts = [account({ id: "a1", person: "ann" }), account({ id: "a2", person: "ann", ...second })];
      return { accounts };
    },
    [
      ["two active accounts", {}, ["ann"]],
      ["the second is disabled", { active: false }, []],
      ["nothing is known of the second", { active: null }, []],
      ["the second is her admin account", { kind: "admin" }, []],
      ["the second is her guest account", { kind: "guest" }, []],
      ["the second is a test login", { kind: "test" }, []],
      ["the second is in another directory", { source: "other" }, []],
      ["the second is somebody else's", { person: "bob" }, []],
      ["she is being moved: made 29 days ago", { created: "2026-05-03" }, []],
      ["the move is over: made 30 days ago", { created: "2026-05-02" }, ["ann"]],
    ],
  );

  it("keeps the account that was used last, and concerns the person once a directory", async () => {
    const accounts = [
      account({ id: "old", person: "ann", lastSignIn: "2026-01-01" }),
      account({ id: "new", person: "ann", lastSignIn: "2026-05-01" }),
      account({ id: "x", source: "other", person: "ann" }),
      account({ id: "y", source: "other", person: "ann" }),
    ];
    const { findings } = await audit(rule, { accounts }, { service: "entra" });
    expect(findings.map(({ evidence }) => evidence)).toEqual([
      { directory: "corp", keep: "new", spare: ["old"], logins: ["new", "old"] },
      { directory: "other", keep: "y", spare: ["x"], logins: ["x", "y"] },
    ]);
    expect(findings[0]).toMatchObject({ people: ["ann"], message: "old has 2 active accounts in corp: new and old." });
    expect(findings[0]?.remediation.commands[0]).toBe(
      `az rest --method patch --url 'https://graph.microsoft.com/v1.0/users/old' --body '{"accountEnabled":false}'`,
    );
    // The other directory is not the one that the finding's commands are for.
    expect(findings[1]?.remediation.commands).toEqual([]);
  });

  it("leaves declared emergency accounts alone", async () => {
    const accounts = [account({ id: "e1", person: "emergency" }), account({ id: "e2", person: "emergency" })];
    expect(await found(rule, { accounts }, { breakGlass: ["corp/e1", "corp/e2"] })).toEqual([]);
  });
});
