import type { Collection } from "../contract.js";

interface Domain {
  readonly id: string;
  readonly authenticationType?: string | null;
  readonly isVerified?: boolean | null;
}

/**
 * Domains whose people sign in elsewhere → `trusts`.
 * GET /domains, https://learn.microsoft.com/graph/api/domain-list
 */
export const domains: Collection<Domain> = {
  name: "domains",
  permission: "Directory.Read.All",
  facts: ["federation"],
  start: "/domains?$select=id,authenticationType,isVerified",
  rows: ({ id, authenticationType, isVerified }) => {
    if (authenticationType !== "Federated") return [];
    return [{ table: "trusts", row: { id, kind: "federation", direction: "inbound", domain: id, active: isVerified ?? null } }];
  },
};

interface Organization {
  readonly id: string;
  readonly onPremisesSyncEnabled?: boolean | null;
}

/**
 * Whether an on-premises directory fills this one → `trusts`.
 * GET /organization, https://learn.microsoft.com/graph/api/organization-list
 */
export const synchronisation: Collection<Organization> = {
  name: "synchronisation",
  permission: "Directory.Read.All",
  facts: ["federation"],
  start: "/organization?$select=id,onPremisesSyncEnabled",
  rows: ({ onPremisesSyncEnabled }) => {
    // Null is said of tenants that never were synchronised, false of those that no longer are.
    if (typeof onPremisesSyncEnabled !== "boolean") return [];
    return [{ table: "trusts", row: { id: "on-premises", kind: "provisioning", direction: "inbound", active: onPremisesSyncEnabled } }];
  },
};
