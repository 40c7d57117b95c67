import type { Collection } from "../contract.js";

interface RiskyUser {
  readonly id: string;
  readonly riskLevel?: string | null;
  readonly riskState?: string | null;
}

/**
 * Users that Identity Protection holds or held to be at risk → `account_parts`.
 * GET /identityProtection/riskyUsers, https://learn.microsoft.com/graph/api/riskyuser-list
 */
export const riskyUsers: Collection<RiskyUser> = {
  name: "risky users",
  permission: "IdentityRiskyUser.Read.All",
  facts: ["risk"],
  start: "/identityProtection/riskyUsers?$select=id,riskLevel,riskState&$top=500",
  rows: (user) => [{ table: "account_parts", row: { id: user.id, risk: riskOf(user) } }],
};

/** @throws Error on a risk whose level is withheld for want of a licence: it must not pass for none */
function riskOf({ riskLevel, riskState }: RiskyUser): string {
  switch (riskState) {
    case "confirmedCompromised":
      return "compromised";
    case "none":
    case "confirmedSafe":
    case "remediated":
    case "dismissed":
      return "none";
    default:
      if (riskLevel === "low" || riskLevel === "medium" || riskLevel === "high") return riskLevel;
      throw new Error("the level of risk is withheld");
  }
}
