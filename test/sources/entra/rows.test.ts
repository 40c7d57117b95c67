import { describe, expect, it } from "vitest";
import type { Row, TableName } from "../../../src/inventory/tables.js";
import type { Collection, TableRow } from "../../../src/sources/contract.js";
import { signIns } from "../../../src/sources/entra/activity.js";
import { agentIdentities } from "../../../src/sources/entra/agents.js";
import { manyFederated } from "../../../src/sources/entra/applications.js";
import { COLLECTIONS } from "../../../src/sources/entra/collections.js";
import { authenticationStrengths, conditionalAccess, namedLocations } from "../../../src/sources/entra/conditional-access.js";
import { consents } from "../../../src/sources/entra/consents.js";
import { factors } from "../../../src/sources/entra/factors.js";
import { fewMembers, groups, manyMembers } from "../../../src/sources/entra/groups.js";
import { reviewDecisions } from "../../../src/sources/entra/reviews.js";
import { riskyUsers } from "../../../src/sources/entra/risk.js";
import { minutesOf, rolePolicies } from "../../../src/sources/entra/role-policies.js";
import { roleAssignmentSchedules, roleDefinitions, roleEligibilitySchedules } from "../../../src/sources/entra/roles.js";
import { manyAssignments, servicePrincipals } from "../../../src/sources/entra/service-principals.js";
import { authorization, consentWorkflow, securityDefaults } from "../../../src/sources/entra/settings.js";
import { domains, synchronisation } from "../../../src/sources/entra/trusts.js";
import { deletedUsers, guestSponsors, users } from "../../../src/sources/entra/users.js";
import { misfit } from "../../../src/sources/shape.js";

/** The rows of an object for one table, without what is not set. Every row must fit its table. */
function rowsOf<T>(collection: Collection<T>, object: T, table: TableName, parent: Record<string, string> = {}): Row[] {
  const rows = collection.rows(object, "corp", parent) ?? [];
  for (const { table: name, row } of rows) if (name !== "rejects") expect(misfit(name, row)).toBeNull();
  return rows.filter((row: TableRow) => row.table === table).map(({ row }) => filled(row));
}

const filled = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));

const at = (text: string): Date => new Date(`${text}T00:00:00Z`);

describe("every collection", () => {
  it("has a name of its own, a permission that only reads, and says what rests on it", () => {
    const all = COLLECTIONS.flatMap((collection) => (collection.instead === undefined ? [collection] : [collection, collection.instead]));
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { permission } of all) expect(permission).toMatch(/^[\w-]+\.Read\.(All|Directory)$/);
  });
});

describe("users", () => {
  const user = { id: "u", accountEnabled: true };

  it("keeps what is known of a person", () => {
    const [row] = rowsOf(
      users,
      {
        ...user,
        userPrincipalName: "ada@corp.example",
        givenName: "Ada",
        surname: "Byron",
        employeeId: "7",
        jobTitle: "Analyst",
        city: "London",
        userType: "Member",
        createdDateTime: "2020-01-01T00:00:00Z",
        employeeHireDate: "2020-01-02T00:00:00Z",
        lastPasswordChangeDateTime: "2021-01-01T00:00:00Z",
        passwordPolicies: "DisablePasswordExpiration, DisableStrongPassword",
        onPremisesImmutableId: "abc==",
        onPremisesSyncEnabled: true,
        manager: { id: "m" },
        mobilePhone: "+1",
        businessPhones: ["+2"],
      },
      "accounts",
    );
    expect(row).toEqual({
      id: "u",
      userName: "ada@corp.example",
      givenName: "Ada",
      familyName: "Byron",
      employeeNumber: "7",
      title: "Analyst",
      locality: "London",
      userType: "member",
      active: true,
      created: at("2020-01-01"),
      hireDate: at("2020-01-02"),
      passwordChanged: at("2021-01-01"),
      passwordNeverExpires: true,
      onPremisesId: "abc==",
      synced: true,
      manager: "m",
      emails: [],
      phoneNumbers: ["+1", "+2"],
    });
  });

  it("needs no more than an id", () => {
    expect(rowsOf(users, user, "accounts")).toEqual([
      { id: "u", active: true, emails: [], phoneNumbers: [], passwordNeverExpires: false, synced: false },
    ]);
    expect(rowsOf(users, user, "rejects")).toEqual([]);
  });

  it("says when the permission was too narrow to know who may sign in", () => {
    expect(rowsOf(users, { id: "u" }, "rejects")).toMatchObject([{ column: "active" }]);
    expect(rowsOf(users, { id: "u" }, "accounts")).toHaveLength(1);
  });

  it.each([
    ["the primary address first", { mail: "a@x", proxyAddresses: ["smtp:b@x", "SMTP:A@x", "sip:c@x"], otherMails: ["d@x"] }, ["a@x", "b@x", "d@x"]],
    ["only others", { mail: null, otherMails: ["d@x", "D@X"] }, ["d@x"]],
    ["none", { mail: "", proxyAddresses: null }, []],
  ])("lists mail addresses: %s", (_case, mails, emails) => {
    expect(rowsOf(users, { ...user, ...mails }, "accounts")[0]).toMatchObject({ emails });
  });

  it.each([
    ["a guest", { userType: "Guest", employeeType: "Contractor" }, { userType: "guest", kind: "guest" }],
    ["a contractor", { userType: "Member", employeeType: "External consultant" }, { userType: "contractor" }],
    ["a member who is called an agent by trade", { userType: "Member", employeeType: "Travel agent" }, { userType: "member" }],
    ["an agent's user", { "@odata.type": "#microsoft.graph.agentUser", userType: "Member" }, { userType: "member", kind: "agent" }],
  ])("tells %s", (_case, given, expected) => {
    const { userType, kind } = rowsOf(users, { ...user, ...given }, "accounts")[0] ?? {};
    expect(filled({ userType, kind })).toEqual(expected);
  });

  it("refuses a date that is none", () => {
    expect(() => users.rows({ ...user, createdDateTime: "yesterday" }, "corp", {})).toThrow('"yesterday" is not a point in time');
  });
});

