import { afterEach, describe, expect, it } from "vitest";
import { type GraphServer, startGraph } from "../servers/graph.js";
import { directory } from "../sources/entra/directory.js";
import { cli } from "../support/cli.js";
import { testFolder } from "../support/folder.js";

const folder = testFolder();
const servers: GraphServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(): Promise<GraphServer> {
  const server = await startGraph(directory);
  servers.push(server);
  return server;
}

const at = (server: GraphServer, token = "test-token") => ({
  cwd: folder.path,
  env: { OBO_AUDIT_ENTRA_BASE_URL: server.origin, OBO_AUDIT_ENTRA_TOKEN: token },
});

describe("doctor", () => {
  it("0 when all is well", async () => {
    const run = await cli(["doctor", "-s", "entra"], at(await start()));
    expect(run.stderr).toBe("");
    expect(run.stdout).toContain("entra: reachable, directory 11111111-1111-1111-1111-111111111111");
    expect(run.code).toBe(0);
  });

  it("4 when a permission is missing, with the rules that it blinds", async () => {
    const server = await start();
    server.fail("identityProtection/riskyUsers", { status: 403, code: "Forbidden" });
    const run = await cli(["doctor", "-s", "entra", "--json"], at(server));
    expect(run.code).toBe(4);
    const [source] = JSON.parse(run.stdout).sources;
    expect(source.permissions.find(({ state }: { state: string }) => state === "missing")).toMatchObject({
      permission: "IdentityRiskyUser.Read.All",
      blinds: ["authentication/risk-not-cleared"],
    });
  });

  it("3 when a source cannot be reached", async () => {
    const run = await cli(["doctor", "-s", "entra"], at(await start(), "another-token"));
    expect(run.code).toBe(3);
    expect(run.stdout).toContain("/organization could not be read: 401");
    expect(run.stdout).not.toContain("another-token");
  });

  it("2 on a configuration that means nothing", async () => {
    const config = folder.write("bad.yaml", "sauces: [entra]\n");
    const run = await cli(["doctor", "--config", config], { cwd: folder.path });
    expect(run).toMatchObject({ code: 2, stdout: "" });
  });

  it("takes the sources of the configuration", async () => {
    const config = folder.write("good.yaml", "sources: [sample]\n");
    const run = await cli(["doctor", "--config", config], { cwd: folder.path });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain("entra: nothing to ask");
  });
});

describe("collect --estimate", () => {
  it("says how much it takes, and collects nothing", async () => {
    const server = await start();
    const run = await cli(["collect", "-s", "entra", "--estimate"], at(server));
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^entra: at least \d+ requests, about \d+ s\n/);
    expect(server.requests.length).toBeLessThan(10);
    const json = await cli(["collect", "-s", "entra", "--estimate", "--json"], at(server));
    expect(JSON.parse(json.stdout).sources[0].parts[0]).toMatchObject({ collection: "users", objects: 6, requests: 1 });
  });

  it("2 without a file to write", async () => {
    const run = await cli(["collect", "-s", "sample"], { cwd: folder.path });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("no snapshot is given");
  });
});
