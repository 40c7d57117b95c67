import { describe, expect, it } from "vitest";
import rule from "../../../rules/ownership/no-manager.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds people without a manager, their own managers, and circles", async () => {
    const accounts = [
      account({ id: "none" }),
      account({ id: "led", manager: "none" }),
      account({ id: "led by somebody not listed", manager: "elsewhere" }),
      account({ id: "self", manager: "self" }),
      account({ id: "led by self", manager: "self" }),
      account({ id: "circle of two, 1", manager: "circle of two, 2" }),
      account({ id: "circle of two, 2", manager: "circle of two, 1" }),
      account({ id: "circle of three, 1", manager: "circle of three, 2" }),
      account({ id: "circle of three, 2", manager: "circle of three, 3" }),
      account({ id: "circle of three, 3", manager: "circle of three, 1" }),
      account({ id: "below a circle", manager: "circle of two, 1" }),
      account({ id: "further below", manager: "below a circle" }),
      account({ id: "disabled", active: false }),
      account({ id: "a guest", kind: "guest" }),
      account({ id: "software", kind: "service" }),
      account({ id: "emergency" }),
    ];
    const { findings } = await audit(rule, { accounts }, { breakGlass: ["corp/emergency"] });
    expect(findings.map(({ subject, evidence }) => [subject, evidence["problem"]])).toEqual([
      ["circle of three, 1", "circle"],
      ["circle of three, 2", "circle"],
      ["circle of three, 3", "circle"],
      ["circle of two, 1", "circle"],
      ["circle of two, 2", "circle"],
      ["none", "none"],
      ["self", "self"],
    ]);
    expect(findings.map(({ message }) => message).slice(4)).toEqual([
      "circle of two, 2 is, through others, their own manager.",
      "none has no manager.",
      "self is their own manager.",
    ]);
  });

  it("is about the person: a manager in any directory is one, and one finding is enough", async () => {
    const accounts = [
      account({ id: "ann", person: "ann" }),
      account({ id: "ann", source: "other", person: "ann", manager: "boss" }),
      account({ id: "bob", source: "a", person: "bob", everyday: false }),
      account({ id: "bob", person: "bob", everyday: true }),
    ];
    const { findings } = await audit(rule, { accounts });
    expect(findings.map(({ source, subject }) => `${source}/${subject}`)).toEqual(["corp/bob"]);
  });

  it("takes at most two heads of the organisation from the configuration", async () => {
    const accounts = ["ceo", "chair", "third"].map((id) => account({ id, userName: `${id}@corp` }));
    expect(await found(rule, { accounts }, { options: { heads: ["corp/ceo", "chair@corp", "corp/third"] } })).toEqual(["third"]);
  });

  it("accepts a sponsor for an outside worker", async () => {
    const accounts = [
      account({ id: "boss", manager: "x" }),
      account({ id: "sponsored", userType: "Contractor" }),
      account({ id: "alone", userType: "Contractor" }),
    ];
    expect(await found(rule, { accounts, owners: [{ subject: "sponsored", owner: "boss", role: "sponsor" }] })).toEqual(["alone"]);
  });

  it("does not take a manager that was not collected for none", async () => {
    expect(await found(rule, { accounts: [account({ id: "ann" })] }, { facts: { manager: "partial" } })).toEqual([]);
  });
});