describe("guests' sponsors", () => {
  it("lists them", () => {
    expect(rowsOf(guestSponsors, { id: "g", sponsors: [{ id: "a" }, { id: "b" }] }, "owners")).toEqual([
      { subject: "g", owner: "a", role: "sponsor" },
      { subject: "g", owner: "b", role: "sponsor" },
    ]);
    expect(rowsOf(guestSponsors, { id: "g", sponsors: [] }, "owners")).toEqual([]);
  });

  it("does not take silence for none", () => {
    expect(() => guestSponsors.rows({ id: "g" }, "corp", {})).toThrow("sponsors were not sent");
  });
});

describe("sign-ins", () => {
  const times = (
    lastSignInDateTime: string | null,
    lastNonInteractiveSignInDateTime: string | null,
    lastSuccessfulSignInDateTime: string | null,
  ) => ({
    lastSignInDateTime,
    lastNonInteractiveSignInDateTime,
    lastSuccessfulSignInDateTime,
  });
  const day = (text: string | null) => (text === null ? null : `${text}T00:00:00Z`);

  it.each([
    ["nothing recorded", null, null, null, {}],
    ["year one is nothing", "0001-01-01", null, null, {}],
    ["a success at a prompt", "2025-05-01", "2025-04-01", "2025-05-01", { lastSignIn: "2025-05-01", lastInteractiveSignIn: "2025-05-01" }],
    ["a success without a prompt", "2025-04-01", "2025-05-01", "2025-05-01", { lastSignIn: "2025-05-01", lastInteractiveSignIn: "2025-04-01" }],
    ["failed tries after the last success", "2025-06-01", null, "2025-05-01", { lastSignIn: "2025-05-01" }],
    ["only failed tries", "2025-06-01", "2025-06-02", null, {}],
    ["from before successes were recorded", "2023-11-30", "2023-12-01", null, { lastSignIn: "2023-12-01", lastInteractiveSignIn: "2023-11-30" }],
    ["the day after", "2023-12-02", "2023-11-01", null, { lastSignIn: "2023-11-01" }],
  ])("%s", (_case, interactive, other, success, expected) => {
    const [row] = rowsOf(signIns, { id: "u", signInActivity: times(day(interactive), day(other), day(success)) }, "account_parts");
    expect(row).toEqual({ id: "u", ...Object.fromEntries(Object.entries(expected).map(([name, text]) => [name, at(text)])) });
  });

  it("takes a user without activity", () => {
    expect(rowsOf(signIns, { id: "u" }, "account_parts")).toEqual([{ id: "u" }]);
    expect(rowsOf(signIns, { id: "u", signInActivity: null }, "account_parts")).toEqual([{ id: "u" }]);
  });
});

