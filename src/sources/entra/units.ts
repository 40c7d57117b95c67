import type { Collection, TableRow } from "../contract.js";
import { type Reference, typeOf } from "./values.js";

interface AdministrativeUnit {
  readonly id: string;
  readonly displayName?: string | null;
  readonly isMemberManagementRestricted?: boolean | null;
}

/** A unit as the scope of a role assignment writes it. */
const scopeOf = (id: string): string => `/administrativeUnits/${id}`;

/**
 * Administrative units, to which roles can be limited → `units`.
 * GET /directory/administrativeUnits, https://learn.microsoft.com/graph/api/directory-list-administrativeunits
 */
export const administrativeUnits: Collection<AdministrativeUnit> = {
  name: "administrative units",
  permission: "Directory.Read.All",
  facts: [],
  start: "/directory/administrativeUnits?$select=id,displayName,isMemberManagementRestricted&$top=999",
  rows: (unit) => [
    {
      table: "units",
      row: {
        id: scopeOf(unit.id),
        displayName: unit.displayName,
        kind: "administrative-unit",
        restricted: unit.isMemberManagementRestricted ?? false,
      },
    },
    { table: "parents", row: { kind: "unit", id: unit.id } },
  ],
};

const MEMBER_TYPES: Readonly<Record<string, "account" | "group">> = { user: "account", agentUser: "account", group: "group" };

/**
 * What each unit holds → `unit_members`; devices are left out.
 * GET /directory/administrativeUnits/{id}/members, https://learn.microsoft.com/graph/api/administrativeunit-list-members
 */
export const unitMembers: Collection<Reference> = {
  name: "administrative units' members",
  permission: "Directory.Read.All",
  facts: [],
  start: {
    query: "SELECT id FROM parents WHERE source = $source AND kind = 'unit' ORDER BY id",
    path: ({ id = "" }) => `/directory/administrativeUnits/${id}/members?$select=id&$top=999`,
  },
  rows: (member, _source, { id = "" }): TableRow[] => {
    const memberType = MEMBER_TYPES[typeOf(member)];
    return memberType === undefined ? [] : [{ table: "unit_members", row: { unit: scopeOf(id), member: member.id, memberType } }];
  },
};

/** Says that the units' members are all there; run only where they are. */
export const WHOLE_UNITS = "UPDATE units SET complete = true WHERE source = $source AND kind = 'administrative-unit'";
