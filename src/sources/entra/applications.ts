import type { Step } from "../../inventory/inventory.js";
import type { Collection, TableRow } from "../contract.js";
import { eachUnread, expandedRows } from "./relations.js";
import { type Holder, secretRows } from "./secrets.js";
import { ownerRows, type Reference, time } from "./values.js";

interface Application extends Holder {
  readonly appId?: string | null;
  readonly displayName?: string | null;
  readonly createdDateTime?: string | null;
  readonly signInAudience?: string | null;
  readonly owners?: readonly Reference[];
}

/** Marks the account of an application that is registered here, until it is known whether it also has a service principal. */
const REGISTRATION = "ApplicationRegistration";
const OWNERS = "application-owners";
const FEDERATED = "application-federated";

const LISTING = "/applications?$select=id,appId,displayName,createdDateTime,signInAudience,passwordCredentials,keyCredentials&$top=999";

/** Applications without their owners. Read only where the expansion is refused. */
const plainApplications: Collection<Application> = {
  name: "applications alone",
  permission: "Application.Read.All",
  facts: ["secrets", "owners"],
  start: LISTING,
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
    ...expandedRows(OWNERS, application.id, application.owners, (owner) => ownerRows(application.id, [owner], "owner")),
  ],
};

/**
 * Applications that are registered in the tenant → `secrets`, `owners`, and `accounts` where they have no service principal.
 * GET /applications, https://learn.microsoft.com/graph/api/application-list
 *
 * Whether an application without a service principal here can sign in elsewhere is not known: `active` stays empty.
 */
export const applications: Collection<Application> = {
  ...plainApplications,
  name: "applications",
  start: `${LISTING}&$expand=owners($select=id)`,
  size: { page: 999, of: { count: "/applications/$count" } },
  instead: plainApplications,
};

/**
 * Owners of the applications that have many; they can add credentials to them → `owners`.
 * GET /applications/{id}/owners, https://learn.microsoft.com/graph/api/application-list-owners
 */
export const applicationOwners: Collection<Reference> = {
  name: "applications' owners",
  permission: "Application.Read.All",
  facts: ["owners"],
  start: eachUnread(OWNERS, (id) => `/applications/${id}/owners?$select=id&$top=999`),
  rows: (owner, _source, application) => ownerRows(application["id"], [owner], "owner"),
};

interface FederatedCredential {
  readonly id: string;
  readonly name?: string | null;
}

function federatedRow(application: string | undefined, credential: FederatedCredential): TableRow {
  return { table: "secrets", row: { id: credential.id, holder: application, kind: "federated", name: credential.name } };
}

const federatedOf = (id: string) => `/applications/${id}/federatedIdentityCredentials`;

/** Federated credentials of every application by itself. Read only where the expansion is refused. */
const allFederated: Collection<FederatedCredential> = {
  name: "every application's federated credentials",
  permission: "Application.Read.All",
  facts: ["secrets"],
  start: {
    query: `SELECT id FROM accounts WHERE source = $source AND userType = '${REGISTRATION}' ORDER BY id`,
    path: ({ id = "" }) => federatedOf(id),
  },
  rows: (credential, _source, application) => [federatedRow(application["id"], credential)],
};

interface Federated {
  readonly id: string;
  readonly federatedIdentityCredentials?: readonly FederatedCredential[];
}

/**
 * Issuers whose tokens an application accepts in place of a secret → `secrets`.
 * GET /applications, https://learn.microsoft.com/graph/api/application-list
 */
export const fewFederated: Collection<Federated> = {
  name: "federated credentials",
  permission: "Application.Read.All",
  facts: ["secrets"],
  start: "/applications?$select=id&$expand=federatedIdentityCredentials&$top=999",
  size: { page: 999, of: { count: "/applications/$count" } },
  rows: ({ id, federatedIdentityCredentials }) =>
    expandedRows(FEDERATED, id, federatedIdentityCredentials, (credential) => [federatedRow(id, credential)]),
  instead: allFederated,
};

/**
 * Issuers of the applications that have as many as an application can have.
 * GET /applications/{id}/federatedIdentityCredentials,
 * https://learn.microsoft.com/graph/api/application-list-federatedidentitycredentials
 */
export const manyFederated: Collection<FederatedCredential> = {
  ...allFederated,
  name: "many federated credentials",
  start: eachUnread(FEDERATED, federatedOf),
};

/** The service principal of each application that has one, by the application's own id. */
const PRINCIPALS = `
SELECT a.id AS application, p.id AS principal
FROM accounts AS a
JOIN accounts AS p ON p.source = a.source AND p.clientId = a.clientId AND p.userType IS DISTINCT FROM '${REGISTRATION}'
WHERE a.source = $source AND a.userType = '${REGISTRATION}'`;

/** Hands what an application has to its service principal, which is who signs in with it. */
export const settleApplications: readonly Step[] = [
  {
    name: "secrets of applications",
    sql: `UPDATE secrets SET holder = of.principal FROM (${PRINCIPALS}) AS of WHERE secrets.source = $source AND secrets.holder = of.application`,
  },
  {
    name: "owners of applications",
    sql: `
INSERT INTO owners (source, subject, owner, role)
SELECT DISTINCT o.source, of.principal, o.owner, o.role
FROM owners AS o
JOIN (${PRINCIPALS}) AS of ON of.application = o.subject
WHERE o.source = $source AND NOT EXISTS (
  FROM owners AS own WHERE own.source = o.source AND own.subject = of.principal AND own.owner = o.owner AND own.role = o.role)`,
  },
  {
    name: "owners that were handed on",
    sql: `DELETE FROM owners WHERE source = $source AND subject IN (SELECT application FROM (${PRINCIPALS}))`,
  },
  {
    name: "applications with a service principal",
    sql: `
DELETE FROM accounts
WHERE source = $source AND userType = '${REGISTRATION}'
  AND clientId IN (SELECT clientId FROM accounts WHERE source = $source AND userType IS DISTINCT FROM '${REGISTRATION}')`,
  },
];