describe("authentication methods", () => {
  it.each([
    ["none", false, [], { mfa: "none" }, []],
    ["only what resets a password", false, ["email", "securityQuestion"], { mfa: "none" }, ["email", "question"]],
    ["a phone", true, ["mobilePhone", "email"], { mfa: "weak" }, ["sms", "email"]],
    ["an app", true, ["mobilePhone", "microsoftAuthenticatorPush"], { mfa: "strong" }, ["sms", "push"]],
    ["a key", true, ["softwareOneTimePasscode", "fido2SecurityKey"], { mfa: "phishing-resistant" }, ["totp", "webauthn"]],
    ["two of a kind once", true, ["officePhone", "alternateMobilePhone"], { mfa: "weak" }, ["voice"]],
    ["one that is new", true, ["brainWave"], { mfa: "weak" }, ["brainWave"]],
    ["a contradiction", true, [], {}, []],
    ["not said", undefined, null, {}, []],
  ])("%s", (_case, isMfaRegistered, methodsRegistered, part, kinds) => {
    const registration = { id: "u", methodsRegistered, ...(isMfaRegistered === undefined ? {} : { isMfaRegistered }) };
    expect(rowsOf(factors, registration, "account_parts")).toEqual([{ id: "u", ...part }]);
    expect(rowsOf(factors, registration, "authenticators")).toEqual(kinds.map((kind) => ({ account: "u", kind })));
  });
});

describe("risky users", () => {
  it.each([
    ["confirmedCompromised", "high", "compromised"],
    ["atRisk", "medium", "medium"],
    ["remediated", "none", "none"],
    ["dismissed", "high", "none"],
    ["somethingNew", "low", "low"],
  ])("%s, %s is %s", (riskState, riskLevel, risk) => {
    expect(rowsOf(riskyUsers, { id: "u", riskState, riskLevel }, "account_parts")).toEqual([{ id: "u", risk }]);
  });

  it.each(["hidden", null])("a level that is %s is not taken for none", (riskLevel) => {
    expect(() => riskyUsers.rows({ id: "u", riskState: "atRisk", riskLevel }, "corp", {})).toThrow("withheld");
  });
});

describe("groups", () => {
  it.each([
    ["microsoft365", { groupTypes: ["Unified"], mailEnabled: true, securityEnabled: true }],
    ["mail-enabled-security", { mailEnabled: true, securityEnabled: true }],
    ["distribution", { mailEnabled: true, securityEnabled: false }],
    ["security", { mailEnabled: false, securityEnabled: true }],
  ])("are %s", (kind, group) => {
    expect(rowsOf(groups, { id: "g", ...group }, "groups")).toEqual([{ id: "g", kind, roleAssignable: false }]);
  });

  it("have a rule only while it fills them", () => {
    const rule = { id: "g", membershipRule: "user.department -eq 'x'", isAssignableToRole: true };
    expect(rowsOf(groups, { ...rule, groupTypes: ["DynamicMembership"] }, "groups")).toMatchObject([
      { dynamicRule: rule.membershipRule, roleAssignable: true },
    ]);
    expect(rowsOf(groups, rule, "groups")[0]).not.toHaveProperty("dynamicRule");
  });

  it.each([
    ["user", "account"],
    ["group", "group"],
    ["servicePrincipal", "account"],
    ["agentIdentity", "account"],
    ["device", null],
    ["orgContact", null],
  ])("have members: a %s is %s", (type, memberType) => {
    const rows = rowsOf(manyMembers, { id: "m", "@odata.type": `#microsoft.graph.${type}` }, "memberships", { id: "g" });
    expect(rows).toEqual(memberType === null ? [] : [{ group: "g", member: "m", memberType }]);
  });
});

describe("roles", () => {
  it.each([
    [true, "directory"],
    [false, "custom"],
    [undefined, "directory"],
  ])("built in %s is %s", (isBuiltIn, kind) => {
    const role = {
      id: "r",
      displayName: "R",
      rolePermissions: [{ allowedResourceActions: ["a/read"] }, { allowedResourceActions: null }],
      ...(isBuiltIn === undefined ? {} : { isBuiltIn }),
    };
    expect(rowsOf(roleDefinitions, role, "roles")).toEqual([{ id: "r", displayName: "R", kind, permissions: ["a/read"] }]);
  });

  const assignment = { id: "a", principalId: "p", roleDefinitionId: "r", directoryScopeId: "/" };

  it("are granted, active or eligible, with their end", () => {
    const timed = { ...assignment, startDateTime: "2026-01-01T00:00:00Z", endDateTime: "2026-02-01T00:00:00Z", memberType: "Direct" };
    const row = { id: "a", principal: "p", role: "r", scope: "/", start: at("2026-01-01"), end: at("2026-02-01") };
    expect(rowsOf(roleAssignmentSchedules, timed, "grants")).toEqual([{ ...row, state: "active" }]);
    expect(rowsOf(roleEligibilitySchedules, timed, "grants")).toEqual([{ ...row, state: "eligible" }]);
  });

  it("are not granted twice to those who have them through a group", () => {
    expect(rowsOf(roleAssignmentSchedules, { ...assignment, memberType: "Group" }, "grants")).toEqual([]);
  });

  it.each([
    [{ directoryScopeId: "/administrativeUnits/x" }, "/administrativeUnits/x"],
    [{ directoryScopeId: null, appScopeId: "/app" }, "/app"],
  ])("reach as far as %j says", (scope, expected) => {
    expect(rowsOf(roleAssignmentSchedules, { ...assignment, ...scope }, "grants")).toMatchObject([{ scope: expected }]);
  });
});

