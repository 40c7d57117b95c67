import type { Collection, TableRow } from "../contract.js";
import { time } from "./values.js";

interface RoleDefinition {
  readonly id: string;
  readonly displayName?: string | null;
  readonly isBuiltIn?: boolean | null;
  readonly rolePermissions?: readonly { readonly allowedResourceActions?: readonly string[] | null }[] | null;
}

/**
 * Directory roles, built in and custom → `roles`. A built-in role has the same id in every tenant.
 * GET /roleManagement/directory/roleDefinitions, https://learn.microsoft.com/graph/api/rbacapplication-list-roledefinitions
 */
export const roleDefinitions: Collection<RoleDefinition> = {
  name: "roles",
  permission: "RoleManagement.Read.Directory",
  facts: ["roles", "eligibility"],
  start: "/roleManagement/directory/roleDefinitions?$select=id,displayName,isBuiltIn,rolePermissions",
  rows: (role) => [
    {
      table: "roles",
      row: {
        id: role.id,
        displayName: role.displayName,
        kind: role.isBuiltIn === false ? "custom" : "directory",
        permissions: (role.rolePermissions ?? []).flatMap((permission) => permission.allowedResourceActions ?? []),
      },
    },
  ],
};

interface Assignment {
  readonly id?: string | null;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId?: string | null;
  readonly appScopeId?: string | null;
  readonly startDateTime?: string | null;
  readonly endDateTime?: string | null;
  readonly memberType?: string | null;
}

/**
 * Role assignments as they stand, without when they end. Read only where the schedules are refused.
 * GET /roleManagement/directory/roleAssignments, https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments
 */
const roleAssignments: Collection<Assignment> = {
  name: "role assignments",
  permission: "RoleManagement.Read.Directory",
  facts: ["roles"],
  start: "/roleManagement/directory/roleAssignments?$select=id,principalId,roleDefinitionId,directoryScopeId,appScopeId",
  rows: (assignment) => grantRows(assignment, "active"),
};

const SCHEDULE = "id,principalId,roleDefinitionId,directoryScopeId,appScopeId,startDateTime,endDateTime,memberType";

/**
 * Active role assignments with their end, made directly or by activation → `grants`.
 * GET /roleManagement/directory/roleAssignmentScheduleInstances,
 * https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignmentscheduleinstances
 *
 * Without it an activated role cannot be told from a standing one, which is why `eligibility` rests on it too.
 */
export const roleAssignmentSchedules: Collection<Assignment> = {
  name: "role assignment schedules",
  permission: "RoleAssignmentSchedule.Read.Directory",
  facts: ["roles", "eligibility"],
  start: `/roleManagement/directory/roleAssignmentScheduleInstances?$select=${SCHEDULE}`,
  rows: (assignment) => grantRows(assignment, "active"),
  instead: roleAssignments,
};

/**
 * Roles that may be activated → `grants`.
 * GET /roleManagement/directory/roleEligibilityScheduleInstances,
 * https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances
 */
export const roleEligibilitySchedules: Collection<Assignment> = {
  name: "role eligibility",
  permission: "RoleEligibilitySchedule.Read.Directory",
  facts: ["eligibility"],
  start: `/roleManagement/directory/roleEligibilityScheduleInstances?$select=${SCHEDULE}`,
  rows: (assignment) => grantRows(assignment, "eligible"),
};

/** An assignment that somebody has through a group is left out: the group's own one is listed, and membership is followed later. */
function grantRows(assignment: Assignment, state: "active" | "eligible"): TableRow[] {
  if (assignment.memberType === "Group") return [];
  return [
    {
      table: "grants",
      row: {
        id: assignment.id,
        principal: assignment.principalId,
        role: assignment.roleDefinitionId,
        scope: assignment.directoryScopeId ?? assignment.appScopeId ?? "/",
        state,
        start: time(assignment.startDateTime),
        end: time(assignment.endDateTime),
      },
    },
  ];
}
