import { type OktaCollection, parentRow } from "./collection.js";
import { at, list, object, text, texts } from "./json.js";

/**
 * Ways to sign in that the org has switched on. Where none but the password is, nobody has a second factor, and nobody
 * need be asked for one. Orgs on the Classic Engine have no such listing.
 * GET /api/v1/authenticators, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Authenticator/
 */
export const authenticators: OktaCollection = {
  name: "authenticators",
  permission: "okta.authenticators.read",
  facts: [],
  adds: ["policies"],
  start: "/api/v1/authenticators",
  optional: true,
  rows: (authenticator) => {
    if (text(at(authenticator, "status")) !== "ACTIVE") return [];
    return [
      parentRow("authenticator", text(at(authenticator, "id")), { key: text(at(authenticator, "key")), type: text(at(authenticator, "type")) }),
    ];
  },
};

/**
 * Which authenticators people must or may enrol, by group.
 * GET /api/v1/policies, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/
 */
export const enrolmentPolicies: OktaCollection = {
  name: "enrolment policies",
  permission: "okta.policies.read",
  facts: [],
  adds: ["policies"],
  start: "/api/v1/policies?type=MFA_ENROLL",
  optional: true,
  rows: (policy) => {
    const groups = texts(at(policy, "conditions", "people", "groups", "include"));
    return [
      {
        table: "policies",
        row: {
          kind: "enrolment",
          id: text(at(policy, "id")),
          name: text(at(policy, "name")),
          state: text(at(policy, "status")) === "INACTIVE" ? "disabled" : "enabled",
          include: groups.length === 0 ? ["*"] : groups,
          exclude: texts(at(policy, "conditions", "people", "groups", "exclude")),
          value: enrolmentOf(at(policy, "settings")),
        },
      },
    ];
  },
};

/** `required: okta_verify; optional: phone_number, webauthn`, in either engine's words; null where nothing can be enrolled. */
function enrolmentOf(settings: unknown): string | null {
  const states = [
    ...list(at(settings, "authenticators")).map((one): [string | null, unknown] => [text(at(one, "key")), one]),
    ...Object.entries(object(at(settings, "factors"))),
  ].map(([key, one]): [string | null, string | null] => [key, text(at(one, "enroll", "self"))]);
  const told = ["REQUIRED", "OPTIONAL"].flatMap((state) => {
    const keys = states.flatMap(([key, is]) => (key !== null && is === state ? [key] : [])).sort();
    return keys.length === 0 ? [] : [`${state.toLowerCase()}: ${keys.join(", ")}`];
  });
  return told.length === 0 ? null : told.join("; ");
}