describe("service principals", () => {
  it.each([
    [
      "of the company",
      { servicePrincipalType: "Application", signInAudience: "AzureADMyOrg" },
      { kind: "service", userType: "Application", firstParty: false, multiTenant: false },
    ],
    [
      "of Microsoft",
      { servicePrincipalType: "Application", appOwnerOrganizationId: "f8cdef31-a31e-4b4a-93e4-5f571e91255a", signInAudience: "AzureADMultipleOrgs" },
      { kind: "service", firstParty: true, publisher: "Microsoft", multiTenant: true },
    ],
    ["of a verified publisher", { verifiedPublisher: { displayName: "Example" } }, { publisher: "Example", firstParty: false }],
    ["managed identities", { servicePrincipalType: "ManagedIdentity" }, { kind: "service", userType: "ManagedIdentity" }],
    ["agents by type", { servicePrincipalType: "ServiceIdentity" }, { kind: "agent", userType: "ServiceIdentity" }],
    ["agents by class", { "@odata.type": "#microsoft.graph.agentIdentity" }, { kind: "agent" }],
    [
      "agents' blueprints",
      { "@odata.type": "#microsoft.graph.agentIdentityBlueprintPrincipal", servicePrincipalType: "Application" },
      { kind: "agent", userType: "AgentIdentityBlueprint" },
    ],
  ])("%s", (_case, given, expected) => {
    expect(rowsOf(servicePrincipals, { id: "s", appId: "c", ...given }, "accounts")).toMatchObject([
      { id: "s", clientId: "c", userName: "c", ...expected },
    ]);
  });

  it("offer permissions to applications", () => {
    const appRoles = [
      { id: "1", value: "User.Read.All", displayName: "Read users", allowedMemberTypes: ["Application"] },
      { id: "2", value: "Both", allowedMemberTypes: ["User", "Application"] },
      { id: "3", value: "Approver", allowedMemberTypes: ["User"] },
      { id: "4", value: null, displayName: "Unnamed", allowedMemberTypes: ["Application"] },
    ];
    expect(rowsOf(servicePrincipals, { id: "s", appRoles }, "roles")).toEqual([
      { id: "s/1", displayName: "User.Read.All", kind: "application", permissions: ["User.Read.All"] },
      { id: "s/2", displayName: "Both", kind: "application", permissions: ["Both"] },
      { id: "s/4", displayName: "Unnamed", kind: "application", permissions: ["Unnamed"] },
    ]);
  });

  it("hold permissions, and mere access is none", () => {
    const assignment = { id: "a", appRoleId: "1", resourceId: "graph", createdDateTime: "2026-01-01T00:00:00Z" };
    expect(rowsOf(manyAssignments, assignment, "grants", { id: "s" })).toEqual([
      { id: "a", principal: "s", principalType: "account", role: "graph/1", scope: "/", state: "active", start: at("2026-01-01") },
    ]);
    expect(rowsOf(manyAssignments, { ...assignment, appRoleId: "00000000-0000-0000-0000-000000000000" }, "grants", { id: "s" })).toEqual([]);
  });
});

