import type { Collection } from "../contract.js";

interface Registration {
  readonly id: string;
  readonly isMfaRegistered?: boolean | null;
  readonly methodsRegistered?: readonly string[] | null;
}

type Strength = "weak" | "strong" | "phishing-resistant";

/**
 * Graph's words for methods, in the inventory's words and by what defeats them: NIST SP 800-63B names the telephone
 * network a restricted authenticator; keys bound to the site resist phishing. Mail and questions reset passwords and
 * are no second factor (https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods).
 */
const METHODS: Readonly<Record<string, { readonly kind: string; readonly strength: Strength | null }>> = {
  fido2: { kind: "webauthn", strength: "phishing-resistant" },
  fido2SecurityKey: { kind: "webauthn", strength: "phishing-resistant" },
  passKeyDeviceBound: { kind: "passkey", strength: "phishing-resistant" },
  passKeyDeviceBoundAuthenticator: { kind: "passkey", strength: "phishing-resistant" },
  passKeyDeviceBoundWindowsHello: { kind: "passkey", strength: "phishing-resistant" },
  passKeySynced: { kind: "passkey", strength: "phishing-resistant" },
  windowsHelloForBusiness: { kind: "windows-hello", strength: "phishing-resistant" },
  macOsSecureEnclaveKey: { kind: "passkey", strength: "phishing-resistant" },
  x509Certificate: { kind: "certificate", strength: "phishing-resistant" },
  microsoftAuthenticatorPush: { kind: "push", strength: "strong" },
  microsoftAuthenticatorPasswordless: { kind: "push", strength: "strong" },
  softwareOneTimePasscode: { kind: "totp", strength: "strong" },
  hardwareOneTimePasscode: { kind: "hardware-token", strength: "strong" },
  mobilePhone: { kind: "sms", strength: "weak" },
  alternateMobilePhone: { kind: "voice", strength: "weak" },
  officePhone: { kind: "voice", strength: "weak" },
  temporaryAccessPass: { kind: "temporary-access-pass", strength: "weak" },
  email: { kind: "email", strength: null },
  securityQuestion: { kind: "question", strength: null },
};

const ORDER: readonly Strength[] = ["weak", "strong", "phishing-resistant"];

/**
 * Registered second factors → `authenticators`, and the strongest of them → `account_parts`.
 * GET /reports/authenticationMethods/userRegistrationDetails,
 * https://learn.microsoft.com/graph/api/authenticationmethodsroot-list-userregistrationdetails
 *
 * The report covers enabled users and lags by hours. A method that is not known here is kept as it is called and counts
 * as weak: a factor, but of no proven strength.
 */
export const factors: Collection<Registration> = {
  name: "authentication methods",
  permission: "AuditLog.Read.All",
  facts: ["mfa"],
  start: "/reports/authenticationMethods/userRegistrationDetails?$select=id,isMfaRegistered,methodsRegistered&$top=999",
  size: { page: 999, of: { count: "/users/$count" } },
  rows: ({ id, isMfaRegistered, methodsRegistered }) => {
    const methods = (methodsRegistered ?? []).map((method) => METHODS[method] ?? { kind: method, strength: "weak" as const });
    return [
      {
        table: "account_parts",
        row: {
          id,
          mfa: strongest(
            isMfaRegistered,
            methods.map((method) => method.strength),
          ),
        },
      },
      ...[...new Set(methods.map((method) => method.kind))].map((kind) => ({ table: "authenticators" as const, row: { account: id, kind } })),
    ];
  },
};

/** Null where Graph contradicts itself, or says nothing: registered, but with no method that is a factor. */
function strongest(isRegistered: boolean | null | undefined, strengths: readonly (Strength | null)[]): Strength | "none" | null {
  if (isRegistered === false) return "none";
  return ORDER.findLast((strength) => strengths.includes(strength)) ?? null;
}
