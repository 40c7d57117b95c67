import { setMaxListeners } from "node:events";

/** Sends one HTTP request. A source's network is exactly this function, so the sample company and tests replace only it. */
export type Transport = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Node's `fetch` with an end: a server that accepts a request and never answers, or stops in the middle of
 * a body, would otherwise hold a scan for ever.
 *
 * The timer holds what it ends. `AbortSignal.timeout` and `AbortSignal.any` would do with less code, but Node 20
 * collects a signal that nothing else holds before it has fired, and the request then waits without end.
 *
 * @param seconds how long one request may take, body included
 */
export function fetchTransport(seconds: number): Transport {
  return async (url, init) => {
    const stop = new AbortController();
    const outer = init.signal ?? null;
    const pass = () => stop.abort(outer?.reason);
    if (outer?.aborted) pass();
    if (outer !== null) {
      // One listener a request that is under way, however many those are: no leak to warn of.
      setMaxListeners(0, outer);
      outer.addEventListener("abort", pass);
    }
    const leave = () => outer?.removeEventListener("abort", pass);
    const timer = setTimeout(() => {
      leave();
      stop.abort(new DOMException("no answer in time", "TimeoutError"));
    }, seconds * 1000);
    // An answer whose body nobody reads must not keep the program from ending.
    timer.unref();
    const end = () => {
      clearTimeout(timer);
      leave();
    };
    try {
      return ended(await fetch(url, { ...init, signal: stop.signal }), end);
    } catch (cause) {
      end();
      throw cause;
    }
  };
}

/** A response that says when its body is over, read to its end or broken off. */
function ended(response: Response, end: () => void): Response {
  if (response.body === null) {
    end();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        end();
        controller.close();
      } catch (cause) {
        end();
        controller.error(cause);
      }
    },
    cancel(reason) {
      end();
      return reader.cancel(reason);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