describe("secrets", () => {
  const password = {
    keyId: "k",
    displayName: "ci",
    hint: "abc",
    secretText: "abc-s3cr3t",
    startDateTime: "2026-01-01T00:00:00Z",
    endDateTime: "2027-01-01T00:00:00Z",
  };

  it("keep no value, no hint and no key", () => {
    const holder = {
      id: "s",
      passwordCredentials: [password],
      keyCredentials: [{ keyId: "c", usage: "Verify", key: "MIIBkeykeykey", customKeyIdentifier: "thumb" }],
    };
    expect(rowsOf(servicePrincipals, holder, "secrets")).toEqual([
      { id: "k", holder: "s", kind: "client-secret", name: "ci", created: at("2026-01-01"), expires: at("2027-01-01") },
      { id: "c", holder: "s", kind: "certificate" },
    ]);
    expect(JSON.stringify(servicePrincipals.rows(holder, "corp", {}))).not.toMatch(/abc|MIIB|thumb/);
  });

  it("tell the three parts of a signing key from what signs in", () => {
    const keyCredentials = [
      { keyId: "sign", usage: "Sign", customKeyIdentifier: "t" },
      { keyId: "verify", usage: "Verify", customKeyIdentifier: "t" },
      { keyId: "login", usage: "Verify", customKeyIdentifier: "other" },
    ];
    const passwordCredentials = [{ keyId: "file", customKeyIdentifier: "t" }, { keyId: "secret" }];
    const kinds = rowsOf(servicePrincipals, { id: "s", passwordCredentials, keyCredentials }, "secrets").map(({ id, kind }) => [id, kind]);
    expect(Object.fromEntries(kinds)).toEqual({ sign: "key", verify: "key", file: "key", login: "certificate", secret: "client-secret" });
  });

  it("may be somebody else's tokens", () => {
    const rows = rowsOf(manyFederated, { id: "f", name: "github" }, "secrets", { id: "s" });
    expect(rows).toEqual([{ id: "f", holder: "s", kind: "federated", name: "github" }]);
  });
});

describe("agent identities", () => {
  it("have a blueprint and sponsors", () => {
    const agent = { id: "a", accountEnabled: true, agentIdentityBlueprintId: "b", sponsors: [{ id: "u" }] };
    expect(rowsOf(agentIdentities, agent, "account_parts")).toEqual([{ id: "a", active: true, extra: { agentIdentityBlueprintId: "b" } }]);
    expect(rowsOf(agentIdentities, agent, "owners")).toEqual([{ subject: "a", owner: "u", role: "sponsor" }]);
  });
});

describe("delegated permissions", () => {
  const grant = { id: "g", clientId: "s", resourceId: "r", scope: " User.Read  Mail.Read " };

  it.each([
    ["everybody", { consentType: "AllPrincipals", principalId: null }, "*"],
    ["one user", { consentType: "Principal", principalId: "u" }, "u"],
  ])("are for %s", (_case, given, principal) => {
    expect(rowsOf(consents, { ...grant, ...given }, "consents")).toEqual([
      { id: "g", client: "s", principal, resource: "r", scopes: ["User.Read", "Mail.Read"] },
    ]);
  });

  it("are not lost when it is not said for whom", () => {
    expect(() => consents.rows({ ...grant, consentType: "Principal" }, "corp", {})).toThrow("for whom");
  });
});

