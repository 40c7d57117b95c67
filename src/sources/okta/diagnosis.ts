import { type Diagnosis, type Reader, Refusal } from "../contract.js";
import { diagnose } from "../diagnose.js";
import type { Scopes } from "./client.js";
import type { OktaCollection } from "./collection.js";
import { collectionsAt, isOptional } from "./collections.js";
import { at, list, text } from "./json.js";
import type { OktaReader } from "./reader.js";
import { STANDARD_ROLES } from "./roles.js";
import type { Settings } from "./settings.js";

export const SSWS_NOTE =
  "Okta was read with an API token: a secret of a human, with all of that human's rights and no end while it is used. A service app with read scopes is safer.";

/**
 * What the credentials may read: a page of one of every listing, and what a service app's token and roles say.
 *
 * @param reader one that takes no listing for optional, so that what is not offered is told
 */
export async function diagnosis(reader: OktaReader, settings: Settings, scopes: Scopes | null, signal: AbortSignal): Promise<Diagnosis> {
  const collections = (await withExamples(reader, collectionsAt(new Date()), signal)).map(cheap);
  const claimed = scopes === null ? null : new Set(scopes.granted);
  const permissions = await diagnose(lacking(reader), collections, signal, { cheaply: (path) => path, claimed });
  const notes = settings.credentials.mode === "SSWS" ? [SSWS_NOTE] : await rolesOf(reader, settings.credentials.clientId, signal);
  return { tenant: settings.org, permissions, notes };
}

/** Listings under single objects of which one can be asked for as an example: below the first OAuth client, and the log. */
async function withExamples(reader: Reader, collections: readonly OktaCollection[], signal: AbortSignal): Promise<OktaCollection[]> {
  const app = text(at(await firstOf(reader, "/api/v1/apps?limit=1&filter=name%20eq%20%22oidc_client%22", signal), "id"));
  return collections.map((collection) => {
    const { permission, start } = collection;
    if (typeof start === "string") return collection;
    if (permission === "okta.logs.read") return { ...collection, start: start.path({ id: "0", clientId: "0" }) };
    if (permission === "okta.appGrants.read" && app !== null) return { ...collection, start: start.path({ id: app }) };
    return collection;
  });
}

function cheap<T extends OktaCollection>(collection: T): T {
  return typeof collection.start === "string" ? { ...collection, start: collection.start.replace(/\blimit=\d+/, "limit=1") } : collection;
}

/** The reader, where what an org may lack and does not know is not offered. */
function lacking(reader: Reader): Reader {
  return {
    async *pages(path, signal, waiting) {
      try {
        yield* reader.pages(path, signal, waiting);
      } catch (cause) {
        throw cause instanceof Refusal && cause.status === 404 && isOptional(path) ? new Refusal("unsupported", cause.message, 404) : cause;
      }
    },
  };
}

/** What a service app may see at all is what both its scopes and its roles allow, and Okta leaves out the rest without a word. */
async function rolesOf(reader: Reader, clientId: string, signal: AbortSignal): Promise<string[]> {
  const roles: string[] = [];
  try {
    for await (const { items } of reader.pages(`/oauth2/v1/clients/${encodeURIComponent(clientId)}/roles`, signal, () => undefined))
      for (const role of items) {
        const type = text(at(role, "type")) ?? "";
        roles.push(Object.hasOwn(STANDARD_ROLES, type) ? (STANDARD_ROLES[type] ?? type) : (text(at(role, "label")) ?? type));
      }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return ["The service app's own roles could not be read; what lies outside of them Okta leaves out without a word."];
  }
  if (roles.length === 0) return ["The service app holds no administrator role: Okta will show it next to nothing, whatever its scopes are."];
  return [`The service app holds ${roles.join(", ")}: what lies outside of that Okta leaves out without a word.`];
}

async function firstOf(reader: Reader, path: string, signal: AbortSignal): Promise<unknown> {
  try {
    for await (const { items } of reader.pages(path, signal, () => undefined)) return list(items)[0];
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
  }
  return undefined;
}
