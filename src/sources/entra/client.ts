import type { Client, Context, Middleware } from "@microsoft/microsoft-graph-client";
import type { Transport } from "../transport.js";
import type { TokenSupply } from "./credentials.js";
import { isOwn } from "./origin.js";

/** One request through the SDK. What it threw is kept, as the SDK turns every error into one without cause. */
export interface Exchange {
  /** Sends a GET to a page, and gives the answer whatever its status. @throws what the transport or the sign-in threw */
  get(url: string, signal: AbortSignal, renewToken: boolean): Promise<Response>;
  /** Sends several GETs in one request; each is named by its number. @throws like `get` */
  getMany(paths: readonly string[], signal: AbortSignal, renewToken: boolean): Promise<Response>;
}

/** Requests that Graph takes in one (https://learn.microsoft.com/graph/json-batching). */
export const BATCH_SIZE = 20;

/**
 * The Graph SDK's client over our own chain: authorisation, then the wire.
 *
 * The SDK's handlers are left out on purpose. Its authorisation can be led to hand the token to another host, and sends
 * none to a loopback server; its retries cannot be interrupted, skip half of the faults and hide the rest; its redirects
 * leave the service. One request is one request here, and the reader decides what follows.
 */
export async function graphExchange(origin: string, token: TokenSupply, transport: Transport): Promise<Exchange> {
  const { Client, ResponseType } = await import("@microsoft/microsoft-graph-client");
  const client: Client = Client.initWithMiddleware({ baseUrl: origin, middleware: [new Authorisation(origin, token), new Wire(transport)] });
  const send = async (page: Request, signal: AbortSignal): Promise<Response> => {
    try {
      const request = client.api(new URL(page.url).pathname).middlewareOptions([page]).option("signal", signal).responseType(ResponseType.RAW);
      return (await (page.body === null ? request.get() : request.post(page.body))) as Response;
    } catch (error) {
      throw page.failure ?? error;
    }
  };
  return {
    get: (url, signal, renewToken) => send(new Request(url, renewToken, null), signal),
    getMany: (paths, signal, renewToken) => send(new Request(`${origin}/v1.0/$batch`, renewToken, batchOf(paths)), signal),
  };
}

/** The one body that is ever sent: a list of GETs below the API's own address. */
function batchOf(paths: readonly string[]): string {
  return JSON.stringify({ requests: paths.map((path, index) => ({ id: String(index), method: "GET", url: path, headers: { Prefer: PREFER } })) });
}

/** Without it, values that are newer than the API's version all read "unknownFutureValue". */
const PREFER = "include-unknown-enum-members";

const isCount = (url: string): boolean => new URL(url).pathname.endsWith("/$count");

/** What the chain has to know of a request. The SDK takes URLs apart and puts them together; a next link is used as it came. */
class Request {
  readonly url: string;
  readonly renewToken: boolean;
  readonly body: string | null;
  failure: unknown;

  constructor(url: string, renewToken: boolean, body: string | null) {
    this.url = url;
    this.renewToken = renewToken;
    this.body = body;
  }
}

function requestOf(context: Context): Request {
  const request = context.middlewareControl?.getMiddlewareOptions(Request);
  if (!(request instanceof Request)) throw new Error("a request did not come through the exchange");
  return request;
}

/** Attaches the token, and refuses to for any address but the configured origin. */
class Authorisation implements Middleware {
  readonly #origin: string;
  readonly #token: TokenSupply;
  #next: Middleware | undefined;

  constructor(origin: string, token: TokenSupply) {
    this.#origin = origin;
    this.#token = token;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const request = requestOf(context);
    try {
      if (!isOwn(new URL(request.url), this.#origin)) throw new Error("a request was about to leave the directory's own address");
      context.request = request.url;
      context.options = {
        ...context.options,
        ...(request.body === null ? { method: "GET" } : { method: "POST", body: request.body }),
        redirect: "manual",
        headers: {
          accept: "application/json",
          authorization: `Bearer ${await this.#token(request.renewToken)}`,
          prefer: PREFER,
          ...(request.body === null ? {} : { "content-type": "application/json" }),
          // Numbers of objects come from an index that lags behind, and Graph wants to hear that this is known.
          ...(isCount(request.url) ? { consistencylevel: "eventual" } : {}),
        },
      };
      await this.#next?.execute(context);
    } catch (failure) {
      request.failure = failure;
      throw failure;
    }
  }
}

/** Ends the chain: sends the request by the transport. */
class Wire implements Middleware {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async execute(context: Context): Promise<void> {
    const { url } = requestOf(context);
    context.response = await this.#transport(url, { ...context.options });
  }
}
