/** Requests of an org that Okta counts together. */
export type Bucket = "apps" | "groups" | "users" | "logs" | "clients" | "oauth2" | "other";

/**
 * What a path counts against. Okta tells an org's limits in its answers and in its dashboard, and does not say there
 * which requests share one; this follows its last published table, in which listings below an application or a group
 * count with the list of all of them, and what is not in the table counts together.
 * @see https://developer.okta.com/docs/reference/rl-global-mgmt/
 */
export function bucketOf(path: string): Bucket {
  if (path.startsWith("/oauth2/v1/clients")) return "clients";
  if (path.startsWith("/oauth2/")) return "oauth2";
  const [, family = "", rest] = /^\/api\/v1\/([^/?]+)(\/[^?]*)?/.exec(path) ?? [];
  switch (family) {
    case "apps":
    case "groups":
    case "logs":
      return family;
    case "users":
      return rest === undefined ? "users" : "other";
    default:
      return "other";
  }
}

/**
 * Requests a minute of an org on Workforce Identity, and of one on the free plan, as last published: what to expect
 * before the first answer tells.
 * @see https://developer.okta.com/docs/reference/rl-global-mgmt/
 */
export const PUBLISHED: Readonly<Record<"workforce" | "free", Readonly<Record<Bucket, number>>>> = {
  workforce: { apps: 100, groups: 500, users: 600, logs: 120, clients: 100, oauth2: 2000, other: 1200 },
  free: { apps: 20, groups: 100, users: 100, logs: 20, clients: 25, oauth2: 300, other: 100 },
};

/**
 * Share of each limit that is used, in percent, unless said otherwise. Okta gives a new token or application the same
 * half by default, so that one of them cannot leave the others without.
 * @see https://developer.okta.com/docs/reference/rl2-token-oauth/
 */
export const DEFAULT_RATE = 50;

/** Requests that a share of a limit comes to: never less than one, as none at all would be no reading. */
export function shareOf(limit: number, rate: number): number {
  return Math.max(1, Math.floor((limit * rate) / 100));
}
