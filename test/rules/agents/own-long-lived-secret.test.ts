import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/own-long-lived-secret.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const agent = (id: string, row = {}) => account({ id, kind: "agent", ...row });
const secret = (holder: string, kind: string, row = {}) => ({ id: `${holder}-${kind}`, holder, kind, ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds agents that sign in with what can be copied", async () => {
    const secrets = [
      secret("a secret", "client-secret"),
      secret("a password", "password"),
      secret("a token", "api-token"),
      secret("a certificate", "certificate"),
      secret("both", "certificate"),
      secret("both", "client-secret"),
      secret("a key", "key"),
      secret("federated", "federated"),
      secret("over", "client-secret", { expires: "2026-06-01" }),
      secret("disabled", "client-secret"),
      secret("the vendor's", "client-secret"),
      secret("software", "client-secret"),
    ];
    const rows: Record<string, object> = { disabled: { active: false }, "the vendor's": { firstParty: true }, software: { kind: "service" } };
    const accounts = [...new Set(secrets.map(({ holder }) => holder))].map((id) => agent(id, rows[id]));
    expect(await found(rule, { accounts, secrets })).toEqual(["a certificate:medium", "a password", "a secret", "a token", "both"]);
  });

  it("takes a blueprint's secrets for those of its agents, once", async () => {
    const accounts = [
      agent("blueprint", { clientId: "b", displayName: "Assistants", userType: "AgentIdentityBlueprint" }),
      agent("instance", { clientId: "i", extra: { agentIdentityBlueprintId: "b" } }),
      agent("alone", { clientId: "x", userType: "AgentIdentityBlueprint" }),
    ];
    const secrets = [secret("blueprint", "client-secret"), secret("alone", "client-secret")];
    const { findings } = await audit(rule, { accounts, secrets });
    expect(findings.map(({ message }) => message)).toEqual([
      "The agent alone signs in with 1 stored secret.",
      "The agent instance signs in with 1 stored secret of Assistants.",
    ]);
  });
});
