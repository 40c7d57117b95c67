import { beforeEach, describe, expect, it, vi } from "vitest";
import { SourceError, UsageError } from "../../../src/errors.js";
import { type CredentialOptions, tokenSupply } from "../../../src/sources/entra/credentials.js";

const asked: { options: unknown; scope: string }[] = [];
let give: () => { token: string; expiresOnTimestamp: number };

vi.mock("@azure/identity", () => ({
  DeviceCodeCredential: class {
    readonly #options: { userPromptCallback: (prompt: object) => void };
    constructor(options: { userPromptCallback: (prompt: object) => void }) {
      this.#options = options;
    }
    async getToken(scope: string) {
      const { userPromptCallback, ...options } = this.#options;
      userPromptCallback({ verificationUri: "https://login.example/device", userCode: "ABCD", message: "" });
      asked.push({ options, scope });
      return give();
    }
  },
  DefaultAzureCredential: class {
    readonly #options: unknown;
    constructor(options: unknown) {
      this.#options = options;
    }
    async getToken(scope: string) {
      asked.push({ options: this.#options, scope });
      return give();
    }
  },
}));

const options: CredentialOptions = { source: "corp", origin: "https://graph.microsoft.com", tenant: undefined, token: undefined };
const MINUTE = 60_000;

beforeEach(() => {
  asked.length = 0;
  give = () => ({ token: `token-${asked.length}`, expiresOnTimestamp: Date.now() + 60 * MINUTE });
});

describe("a ready token", () => {
  it("is given as it is, and nobody signs in", async () => {
    const supply = await tokenSupply({ ...options, token: "ready" });
    expect(await supply(false)).toBe("ready");
    expect(await supply(true)).toBe("ready");
    expect(asked).toEqual([]);
  });

  it.each(["two words", "with\nbreak", "with\rreturn", "añb", ""])("is refused, without being repeated: %j", async (token) => {
    const refused = tokenSupply({ ...options, token });
    await expect(refused).rejects.toThrow(UsageError);
    if (token !== "") await expect(refused).rejects.not.toThrow(token);
  });

  it("is the only one for a plain server on this machine", async () => {
    await expect(tokenSupply({ ...options, origin: "http://127.0.0.1:1" })).rejects.toThrow(UsageError);
    expect(asked).toEqual([]);
  });
});

describe("signing in", () => {
  it("asks for the tenant, at the cloud that the directory is in", async () => {
    const supply = await tokenSupply({ ...options, tenant: "t1", origin: "https://graph.microsoft.us" });
    await supply(false);
    expect(asked).toEqual([
      { options: { tenantId: "t1", authorityHost: "https://login.microsoftonline.us" }, scope: "https://graph.microsoft.us/.default" },
    ]);
  });

  it("happens once while the token lasts", async () => {
    const supply = await tokenSupply(options);
    expect([await supply(false), await supply(false)]).toEqual(["token-1", "token-1"]);
  });

  it.each([
    ["just outside of five minutes", 5.1, "token-1"],
    ["just inside", 4.9, "token-2"],
  ])("happens again when the token is about to end: %s", async (_case, minutes, second) => {
    give = () => ({ token: `token-${asked.length}`, expiresOnTimestamp: Date.now() + minutes * MINUTE });
    const supply = await tokenSupply(options);
    await supply(false);
    expect(await supply(false)).toBe(second);
  });

  it("happens once for requests side by side", async () => {
    const supply = await tokenSupply(options);
    expect(await Promise.all([supply(false), supply(false), supply(false)])).toEqual(["token-1", "token-1", "token-1"]);
  });

  it("is done by the person at the terminal where that is asked for", async () => {
    const told: string[] = [];
    const supply = await tokenSupply({ ...options, signIn: "device-code", clientId: "own", tenant: "t1", tell: (sentence) => told.push(sentence) });
    expect(await supply(false)).toBe("token-1");
    expect(told).toEqual(["To sign in, open https://login.example/device and enter ABCD"]);
    expect(asked[0]?.options).toEqual({ tenantId: "t1", clientId: "own" });
    await expect(tokenSupply({ ...options, signIn: "browser" })).rejects.toThrow(UsageError);
  });

  it("happens again when the service refused the token", async () => {
    const supply = await tokenSupply(options);
    await supply(false);
    expect(await supply(true)).toBe("token-2");
  });

  it.each([
    ["AADSTS7000215: Invalid client secret provided: s3cr3t", "sign-in was refused: the client secret is wrong (AADSTS7000215)"],
    ["AADSTS90002: Tenant 'x' not found", "sign-in was refused: there is no such tenant (AADSTS90002)"],
    ["AADSTS999999: something new about s3cr3t", "sign-in was refused (AADSTS999999)"],
    ["EnvironmentCredential is unavailable. s3cr3t", "no credentials were found, or they could not be used"],
  ])("is refused in our own words: %s", async (message, told) => {
    give = () => {
      throw new Error(message);
    };
    const supply = await tokenSupply(options);
    const refused = supply(false);
    await expect(refused).rejects.toThrow(SourceError);
    await expect(refused).rejects.toMatchObject({ message: `corp: ${told}`, hint: expect.any(String) });
  });
});
