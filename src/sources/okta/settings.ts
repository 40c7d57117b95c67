import { UsageError } from "../../errors.js";
import { READ_SCOPES } from "./collections.js";

/** How the client proves who it is, in the SDK's own terms. */
export type Credentials =
  | { readonly mode: "SSWS"; readonly token: string }
  | {
      readonly mode: "PrivateKey";
      readonly clientId: string;
      readonly scopes: readonly string[];
      readonly privateKey: string;
      readonly keyId: string | undefined;
    };

export interface Settings {
  /** Origin of the org, without a slash at the end. */
  readonly org: string;
  readonly isLoopback: boolean;
  readonly credentials: Credentials;
}

type Env = Readonly<Record<string, string | undefined>>;

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * The org's address and credentials, from the environment variables that the SDK reads. Files that the SDK would
 * read as well (`okta.yaml`) are left alone: one lying about must not decide where credentials are sent.
 *
 * @throws UsageError when something is missing or cannot be used
 */
export function readSettings(env: Env, orgUrl: string | undefined): Settings {
  const url = orgOf(orgUrl ?? env["OKTA_CLIENT_ORGURL"]);
  return { org: url.origin, isLoopback: LOOPBACK.has(url.hostname), credentials: credentialsOf(env) };
}

function orgOf(written: string | undefined): URL {
  if (written === undefined || written === "")
    throw new UsageError("the address of the Okta org is missing", "Set OKTA_CLIENT_ORGURL, or name it: --source okta:https://ORG.okta.com.");
  const url = URL.canParse(written) ? new URL(written) : null;
  const isSafe = url !== null && (url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname)));
  if (url === null || !isSafe)
    throw new UsageError(`"${written}" is not the address of an Okta org`, "It begins with https://, such as https://ORG.okta.com.");
  if (/-admin\.okta[a-z-]*\.com$/.test(url.hostname))
    throw new UsageError(`"${written}" is the address of the Admin Console`, "Leave out -admin: the API is at the org's own address.");
  return url;
}

function credentialsOf(env: Env): Credentials {
  const token = env["OKTA_CLIENT_TOKEN"] ?? "";
  const privateKey = env["OKTA_CLIENT_PRIVATEKEY"] ?? "";
  const mode = env["OKTA_CLIENT_AUTHORIZATIONMODE"] ?? (token === "" && privateKey !== "" ? "PrivateKey" : "SSWS");
  switch (mode) {
    case "SSWS":
      if (token === "") throw missing("OKTA_CLIENT_TOKEN");
      return { mode, token };
    case "PrivateKey": {
      const clientId = env["OKTA_CLIENT_CLIENTID"] ?? "";
      if (clientId === "") throw missing("OKTA_CLIENT_CLIENTID");
      if (privateKey === "") throw missing("OKTA_CLIENT_PRIVATEKEY");
      const scopes = (env["OKTA_CLIENT_SCOPES"] ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
      return { mode, clientId, scopes: scopes.length === 0 ? READ_SCOPES : scopes, privateKey, keyId: env["OKTA_CLIENT_KEYID"] };
    }
    default:
      throw new UsageError(`OKTA_CLIENT_AUTHORIZATIONMODE is "${mode}"`, "Use PrivateKey, or SSWS for an API token.");
  }
}

function missing(variable: string): UsageError {
  return new UsageError(
    `${variable} is missing`,
    "Set OKTA_CLIENT_AUTHORIZATIONMODE=PrivateKey with OKTA_CLIENT_CLIENTID, OKTA_CLIENT_SCOPES and OKTA_CLIENT_PRIVATEKEY, or OKTA_CLIENT_TOKEN for an API token.",
  );
}
