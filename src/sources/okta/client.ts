import type { OAuth } from "@okta/okta-sdk-nodejs/src/oauth.js";
import type { SdkExecutor, SdkRequest, SdkResponse } from "@okta/okta-sdk-nodejs/src/request-executor.js";
import { SourceError, UsageError } from "../../errors.js";
import { VERSION } from "../../version.js";
import { Refusal } from "../contract.js";
import { pause } from "../patience.js";
import type { Transport } from "../transport.js";
import { at, text } from "./json.js";
import type { Settings } from "./settings.js";

/** Reads addresses of one org through the SDK's HTTP layer, with the SDK's authentication. */
export interface Client {
  /**
   * Gets the access token that a service app works with, so that what is wrong with it is told as such.
   * The SDK would send the request without one, and all that could be told is that the API refused it.
   *
   * Okta gives a token for all scopes that are asked for or for none. Where it refuses, each is asked for by itself, and
   * what is granted is worked with.
   *
   * @returns the scopes that are granted and those that are not; null for an API token, which has none
   * @throws SourceError when the org does not give a token; UsageError when the private key cannot be used
   */
  authorize(source: string, signal: AbortSignal): Promise<Scopes | null>;
  /**
   * One GET. Any answer but 2xx is thrown as the SDK's error, which has `status`, `headers` and mostly `errorCode`.
   * @throws Unreachable, TokenRefused; Refusal when the address is not the org's
   */
  get(url: string, signal: AbortSignal): Promise<SdkResponse>;
}

/** Scopes of a service app, in alphabetical order. */
export interface Scopes {
  readonly granted: readonly string[];
  readonly missing: readonly string[];
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
  readonly isForScope: boolean;

  constructor(status: number, answer: unknown) {
    // An answer without a reason is told by its status; Okta's own errors and OAuth's are worded differently.
    const code = text(at(answer, "error")) ?? text(at(answer, "errorCode")) ?? `HTTP ${status}`;
    const words = text(at(answer, "error_description")) ?? text(at(answer, "errorSummary"));
    super(`no access token: ${code}${words === null ? "" : `, ${words.slice(0, 200)}`}`);
    this.name = "TokenRefused";
    this.status = status;
    this.isForScope = code === "invalid_scope";
  }
}

/** Time that one exchange may take, body included. Ours: the slowest listings take a few seconds. */
const TIMEOUT_MS = 60_000;

export interface ConnectOptions {
  /** Replaces the network. */
  readonly transport?: Transport | undefined;
  readonly timeoutMs?: number | undefined;
  /** Waits a while. */
  readonly sleep?: ((seconds: number, signal: AbortSignal) => Promise<unknown>) | undefined;
}

/**
 * Loads the SDK and makes a client of it.
 *
 * Only the SDK's HTTP layer and its OAuth are loaded, not its main entry: the generated models, which drop whatever they
 * do not know and which nothing here uses, are three quarters of its start-up time and most of its memory; and its
 * configuration loader would let any `okta.yaml` in the working folder decide where credentials go.
 */
export async function connect(settings: Settings, { transport, timeoutMs = TIMEOUT_MS, sleep = pause }: ConnectOptions = {}): Promise<Client> {
  // CommonJS: its exports are the default export wherever it is loaded, bundled or not.
  const [{ default: sdkHttp }, { default: sdkOAuth }, { default: RequestExecutor }] = await Promise.all([
    import("@okta/okta-sdk-nodejs/src/http.js"),
    import("@okta/okta-sdk-nodejs/src/oauth.js"),
    import("@okta/okta-sdk-nodejs/src/request-executor.js"),
  ]);
  const network = transport === undefined ? new RequestExecutor() : over(transport);
  const requestExecutor = guarded(network, settings.org, timeoutMs);
  const { credentials, org } = settings;
  const app = credentials.mode === "PrivateKey" ? { ...credentials, baseUrl: org, requestExecutor } : null;
  const oauth = app === null ? undefined : new sdkOAuth.OAuth(app);
  const http = new sdkHttp.Http({ requestExecutor, oauth, cacheMiddleware: null });
  if (settings.isLoopback) http.agent = undefined;
  if (credentials.mode === "SSWS") http.defaultHeaders["Authorization"] = `SSWS ${credentials.token}`;
  http.defaultHeaders["User-Agent"] = `obo-audit/${VERSION} okta-sdk-nodejs`;
  return {
    authorize: async (source, signal) => {
      if (app === null || oauth === undefined) return null;
      const all = [...app.scopes].sort();
      const refusal = await scopeRefusal(source, oauth);
      if (refusal !== null) {
        const asking = (scope: string) => new sdkOAuth.OAuth({ ...app, scopes: [scope] });
        // The SDK reads the scopes at each request for a token: all that follow ask for what is granted.
        app.scopes = await grantedOf(source, all, asking, (seconds) => sleep(seconds, signal));
        if (app.scopes.length === 0) throw refusal;
        await token(source, oauth);
      }
      return { granted: app.scopes, missing: all.filter((scope) => !app.scopes.includes(scope)) };
    },
    get: (url, signal) =>
      // The method in capitals, as a DPoP proof has to name it.
      http.http(url, { method: "GET", headers: { Accept: "application/json" }, signal }, { isCollection: true }),
  };
}

/** A token endpoint takes four requests a second from one client (https://developer.okta.com/docs/reference/rl2-limits/). */
const BETWEEN_TOKENS = 0.3;

/** Those of some scopes that the org grants, asked for one by one. @throws like `token` */
async function grantedOf(
  source: string,
  scopes: readonly string[],
  asking: (scope: string) => OAuth,
  sleep: (seconds: number) => Promise<unknown>,
): Promise<readonly string[]> {
  const granted: string[] = [];
  for (const scope of scopes) {
    await sleep(BETWEEN_TOKENS);
    if ((await scopeRefusal(source, asking(scope))) === null) granted.push(scope);
  }
  return granted;
}

/** Why there is no token for the scopes that are asked for; null when there is one. */
async function scopeRefusal(source: string, oauth: OAuth): Promise<SourceError | null> {
  try {
    await token(source, oauth);
    return null;
  } catch (cause) {
    if (cause instanceof SourceError && cause.cause instanceof TokenRefused && cause.cause.isForScope) return cause;
    throw cause;
  }
}

async function token(source: string, oauth: OAuth): Promise<void> {
  try {
    await oauth.getAccessToken();
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
      return isToken ? await tokenOf(response) : response;
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

/**
 * A token's answer, whole. A request for a nonce is part of DPoP, and answered by the SDK; anything else without a token
 * is an end. The body is read once and here: a copy of the answer, as the SDK would read it, has no end to its patience.
 */
async function tokenOf(response: SdkResponse): Promise<SdkResponse> {
  const { status, headers } = response;
  const body = await response.text().catch((cause: unknown) => {
    throw new Unreachable(cause);
  });
  const answer = parsed(body);
  if (text(at(answer, "error")) !== "use_dpop_nonce" && (status >= 300 || text(at(answer, "access_token")) === null))
    throw new TokenRefused(status, answer);
  const whole: SdkResponse = { status, headers, text: async () => body, json: async () => answer, clone: () => whole };
  return whole;
}

/** Null for what is no JSON. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
