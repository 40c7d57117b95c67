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
  /** How to sign in otherwise: `device-code` for a person at a terminal; the chain of unattended ways where left out. */
  readonly signIn?: string | undefined;
  /** The application that a person signs in to by device code; the one of Azure's own tools where left out. */
  readonly clientId?: string | undefined;
  readonly tell?: ((sentence: string) => void) | undefined;
}

/** Renewed this long before a token ends, in milliseconds, so that no request leaves with one that ends on the way. */
const MARGIN = 5 * 60 * 1000;

const HOW =
  "Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or a certificate), sign in with `az login`, or set OBO_AUDIT_ENTRA_TOKEN or OBO_AUDIT_ENTRA_SIGN_IN=device-code.";

const DEVICE_CODE = "device-code";

/**
 * Where access tokens come from: a ready one, or the chain of @azure/identity (environment, workload identity, managed
 * identity, Azure CLI and the other tools it knows).
 *
 * @throws UsageError when the ready token is none, or a real one would have to be sent in clear
 */
export async function tokenSupply(options: CredentialOptions): Promise<TokenSupply> {
  const { source, origin, token, signIn } = options;
  if (signIn !== undefined && signIn !== DEVICE_CODE)
    throw new UsageError(
      `OBO_AUDIT_ENTRA_SIGN_IN is "${signIn}"`,
      `It can be ${DEVICE_CODE}; without it, the environment and \`az login\` are used.`,
    );
  if (token !== undefined) {
    // Headers quote a value that they refuse, so that a token with a line break would end up in an error message.
    if (!/^[\x21-\x7e]+$/.test(token)) throw new UsageError("OBO_AUDIT_ENTRA_TOKEN is not a token", "Give the access token alone, on one line.");
    return async () => token;
  }
  if (isPlainLoopback(origin))
    throw new UsageError(`${origin} takes only a ready token`, "Set OBO_AUDIT_ENTRA_TOKEN to a token that is meant for it.");
  const credential = await credentialOf(options);
  let current: AccessToken | null = null;
  let pending: Promise<AccessToken> | null = null;
  return async (renew) => {
    if (renew || current === null || current.expiresOnTimestamp - Date.now() < MARGIN) {
      // Requests side by side sign in once.
      pending ??= credential.getToken(`${origin}/.default`);
      try {
        current = await pending;
      } catch (cause) {
        throw notSignedIn(source, cause);
      } finally {
        pending = null;
      }
    }
    return current.token;
  };
}

interface AccessToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

async function credentialOf({
  origin,
  tenant,
  signIn,
  clientId,
  tell,
}: CredentialOptions): Promise<{ getToken(scope: string): Promise<AccessToken> }> {
  const { DefaultAzureCredential, DeviceCodeCredential } = await import("@azure/identity");
  const authority = authorityOf(origin);
  const options = { ...(tenant === undefined ? {} : { tenantId: tenant }), ...(authority === null ? {} : { authorityHost: authority }) };
  if (signIn !== DEVICE_CODE) return new DefaultAzureCredential(options);
  return new DeviceCodeCredential({
    ...options,
    ...(clientId === undefined ? {} : { clientId }),
    userPromptCallback: ({ verificationUri, userCode }) => tell?.(`To sign in, open ${verificationUri} and enter ${userCode}`),
  });
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
