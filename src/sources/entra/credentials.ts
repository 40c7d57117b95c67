import { SourceError, UsageError } from "../../errors.js";
import { authorityOf, isPlainLoopback } from "./origin.js";

/** Gives the access token; `renew` after the service refused the last one. */
export type TokenSupply = (renew: boolean) => Promise<string>;

export interface CredentialOptions {
  readonly source: string;
  /** Where Graph is; the token is asked for exactly this. */
  readonly origin: string;
  readonly tenant: string | undefined;
  /** A ready token. */
  readonly token: string | undefined;
}

/** Renewed this long before a token ends, in milliseconds, so that no request leaves with one that ends on the way. */
const MARGIN = 5 * 60 * 1000;

const HOW = "Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or a certificate), sign in with `az login`, or set OBO_AUDIT_ENTRA_TOKEN.";

/**
 * Where access tokens come from: a ready one, or the chain of @azure/identity (environment, workload identity, managed
 * identity, Azure CLI and the other tools it knows).
 *
 * @throws UsageError when the ready token is none, or a real one would have to be sent in clear
 */
export async function tokenSupply({ source, origin, tenant, token }: CredentialOptions): Promise<TokenSupply> {
  if (token !== undefined) {
    // Headers quote a value that they refuse, so that a token with a line break would end up in an error message.
    if (!/^[\x21-\x7e]+$/.test(token)) throw new UsageError("OBO_AUDIT_ENTRA_TOKEN is not a token", "Give the access token alone, on one line.");
    return async () => token;
  }
  if (isPlainLoopback(origin))
    throw new UsageError(`${origin} takes only a ready token`, "Set OBO_AUDIT_ENTRA_TOKEN to a token that is meant for it.");
  const { DefaultAzureCredential } = await import("@azure/identity");
  const authority = authorityOf(origin);
  const credential = new DefaultAzureCredential({
    ...(tenant === undefined ? {} : { tenantId: tenant }),
    ...(authority === null ? {} : { authorityHost: authority }),
  });
  let current: { token: string; expiresOnTimestamp: number } | null = null;
  return async (renew) => {
    if (renew || current === null || current.expiresOnTimestamp - Date.now() < MARGIN) {
      try {
        current = await credential.getToken(`${origin}/.default`);
      } catch (cause) {
        throw notSignedIn(source, cause);
      }
    }
    return current.token;
  };
}

/** What the sign-in service's codes mean, and what to do (https://learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const REFUSALS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  AADSTS90002: ["there is no such tenant", "Check the tenant id in `entra:TENANT_ID` and AZURE_TENANT_ID, and the cloud it is in."],
  AADSTS900023: ["the tenant id is none", "Check the tenant id in `entra:TENANT_ID` and AZURE_TENANT_ID."],
  AADSTS700016: ["the application is not in this tenant", "Check AZURE_CLIENT_ID, and that it is registered in the tenant of AZURE_TENANT_ID."],
  AADSTS7000215: ["the client secret is wrong", "Set AZURE_CLIENT_SECRET to the secret's value; its id is something else."],
  AADSTS7000222: ["the client secret has expired", "Make a new credential for the application."],
  AADSTS700027: ["the certificate is not one of the application's", "Upload the certificate of AZURE_CLIENT_CERTIFICATE_PATH to the application."],
  AADSTS70021: ["no federated credential of the application matches", "Check issuer, subject and audience of the federated credential."],
};

/** The service's own message is not repeated, as it can hold ids and, from some tools, what was typed. */
function notSignedIn(source: string, cause: unknown): SourceError {
  const code = /AADSTS\d+/.exec(cause instanceof Error ? cause.message : "")?.[0];
  const known = code === undefined ? undefined : REFUSALS[code];
  if (known !== undefined) return new SourceError(source, `sign-in was refused: ${known[0]} (${code})`, known[1], cause);
  if (code !== undefined) return new SourceError(source, `sign-in was refused (${code})`, HOW, cause);
  return new SourceError(source, "no credentials were found, or they could not be used", HOW, cause);
}
