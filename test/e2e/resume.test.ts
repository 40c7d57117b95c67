import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type GraphServer, startGraph } from "../servers/graph.js";
import { directory } from "../sources/entra/directory.js";
import { cli, type Run } from "../support/cli.js";
import { testFolder } from "../support/folder.js";

const folder = testFolder();
const servers: GraphServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A tenant, and a program that collects it; the program is stopped by a signal when the server has been asked so often. */
async function tenant() {
  let asked = () => {};
  const server = await startGraph(directory, { pageSize: 2, onRequest: () => asked() });
  servers.push(server);
  return async (
    snapshot: string,
    stop?: { readonly at: number; readonly by: NodeJS.Signals },
    since?: string,
  ): Promise<Run & { readonly requests: number }> => {
    let requests = 0;
    const args = since === undefined ? [] : ["--since", since];
    const run = await cli(["collect", "-s", "entra", "--snapshot", snapshot, ...args], {
      cwd: folder.path,
      env: { OBO_AUDIT_ENTRA_BASE_URL: server.origin, OBO_AUDIT_ENTRA_TOKEN: "test-token" },
      onStart: (child) => {
        asked = () => ++requests === stop?.at && child.kill(stop.by);
      },
    });
    return { ...run, requests };
  };
}

describe("a collection that is stopped", () => {
  it.each([
    ["SIGINT", 130, 8],
    ["SIGINT", 130, 20],
    ["SIGKILL", null, 9],
    ["SIGKILL", null, 25],
  ] as const)("by %s leaves a snapshot that is known to be half-finished, and goes on in it", async (by, code, at) => {
    const collect = await tenant();
    const snapshot = `${by}-${at}.duckdb`;
    const first = await collect(snapshot, { at, by });
    expect(first.code).toBe(code);
    expect(existsSync(join(folder.path, snapshot))).toBe(true);
    if (by === "SIGINT") expect(first.stderr).toContain(`kept what was read in ${snapshot}; run the same command again to go on`);

    const audit = await cli(["audit", snapshot], { cwd: folder.path });
    expect(audit).toMatchObject({ code: 2, stdout: "" });
    expect(audit.stderr).toContain(`${snapshot} is half-finished`);

    const second = await collect(snapshot);
    expect(second.stderr).toContain(`going on with ${snapshot}`);
    expect(second.code).toBe(0);
    expect(second.requests).toBeLessThan((await collect(`whole-${snapshot}`)).requests);
    expect((await cli(["audit", snapshot, "--fail-on", "none", "-q"], { cwd: folder.path })).code).toBe(0);

    const third = await collect(snapshot);
    expect(third).toMatchObject({ code: 2, requests: 0 });
    expect(third.stderr).toContain("exists already");
  });

  it("before anything was read leaves no file", async () => {
    const collect = await tenant();
    const run = await collect("nothing.duckdb", { at: 1, by: "SIGINT" });
    expect(run.code).toBe(130);
    expect(existsSync(join(folder.path, "nothing.duckdb"))).toBe(false);
  });
});

describe("collect --since", () => {
  it("goes on from a whole snapshot, and from nothing else", async () => {
    const collect = await tenant();
    const first = await collect("monday.duckdb");
    expect(first.code).toBe(0);
    const second = await collect("tuesday.duckdb", undefined, "monday.duckdb");
    expect(second).toMatchObject({ code: 0, stderr: first.stderr.replace("monday", "tuesday") });
    expect(second.requests).toBeLessThan(first.requests);
    expect(await collect("wednesday.duckdb", undefined, "sunday.duckdb")).toMatchObject({ code: 2, requests: 0 });
    expect(existsSync(join(folder.path, "wednesday.duckdb"))).toBe(false);
  });
});
