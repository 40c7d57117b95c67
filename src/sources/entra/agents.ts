import type { Collection, TableRow } from "../contract.js";
import { ownerRows, type Reference, time } from "./values.js";

interface Agent extends Reference {
  readonly accountEnabled?: boolean | null;
  readonly createdDateTime?: string | null;
  readonly agentIdentityBlueprintId?: string | null;
  readonly sponsors?: readonly Reference[];
}

/**
 * Agent identities with their sponsors → `owners`, and the blueprint that each derives from → `account_parts`.
 * GET /servicePrincipals/microsoft.graph.agentIdentity, https://learn.microsoft.com/graph/api/agentidentity-list
 *
 * A page holds at most 100. Agents are also among the service principals; this listing adds what only they have.
 */
export const agentIdentities: Collection<Agent> = {
  name: "agent identities",
  permission: "AgentIdentity.Read.All",
  facts: ["agents", "sponsors"],
  start:
    "/servicePrincipals/microsoft.graph.agentIdentity?$select=id,accountEnabled,createdDateTime,agentIdentityBlueprintId&$expand=sponsors($select=id)&$top=100",
  rows: (agent) => [
    {
      table: "account_parts",
      row: {
        id: agent.id,
        active: agent.accountEnabled,
        created: time(agent.createdDateTime),
        extra: agent.agentIdentityBlueprintId ? { agentIdentityBlueprintId: agent.agentIdentityBlueprintId } : null,
      },
    },
    ...sponsorRows(agent),
  ],
};

/**
 * Sponsors of the blueprints that agents derive from → `owners`.
 * GET /servicePrincipals/microsoft.graph.agentIdentityBlueprintPrincipal,
 * https://learn.microsoft.com/graph/api/resources/agentidentityblueprintprincipal
 */
export const agentBlueprints: Collection<Agent> = {
  name: "agent blueprints",
  permission: "AgentIdentityBlueprintPrincipal.Read.All",
  facts: ["sponsors"],
  start: "/servicePrincipals/microsoft.graph.agentIdentityBlueprintPrincipal?$select=id&$expand=sponsors($select=id)&$top=100",
  rows: sponsorRows,
};

interface AgentUser extends Agent {
  readonly identityParentId?: string | null;
}

/**
 * Users that agents sign in as → `account_parts` with the agent that each belongs to, and their sponsors → `owners`.
 * GET /users/microsoft.graph.agentUser, https://learn.microsoft.com/graph/api/agentuser-list
 */
export const agentUsers: Collection<AgentUser> = {
  name: "agents' users",
  permission: "User.Read.All",
  facts: ["sponsors"],
  optional: true,
  start: "/users/microsoft.graph.agentUser?$select=id,identityParentId&$expand=sponsors($select=id)&$top=999",
  rows: (user) => [
    {
      table: "account_parts",
      row: { id: user.id, kind: "agent", extra: user.identityParentId ? { identityParentId: user.identityParentId } : null },
    },
    ...sponsorRows(user),
  ],
};

function sponsorRows(agent: Agent): TableRow[] {
  if (agent.sponsors === undefined) throw new Error("sponsors were not sent");
  return ownerRows(agent.id, agent.sponsors, "sponsor");
}
