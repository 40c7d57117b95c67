import { getEventListeners } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchTransport } from "../../src/sources/transport.js";

/** Has the collector run now. */
function tidyUp(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

const server = createServer((request, response) => {
  if (request.url === "/silent") return;
  response.write("{");
  if (request.url === "/whole") response.end("}");
});
let origin = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe("fetchTransport", () => {
  it("sends a request", async () => {
    const response = await fetchTransport(10)(`${origin}/whole`, {});
    expect(await response.text()).toBe("{}");
  });

  it("gives up on a server that does not answer", async () => {
    await expect(fetchTransport(0.05)(`${origin}/silent`, {})).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("gives up on a body that does not end", async () => {
    const response = await fetchTransport(0.2)(`${origin}/unfinished`, {});
    await expect(response.text()).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("can be interrupted before that", async () => {
    const stop = new AbortController();
    const request = fetchTransport(60)(`${origin}/silent`, { signal: stop.signal });
    stop.abort();
    await expect(request).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("an end that is due", () => {
  it("comes even where memory is tidied up in between", async () => {
    // Many at once, with so much garbage that the collector runs: what is not held would be gone.
    const requests = Array.from({ length: 20 }, () =>
      fetchTransport(0.3)(`${origin}/silent`, { signal: new AbortController().signal }).catch((cause: Error) => cause.name),
    );
    for (let round = 0; round < 20; round++) {
      tidyUp();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(new Set(await Promise.all(requests))).toEqual(new Set(["TimeoutError"]));
  });

  it("leaves nothing behind on the signal of the scan", async () => {
    const { signal } = new AbortController();
    const response = await fetchTransport(60)(`${origin}/whole`, { signal });
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await response.text();
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});
