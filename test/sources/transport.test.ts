import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchTransport } from "../../src/sources/transport.js";

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
