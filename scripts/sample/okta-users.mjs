// Okta's users, groups and factors.
import { daysBefore, immutableId, moment, oktaId, oktaTime } from "./ids.mjs";

/** When an object was last changed: in January, at some hour of its own. */
export const last = (words) => oktaTime(moment("2026-01-12", ...words));

export function user(account, company) {
  const login = `${account.login}@${company.domain}`;
  const { office } = account;
  const manager =
    account.manager === null
      ? undefined
      : company.accounts.find((one) => one.in === "okta" && one.person === account.manager && one.kind === "human");
  return {
    id: account.id,
    status: account.status,
    created: oktaTime(account.created),
    activated: account.status === "STAGED" ? null : oktaTime(account.created),
    statusChanged: oktaTime(account.changed ?? account.created),
    lastLogin: oktaTime(account.signIn),
    lastUpdated: last(["user", account.login]),
    passwordChanged: account.status === "PROVISIONED" ? null : oktaTime(account.passwordChanged),
    type: { id: oktaId("oty", "user type") },
    profile: {
      login,
      email: login,
      secondEmail: null,
      firstName: account.given ?? account.name,
      lastName: account.family ?? "",
      displayName: account.name,
      ...(account.number === null ? {} : { employeeNumber: account.number }),
      ...(account.immutable ? { immutableId: immutableId(account.person) } : {}),
      userType: account.userType,
      organization: account.company,
      department: account.department,
      title: account.title,
      managerId: manager === undefined ? null : `${manager.login}@${company.domain}`,
      manager: manager === undefined ? null : manager.name,
      mobilePhone: account.home,
      primaryPhone: office === null ? null : `${office.phone} ${account.extension}`,
      streetAddress: office?.street ?? null,
      city: office?.city ?? null,
      state: office?.region ?? null,
      zipCode: office?.postalCode ?? null,
      countryCode: office?.country ?? null,
    },
    credentials: { ...(account.status === "PROVISIONED" ? {} : { password: {} }), provider: { type: "OKTA", name: "OKTA" } },
    _links: { self: { href: `${company.oktaOrg}/api/v1/users/${account.id}` } },
  };
}

export function group(one, org) {
  return {
    id: one.id,
    created: oktaTime(moment(one.created ?? "2023-02-06", one.name)),
    lastUpdated: last(["group", one.name]),
    lastMembershipUpdated: last(["members", one.name]),
    objectClass: ["okta:user_group"],
    type: one.kind === "BUILT_IN" ? "BUILT_IN" : "OKTA_GROUP",
    profile: { name: one.name, description: one.description ?? null },
    _links: { users: { href: `${org}/api/v1/groups/${one.id}/users` } },
  };
}

/** What an active rule of a group says. */
export const groupRule = (one) => ({
  type: "group_rule",
  id: oktaId("0pr", "group rule", one.name),
  status: "ACTIVE",
  name: one.name,
  created: last(["group rule", one.name]),
  lastUpdated: last(["group rule", one.name]),
  conditions: { people: { users: { exclude: [] }, groups: { exclude: [] } }, expression: { value: one.rule, type: "urn:okta:expression:1.0" } },
  actions: { assignUserToGroups: { groupIds: [one.id] } },
});

export const owner = ({ id, name }) => ({
  id,
  type: "USER",
  resolved: true,
  originId: null,
  originType: "OKTA_DIRECTORY",
  displayName: name,
  lastUpdated: last(["owner", id]),
});

/** Factors as `kind` or `kind:device or number`. */
export function factorsOf(account, company) {
  return account.factors.map((written) => {
    const [, kind, device = ""] = /^([^:]+):?(.*)$/.exec(written);
    const words = [account.login, written];
    return {
      id: oktaId(kind === "signed_nonce" ? "pfd" : kind.slice(0, 3), "factor", ...words),
      factorType: kind,
      provider: kind === "webauthn" ? "FIDO" : "OKTA",
      vendorName: kind === "webauthn" ? "FIDO" : "OKTA",
      status: "ACTIVE",
      created: oktaTime(daysBefore(company.now, 300, ...words)),
      lastUpdated: oktaTime(daysBefore(company.now, 4, ...words)),
      profile: factorProfile(kind, device, account, company),
      _links: { self: { href: `${company.oktaOrg}/api/v1/users/${account.id}/factors` } },
    };
  });
}

function factorProfile(kind, device, account, company) {
  const credentialId = `${account.login}@${company.domain}`;
  switch (kind) {
    case "sms":
    case "call":
      return { phoneNumber: device || account.phones[0] || `+44 7700 9${account.extension}01` };
    case "push":
    case "signed_nonce":
      return {
        credentialId,
        deviceType: "SmartPhone_IPhone",
        name: device || `${account.given ?? account.name}'s phone`,
        platform: "IOS",
        version: "18.5",
      };
    case "webauthn":
      return { credentialId: oktaId("cred", account.login), authenticatorName: device || "Security key" };
    default:
      throw new Error(`no factor of Okta is called ${kind}`);
  }
}
