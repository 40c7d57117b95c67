import type { Collection, TableRow } from "../contract.js";
import { eachUnread, expandedRows } from "./relations.js";
import { type Holder, secretRows } from "./secrets.js";
import { ownerRows, type Reference, time, typeOf } from "./values.js";

interface ServicePrincipal extends Holder {
  readonly "@odata.type"?: string;
  readonly appId?: string | null;
  readonly displayName?: string | null;
  readonly servicePrincipalType?: string | null;
  readonly accountEnabled?: boolean | null;
  readonly appOwnerOrganizationId?: string | null;
  readonly appRoleAssignmentRequired?: boolean | null;
  readonly signInAudience?: string | null;
  readonly verifiedPublisher?: { readonly displayName?: string | null } | null;
  readonly createdDateTime?: string | null;
  readonly disabledByMicrosoftStatus?: string | null;
  readonly appRoles?: readonly AppRole[] | null;
  readonly owners?: readonly Reference[];
}

interface AppRole {
  readonly id: string;
  readonly value?: string | null;
  readonly displayName?: string | null;
  readonly allowedMemberTypes?: readonly string[] | null;
}

const SELECT = [
  "id",
  "appId",
  "displayName",
  "servicePrincipalType",
  "accountEnabled",
  "appOwnerOrganizationId",
  "appRoleAssignmentRequired",
  "signInAudience",
  "verifiedPublisher",
  "createdDateTime",
  "disabledByMicrosoftStatus",
  "appRoles",
  "passwordCredentials",
  "keyCredentials",
].join(",");

/** The tenants from which Microsoft publishes its own applications. */
const MICROSOFT = new Set(["f8cdef31-a31e-4b4a-93e4-5f571e91255a", "72f988bf-86f1-41af-91ab-2d7cd011db47"]);

/** Types of service principals that agents act through: the agent itself, and the blueprint that signs in for its agents. */
const AGENT_TYPES = new Set(["agentIdentity", "agentIdentityBlueprintPrincipal"]);

const OWNERS = "principal-owners";
const ROLES = "principal-roles";
const LISTING = `/servicePrincipals?$select=${SELECT}&$top=999`;

/** Service principals without their owners. Read only where the expansion is refused. */
const plainPrincipals: Collection<ServicePrincipal> = {
  name: "service principals alone",
  permission: "Application.Read.All",
  facts: ["secrets", "owners", "appRoles", "consents", "agents", "sponsors"],
  start: LISTING,
  rows: (principal) => [
    accountRow(principal),
    ...secretRows(principal),
    ...roleRows(principal),
    ...expandedRows(OWNERS, principal.id, principal.owners, (owner) => ownerRows(principal.id, [owner], "owner")),
  ],
};

/**
 * Applications as they exist in the tenant, managed identities and agents → `accounts`, their credentials → `secrets`,
 * the application permissions that they offer → `roles`, and who can add credentials to them → `owners`.
 * GET /servicePrincipals, https://learn.microsoft.com/graph/api/serviceprincipal-list
 *
 * Whatever is read of single service principals later hangs on this listing, so their facts do too.
 */
export const servicePrincipals: Collection<ServicePrincipal> = {
  ...plainPrincipals,
  name: "service principals",
  start: `${LISTING}&$expand=owners($select=id)`,
  size: { page: 999, of: { count: "/servicePrincipals/$count" } },
  instead: plainPrincipals,
};

function accountRow(principal: ServicePrincipal): TableRow {
  const isAgent = principal.servicePrincipalType === "ServiceIdentity" || AGENT_TYPES.has(typeOf(principal));
  const isMicrosofts = MICROSOFT.has(principal.appOwnerOrganizationId ?? "");
  return {
    table: "accounts",
    row: {
      id: principal.id,
      userName: principal.appId,
      displayName: principal.displayName,
      kind: isAgent ? "agent" : "service",
      userType: typeOf(principal) === "agentIdentityBlueprintPrincipal" ? "AgentIdentityBlueprint" : principal.servicePrincipalType,
      active: principal.accountEnabled,
      status: principal.disabledByMicrosoftStatus,
      created: time(principal.createdDateTime),
      clientId: principal.appId,
      publisher: principal.verifiedPublisher?.displayName ?? (isMicrosofts ? "Microsoft" : null),
      firstParty: isMicrosofts,
      multiTenant: typeof principal.signInAudience === "string" ? principal.signInAudience !== "AzureADMyOrg" : null,
      assignmentRequired: principal.appRoleAssignmentRequired,
      extra: principal.appOwnerOrganizationId ? { appOwnerOrganizationId: principal.appOwnerOrganizationId } : null,
    },
  };
}

