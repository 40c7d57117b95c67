import { type Collection, type PermissionState, type Reader, Refusal } from "./contract.js";

export interface DiagnoseOptions {
  /** A path that asks for as little of a listing as the service allows. */
  readonly cheaply: (path: string) => string;
  /** What the credentials say of themselves; null where they do not. It is believed only where nothing can be asked. */
  readonly claimed: ReadonlySet<string> | null;
}

/** What one question came to. */
interface Probe {
  readonly state: PermissionState["state"];
  readonly reason: string | null;
}

/** Worst last: what a permission is worth is what its worst answer says. */
const ORDER: readonly PermissionState["state"][] = ["granted", "unknown", "unlicensed", "missing"];

/**
 * Asks for the first records of every listing, and says of each permission whether it is there. What is read only under
 * single objects is judged by other listings with the same permission, else by what the credentials say.
 *
 * @throws what stops everything: the signal, credentials that were never accepted
 */
export async function diagnose(
  reader: Reader,
  collections: readonly Collection[],
  signal: AbortSignal,
  { cheaply, claimed }: DiagnoseOptions,
): Promise<PermissionState[]> {
  const asked = new Map<string, Probe[]>();
  for (const { permission, start } of collections) {
    if (typeof start !== "string") continue;
    asked.set(permission, [...(asked.get(permission) ?? []), await probe(reader, cheaply(start), signal)]);
  }
  const permissions = [...new Set(collections.map(({ permission }) => permission))];
  return permissions.map((permission) => {
    const own = collections.filter((collection) => collection.permission === permission);
    const { state, reason } = (asked.get(permission) ?? [byClaim(permission, claimed)]).reduce(worse);
    return {
      permission,
      state,
      reason,
      gives: own.map(({ name }) => name),
      facts: [...new Set(own.flatMap(({ facts, partly = [] }) => [...facts, ...partly]))],
      thins: [...new Set(own.flatMap(({ adds = [] }) => adds))],
    };
  });
}

async function probe(reader: Reader, path: string, signal: AbortSignal): Promise<Probe> {
  try {
    for await (const _page of reader.pages(path, signal, () => undefined)) break;
    return { state: "granted", reason: null };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    const reason = `${path.split("?", 1)[0]}: ${cause.message}`;
    return { state: cause.state === "denied" ? "missing" : cause.state === "unsupported" ? "unlicensed" : "unknown", reason };
  }
}

function byClaim(permission: string, claimed: ReadonlySet<string> | null): Probe {
  if (claimed === null) return { state: "unknown", reason: "it is needed under single objects only" };
  return claimed.has(permission) ? { state: "granted", reason: null } : { state: "missing", reason: "the token does not name it" };
}

function worse(a: Probe, b: Probe): Probe {
  return ORDER.indexOf(a.state) >= ORDER.indexOf(b.state) ? a : b;
}
