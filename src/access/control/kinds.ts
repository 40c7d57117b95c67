/** A way of control: what it lets one do to the other, and who has published that it does. */
export interface ControlKind {
  readonly kind: string;
  /** In a sentence between the two ends; `$role` is the role or permission that it rests on. */
  readonly says: string;
  readonly why: string;
  readonly source: string;
}

/** Every kind of edge in `control_edges`. */
export const CONTROL_KINDS: readonly ControlKind[] = [
  {
    kind: "holds",
    says: "holds $role",
    why: "An active role or permission of tier 0, directly or through groups.",
    source: "https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference",
  },
  {
    kind: "activates",
    says: "activates $role",
    why: "An eligible role of tier 0 is one activation away.",
    source: "https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-configure",
  },
  {
    kind: "carries",
    says: "carries $role",
    why: "Members of the group hold what the group holds.",
    source: "https://learn.microsoft.com/entra/identity/role-based-access-control/groups-concept",
  },
  {
    kind: "member",
    says: "is in",
    why: "Members of a group that owns something act as its owner.",
    source: "https://learn.microsoft.com/graph/api/group-list-owners",
  },
  {
    kind: "owns",
    says: "owns",
    why: "The owner of an application adds a credential and signs in as it; the owner of a group adds members or rewrites its rule.",
    source: "https://learn.microsoft.com/entra/identity/enterprise-apps/overview-assign-app-owners",
  },
  {
    kind: "wields",
    says: "as $role",
    why: "A role whose holder may change accounts, groups or agents.",
    source: "https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference",
  },
  {
    kind: "resets",
    says: "resets the password or factors of",
    why: "Whoever sets the password or a factor can sign in; each product spares some accounts from it.",
    source: "https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords",
  },
  {
    kind: "joins",
    says: "adds members to",
    why: "Groups that are not protected as holders of roles are filled by several administrators and applications.",
    source: "https://learn.microsoft.com/entra/identity/role-based-access-control/groups-concept",
  },
  {
    kind: "edits attribute",
    says: "edits the attribute that fills",
    why: "Who may write the attribute decides who is in a group that a rule fills.",
    source: "https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership",
  },
  {
    kind: "adds credential",
    says: "adds a credential to",
    why: "A credential on an agent's blueprint signs in as its agents.",
    source: "https://learn.microsoft.com/graph/api/resources/agentidentityblueprint",
  },
  {
    kind: "rules over",
    says: "as $role rules over",
    why: "A strong role limited to one object still takes that object.",
    source: "https://learn.microsoft.com/entra/identity/role-based-access-control/custom-overview",
  },
  {
    kind: "acts for",
    says: "acts for",
    why: "A delegated scope of tier 0 does whatever the human may do.",
    source: "https://www.rfc-editor.org/rfc/rfc8693",
  },
  {
    kind: "signs in as",
    says: "signs in as",
    why: "An account of a directory that another one believes, or takes passwords from, is the same person's account there.",
    source: "https://bloodhound.specterops.io/resources/edges/synced-to-entra-user",
  },
  {
    kind: "federates",
    says: "says who signs in as",
    why: "A directory that another one believes can say of anybody in its domain that they signed in.",
    source: "https://attack.mitre.org/techniques/T1606/002/",
  },
  {
    kind: "provisions",
    says: "signs in as whoever it fills:",
    why: "The directory that accounts come from sets what they sign in with.",
    source: "https://learn.microsoft.com/entra/architecture/protect-m365-from-on-premises-attacks",
  },
  {
    kind: "keeps credential of",
    says: "keeps the credential of",
    why: "The server that fills a cloud directory from an on-premises one holds the credential of the account that does it.",
    source: "https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-accounts-permissions",
  },
];
