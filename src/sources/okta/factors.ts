import type { OktaCollection } from "./collection.js";
import { at, text, time } from "./json.js";

/**
 * Okta's factor types in the words of the inventory. `signed_nonce` is Okta FastPass. A type that is not listed
 * keeps its name: it is a factor, of no strength that anybody vouches for.
 */
const KINDS: ReadonlyMap<string, string> = new Map([
  ["call", "voice"],
  ["signed_nonce", "fastpass"],
  ["token", "hardware-token"],
  ["token:hardware", "hardware-token"],
  ["token:hotp", "hotp"],
  ["token:software:totp", "totp"],
  ["web", "duo"],
]);

/**
 * Factors enrolled by users who may sign in. Okta has no listing for all users at once, so this costs a request a user:
 * for all but those that are declared to be service accounts, and for nobody where the org has no factor switched on.
 * GET /api/v1/users/{userId}/factors, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserFactor/
 */
export const factors: OktaCollection = {
  name: "factors of users",
  permission: "okta.users.read",
  facts: ["mfa"],
  start: {
    query: `
SELECT id FROM accounts
WHERE source = $source AND kind IS NULL AND active AND id NOT IN (SELECT id FROM account_parts WHERE source = $source AND kind = 'service')
  AND ((SELECT count(*) FROM parents WHERE source = $source AND kind = 'authenticator') = 0
    OR EXISTS (FROM parents WHERE source = $source AND kind = 'authenticator' AND (detail->>'type') <> 'password'))
ORDER BY id`,
    path: ({ id }) => `/api/v1/users/${id}/factors`,
  },
  rows: (factor, _source, parent) => {
    // A factor whose enrolment was begun and never ended protects nothing.
    if (text(at(factor, "status")) !== "ACTIVE") return [];
    const type = text(at(factor, "factorType"));
    return [
      {
        table: "authenticators",
        row: {
          account: parent["id"],
          kind: type === null ? null : (KINDS.get(type) ?? type),
          created: time(at(factor, "created")),
          lastUsed: time(at(factor, "lastVerified")),
          // Only a phone number says the same thing on two accounts; the factor's own id keeps two devices of one account apart.
          device: text(at(factor, "profile", "phoneNumber")) ?? text(at(factor, "id")),
        },
      },
    ];
  },
};
