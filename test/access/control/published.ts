/**
 * A hybrid company in the words of BloodHound, whose documentation publishes each of these edges and what it lets one do:
 * https://bloodhound.specterops.io/resources/edges/overview for Active Directory and Entra,
 * https://bloodhound.specterops.io/opengraph/extensions/oktahound/overview for Okta.
 * The ways are the ones that these pages and the tests of BloodHound's own analysis describe: an owner adds a secret to an
 * application and runs as its service principal; a service principal with a permission of Graph grants itself a role; a
 * help desk resets a password; a nested group is joined; rights over a group or the domain are rewritten; an on-premises
 * account is synchronised to one in the cloud; an account of Okta signs in to one of Entra.
 */
export const EDGES: readonly (readonly [from: string, edge: string, to: string])[] = [
  // Active Directory.
  ["ad:intern", "ForceChangePassword", "ad:tom"],
  ["ad:IT Desk", "AddMember", "ad:Server Admins"],
  ["ad:tom", "MemberOf", "ad:IT Desk"],
  ["ad:Server Admins", "MemberOf", "ad:Domain Admins"],
  ["ad:web", "WriteDacl", "ad:Domain Admins"],
  ["ad:backup", "DCSync", "ad:domain"],
  ["ad:clerk", "GenericAll", "ad:intern"],
  ["ad:root", "MemberOf", "ad:Domain Admins"],
  ["ad:printer", "MemberOf", "ad:Domain Users"],
  // Between Active Directory and Entra.
  ["ad:tom", "SyncedToEntraUser", "az:tom"],
  ["ad:domain", "AZKeepsSyncAccount", "az:sync"],
  // Entra.
  ["az:ada", "AZGlobalAdmin", "az:tenant"],
  ["az:tom", "AZOwns", "az:Backup App"],
  ["az:Backup App", "AZRunsAs", "az:Backup"],
  ["az:Backup", "AZMGRoleManagement_ReadWrite_Directory", "az:tenant"],
  ["az:dev", "AZOwns", "az:Portal"],
  ["az:Portal", "AZMGAppRoleAssignment_ReadWrite_All", "az:tenant"],
  ["az:ops", "AZMemberOf", "az:Operators"],
  ["az:Operators", "AZAppAdmin", "az:tenant"],
  ["az:pim", "AZRoleEligible Global Administrator", "az:tenant"],
  ["az:lead", "AZOwns", "az:Cloud Admins"],
  ["az:Cloud Admins", "AZHasRole Privileged Role Administrator", "az:tenant"],
  ["az:desk", "AZHasRole Helpdesk Administrator", "az:tenant"],
  ["az:reader", "AZHasRole Reports Reader", "az:tenant"],
  ["az:wiki owner", "AZOwns", "az:Wiki"],
  ["az:sync", "AZHasRole Directory Synchronization Accounts", "az:tenant"],
  ["az:adder", "AZAddSecret", "az:Backup"],
  ["az:Filler", "AZMGGroupMember_ReadWrite_All", "az:tenant"],
  // Okta, and from there into Entra.
  ["okta:root", "Okta_SuperAdmin", "okta:org"],
  ["okta:desk", "Okta_HelpDeskAdmin", "okta:org"],
  ["okta:regional", "Okta_ResetPassword", "okta:ada"],
  ["okta:ada", "Okta_OutboundSSO", "az:ada"],
  ["okta:org", "Okta_OutboundOrgSSO", "az:tenant"],
];

/** From each account the fewest things to do before the named directory is taken; accounts that are not here have no way. */
export const KNOWN_WAYS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "ad:root": { ad: 0, cloud: 1 },
  "ad:backup": { ad: 0, cloud: 1 },
  "ad:web": { ad: 1, cloud: 2 },
  "ad:tom": { ad: 1, cloud: 1 },
  "ad:intern": { ad: 2, cloud: 2 },
  "ad:clerk": { ad: 3, cloud: 3 },
  "az:ada": { cloud: 0 },
  "az:tom": { cloud: 1 },
  "az:Backup": { cloud: 0 },
  "az:dev": { cloud: 1 },
  "az:Portal": { cloud: 0 },
  "az:ops": { cloud: 0 },
  "az:pim": { cloud: 1 },
  "az:lead": { cloud: 1 },
  "az:desk": { cloud: 2 },
  "az:sync": { cloud: 0 },
  "az:adder": { cloud: 1 },
  "az:Filler": { cloud: 1 },
  "okta:root": { okta: 0, cloud: 1 },
  "okta:desk": { cloud: 1 },
  "okta:regional": { cloud: 1 },
  "okta:ada": { cloud: 0 },
};
