/** A made-up tenant of any size, page by page: nothing of it is ever held. */
export interface Tenant {
  /** Objects of each listing, by its path. */
  readonly sizes: Readonly<Record<string, number>>;
  /** The object of a listing at a position, from 0, with the relation that is expanded. */
  object(path: string, index: number, expanded: string | null): object;
  /** The objects of a relation of the object with an id. */
  related(path: string): readonly object[];
  /** The fewest requests that give all of it, as Graph's pages, expansions and batches allow. */
  readonly minimum: number;
}

/** Objects of an expanded relation that Graph sends at most, and requests that it takes in one. */
const EXPANDED = 20;
const BATCH = 20;

/** One group in this many has more members than come along with it. */
const LARGE_EVERY = 20;
const SMALL = 10;
const LARGE = 200;

const DEPARTMENTS = ["Engineering", "Sales", "Finance", "Support", "Legal", "Operations"];

/** @param users people and guests; all else grows with them */
export function tenantOf(users: number): Tenant {
  const groups = Math.ceil(users / 10);
  const principals = Math.ceil(users / 100);
  const applications = Math.ceil(users / 200);
  const guests = Math.floor(users / 10);
  const sizes = {
    organization: 1,
    users,
    "reports/authenticationMethods/userRegistrationDetails": users,
    guests,
    groups,
    servicePrincipals: principals,
    applications,
    oauth2PermissionGrants: Math.ceil(users / 50),
    "roleManagement/directory/roleDefinitions": 100,
    "roleManagement/directory/roleAssignmentScheduleInstances": 50,
    "roleManagement/directory/roleEligibilityScheduleInstances": 100,
  };
  const id = (kind: string, index: number) => `${kind}-${String(index).padStart(8, "0")}`;
  const user = (index: number, expanded: string | null) => ({
    id: id("user", index),
    userPrincipalName: `given${index}.family${index % 9973}@corp.example`,
    displayName: `Given${index} Family${index % 9973}`,
    givenName: `Given${index}`,
    surname: `Family${index % 9973}`,
    mail: `given${index}.family${index % 9973}@corp.example`,
    otherMails: [],
    proxyAddresses: [`SMTP:given${index}.family${index % 9973}@corp.example`],
    businessPhones: [`+47 55 ${String(index).padStart(6, "0")}`],
    employeeId: String(100_000 + index),
    department: DEPARTMENTS[index % DEPARTMENTS.length],
    jobTitle: `Title ${index % 200}`,
    userType: index % 10 === 9 ? "Guest" : "Member",
    accountEnabled: index % 17 !== 0,
    createdDateTime: "2021-03-04T05:06:07Z",
    onPremisesSyncEnabled: true,
    onPremisesImmutableId: `imm${index}`,
    lastPasswordChangeDateTime: "2025-03-04T05:06:07Z",
    ...(expanded === "manager" && index > 0 ? { manager: { "@odata.type": "#microsoft.graph.user", id: id("user", Math.floor(index / 8)) } } : {}),
    ...(expanded === "sponsors" ? { sponsors: [{ "@odata.type": "#microsoft.graph.user", id: id("user", 1) }] } : {}),
    signInActivity: { lastSignInDateTime: "2026-05-01T00:00:00Z", lastSuccessfulSignInDateTime: "2026-05-01T00:00:00Z" },
  });
  const members = (group: number) =>
    Array.from({ length: group % LARGE_EVERY === 0 ? LARGE : SMALL }, (_, index) => ({
      "@odata.type": "#microsoft.graph.user",
      id: id("user", (group * 7919 + index * 31) % users),
    }));
  const owner = (index: number) => [{ "@odata.type": "#microsoft.graph.user", id: id("user", (index * 13) % users) }];
  return {
    sizes,
    object(path, index, expanded) {
      switch (path) {
        case "users":
          return user(index, expanded);
        case "guests":
          return user(index * 10 + 9, expanded);
        case "reports/authenticationMethods/userRegistrationDetails":
          return { id: id("user", index), isMfaRegistered: true, methodsRegistered: ["microsoftAuthenticatorPush", "passKeyDeviceBound"] };
        case "groups":
          return {
            id: id("group", index),
            displayName: `Group ${index}`,
            securityEnabled: true,
            ...(expanded === "owners" ? { owners: owner(index) } : {}),
            ...(expanded === "members" ? { members: members(index).slice(0, EXPANDED) } : {}),
          };
        case "servicePrincipals":
          return {
            id: id("principal", index),
            appId: id("client", index),
            displayName: `Application ${index}`,
            servicePrincipalType: "Application",
            accountEnabled: true,
            appOwnerOrganizationId: "corp",
            appRoles: index === 0 ? [{ id: "role", value: "Mail.Read", allowedMemberTypes: ["Application"] }] : [],
            ...(expanded === "owners" ? { owners: owner(index) } : {}),
            ...(expanded === "appRoleAssignments"
              ? {
                  appRoleAssignments: [
                    { id: `a${index}`, appRoleId: "role", resourceId: id("principal", 0), createdDateTime: "2024-01-01T00:00:00Z" },
                  ],
                }
              : {}),
          };
        case "applications":
          return {
            id: id("application", index),
            appId: id("client", index),
            displayName: `Application ${index}`,
            signInAudience: "AzureADMyOrg",
            passwordCredentials: [{ keyId: `k${index}`, startDateTime: "2026-01-01T00:00:00Z", endDateTime: "2026-07-01T00:00:00Z" }],
            ...(expanded === "owners" ? { owners: owner(index) } : {}),
            ...(expanded === "federatedIdentityCredentials" ? { federatedIdentityCredentials: [] } : {}),
          };
        case "oauth2PermissionGrants":
          return {
            id: `c${index}`,
            clientId: id("principal", index % principals),
            consentType: "Principal",
            principalId: id("user", index % users),
            resourceId: id("principal", 0),
            scope: "User.Read Mail.Read",
          };
        case "roleManagement/directory/roleDefinitions":
          return { id: id("role", index), displayName: `Role ${index}`, isBuiltIn: true };
        case "organization":
          return { id: "corp", verifiedDomains: [{ name: "corp.example" }] };
        default:
          return { id: `g${path.length}-${index}`, principalId: id("user", index), roleDefinitionId: id("role", index % 100), directoryScopeId: "/" };
      }
    },
    related: (path) => (/^groups\/group-(\d+)\/members$/.test(path) ? members(Number(/\d+/.exec(path)?.[0])) : []),
    minimum: minimumOf(sizes, Math.ceil(groups / LARGE_EVERY)),
  };
}

function minimumOf(
  sizes: { users: number; guests: number; groups: number; servicePrincipals: number; applications: number; oauth2PermissionGrants: number },
  large: number,
): number {
  const pages = (count: number, page = 999) => Math.max(1, Math.ceil(count / page));
  const listings = [
    // Users, their sign-ins and factors, guests' sponsors.
    pages(sizes.users) + pages(sizes.users, 500) + pages(sizes.users) + pages(sizes.guests),
    // Groups, applications and their instances twice each, as one request expands one relation; consents.
    2 * pages(sizes.groups) + 2 * pages(sizes.servicePrincipals) + 2 * pages(sizes.applications) + pages(sizes.oauth2PermissionGrants),
  ];
  return listings.reduce((sum, count) => sum + count, 0) + Math.ceil(large / BATCH) + SINGLES;
}

/** Listings of one page, whatever the size of the tenant. */
const SINGLES = 21;
