import type { Collection, TableRow } from "../contract.js";

const EVERYBODY = { include: ["*"], exclude: [] };

interface Defaults {
  readonly id: string;
  readonly displayName?: string | null;
  readonly isEnabled: boolean;
}

/**
 * Security defaults: a second factor for everybody, and no legacy protocols → `policies`.
 * GET /policies/identitySecurityDefaultsEnforcementPolicy,
 * https://learn.microsoft.com/graph/api/identitysecuritydefaultsenforcementpolicy-get
 */
export const securityDefaults: Collection<Defaults> = {
  name: "security defaults",
  permission: "Policy.Read.All",
  facts: ["policies"],
  start: "/policies/identitySecurityDefaultsEnforcementPolicy",
  rows: (policy) => {
    if (typeof policy.isEnabled !== "boolean") return null;
    const row = { id: policy.id, name: policy.displayName ?? "Security defaults", state: policy.isEnabled ? "enabled" : "disabled", ...EVERYBODY };
    return [
      { table: "policies", row: { ...row, kind: "mfa", strength: "mfa" } },
      { table: "policies", row: { ...row, kind: "legacy-authentication", value: "blocked" } },
    ];
  },
};

interface Authorization {
  readonly id: string;
  readonly displayName?: string | null;
  readonly allowInvitesFrom?: string | null;
  readonly defaultUserRolePermissions?: {
    readonly allowedToCreateApps?: boolean | null;
    readonly permissionGrantPoliciesAssigned?: readonly string[] | null;
  } | null;
}

/**
 * What every user may do: consent to applications, register them, invite guests → `policies`.
 * GET /policies/authorizationPolicy, https://learn.microsoft.com/graph/api/authorizationpolicy-get
 */
export const authorization: Collection<Authorization> = {
  name: "authorization policy",
  permission: "Policy.Read.All",
  facts: ["policies"],
  start: "/policies/authorizationPolicy",
  rows: (policy) => {
    const permissions = policy.defaultUserRolePermissions;
    if (!permissions) return null;
    const setting = (kind: string, value: string | null): TableRow => ({
      table: "policies",
      row: { kind, id: policy.id, name: policy.displayName ?? "Authorization policy", state: "enabled", ...EVERYBODY, value },
    });
    return [
      setting("user-consent", userConsent(permissions.permissionGrantPoliciesAssigned)),
      setting("app-registration", onOff(permissions.allowedToCreateApps)),
      setting("guest-invite", policy.allowInvitesFrom ?? null),
    ];
  },
};

/** The built-in rule of consent under which users may consent to any permission that needs no administrator. */
const OPEN_CONSENT = "microsoft-user-default-legacy";
const OWN_CONSENT = "managepermissiongrantsforself.";

/** Null where it was not sent. Rules of consent about chats and teams that somebody owns are none about people's own data. */
function userConsent(policies: readonly string[] | null | undefined): string | null {
  if (!policies) return null;
  const own = policies.flatMap((policy) => (policy.toLowerCase().startsWith(OWN_CONSENT) ? [policy.slice(OWN_CONSENT.length).toLowerCase()] : []));
  if (own.length === 0) return "off";
  return own.includes(OPEN_CONSENT) ? "open" : "limited";
}

interface ConsentRequests {
  readonly isEnabled: boolean;
}

/**
 * Whether users can ask an administrator for consent → `policies`.
 * GET /policies/adminConsentRequestPolicy, https://learn.microsoft.com/graph/api/adminconsentrequestpolicy-get
 */
export const consentWorkflow: Collection<ConsentRequests> = {
  name: "consent workflow",
  permission: "Policy.Read.All",
  facts: ["policies"],
  start: "/policies/adminConsentRequestPolicy",
  rows: (policy) => {
    if (typeof policy.isEnabled !== "boolean") return null;
    return [
      {
        table: "policies",
        row: {
          kind: "consent-workflow",
          name: "Admin consent requests",
          state: policy.isEnabled ? "enabled" : "disabled",
          ...EVERYBODY,
          value: onOff(policy.isEnabled),
        },
      },
    ];
  },
};

function onOff(value: boolean | null | undefined): string | null {
  if (typeof value !== "boolean") return null;
  return value ? "on" : "off";
}
