import type { Step } from "../../inventory/inventory.js";
import type { Collection } from "../contract.js";

interface PermissionGrant {
  readonly id: string;
  /** Object id of the client's service principal, not its appId. */
  readonly clientId: string;
  readonly consentType: string;
  readonly principalId?: string | null;
  readonly resourceId: string;
  readonly scope?: string | null;
}

/**
 * Delegated permissions, by user or for everybody → `consents`.
 * GET /oauth2PermissionGrants, https://learn.microsoft.com/graph/api/oauth2permissiongrant-list
 *
 * When and by whom they were granted is not told.
 */
export const consents: Collection<PermissionGrant> = {
  name: "delegated permissions",
  permission: "Directory.Read.All",
  facts: ["consents"],
  start: "/oauth2PermissionGrants?$top=999",
  rows: (grant) => [
    {
      table: "consents",
      row: {
        id: grant.id,
        client: grant.clientId,
        principal: principalOf(grant),
        resource: grant.resourceId,
        scopes: (grant.scope ?? "").split(" ").filter((scope) => scope !== ""),
      },
    },
  ],
};

/** @throws Error where it is not said for whom: guessing "nobody" would hide the consent */
function principalOf(grant: PermissionGrant): string {
  if (grant.consentType === "AllPrincipals") return "*";
  if (grant.principalId) return grant.principalId;
  throw new Error("it is not said for whom the permission is");
}

/** Names the resource of each consent: the API as people know it, or its client id. */
export const settleConsents: readonly Step[] = [
  {
    name: "resources of consents",
    sql: `
UPDATE consents SET resource = coalesce(nullif(a.displayName, ''), a.clientId)
FROM accounts AS a
WHERE consents.source = $source AND a.source = $source AND a.id = consents.resource
  AND coalesce(nullif(a.displayName, ''), a.clientId) IS NOT NULL`,
  },
];
