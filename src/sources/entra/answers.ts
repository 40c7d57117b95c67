import { AuditError } from "../../errors.js";
import { Refusal, StalePage } from "../contract.js";
import { retryAfter } from "../patience.js";

/** What one request came to. */
export type Answer =
  | { readonly kind: "page"; readonly items: readonly unknown[]; readonly next: unknown; readonly deltaLink?: unknown }
  /** Asking again would not help; where it is in doubt, asking once more tells. */
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly isDoubtful?: true }
  | { readonly kind: "unauthorized"; readonly refusal: Refusal }
  /** The service asks for time; null where it does not say how much. */
  | { readonly kind: "throttled"; readonly seconds: number | null; readonly refusal: Refusal }
  /** May well work next time. */
  | { readonly kind: "faulty"; readonly refusal: Refusal };

/** May well work next time. */
export type Failure = Extract<Answer, { kind: "faulty" }>;

/** Statuses under which a service is in trouble, not the request (https://learn.microsoft.com/graph/errors). */
const FAULTS = new Set([408, 500, 502, 503, 504]);
const THROTTLED = new Set([429, 509]);

/** A response, or the part of a batch that answers one of its requests. */
export interface Reply {
  readonly status: number;
  readonly headers: Pick<Headers, "get">;
  /** Undefined where it is no JSON: a proxy's page, or cut off. */
  readonly body: unknown;
}

/** @throws what reading the body throws, when the connection breaks in the middle of it */
export async function replyOf(response: Response): Promise<Reply> {
  return { status: response.status, headers: response.headers, body: jsonOf(await response.text()) };
}

/**
 * What a reply means. Told by status and code, never by message, and never quoting more than the code: what a
 * service writes into an error is not ours to print.
 */
export function answerOf({ status, headers, body }: Reply): Answer {
  if (status >= 200 && status < 300) return pageOf(body);
  if (status >= 300 && status < 400) return refused("failed", `${status}, sends elsewhere; it was not followed`, status);
  const code = codeOf(body);
  const message = code === "" ? String(status) : `${status} ${code}`;
  const seconds = retryAfter(headers);
  if (THROTTLED.has(status) || (status === 503 && seconds !== null))
    return { kind: "throttled", seconds, refusal: new Refusal("failed", message, status) };
  if (FAULTS.has(status)) return { kind: "faulty", refusal: new Refusal("failed", message, status) };
  if (status === 401) return { kind: "unauthorized", refusal: new Refusal("failed", `${message}, the token is not accepted`, status) };
  // Tenants with a licence are told now and then that they have none.
  if (isUnlicensed(code)) return { ...refused("unsupported", `${message}, the tenant has no licence for it`, status), isDoubtful: true };
  if (status === 403) return refused("denied", message, status);
  if (status === 404 && code.endsWith("ResourceNotFound")) return refused("failed", message, status);
  if (STALE.has(code)) return { kind: "refused", refusal: new StalePage(`${message}, the listing took too long`, status) };
  // The path, a property or a parameter is not known to this service: a national cloud, or a tenant without the feature.
  return refused("unsupported", message, status);
}

/** Codes of a link that held too long, of pages and of changes (https://learn.microsoft.com/graph/errors). */
const STALE = new Set(["Directory_ExpiredPageToken", "syncStateNotFound", "resyncRequired"]);

/** What it means that there was no whole response. */
export function failureOf(cause: unknown): Failure {
  return { kind: "faulty", refusal: new Refusal("failed", trouble(cause), undefined, cause) };
}

function refused(state: Refusal["state"], message: string, status: number): Extract<Answer, { kind: "refused" }> {
  return { kind: "refused", refusal: new Refusal(state, message, status) };
}

/** A listing, or the one object or number that some paths give. Whatever else a 200 carries came from something that is not Graph. */
function pageOf(body: unknown): Answer {
  if (typeof body === "number") return { kind: "page", items: [body], next: undefined };
  if (!isObject(body) || "error" in body) return { kind: "faulty", refusal: new Refusal("failed", "the answer is not one of Graph's", 200) };
  if (!("value" in body)) return { kind: "page", items: [body], next: undefined };
  if (!Array.isArray(body["value"])) return { kind: "faulty", refusal: new Refusal("failed", "the answer is not one of Graph's", 200) };
  return { kind: "page", items: body["value"], next: body["@odata.nextLink"], deltaLink: body["@odata.deltaLink"] };
}

function jsonOf(text: string): unknown {
  try {
    // Numbers come as plain text behind a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function codeOf(body: unknown): string {
  const error = isObject(body) ? body["error"] : undefined;
  const code = isObject(error) ? error["code"] : undefined;
  return typeof code === "string" && /^\w{1,80}$/.test(code) ? code : "";
}

const isUnlicensed = (code: string): boolean =>
  code === "AadPremiumLicenseRequired" || code === "Authentication_RequestFromNonPremiumTenantOrB2CTenant";

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The reason as Node names it; its message is left out, as it can hold the address with all that was asked. */
function trouble(cause: unknown): string {
  if (!(cause instanceof Error)) return "the connection failed";
  if (cause instanceof AuditError) return cause.message;
  if (cause.name === "TimeoutError") return "no answer in time";
  const inner: unknown = cause.cause;
  const code = inner instanceof Error && "code" in inner && typeof inner.code === "string" ? inner.code : null;
  return code === null ? "the connection failed" : `the connection failed (${code})`;
}
