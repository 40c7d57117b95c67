import { SourceError } from "../../errors.js";
import { type EstimatedPart, type Reader, Refusal } from "../contract.js";
import { COLLECTIONS, placeOf } from "./collections.js";
import { at, count, list, text, texts } from "./json.js";
import { bucketOf, PUBLISHED, shareOf } from "./limits.js";
import type { OktaReader } from "./reader.js";

/** How many there are of what costs requests; null where the org did not tell. */
interface Sizes {
  readonly users: number | null;
  readonly groups: number | null;
  readonly holders: number | null;
  readonly tokens: number | null;
  readonly apps: Apps | null;
}

/** Applications, by what each kind of them is asked for. */
interface Apps {
  readonly all: number;
  readonly assigned: number;
  readonly clients: number;
  readonly withSecrets: number;
  readonly withKeys: number;
  readonly actingAlone: number;
}

/** Requests that a listing takes, or the listings under single objects: what it is about, and how many of it one request gives. */
type Cost = (sizes: Sizes) => { readonly objects: number | null; readonly page: number };

const COSTS: Readonly<Record<string, Cost>> = {
  users: ({ users }) => ({ objects: users, page: 200 }),
  groups: ({ groups }) => ({ objects: groups, page: 200 }),
  "group members": ({ groups }) => ({ objects: groups, page: 1 }),
  "group owners": ({ groups }) => ({ objects: groups, page: 1 }),
  "role holders": ({ holders }) => ({ objects: holders, page: 100 }),
  "roles of users": ({ holders }) => ({ objects: holders, page: 1 }),
  applications: ({ apps }) => ({ objects: apps?.all ?? null, page: 200 }),
  "roles of clients": ({ apps }) => ({ objects: apps?.actingAlone ?? null, page: 1 }),
  "client secrets": ({ apps }) => ({ objects: apps?.withSecrets ?? null, page: 1 }),
  "client keys": ({ apps }) => ({ objects: apps?.withKeys ?? null, page: 1 }),
  "scope grants of clients": ({ apps }) => ({ objects: apps?.clients ?? null, page: 1 }),
  "cross-app connections": ({ apps }) => ({ objects: apps?.clients ?? null, page: 1 }),
  "last use of clients": ({ apps }) => ({ objects: apps?.clients ?? null, page: 1 }),
  "use of API tokens": ({ tokens }) => ({ objects: tokens, page: 1 }),
  "applications of groups": ({ apps }) => ({ objects: apps?.assigned ?? null, page: 1 }),
  "applications of users": ({ apps }) => ({ objects: apps?.assigned ?? null, page: 1 }),
  "factors of users": ({ users }) => ({ objects: users, page: 1 }),
};

/**
 * What collecting an org takes at least: the number of users is one request, groups, applications and role holders are
 * listed. What hangs on numbers that only collecting tells counts as one request.
 *
 * @param rate percent of each rate limit that may be used
 * @throws SourceError when nothing could be asked
 */
export async function estimate(source: string, reader: OktaReader, rate: number, signal: AbortSignal): Promise<EstimatedPart[]> {
  const sizes = await sizesOf(source, reader, signal);
  return COLLECTIONS.map((collection) => {
    const { objects, page } = COSTS[collection.name]?.(sizes) ?? { objects: null, page: 1 };
    const requests = Math.max(objects === 0 && page === 1 ? 0 : 1, Math.ceil((objects ?? 1) / page));
    const place = placeOf(collection);
    const limit = reader.limitOf(place) ?? PUBLISHED.workforce[bucketOf(place)];
    const isMany = typeof collection.start !== "string";
    const { name, lane } = collection;
    const seconds = (60 * requests) / shareOf(limit, rate);
    return { collection: name, objects: isMany ? null : objects, requests, seconds, ...(lane === undefined ? {} : { lane }) };
  });
}

async function sizesOf(source: string, reader: Reader, signal: AbortSignal): Promise<Sizes> {
  const builtIn = await everything(reader, "/api/v1/groups?limit=200&expand=stats&filter=type%20eq%20%22BUILT_IN%22", signal);
  const groups = await everything(reader, "/api/v1/groups?limit=1000", signal);
  const holders = await everything(reader, "/api/v1/iam/assignees/users?limit=100", signal);
  const apps = await everything(reader, "/api/v1/apps?limit=200&includeNonDeleted=true", signal);
  const tokens = await everything(reader, "/api/v1/api-tokens", signal);
  if ([builtIn, groups, holders, apps, tokens].every((answer) => answer === null))
    throw new SourceError(source, "nothing could be asked of the org", "`obo-audit doctor` says what the credentials may read.");
  const everyone = builtIn?.find((group) => text(at(group, "profile", "name")) === "Everyone");
  return {
    users: count(at(everyone, "_embedded", "stats", "usersCount")),
    groups: groups?.length ?? null,
    holders: holders?.reduce((sum: number, page) => sum + list(at(page, "value")).length, 0) ?? null,
    tokens: tokens?.length ?? null,
    apps: apps === null ? null : appsOf(apps),
  };
}

function appsOf(apps: readonly unknown[]): Apps {
  const clients = apps.filter((app) => text(at(app, "signOnMode")) === "OPENID_CONNECT");
  const method = (app: unknown) => text(at(app, "credentials", "oauthClient", "token_endpoint_auth_method")) ?? "client_secret_basic";
  return {
    all: apps.length,
    assigned: apps.filter((app) => text(at(app, "status")) === "ACTIVE").length,
    clients: clients.length,
    withSecrets: clients.filter((app) => method(app).startsWith("client_secret")).length,
    withKeys: clients.filter((app) => method(app) === "private_key_jwt").length,
    actingAlone: clients.filter((app) => texts(at(app, "settings", "oauthClient", "grant_types")).includes("client_credentials")).length,
  };
}

/** All objects of a listing; null where it is refused. */
async function everything(reader: Reader, path: string, signal: AbortSignal): Promise<readonly unknown[] | null> {
  const all: unknown[] = [];
  try {
    for await (const { items } of reader.pages(path, signal, () => undefined)) all.push(...items);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return null;
  }
  return all;
}
