import { afterEach, describe, expect, it } from "vitest";
import { type OktaServer, startOkta } from "../servers/okta.js";
import { ORG } from "../sources/okta/org.js";
import { cli, type Run } from "../support/cli.js";
import { testFolder } from "../support/folder.js";

const folder = testFolder();
const servers: OktaServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const TOKEN = "token-that-nobody-may-see";

async function org(onRequest: () => void = () => undefined): Promise<{ server: OktaServer; at: { cwd: string; env: Record<string, string> } }> {
  const server = await startOkta(ORG, { token: TOKEN, pageSize: 2, onRequest });
  servers.push(server);
  return { server, at: { cwd: folder.path, env: { OKTA_CLIENT_ORGURL: server.origin, OKTA_CLIENT_TOKEN: TOKEN } } };
}

/** What a snapshot holds, without when it was made. */
const told = async (snapshot: string): Promise<string> => {
  const run = await cli(["audit", snapshot, "--format", "json", "--fail-on", "none", "--now", "2026-06-01"], { cwd: folder.path });
  const { sources, accounts, findings } = JSON.parse(run.stdout);
  return JSON.stringify({ facts: sources[0].facts, counts: sources[0].counts, accounts, findings }).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "ORG");
};

describe("an Okta collection that is stopped", () => {
  it.each([
    ["SIGINT", 12],
    ["SIGKILL", 40],
    ["SIGKILL", 60],
  ] as const)(
    "by %s at request %i goes on where it was, and ends as one that was not",
    async (by, at) => {
      let asked = () => {};
      const { at: where } = await org(() => asked());
      const collect = async (snapshot: string, stop?: number): Promise<Run & { requests: number }> => {
        let requests = 0;
        const run = await cli(["collect", "-s", "okta", "--snapshot", snapshot], {
          ...where,
          onStart: (child) => {
            asked = () => ++requests === stop && child.kill(by);
          },
        });
        return { ...run, requests };
      };
      const snapshot = `${by}-${at}.duckdb`;
      await collect(snapshot, at);
      const second = await collect(snapshot);
      expect(second.stderr).toContain(`going on with ${snapshot}`);
      expect(second.code).toBe(0);
      const whole = await collect(`whole-${snapshot}`);
      expect(second.requests).toBeLessThan(whole.requests);
      expect(await told(snapshot)).toBe(await told(`whole-${snapshot}`));
      expect(`${second.stderr}${second.stdout}`).not.toContain(TOKEN);
    },
    120_000,
  );
});

describe("doctor of an Okta org", () => {
  it("names each missing scope and what it blinds, and ends with 4", async () => {
    const { server, at } = await org();
    server.fail("/api/v1/api-tokens", { status: 403, code: "E0000006" }, { times: 9 });
    server.fail("/workload-principals/api/v1/ai-agents", { status: 401, code: "E0000015" }, { times: 9 });
    const run = await cli(["doctor", "-s", "okta"], at);
    expect(run.code).toBe(4);
    expect(run.stdout).toMatch(
      /MISSING +okta\.apiTokens\.read +API tokens\n.*403.*\n +without it, unknown: tokens\n +rules that see nothing: .*secrets\/api-token-old/,
    );
    expect(run.stdout).toMatch(/unlicensed +okta\.aiAgents\.read/);
    expect(run.stdout).toContain("a secret of a human");
    expect(run.stdout).not.toContain(TOKEN);
  });
});

describe("--rate", () => {
  it("is taken from 0 to 100", async () => {
    const { at } = await org();
    expect(await cli(["collect", "-s", "okta", "--estimate", "--rate", "101"], at)).toMatchObject({ code: 2, stdout: "" });
    const seconds = async (rate: string): Promise<number> => {
      const [source] = JSON.parse((await cli(["collect", "-s", "okta", "--estimate", "--json", "--rate", rate], at)).stdout).sources;
      return source.parts.reduce((sum: number, part: { seconds: number }) => sum + part.seconds, 0);
    };
    expect(await seconds("10")).toBeGreaterThan(4 * (await seconds("50")));
  });
});