describe("conditional access", () => {
  const everyone = { users: { includeUsers: ["All"] }, applications: { includeApplications: ["All"] }, clientAppTypes: ["all"] };
  const mfa = { operator: "OR", builtInControls: ["mfa"] };
  const block = { operator: "OR", builtInControls: ["block"] };
  const policy = { id: "p", displayName: "P", state: "enabled", conditions: everyone };

  const answers = (given: object): Row[] => rowsOf(conditionalAccess, { ...policy, ...given }, "policies");
  const named = { id: "p", name: "P", state: "enabled", include: ["*"], exclude: [] };

  it.each([
    ["a second factor", mfa, "mfa"],
    [
      "a strength that only resists phishing",
      { authenticationStrength: { id: "x", allowedCombinations: ["fido2", "windowsHelloForBusiness"] } },
      "phishing-resistant",
    ],
    [
      "the built-in strength",
      { authenticationStrength: { id: "00000000-0000-0000-0000-000000000004", allowedCombinations: [] } },
      "phishing-resistant",
    ],
    [
      "a strength with other methods",
      { authenticationStrength: { id: "x", allowedCombinations: ["fido2", "password,microsoftAuthenticatorPush"] } },
      "mfa",
    ],
    ["a second factor and a known device", { operator: "AND", builtInControls: ["mfa", "compliantDevice"] }, "mfa"],
  ])("demands %s", (_case, grantControls, strength) => {
    expect(answers({ grantControls })).toEqual([{ ...named, kind: "mfa", strength }]);
  });

  it.each([
    ["a known device will do", { operator: "OR", builtInControls: ["mfa", "compliantDevice"] }],
    ["terms of use will do", { operator: "OR", builtInControls: ["mfa"], termsOfUse: ["t"] }],
    ["a strength takes a password alone", { authenticationStrength: { id: "x", allowedCombinations: ["password", "fido2"] } }],
    ["only a device is asked for", { operator: "AND", builtInControls: ["compliantDevice"] }],
    ["nothing is asked for", null],
  ])("demands no second factor where %s", (_case, grantControls) => {
    expect(answers({ grantControls })).toEqual([]);
  });

  it.each([
    ["for some applications", { applications: { includeApplications: ["Office365"] } }],
    ["away from some places", { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } }],
    ["in some places", { locations: { includeLocations: ["x"] } }],
    ["on some platforms", { platforms: { includePlatforms: ["android"] } }],
    ["on all platforms but some", { platforms: { includePlatforms: ["all"], excludePlatforms: ["iOS"] } }],
    ["at risky sign-ins", { signInRiskLevels: ["high"] }],
    ["of risky users", { userRiskLevels: ["high"] }],
    ["on some devices", { devices: { deviceFilter: { mode: "exclude", rule: "x" } } }],
    ["in browsers", { clientAppTypes: ["browser"] }],
    ["of workloads", { clientApplications: { includeServicePrincipals: ["ServicePrincipalsInMyTenant"] } }],
    ["in one flow", { authenticationFlows: { transferMethods: "authenticationTransfer" } }],
  ])("that demands a second factor only %s answers for nobody", (_case, narrower) => {
    expect(answers({ grantControls: mfa, conditions: { ...everyone, ...narrower } })).toEqual([]);
  });

  it.each([
    ["enabled", "enabled"],
    ["disabled", "disabled"],
    ["enabledForReportingButNotEnforced", "report-only"],
  ])("that is %s is %s", (state, expected) => {
    expect(answers({ state, grantControls: mfa })).toMatchObject([{ state: expected }]);
  });

  it("says how many applications it leaves out", () => {
    const conditions = { ...everyone, applications: { includeApplications: ["All"], excludeApplications: ["a", "b"] } };
    expect(answers({ grantControls: mfa, conditions })).toMatchObject([{ kind: "mfa", value: "except 2 applications" }]);
  });

  it.each([
    ["legacy protocols", { clientAppTypes: ["exchangeActiveSync", "other"] }, { kind: "legacy-authentication", value: "blocked" }],
    [
      "device codes",
      { authenticationFlows: { transferMethods: "deviceCodeFlow,authenticationTransfer" } },
      { kind: "device-code", value: "blocked" },
    ],
    ["risky agents", { agentIdRiskLevels: "medium,high" }, { kind: "agent-risk", value: "medium,high" }],
  ])("blocks %s", (_case, conditions, answer) => {
    expect(answers({ grantControls: block, conditions: { ...everyone, ...conditions } })).toEqual([{ ...named, ...answer }]);
  });

  it.each([
    ["everything", {}],
    ["one of the legacy protocols", { clientAppTypes: ["exchangeActiveSync"] }],
    ["legacy protocols in one place", { clientAppTypes: ["exchangeActiveSync", "other"], locations: { includeLocations: ["x"] } }],
  ])("that blocks %s answers no question", (_case, conditions) => {
    expect(answers({ grantControls: block, conditions: { ...everyone, ...conditions } })).toEqual([]);
  });

  it.each([
    ["hours", { isEnabled: true, frequencyInterval: "timeBased", type: "hours", value: 8 }, "480"],
    ["days", { isEnabled: true, frequencyInterval: "timeBased", type: "days", value: 2 }, "2880"],
    ["every time", { isEnabled: true, frequencyInterval: "everyTime", type: null, value: null }, "0"],
  ])("ends sessions after %s", (_case, signInFrequency, value) => {
    expect(answers({ sessionControls: { signInFrequency } })).toEqual([{ ...named, kind: "session-lifetime", value }]);
  });

  it("does not end sessions by a control that is off", () => {
    expect(answers({ sessionControls: { signInFrequency: { isEnabled: false, type: "hours", value: 8 } } })).toEqual([]);
  });

  it.each([
    ["nobody", { includeUsers: ["None"] }, { include: [], exclude: [] }],
    [
      "users and groups",
      { includeUsers: ["u"], includeGroups: ["g"], excludeUsers: ["x"], excludeGroups: ["y"] },
      { include: ["g", "u"], exclude: ["x", "y"] },
    ],
    ["roles", { includeRoles: ["r"], excludeRoles: ["s"] }, { include: ["role:r"], exclude: ["role:s"] }],
    ["all guests", { includeUsers: ["GuestsOrExternalUsers"] }, { include: ["guests"], exclude: [] }],
    [
      "all guests, said anew",
      {
        includeGuestsOrExternalUsers: { guestOrExternalUserTypes: "internalGuest,b2bCollaborationGuest", externalTenants: { membershipKind: "all" } },
      },
      { include: ["guests"], exclude: [] },
    ],
    [
      "guests of some companies, which is not all",
      { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: "b2bCollaborationGuest", externalTenants: { membershipKind: "enumerated" } } },
      { include: [], exclude: [] },
    ],
    [
      "all but any guests",
      { includeUsers: ["All"], excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: "serviceProvider" } },
      { include: ["*"], exclude: ["guests"] },
    ],
  ])("covers %s", (_case, covered, expected) => {
    expect(answers({ grantControls: mfa, conditions: { ...everyone, users: covered } })).toMatchObject([expected]);
  });
});

