// The parts of @okta/okta-sdk-nodejs that are used, as far as they are used. The package has types for its main entry only.

declare module "@okta/okta-sdk-nodejs/src/http.js" {
  import type { OAuth } from "@okta/okta-sdk-nodejs/src/oauth.js";
  import type { SdkExecutor, SdkRequest, SdkResponse } from "@okta/okta-sdk-nodejs/src/request-executor.js";

  /** Sends requests with the client's authentication. Throws an error with `status` and `headers` for any answer but 2xx. */
  export class Http {
    constructor(config: { requestExecutor: SdkExecutor; oauth: OAuth | undefined; cacheMiddleware: null });
    defaultHeaders: Record<string, string>;
    /** The proxy that the environment names; undefined = none. */
    agent: unknown;
    http(url: string, request: Partial<SdkRequest>, context: { isCollection: boolean }): Promise<SdkResponse>;
  }

  const exports: { Http: typeof Http };
  export default exports;
}

declare module "@okta/okta-sdk-nodejs/src/oauth.js" {
  import type { SdkExecutor } from "@okta/okta-sdk-nodejs/src/request-executor.js";

  /** Access tokens of a service app, signed for with its private key, with DPoP where the org asks for it. */
  export class OAuth {
    constructor(client: {
      baseUrl: string;
      clientId: string;
      scopes: readonly string[];
      privateKey: string;
      keyId: string | undefined;
      requestExecutor: SdkExecutor;
    });
    /** The token, fetched at the first call and kept. */
    getAccessToken(): Promise<unknown>;
  }

  const exports: { OAuth: typeof OAuth };
  export default exports;
}

declare module "@okta/okta-sdk-nodejs/src/request-executor.js" {
  export interface SdkRequest {
    url: string;
    method: string;
    headers: Record<string, string>;
    body?: string;
    redirect?: RequestRedirect;
    signal?: AbortSignal;
    /** Milliseconds for the whole exchange, body included. */
    timeout?: number;
  }

  /** What `fetch` gives, as far as the SDK and we read it. */
  export interface SdkResponse {
    readonly status: number;
    readonly headers: { get(name: string): string | null };
    text(): Promise<string>;
    json(): Promise<unknown>;
    clone(): SdkResponse;
  }

  export interface SdkExecutor {
    fetch(request: SdkRequest): Promise<SdkResponse>;
  }

  /** Sends a request once, through the proxy that it names. */
  export default class RequestExecutor implements SdkExecutor {
    fetch(request: SdkRequest): Promise<SdkResponse>;
  }
}

declare module "@okta/okta-sdk-nodejs/package.json" {
  const manifest: { readonly name: string; readonly version: string };
  export default manifest;
}
