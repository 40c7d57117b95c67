import { SourceError } from "../../errors.js";
import { type Reader, Refusal } from "../contract.js";

interface Organization {
  readonly id?: unknown;
  readonly verifiedDomains?: readonly { readonly name?: unknown }[] | null;
}

/** What the token opens. */
export interface Tenant {
  /** Its id; null where the permission to see it is missing. */
  readonly id: string | null;
}

const PATH = "/organization?$select=id,verifiedDomains";

/**
 * The tenant that the credentials belong to, asked for before anything else: a token for another tenant is valid, and
 * would fill the inventory with somebody else's directory.
 * GET /organization, https://learn.microsoft.com/graph/api/organization-list; any directory permission reads it.
 *
 * @param expected tenant id or one of its domains, as configured
 * @throws SourceError when it is another tenant, or Graph cannot be reached or does not accept the token
 */
export async function tenantOf(source: string, reader: Reader, expected: string | undefined, signal: AbortSignal): Promise<Tenant> {
  const organization = await organizationOf(source, reader, signal);
  const id = typeof organization?.id === "string" ? organization.id : null;
  if (expected === undefined || id === null) return { id };
  const names = [id, ...(organization?.verifiedDomains ?? []).map((domain) => domain.name)].flatMap((name) =>
    typeof name === "string" ? [name.toLowerCase()] : [],
  );
  if (names.includes(expected.toLowerCase())) return { id };
  throw new SourceError(
    source,
    `the credentials belong to tenant ${id}, not to ${expected}`,
    "Sign in to the tenant that is configured, or configure this one.",
  );
}

async function organizationOf(source: string, reader: Reader, signal: AbortSignal): Promise<Organization | null> {
  try {
    for await (const page of reader.pages(PATH, signal, () => undefined)) return (page.items[0] ?? null) as Organization | null;
    return null;
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    if (cause.status === 403) return null;
    throw new SourceError(source, `/organization could not be read: ${cause.message}`, hintFor(cause), cause);
  }
}

function hintFor({ status }: Refusal): string {
  if (status === undefined) return "Check the address, the network and any proxy on the way.";
  if (status === 401)
    return "Get a new token: it has expired, or is meant for another service. `az account get-access-token --resource-type ms-graph` gives one.";
  return "Check OBO_AUDIT_ENTRA_BASE_URL: what answers there does not answer like Microsoft Graph.";
}