describe("settings", () => {
  const everybody = { include: ["*"], exclude: [] };

  it.each([
    [true, "enabled"],
    [false, "disabled"],
  ])("security defaults: %s", (isEnabled, state) => {
    expect(rowsOf(securityDefaults, { id: "d", displayName: "Security Defaults", isEnabled }, "policies")).toEqual([
      { id: "d", name: "Security Defaults", state, ...everybody, kind: "mfa", strength: "mfa" },
      { id: "d", name: "Security Defaults", state, ...everybody, kind: "legacy-authentication", value: "blocked" },
    ]);
  });

  it.each([
    ["any application", ["ManagePermissionGrantsForSelf.microsoft-user-default-legacy"], "open"],
    ["low risk", ["ManagePermissionGrantsForSelf.microsoft-user-default-low"], "limited"],
    ["a rule of the company's", ["managePermissionGrantsForSelf.ours"], "limited"],
    ["chats that one owns", ["ManagePermissionGrantsForOwnedResource.microsoft-dynamically-managed-permissions-for-chat"], "off"],
    ["none", [], "off"],
  ])("users consent to %s", (_case, permissionGrantPoliciesAssigned, value) => {
    const policy = {
      id: "authorizationPolicy",
      allowInvitesFrom: "everyone",
      defaultUserRolePermissions: { allowedToCreateApps: true, permissionGrantPoliciesAssigned },
    };
    expect(rowsOf(authorization, policy, "policies")).toMatchObject([
      { kind: "user-consent", value, state: "enabled", ...everybody },
      { kind: "app-registration", value: "on" },
      { kind: "guest-invite", value: "everyone" },
    ]);
  });

  it.each([
    [true, "enabled", "on"],
    [false, "disabled", "off"],
  ])("consent can be asked for: %s", (isEnabled, state, value) => {
    expect(rowsOf(consentWorkflow, { isEnabled }, "policies")).toMatchObject([{ kind: "consent-workflow", state, value }]);
  });

  it("are refused when they are something else", () => {
    expect(authorization.rows({ id: "x" }, "corp", {})).toBeNull();
    expect(securityDefaults.rows({ id: "x" } as never, "corp", {})).toBeNull();
    expect(consentWorkflow.rows({} as never, "corp", {})).toBeNull();
  });
});

describe("role policies", () => {
  const assignment = (...rules: object[]) => ({ id: "a", roleDefinitionId: "ga", policy: { rules } });
  const approval = (required: boolean, ...primaryApprovers: object[]) => ({
    id: "Approval_EndUser_Assignment",
    setting: { isApprovalRequired: required, approvalStages: [{ primaryApprovers }] },
  });
  const enablement = (...enabledRules: string[]) => ({ id: "Enablement_EndUser_Assignment", enabledRules });

  it("say what it takes to activate a role", () => {
    const strict = assignment(approval(true), enablement("MultiFactorAuthentication", "Justification"), {
      id: "Expiration_EndUser_Assignment",
      maximumDuration: "PT1H30M",
    });
    expect(rowsOf(rolePolicies, strict, "activations")).toEqual([{ role: "ga", approval: true, mfa: true, justification: true, maxMinutes: 90 }]);
    expect(rowsOf(rolePolicies, assignment(approval(false), enablement()), "activations")).toEqual([
      { role: "ga", approval: false, mfa: false, justification: false },
    ]);
  });

  it("take an authentication context for a second factor, and what is not said for unknown", () => {
    const context = { id: "AuthenticationContext_EndUser_Assignment", isEnabled: true };
    expect(rowsOf(rolePolicies, assignment(context, enablement()), "activations")).toMatchObject([{ mfa: true }]);
    expect(rowsOf(rolePolicies, assignment({ id: "Notification_Admin_Admin_Assignment" }), "activations")).toEqual([{ role: "ga" }]);
  });

  it("name who approves", () => {
    const policy = assignment(approval(true, { userId: "ada" }, { groupId: "g" }, { userId: "ada" }, {}));
    expect(rowsOf(rolePolicies, policy, "approvers")).toEqual([
      { role: "ga", approver: "ada" },
      { role: "ga", approver: "g" },
    ]);
  });

  it("are refused without rules, or with a duration that is none", () => {
    expect(() => rowsOf(rolePolicies, { id: "a", roleDefinitionId: "ga" }, "activations")).toThrow("rules were not sent");
    const odd = assignment({ id: "Expiration_EndUser_Assignment", maximumDuration: "8 hours" });
    expect(() => rowsOf(rolePolicies, odd, "activations")).toThrow("no duration");
  });

  it.each([
    ["PT8H", 480],
    ["P1D", 1440],
    ["P1DT1H1M", 1501],
    ["PT45M", 45],
    [null, null],
  ])("read the duration %s", (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });
});

