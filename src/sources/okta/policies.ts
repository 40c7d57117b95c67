import { type OktaCollection, parentRow } from "./collection.js";
import { at, text } from "./json.js";
import { type PolicyType, policyOf, ruleOf } from "./sign-on.js";

/**
 * Policies of one type. What they come to for whom is worked out once all rules are known (`sign-on.ts`).
 * GET /api/v1/policies, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/
 */
function policiesOf(name: string, type: PolicyType, optional?: true): OktaCollection {
  return {
    name,
    permission: "okta.policies.read",
    facts: ["policies"],
    start: `/api/v1/policies?type=${type}`,
    ...(optional === undefined ? {} : { optional }),
    rows: (policy) => [parentRow("policy", text(at(policy, "id")), policyOf(type, policy))],
  };
}

/** Global session policies: who signs in to the org, with what, and for how long. */
export const sessionPolicies = policiesOf("global session policies", "OKTA_SIGN_ON");

/** Authentication policies of applications. Orgs on the Classic Engine have none. */
export const accessPolicies = policiesOf("authentication policies", "ACCESS_POLICY", true);

/**
 * Rules of both kinds of policy.
 * GET /api/v1/policies/{policyId}/rules, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/
 */
export const policyRules: OktaCollection = {
  name: "rules of policies",
  permission: "okta.policies.read",
  facts: ["policies"],
  start: {
    query: `SELECT id, detail->>'type' AS type FROM parents WHERE source = $source AND kind = 'policy' ORDER BY id`,
    path: ({ id }) => `/api/v1/policies/${id}/rules`,
  },
  rows: (rule, _source, parent) => [parentRow("policy-rule", `${parent["id"]}/${text(at(rule, "id"))}`, ruleOf(parent["id"] ?? "", rule))],
};
