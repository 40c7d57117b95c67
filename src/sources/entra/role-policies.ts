import type { Step } from "../../inventory/inventory.js";
import type { Row } from "../../inventory/tables.js";
import type { Collection, TableRow } from "../contract.js";

interface PolicyAssignment {
  readonly id: string;
  readonly roleDefinitionId?: string | null;
  readonly policy?: { readonly rules?: readonly Rule[] | null } | null;
}

/** One rule of a role's policy; its id says which, as each kind has properties of its own. */
interface Rule {
  readonly id?: string | null;
  readonly enabledRules?: readonly string[] | null;
  readonly isExpirationRequired?: boolean | null;
  readonly maximumDuration?: string | null;
  readonly isEnabled?: boolean | null;
  readonly setting?: {
    readonly isApprovalRequired?: boolean | null;
    readonly approvalStages?: readonly { readonly primaryApprovers?: readonly Approver[] | null }[] | null;
  } | null;
}

interface Approver {
  readonly userId?: string | null;
  readonly groupId?: string | null;
}

/**
 * What it takes to activate each role → `activations`, and who approves → `approvers`.
 * GET /policies/roleManagementPolicyAssignments,
 * https://learn.microsoft.com/graph/api/policyroot-list-rolemanagementpolicyassignments
 */
export const rolePolicies: Collection<PolicyAssignment> = {
  name: "role policies",
  permission: "RoleManagement.Read.Directory",
  facts: ["rolePolicy"],
  start:
    "/policies/roleManagementPolicyAssignments?$filter=scopeId%20eq%20'/'%20and%20scopeType%20eq%20'DirectoryRole'&$expand=policy($expand=rules)",
  rows: ({ roleDefinitionId: role, policy }) => {
    const rules = new Map((policy?.rules ?? []).map((rule) => [rule.id ?? "", rule]));
    if (!role || rules.size === 0) throw new Error("its rules were not sent");
    return [{ table: "activations", row: { role, ...demandsOf(rules) } }, ...approverRows(role, rules)];
  },
};

const AT_ACTIVATION = "EndUser_Assignment";

function demandsOf(rules: ReadonlyMap<string, Rule>): Row {
  const enabled = rules.get(`Enablement_${AT_ACTIVATION}`)?.enabledRules;
  const expiration = rules.get(`Expiration_${AT_ACTIVATION}`);
  const hasContext = rules.get(`AuthenticationContext_${AT_ACTIVATION}`)?.isEnabled === true;
  return {
    approval: rules.get(`Approval_${AT_ACTIVATION}`)?.setting?.isApprovalRequired,
    mfa: hasContext || (enabled === undefined || enabled === null ? null : enabled.includes("MultiFactorAuthentication")),
    justification: enabled?.includes("Justification"),
    maxMinutes: minutesOf(expiration?.maximumDuration),
  };
}

function approverRows(role: string, rules: ReadonlyMap<string, Rule>): TableRow[] {
  const stages = rules.get(`Approval_${AT_ACTIVATION}`)?.setting?.approvalStages ?? [];
  const approvers = stages.flatMap((stage) => stage.primaryApprovers ?? []).flatMap(({ userId, groupId }) => userId ?? groupId ?? []);
  return [...new Set(approvers)].map((approver) => ({ table: "approvers", row: { role, approver } }));
}

/** A duration as ISO 8601 writes it, such as PT8H or P1D, in minutes. @throws Error on text that is none */
export function minutesOf(duration: string | null | undefined): number | null {
  if (duration === null || duration === undefined) return null;
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(duration) ?? [];
  if (days === undefined && hours === undefined && minutes === undefined) throw new Error(`"${duration.slice(0, 40)}" is no duration`);
  return (Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0);
}

/** Tells each eligible grant whether its activation needs approval. */
export const settleRolePolicies: readonly Step[] = [
  {
    name: "approval of eligible roles",
    sql: `
UPDATE grants SET approval = a.approval
FROM activations AS a
WHERE grants.source = $source AND grants.state = 'eligible' AND a.source = $source AND a.role = grants.role`,
  },
];
