import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Fixtures } from "../../src/sources/sample/fixtures.js";
import { graphTransport } from "../../src/sources/sample/graph.js";
import { oktaTransport } from "../../src/sources/sample/okta.js";
import { sampleNow } from "../../src/sources/sample/source.js";
import type { Transport } from "../../src/sources/transport.js";
import { cli } from "../support/cli.js";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));
const ORG = "https://larkfield.okta.example";
const TOKENS = { graph: "Bearer eyJgraph", okta: "SSWS 00okta" };
const servers: Server[] = [];
let graph: string;
let okta: string;

/** Serves what a transport answers, with the service's own address replaced by this server's, to who brings the token. */
async function serve(transport: Transport, origin: string, token: string): Promise<string> {
  const server = createServer((request, response) => {
    const respond = async () => {
      if (request.headers.authorization !== token) return response.writeHead(401, { "content-type": "application/json" }).end("{}");
      const answer = await transport(origin + (request.url ?? ""), { method: request.method ?? "GET" });
      const here = `http://${request.headers.host}`;
      for (const [name, value] of answer.headers) if (name !== "content-length") response.setHeader(name, value.replaceAll(origin, here));
      return response.writeHead(answer.status).end((await answer.text()).replaceAll(origin, here));
    };
    respond().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

beforeAll(async () => {
  graph = await serve(graphTransport(new Fixtures(join(fixtures, "entra"))), "https://graph.microsoft.com", TOKENS.graph);
  okta = await serve(oktaTransport(new Fixtures(join(fixtures, "okta"))), ORG, TOKENS.okta);
});
afterAll(() => {
  for (const server of servers) server.close();
});

describe("a scan over the network", () => {
  it("finds what a scan of the bundled company finds", async () => {
    const flags = [
      "--fail-on",
      "none",
      "--allow-incomplete",
      "-f",
      "json",
      "--config",
      join(fixtures, "obo-audit.yaml"),
      "--now",
      sampleNow.toISOString(),
    ];
    const sample = await cli(["scan", "--source", "sample", ...flags]);
    const network = await cli(["scan", "--source", "entra", "--source", `okta:${okta}`, ...flags], {
      env: {
        OBO_AUDIT_ENTRA_BASE_URL: graph,
        OBO_AUDIT_ENTRA_TOKEN: TOKENS.graph.split(" ")[1] ?? "",
        OKTA_CLIENT_TOKEN: TOKENS.okta.split(" ")[1] ?? "",
      },
    });
    expect(network.stderr).toBe(sample.stderr);
    // The organisation's own address is part of what it says of its authorization servers.
    const [expected, found] = [JSON.parse(sample.stdout), JSON.parse(network.stdout.replaceAll(okta, ORG))];
    expect(found.summary.people).toBeGreaterThan(50);
    for (const list of ["summary", "accounts", "people", "agents", "duplicates", "findings", "rules"])
      expect(found[list], list).toEqual(expected[list]);
    expect(network.stdout + network.stderr).not.toMatch(/eyJgraph|00okta/);
  });
});
