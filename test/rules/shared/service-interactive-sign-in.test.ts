import { describe, expect, it } from "vitest";
import rule from "../../../rules/shared/service-interactive-sign-in.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const service = (id: string, row = {}) => account({ id, kind: "service", lastInteractiveSignIn: "2026-05-20", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds service accounts that somebody signed in with at a prompt", async () => {
    const accounts = [
      service("recently"),
      service("30 days ago", { lastInteractiveSignIn: "2026-05-02" }),
      service("31 days ago", { lastInteractiveSignIn: "2026-05-01" }),
      service("never", { lastInteractiveSignIn: null, lastSignIn: "2026-05-20" }),
      service("being set up", { created: "2026-05-19" }),
      service("for emergencies"),
      service("a human", { kind: "human" }),
    ];
    expect(await found(rule, { accounts }, { breakGlass: ["corp/for emergencies"] })).toEqual(["30 days ago", "recently"]);
  });

  it("concerns those who answer for it, and quotes the id for the log", async () => {
    const accounts = [service("o'svc"), account({ id: "ann" })];
    const { findings } = await audit(rule, { accounts, owners: [{ subject: "o'svc", owner: "ann" }] }, { service: "entra" });
    expect(findings).toMatchObject([{ people: ["p-ann"], message: "Somebody signed in at a prompt as the service account o'svc on 2026-05-20." }]);
    expect(findings[0]?.remediation.commands[0]).toContain(`userId%20eq%20'\\''o'\\'''\\''svc'\\''`);
  });
});