describe("deleted users", () => {
  it("get back the name that they had", () => {
    const user = { id: "0000-dead", userPrincipalName: "0000deadold@corp.example", deletedDateTime: "2026-01-01T00:00:00Z" };
    expect(rowsOf(deletedUsers, user, "accounts")).toMatchObject([
      { id: "0000-dead", userName: "old@corp.example", active: false, status: "deleted" },
    ]);
    expect(rowsOf(deletedUsers, { ...user, userPrincipalName: "other@corp.example" }, "accounts")).toMatchObject([
      { userName: "other@corp.example" },
    ]);
  });
});

describe("what comes along with an object", () => {
  const owners = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `o${index}` }));

  it.each([
    [0, 0, 0],
    [19, 19, 0],
    [20, 0, 1],
  ])("%s owners: %s are taken, %s groups are read again", (count, taken, again) => {
    const group = { id: "g", owners: owners(count) };
    expect(rowsOf(groups, group, "owners")).toHaveLength(taken);
    expect(rowsOf(groups, group, "parents")).toHaveLength(again);
  });

  it("is read by itself where it was not sent, or members are hidden", () => {
    expect(rowsOf(groups, { id: "g" }, "parents")).toEqual([{ kind: "group-owners", id: "g" }]);
    expect(rowsOf(fewMembers, { id: "g", visibility: "HiddenMembership", members: [] }, "parents")).toEqual([{ kind: "group-members", id: "g" }]);
    expect(rowsOf(fewMembers, { id: "g", visibility: null, members: [] }, "parents")).toEqual([]);
  });
});

describe("places and strengths", () => {
  it.each([
    [{ isTrusted: true, ipRanges: [{}, {}] }, "trusted, 2 networks"],
    [{ isTrusted: false, ipRanges: [{}] }, "1 network"],
    [{ countriesAndRegions: ["NO", "SE"] }, "2 countries"],
    [{ countriesAndRegions: ["NO"] }, "1 country"],
  ])("%j is %s", (location, value) => {
    expect(rowsOf(namedLocations, { id: "l", displayName: "Here", ...location }, "policies")).toEqual([
      { id: "l", kind: "named-location", name: "Here", state: "enabled", value },
    ]);
  });

  it.each([
    [["fido2"], "phishing-resistant"],
    [["password,microsoftAuthenticatorPush", "fido2"], "mfa"],
    [["password"], null],
  ])("a strength of %j is %s", (allowedCombinations, strength) => {
    expect(rowsOf(authenticationStrengths, { id: "s", allowedCombinations }, "parents")).toEqual([
      { kind: "strength", id: "s", detail: { strength } },
    ]);
  });
});

describe("trusts", () => {
  it("are domains that are federated, and a directory that fills this one", () => {
    expect(rowsOf(domains, { id: "fed.example", authenticationType: "Federated", isVerified: true }, "trusts")).toEqual([
      { id: "fed.example", kind: "federation", direction: "inbound", domain: "fed.example", active: true },
    ]);
    expect(rowsOf(domains, { id: "own.example", authenticationType: "Managed" }, "trusts")).toEqual([]);
    expect(rowsOf(synchronisation, { id: "t", onPremisesSyncEnabled: false }, "trusts")).toMatchObject([{ kind: "provisioning", active: false }]);
    expect(rowsOf(synchronisation, { id: "t", onPremisesSyncEnabled: null }, "trusts")).toEqual([]);
  });
});

describe("access reviews", () => {
  const decision = { id: "d", decision: "Approve", reviewedDateTime: "2026-01-01T00:00:00Z", principal: { id: "p" }, resource: { id: "r" } };

  it.each([
    ["an approval", {}, 1],
    ["a denial", { decision: "Deny" }, 0],
    ["what nobody reviewed", { decision: "NotReviewed", reviewedDateTime: null }, 0],
    ["an approval without a time", { reviewedDateTime: null }, 0],
    ["an approval of nothing", { resource: null }, 0],
  ])("%s confirms %#", (_case, change, count) => {
    expect(rowsOf(reviewDecisions, { ...decision, ...change }, "parents")).toHaveLength(count);
  });
});
