import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/shared-identity.js";
import { account, audit, isUnknownWithoutFacts, type TestAccount, tellsApart } from "../../support/rule.js";

const agent = (id: string, row = {}) => account({ id, kind: "agent", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (accounts: readonly TestAccount[], kinds: readonly string[]) => {
      const secrets = kinds.flatMap((kind) => accounts.map(({ id }) => ({ id: "s", holder: id, kind })));
      return { accounts, secrets };
    },
    [
      ["one client id", [agent("a", { clientId: "c" }), agent("b", { clientId: "c" })], [], ["a", "b"]],
      ["two client ids", [agent("a", { clientId: "c" }), agent("b", { clientId: "d" })], [], []],
      ["no client id", [agent("a"), agent("b")], [], []],
      ["one of them is disabled", [agent("a", { clientId: "c" }), agent("b", { clientId: "c", active: false })], [], []],
      ["one of them is no agent", [agent("a", { clientId: "c" }), agent("b", { clientId: "c", kind: "service" })], [], []],
      [
        "instances of one blueprint",
        [
          agent("a", { clientId: "b", userType: "AgentIdentityBlueprint" }),
          agent("b", { clientId: "c", extra: { agentIdentityBlueprintId: "b" } }),
          agent("d", { clientId: "c", extra: { agentIdentityBlueprintId: "b" } }),
        ],
        [],
        [],
      ],
      ["one secret", [agent("a"), agent("b")], ["client-secret"], ["a", "b"]],
      ["one federated credential", [agent("a"), agent("b")], ["federated"], []],
    ],
  );

  it("names the others", async () => {
    const accounts = ["a", "b", "c"].map((id) => agent(id, { clientId: "x" }));
    const { findings } = await audit(rule, { accounts });
    expect(findings[0]?.message).toBe("The agent a uses the same client or credential as b and c.");
  });
});
