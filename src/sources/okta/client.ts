import type { OAuth } from "@okta/okta-sdk-nodejs/src/oauth.js";
import type { SdkExecutor, SdkRequest, SdkResponse } from "@okta/okta-sdk-nodejs/src/request-executor.js";
import { SourceError, UsageError } from "../../errors.js";
import { VERSION } from "../../version.js";
import { Refusal } from "../contract.js";
import type { Transport } from "../transport.js";
import { at, text } from "./json.js";
import type { Settings } from "./settings.js";

/** Reads addresses of one org through the SDK's HTTP layer, with the SDK's authentication. */
export interface Client {
  /**
   * Gets the access token that a service app works with, so that what is wrong with it is told as such.
   * The SDK would send the request without one, and all that could be told is that the API refused it.
   *
   * @throws SourceError when the org does not give a token; UsageError when the private key cannot be used
   */
  authorize(source: string): Promise<void>;
  /**
   * One GET. Any answer but 2xx is thrown as the SDK's error, which has `status`, `headers` and mostly `errorCode`.
   * @throws Unreachable, TokenRefused; Refusal when the address is not the org's
   */
  get(url: string, signal: AbortSignal): Promise<SdkResponse>;
}

/** No answer: refused, reset, timed out, redirected. */
export class Unreachable extends Error {
  readonly isRedirect: boolean;
  /** Nobody listens there, or there is no such host: asking again seldom helps. */
  readonly isNobody: boolean;

  constructor(cause: unknown) {
    const code = text(at(cause, "code")) ?? text(at(cause, "cause", "code"));
    const isRedirect = at(cause, "type") === "no-redirect" || at(cause, "cause", "message") === "unexpected redirect";
    super(isRedirect ? "the answer is a redirect, which is not followed" : `no answer${code === null ? "" : ` (${code})`}`, { cause });
    this.name = "Unreachable";
    this.isRedirect = isRedirect;
    this.isNobody = code === "ECONNREFUSED" || code === "ENOTFOUND";
  }
}

/** The org gives no access token. */
export class TokenRefused extends Error {
  readonly status: number;

  constructor(status: number, answer: unknown) {
    // An answer without a reason is told by its status; Okta's own errors and OAuth's are worded differently.
    const code = text(at(answer, "error")) ?? text(at(answer, "errorCode")) ?? `HTTP ${status}`;
    const words = text(at(answer, "error_description")) ?? text(at(answer, "errorSummary"));
    super(`no access token: ${code}${words === null ? "" : `, ${words.slice(0, 200)}`}`);
    this.name = "TokenRefused";
    this.status = status;
  }
}

/** Time that one exchange may take, body included. Ours: the slowest listings take a few seconds. */
const TIMEOUT_MS = 60_000;

export interface ConnectOptions {
  /** Replaces the network. */
  readonly transport?: Transport | undefined;
  readonly timeoutMs?: number | undefined;
}

/**
 * Loads the SDK and makes a client of it.
 *
 * Only the SDK's HTTP layer and its OAuth are loaded, not its main entry: the generated models, which drop whatever they
 * do not know and which nothing here uses, are three quarters of its start-up time and most of its memory; and its
 * configuration loader would let any `okta.yaml` in the working folder decide where credentials go.
 */
export async function connect(settings: Settings, { transport, timeoutMs = TIMEOUT_MS }: ConnectOptions = {}): Promise<Client> {
  // CommonJS: its exports are the default export wherever it is loaded, bundled or not.
  const [{ default: sdkHttp }, { default: sdkOAuth }, { default: RequestExecutor }] = await Promise.all([
    import("@okta/okta-sdk-nodejs/src/http.js"),
    import("@okta/okta-sdk-nodejs/src/oauth.js"),
    import("@okta/okta-sdk-nodejs/src/request-executor.js"),
  ]);
  const network = transport === undefined ? new RequestExecutor() : over(transport);
  const requestExecutor = guarded(network, settings.org, timeoutMs);
  const { credentials, org } = settings;
  const oauth = credentials.mode === "PrivateKey" ? new sdkOAuth.OAuth({ ...credentials, baseUrl: org, requestExecutor }) : undefined;
  const http = new sdkHttp.Http({ requestExecutor, oauth, cacheMiddleware: null });
  if (settings.isLoopback) http.agent = undefined;
  if (credentials.mode === "SSWS") http.defaultHeaders["Authorization"] = `SSWS ${credentials.token}`;
  http.defaultHeaders["User-Agent"] = `obo-audit/${VERSION} okta-sdk-nodejs`;
  return {
    authorize: (source) => authorize(source, oauth),
    get: (url, signal) =>
      // The method in capitals, as a DPoP proof has to name it.
      http.http(url, { method: "GET", headers: { Accept: "application/json" }, signal }, { isCollection: true }),
  };
}

async function authorize(source: string, oauth: OAuth | undefined): Promise<void> {
  try {
    await oauth?.getAccessToken();
  } catch (cause) {
    if (cause instanceof TokenRefused)
      throw new SourceError(
        source,
        cause.message,
        "Check the client id, its key, and that every scope in OKTA_CLIENT_SCOPES is granted to the service app; with the scopes unset, all that an audit reads are asked for.",
        cause,
      );
    // Whoever cannot be reached now is asked again by the first listing, with patience.
    if (cause instanceof Unreachable) return;
    throw new UsageError("OKTA_CLIENT_PRIVATEKEY cannot be used", "It holds a private RSA key, as PEM or as a JSON Web Key.", cause);
  }
}

function over(transport: Transport): SdkExecutor {
  return {
    fetch: ({ url, method, headers, body, redirect = "error", signal }) =>
      transport(url, { method, headers, redirect, ...(body === undefined ? {} : { body }), ...(signal === undefined ? {} : { signal }) }),
  };
}

/**
 * The only way out: to the org and nowhere else, to read and nothing else. Every request comes through here with its
 * credentials already in it, whoever named the address.
 */
function guarded(network: SdkExecutor, org: string, timeout: number): SdkExecutor {
  const tokenUrl = `${org}/oauth2/v1/token`;
  return {
    async fetch(request) {
      const { origin } = new URL(request.url);
      if (origin !== org) throw new Refusal("failed", `the next page is said to be at ${origin}, where it is not looked for`);
      const isToken = request.url === tokenUrl;
      if (request.method.toUpperCase() !== (isToken ? "POST" : "GET")) throw new Refusal("failed", `${request.method} is not a way of reading`);
      const response = await send(network, { ...request, redirect: "error", timeout });
      if (isToken) await checkToken(response.clone());
      return response;
    },
  };
}

async function send(network: SdkExecutor, request: SdkRequest): Promise<SdkResponse> {
  try {
    return await network.fetch(request);
  } catch (cause) {
    if (request.signal?.aborted === true) throw cause;
    throw new Unreachable(cause);
  }
}

/** A request for a nonce is part of DPoP, and answered by the SDK. Anything else without a token is an end. */
async function checkToken(response: SdkResponse): Promise<void> {
  const answer = await response.json().catch(() => null);
  if (text(at(answer, "error")) === "use_dpop_nonce") return;
  if (response.status >= 300 || text(at(answer, "access_token")) === null) throw new TokenRefused(response.status, answer);
}
