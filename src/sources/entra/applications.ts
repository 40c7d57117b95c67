import type { Step } from "../../inventory/inventory.js";
import type { Collection } from "../contract.js";
import { type Holder, secretRows } from "./secrets.js";
import { ownerRows, type Reference, time } from "./values.js";

interface Application extends Holder {
  readonly appId?: string | null;
  readonly displayName?: string | null;
  readonly createdDateTime?: string | null;
  readonly signInAudience?: string | null;
}

/** Marks the account of an application that is registered here, until it is known whether it also has a service principal. */
const REGISTRATION = "ApplicationRegistration";

/**
 * Applications that are registered in the tenant → `secrets`, and `accounts` where they have no service principal.
 * GET /applications, https://learn.microsoft.com/graph/api/application-list
 *
 * Whether an application without a service principal here can sign in elsewhere is not known: `active` stays empty.
 */
export const applications: Collection<Application> = {
  name: "applications",
  permission: "Application.Read.All",
  facts: ["secrets", "owners"],
  start: "/applications?$select=id,appId,displayName,createdDateTime,signInAudience,passwordCredentials,keyCredentials&$top=999",
  size: { page: 999, of: { count: "/applications/$count" } },
  rows: (application) => [
    {
      table: "accounts",
      row: {
        id: application.id,
        userName: application.appId,
        displayName: application.displayName,
        kind: "service",
        userType: REGISTRATION,
        created: time(application.createdDateTime),
        clientId: application.appId,
        firstParty: false,
        multiTenant: typeof application.signInAudience === "string" ? application.signInAudience !== "AzureADMyOrg" : null,
      },
    },
    ...secretRows(application),
  ],
};

/** Each registered application, with the account that stands for it: its service principal, or itself. */
const eachApplication = (relation: string) => ({
  query: `
SELECT a.id, coalesce(p.id, a.id) AS account
FROM accounts AS a
LEFT JOIN accounts AS p ON p.source = a.source AND p.clientId = a.clientId AND p.userType IS DISTINCT FROM '${REGISTRATION}'
WHERE a.source = $source AND a.userType = '${REGISTRATION}' ORDER BY a.id`,
  path: ({ id }: Readonly<Record<string, string>>) => `/applications/${id}/${relation}`,
});

/**
 * Owners of each application, who can add credentials to it → `owners`.
 * GET /applications/{id}/owners, https://learn.microsoft.com/graph/api/application-list-owners
 */
export const applicationOwners: Collection<Reference> = {
  name: "applications' owners",
  permission: "Application.Read.All",
  facts: ["owners"],
  start: eachApplication("owners?$select=id&$top=999"),
  size: { page: 1, of: { each: "applications" } },
  rows: (owner, _source, application) => ownerRows(application["account"], [owner], "owner"),
};

interface FederatedCredential {
  readonly id: string;
  readonly name?: string | null;
}

/**
 * Issuers whose tokens an application accepts in place of a secret → `secrets`.
 * GET /applications/{id}/federatedIdentityCredentials,
 * https://learn.microsoft.com/graph/api/application-list-federatedidentitycredentials
 */
export const federatedCredentials: Collection<FederatedCredential> = {
  name: "federated credentials",
  permission: "Application.Read.All",
  facts: ["secrets"],
  start: eachApplication("federatedIdentityCredentials"),
  size: { page: 1, of: { each: "applications" } },
  rows: (credential, _source, application) => [
    { table: "secrets", row: { id: credential.id, holder: application["account"], kind: "federated", name: credential.name } },
  ],
};

/** Hands the credentials of an application to its service principal, which is who signs in with them. */
export const settleApplications: readonly Step[] = [
  {
    name: "secrets of applications",
    sql: `
UPDATE secrets SET holder = p.id
FROM accounts AS a
JOIN accounts AS p ON p.source = a.source AND p.clientId = a.clientId AND p.userType IS DISTINCT FROM '${REGISTRATION}'
WHERE secrets.source = $source AND secrets.holder = a.id AND a.source = $source AND a.userType = '${REGISTRATION}'`,
  },
  {
    name: "applications with a service principal",
    sql: `
DELETE FROM accounts
WHERE source = $source AND userType = '${REGISTRATION}'
  AND clientId IN (SELECT clientId FROM accounts WHERE source = $source AND userType IS DISTINCT FROM '${REGISTRATION}')`,
  },
];