/** Permissions that applications can hold; those for users only are rights inside the application. */
function roleRows(principal: ServicePrincipal): TableRow[] {
  return (principal.appRoles ?? []).flatMap((role) => {
    if (!role.allowedMemberTypes?.includes("Application")) return [];
    const name = role.value || role.displayName || null;
    return [
      {
        table: "roles",
        row: { id: appRoleId(principal.id, role.id), displayName: name, kind: "application", permissions: name === null ? [] : [name] },
      },
    ];
  });
}

/** An application permission's id is unique only within the resource that offers it. */
const appRoleId = (resource: string, role: string): string => `${resource}/${role}`;

/**
 * Owners of the service principals that have many.
 * GET /servicePrincipals/{id}/owners, https://learn.microsoft.com/graph/api/serviceprincipal-list-owners
 */
export const servicePrincipalOwners: Collection<Reference> = {
  name: "service principals' owners",
  permission: "Application.Read.All",
  facts: ["owners"],
  start: eachUnread(OWNERS, (id) => `/servicePrincipals/${id}/owners?$select=id&$top=999`),
  rows: (owner, _source, principal) => ownerRows(principal["id"], [owner], "owner"),
};

interface AppRoleAssignment {
  readonly id?: string | null;
  readonly appRoleId: string;
  readonly resourceId: string;
  readonly createdDateTime?: string | null;
}

/** Stands for access to an application without any of its permissions. */
const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

function assignmentRows(principal: string | undefined, assignment: AppRoleAssignment): TableRow[] {
  if (assignment.appRoleId === DEFAULT_ACCESS) return [];
  return [
    {
      table: "grants",
      row: {
        id: assignment.id,
        principal,
        principalType: "account",
        role: appRoleId(assignment.resourceId, assignment.appRoleId),
        scope: "/",
        state: "active",
        start: time(assignment.createdDateTime),
      },
    },
  ];
}

const assignmentsOf = (id: string) => `/servicePrincipals/${id}/appRoleAssignments?$top=999`;

/** Permissions of every service principal by itself. Read only where the expansion is refused. */
const allAssignments: Collection<AppRoleAssignment> = {
  name: "every application's permissions",
  permission: "Application.Read.All",
  facts: ["appRoles"],
  // Whether Microsoft runs it is said of service principals only; agents need not have an appId.
  start: {
    query: "SELECT id FROM accounts WHERE source = $source AND firstParty IS NOT NULL ORDER BY id",
    path: ({ id = "" }) => assignmentsOf(id),
  },
  rows: (assignment, _source, principal) => assignmentRows(principal["id"], assignment),
};

interface Assigned {
  readonly id: string;
  readonly appRoleAssignments?: readonly AppRoleAssignment[];
}

/**
 * Application permissions that service principals hold → `grants`, of those with few at once.
 * GET /servicePrincipals, https://learn.microsoft.com/graph/api/serviceprincipal-list
 */
export const fewAssignments: Collection<Assigned> = {
  name: "permissions of applications with few",
  permission: "Application.Read.All",
  facts: ["appRoles"],
  start: "/servicePrincipals?$select=id&$expand=appRoleAssignments&$top=999",
  size: { page: 999, of: { count: "/servicePrincipals/$count" } },
  rows: ({ id, appRoleAssignments }) => expandedRows(ROLES, id, appRoleAssignments, (assignment) => assignmentRows(id, assignment)),
  instead: allAssignments,
};

/**
 * Application permissions of the service principals that hold many.
 * GET /servicePrincipals/{id}/appRoleAssignments, https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments
 */
export const manyAssignments: Collection<AppRoleAssignment> = {
  ...allAssignments,
  name: "application permissions",
  start: eachUnread(ROLES, assignmentsOf),
};
