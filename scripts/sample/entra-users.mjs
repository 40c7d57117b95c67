// Entra's tenant, users and groups, and what users have registered to sign in with.
import { daysBefore, graphTime, guid, immutableId, moment } from "./ids.mjs";

const LICENCE = { disabledPlans: [], skuId: "06ebc4ee-1bb5-47dd-8120-11324bc54e06" };

/** An account as relations point to it. */
export const reference = (company, login) => {
  const { id, name } = company.account("entra", login);
  return { "@odata.type": "#microsoft.graph.user", id, displayName: name };
};

export function organization(company, id) {
  return {
    id,
    displayName: company.name,
    createdDateTime: "2013-09-02T08:00:00Z",
    tenantType: "AAD",
    onPremisesSyncEnabled: true,
    verifiedDomains: [
      { name: company.domain, type: "Managed", isDefault: true, isInitial: false, capabilities: "Email, OfficeCommunicationsOnline" },
      { name: company.tenantDomain, type: "Managed", isDefault: false, isInitial: true, capabilities: "Email, OfficeCommunicationsOnline" },
    ],
  };
}

/** The user principal name of an account. */
export function principalName(account, company) {
  if (account.guest !== null) return `${account.guest.mail.replace("@", "_")}#EXT#@${company.tenantDomain}`;
  return `${account.login}@${account.synced || account.licensed ? company.domain : company.tenantDomain}`;
}

export function user(account, company) {
  const mailbox = account.licensed || account.mailbox !== null || account.kind === "shared";
  const mail = account.guest?.mail ?? (mailbox ? `${account.login}@${company.domain}` : null);
  const office = account.office;
  const state = account.guest === null ? null : (account.guest.state ?? "Accepted");
  return {
    id: account.id,
    userPrincipalName: principalName(account, company),
    displayName: account.name,
    givenName: account.given,
    surname: account.family,
    mail,
    mailNickname: account.login,
    otherMails: account.guest === null ? account.otherMails : [account.guest.mail],
    proxyAddresses: mailbox ? [`SMTP:${mail}`, ...account.aliases.map((alias) => `smtp:${alias}@${company.domain}`)] : [],
    userType: account.guest === null ? "Member" : "Guest",
    accountEnabled: account.active,
    createdDateTime: graphTime(account.created),
    creationType: account.guest === null ? null : "Invitation",
    externalUserState: state,
    externalUserStateChangeDateTime: state === null ? null : graphTime(account.created),
    employeeId: account.number,
    employeeType: account.hired === null ? null : account.userType,
    employeeHireDate: graphTime(account.hired),
    employeeLeaveDateTime: graphTime(account.leaves),
    department: account.department,
    jobTitle: account.title,
    companyName: account.company,
    businessPhones: office === null ? [] : [`${office.phone} ${account.extension}`],
    mobilePhone: account.home,
    streetAddress: office?.street ?? null,
    city: office?.city ?? null,
    state: office?.region ?? null,
    postalCode: office?.postalCode ?? null,
    country: office?.country ?? null,
    onPremisesSyncEnabled: account.synced ? true : null,
    onPremisesImmutableId: account.synced ? immutableId(account.login) : null,
    onPremisesSamAccountName: account.synced ? account.login.slice(0, 20) : null,
    lastPasswordChangeDateTime: graphTime(account.passwordChanged),
    passwordPolicies: account.breakGlass || account.kind === "service" ? "DisablePasswordExpiration" : null,
    signInSessionsValidFromDateTime: graphTime(account.passwordChanged),
    assignedLicenses: account.licensed ? [LICENCE] : [],
    signInActivity: activity(account),
    manager: account.manager === null ? null : { "@odata.type": "#microsoft.graph.user", id: company.account("entra", account.manager).id },
    sponsors: sponsorsOfUser(account, company),
  };
}

/** Graph leaves the property out for accounts that never signed in. Services do not sign in at a prompt. */
function activity({ signIn, kind }) {
  if (signIn === null) return undefined;
  const later = new Date(signIn.getTime() + 3_600_000);
  return {
    lastSignInDateTime: kind === "service" ? null : graphTime(signIn),
    lastSignInRequestId: kind === "service" ? null : guid("request", graphTime(signIn)),
    lastNonInteractiveSignInDateTime: graphTime(later),
    lastNonInteractiveSignInRequestId: guid("request", graphTime(later)),
    lastSuccessfulSignInDateTime: graphTime(later),
    lastSuccessfulSignInRequestId: guid("request", graphTime(later)),
  };
}

/** An agent that needs a mailbox or a calendar has a user of its own, without a password. */
export function agentUsers(company) {
  return company.agents
    .filter((agent) => agent.user !== undefined)
    .map((agent) => ({
      "@odata.type": "#microsoft.graph.agentUser",
      id: guid("user", agent.user),
      userPrincipalName: `${agent.user}@${company.domain}`,
      displayName: agent.name,
      mail: `${agent.user}@${company.domain}`,
      userType: "Member",
      accountEnabled: true,
      createdDateTime: graphTime(moment(agent.created, agent.name)),
      signInActivity: activity({ signIn: daysBefore(company.now, 2, agent.user), kind: "service" }),
      identityParentId: guid("servicePrincipal", agent.name),
      assignedLicenses: [],
      manager: null,
      sponsors: agent.sponsors.map((login) => reference(company, login)),
    }));
}

const sponsorsOfUser = (account, company) => {
  const sponsor = account.guest?.sponsor ?? "none";
  return sponsor === "none" ? [] : [reference(company, sponsor)];
};

export function group(one, company) {
  const unified = one.kind === "microsoft365";
  return {
    id: one.id,
    displayName: one.name,
    description: one.description ?? null,
    createdDateTime: graphTime(moment(one.created ?? "2022-03-14", one.name)),
    groupTypes: unified ? ["Unified"] : one.kind === "dynamic" ? ["DynamicMembership"] : [],
    mailEnabled: unified,
    mail: unified ? `${one.name.toLowerCase()}@${company.domain}` : null,
    securityEnabled: true,
    isAssignableToRole: one.kind === "roleAssignable" ? true : null,
    membershipRule: one.rule ?? null,
    membershipRuleProcessingState: one.rule === undefined ? null : "On",
    visibility: unified ? "Private" : null,
    onPremisesSyncEnabled: null,
  };
}

const RESISTANT = ["windowsHelloForBusiness", "fido2SecurityKey", "passKeyDeviceBound"];

export function registration(account, company) {
  const methods = account.methods;
  return {
    id: account.id,
    userPrincipalName: principalName(account, company),
    userDisplayName: account.name,
    userType: account.guest === null ? "member" : "guest",
    isAdmin: company.roles.entra.some((one) => one.to === account.login),
    isSsprRegistered: methods.length > 0,
    isSsprEnabled: true,
    isSsprCapable: methods.length > 0,
    isMfaRegistered: methods.length > 0,
    isMfaCapable: methods.length > 0,
    isPasswordlessCapable: methods.some((method) => RESISTANT.includes(method)),
    methodsRegistered: methods,
    isSystemPreferredAuthenticationMethodEnabled: true,
    systemPreferredAuthenticationMethods: methods.slice(0, 1),
    userPreferredMethodForSecondaryAuthentication: "none",
    lastUpdatedDateTime: graphTime(daysBefore(company.now, 1)),
  };
}
