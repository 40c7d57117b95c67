/** Sends one HTTP request. A source's network is exactly this function, so the sample company and tests replace only it. */
export type Transport = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Node's `fetch` with an end: a server that accepts a request and never answers, or stops in the middle of
 * a body, would otherwise hold a scan for ever.
 *
 * @param seconds how long one request may take, body included
 */
export function fetchTransport(seconds: number): Transport {
  return (url, init) => {
    const limit = AbortSignal.timeout(seconds * 1000);
    return fetch(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, limit]) : limit });
  };
}
