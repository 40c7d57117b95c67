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

  it("keeps the everyday account, else the one that was used last, and concerns the person once a directory", async () => {
    const accounts = [
      account({ id: "old", person: "ann", lastSignIn: "2026-01-01", lastInteractiveSignIn: "2026-01-01", everyday: false }),
      account({ id: "new", person: "ann", lastSignIn: "2026-05-01", everyday: true }),
      account({ id: "x", source: "other", person: "ann", lastSignIn: "2026-01-01", lastInteractiveSignIn: "2026-05-03", everyday: false }),
      account({ id: "y", source: "other", person: "ann", lastSignIn: "2026-05-02", everyday: false }),
    ];
    const { findings } = await audit(rule, { accounts }, { service: "entra" });
    expect(findings.map(({ source, evidence, people }) => ({ source, ...evidence, people }))).toEqual([
      { source: "corp", keep: "new", spare: ["old"], logins: ["new", "old"], people: ["ann"] },
      { source: "other", keep: "x", spare: ["y"], logins: ["x", "y"], people: ["ann"] },
    ]);
    expect(findings.map(({ message }) => message)).toEqual([
      "new has 2 active accounts in corp: new and old.",
      "new has 2 active accounts in other: x and y.",
    ]);
    expect(findings.map(({ remediation }) => remediation.commands[0])).toEqual([
      `az rest --method patch --url 'https://graph.microsoft.com/v1.0/users/old' --body '{"accountEnabled":false}'`,
      `az rest --method patch --url 'https://graph.microsoft.com/v1.0/users/y' --body '{"accountEnabled":false}'`,
    ]);
  });

  it("keeps the best protected of those that were used alike", async () => {
    const accounts = [
      account({ id: "a", source: "other", person: "ann", everyday: false }),
      account({ id: "b", source: "other", person: "ann", mfa: "strong", everyday: false }),
      account({ id: "e", person: "ann" }),
    ];
    const { findings } = await audit(rule, { accounts });
    expect(findings.map(({ evidence }) => evidence["keep"])).toEqual(["b"]);
  });

  it("rests on the facts of the directory that it is about", async () => {
    const accounts = [
      account({ id: "e", person: "ann" }),
      account({ id: "x", source: "other", person: "ann", everyday: false }),
      account({ id: "y", source: "other", person: "ann", everyday: false }),
    ];
    expect(await found(rule, { accounts }, { factsOf: { corp: { status: "denied" } } })).toEqual(["ann"]);
    expect(await found(rule, { accounts }, { factsOf: { other: { status: "denied" } } })).toEqual([]);
  });

  it("leaves declared emergency accounts alone", async () => {
    const accounts = [account({ id: "e1", person: "emergency" }), account({ id: "e2", person: "emergency" })];
    expect(await found(rule, { accounts }, { breakGlass: ["corp/e1", "corp/e2"] })).toEqual([]);
  });
});
