import type { TierList } from "./list.js";

/** Protected groups of Active Directory, and other groups whose members get as far. */
export const ACTIVE_DIRECTORY_ROLES: TierList = {
  from: "https://learn.microsoft.com/windows-server/identity/ad-ds/plan/security-best-practices/appendix-c--protected-accounts-and-groups-in-active-directory",
  entries: [
    { tier: 0, name: "Domain Admins", why: "every computer of the domain and its controllers" },
    { tier: 0, name: "Enterprise Admins", why: "every domain of the forest" },
    { tier: 0, name: "Schema Admins", why: "changes what every object of the forest is" },
    { tier: 0, name: "Administrators", id: "S-1-5-32-544", why: "the domain controllers" },
    { tier: 0, name: "Account Operators", id: "S-1-5-32-548", why: "edits accounts and most groups" },
    { tier: 0, name: "Server Operators", id: "S-1-5-32-549", why: "runs software on domain controllers" },
    { tier: 0, name: "Print Operators", id: "S-1-5-32-550", why: "loads drivers on domain controllers" },
    { tier: 0, name: "Backup Operators", id: "S-1-5-32-551", why: "reads the directory's database" },
    { tier: 0, name: "Replicator", id: "S-1-5-32-552", why: "a protected group" },
    { tier: 0, name: "Domain Controllers", why: "is a domain controller" },
    { tier: 0, name: "Read-only Domain Controllers", why: "is a domain controller" },
    { tier: 0, name: "Enterprise Key Admins", why: "adds keys that accounts sign in with" },
    { tier: 0, name: "Key Admins", why: "adds keys that accounts sign in with" },
    { tier: 0, name: "krbtgt", why: "signs every ticket" },
    { tier: 0, name: "DnsAdmins", why: "runs software on domain controllers that serve names" },
    { tier: 1, name: "Group Policy Creator Owners", why: "writes policies that others may link" },
    { tier: 1, name: "Cert Publishers", why: "publishes certificates that sign-in trusts" },
    { tier: 1, name: "Remote Management Users", id: "S-1-5-32-580", why: "runs commands on servers" },
    { tier: 1, name: "Remote Desktop Users", id: "S-1-5-32-555", why: "signs in at servers" },
    { tier: 2, name: "Domain Users", why: "what every account may do" },
    { tier: 2, name: "Domain Guests", why: "what every guest may do" },
    { tier: 2, name: "Domain Computers", why: "what every computer may do" },
  ],
};

/**
 * Rights on objects, under the names that directories and attack-path tools give them. On the domain itself they amount
 * to membership of a protected group; on one account or group they take that one.
 */
export const ACTIVE_DIRECTORY_RIGHTS: TierList = {
  from: "https://bloodhound.specterops.io/resources/edges/overview",
  entries: [
    {
      tier: 0,
      name: "DS-Replication-Get-Changes-All",
      also: ["Replicating Directory Changes All", "GetChangesAll", "DCSync"],
      why: "reads every password's hash",
    },
    { tier: 0, name: "GenericAll", why: "everything on the object" },
    { tier: 0, name: "GenericWrite", why: "writes what the object signs in with or who is in it" },
    { tier: 0, name: "WriteDacl", why: "gives itself everything on the object" },
    { tier: 0, name: "WriteOwner", why: "gives itself everything on the object" },
    { tier: 0, name: "AllExtendedRights", why: "resets the password, reads what is confidential" },
    { tier: 1, name: "User-Force-Change-Password", also: ["ForceChangePassword", "ResetPassword"], why: "resets the password" },
    { tier: 1, name: "AddMember", also: ["WriteMembers", "AddMembers"], why: "adds members" },
    { tier: 1, name: "AddSelf", also: ["Self-Membership"], why: "adds itself" },
    { tier: 1, name: "AddKeyCredentialLink", why: "adds a key to sign in with" },
    { tier: 1, name: "AddAllowedToAct", also: ["WriteAccountRestrictions"], why: "signs in to the computer as anyone" },
    { tier: 1, name: "ReadLAPSPassword", also: ["SyncLAPSPassword"], why: "reads the local administrator's password" },
    { tier: 1, name: "ReadGMSAPassword", why: "reads the account's password" },
  ],
};
