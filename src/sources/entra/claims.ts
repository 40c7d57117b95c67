/** What an access token says that its bearer may do. */
export interface Claims {
  /** Application permissions, or delegated ones. */
  readonly permissions: ReadonlySet<string>;
  readonly isDelegated: boolean;
}

/**
 * The permissions that a token names; null where it is none that can be read. Microsoft makes no promise about what is in
 * an access token for Graph (https://learn.microsoft.com/entra/identity-platform/access-tokens), so nothing rests on it but a hint.
 */
export function claimsOf(token: string): Claims | null {
  const [, payload = ""] = token.split(".");
  try {
    const { roles, scp }: { roles?: unknown; scp?: unknown } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof scp === "string") return { permissions: new Set(scp.split(" ")), isDelegated: true };
    return Array.isArray(roles) ? { permissions: new Set(roles.filter((role) => typeof role === "string")), isDelegated: false } : null;
  } catch {
    return null;
  }
}

/** Words in the names of permissions that do more than read. */
const WRITES = /\.(ReadWrite|Write|Manage|FullControl|Create|AddRemove|Update|Delete|Enable|Revoke|Send|AccessAsUser)/i;

/** The permissions beyond reading: an audit has no use for them, and whoever steals its credentials has. */
export function beyondReading(claims: Claims): string[] {
  return [...claims.permissions].filter((permission) => WRITES.test(permission)).sort();
}
