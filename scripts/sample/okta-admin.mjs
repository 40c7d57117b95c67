// Okta's administrator roles, standard and custom, and its API tokens.
import { principal } from "./describe.mjs";
import { moment, oktaId, oktaTime } from "./ids.mjs";
import { last } from "./okta-users.mjs";

const ROLE_LABELS = {
  SUPER_ADMIN: "Super Administrator",
  HELP_DESK_ADMIN: "Help Desk Administrator",
  READ_ONLY_ADMIN: "Read-Only Administrator",
};

/** The id of a role's assignment. */
export const assignmentId = ({ role, to }) => oktaId("ra1", "role", role, to);

/** Who holds a role, as the role of that user or group; `holder` is who was asked about. */
export function role(held, company, holder) {
  const via = principal(company, "okta", held.to);
  if (ROLE_LABELS[held.role] === undefined) throw new Error(`no role of Okta is called ${held.role}`);
  return {
    id: assignmentId(held),
    label: ROLE_LABELS[held.role],
    type: held.role,
    status: "ACTIVE",
    created: last(["role", held.role, held.to]),
    lastUpdated: last(["role", held.role, held.to]),
    assignmentType: via.type === "group" && holder === "user" ? "GROUP" : holder.toUpperCase(),
    _links: { assignee: { href: `${company.oktaOrg}/api/v1/${via.type === "group" ? "groups" : "users"}/${via.id}` } },
  };
}

/** Users that hold a role in any way. */
export const assignees = (accounts, org) => ({
  value: accounts.map(({ id }) => ({
    id,
    orn: `orn:okta:directory:${oktaId("00o", org)}:users:${id}`,
    _links: { self: { href: `${org}/api/v1/users/${id}` }, roles: { href: `${org}/api/v1/users/${id}/roles` } },
  })),
  _links: {},
});

const customRoleId = (name) => oktaId("cr0", "custom role", name);
const resourceSetId = (name) => oktaId("iam", "resource set", name);

/**
 * Custom roles, what they may do, over what, and who holds them. These listings are objects with a list inside,
 * by path; the ids that the path holds come first.
 */
export function customRoleListings(company) {
  const roles = company.oktaCustomRoles;
  const stamped = (words) => ({ created: last(words), lastUpdated: last(words) });
  const member = (to) => {
    const { id, type } = principal(company, "okta", to);
    return {
      id: oktaId("irb", "binding", to),
      ...stamped(["binding", to]),
      _links: { self: { href: `${company.oktaOrg}/api/v1/${type === "group" ? "groups" : "users"}/${id}` } },
    };
  };
  return {
    "/api/v1/iam/roles": [
      [
        [],
        { roles: roles.map((one) => ({ id: customRoleId(one.name), label: one.name, description: one.name, ...stamped([one.name]) })), _links: {} },
      ],
    ],
    "/api/v1/iam/roles/each/permissions": roles.map((one) => [
      [customRoleId(one.name)],
      { permissions: one.permissions.map((label) => ({ label, conditions: null, ...stamped([one.name, label]) })) },
    ]),
    "/api/v1/iam/resource-sets": [
      [
        [],
        {
          "resource-sets": roles.map((one) => ({ id: resourceSetId(one.over), label: one.over, description: one.over, ...stamped([one.over]) })),
          _links: {},
        },
      ],
    ],
    "/api/v1/iam/resource-sets/each/resources": roles.map((one) => [
      [resourceSetId(one.over)],
      {
        resources: one.resources.map((orn) => ({
          id: oktaId("ire", orn),
          orn: orn.replace("ORG", oktaId("00o", company.oktaOrg)),
          ...stamped([orn]),
        })),
        _links: {},
      },
    ]),
    "/api/v1/iam/resource-sets/each/bindings": roles.map((one) => [
      [resourceSetId(one.over)],
      { roles: [{ id: customRoleId(one.name) }], _links: {} },
    ]),
    "/api/v1/iam/resource-sets/each/bindings/each/members": roles.map((one) => [
      [resourceSetId(one.over), customRoleId(one.name)],
      { members: one.to.map(member), _links: {} },
    ]),
  };
}

export function apiToken(token, company) {
  const holder = principal(company, "okta", token.by);
  const used = moment(token.used, token.name);
  const id = oktaId("00T", "token", token.name);
  return {
    id,
    name: token.name,
    userId: holder.id,
    clientName: "Okta API",
    created: oktaTime(moment(token.from, token.name)),
    lastUpdated: oktaTime(used),
    // A token lives on for its window after each use.
    expiresAt: oktaTime(new Date(used.getTime() + 30 * 86_400_000)),
    tokenWindow: "P30D",
    network: token.network === "ANYWHERE" ? { connection: "ANYWHERE" } : { connection: "ZONE", include: [oktaId("nzo", "zone", token.network)] },
    _link: { self: { href: `${company.oktaOrg}/api/v1/api-tokens/${id}` } },
  };
}
