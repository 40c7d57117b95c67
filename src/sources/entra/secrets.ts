import type { TableRow } from "../contract.js";
import { time } from "./values.js";

/** What is read of a password or key; its value, its hint and the key itself are not among it. */
interface Credential {
  readonly keyId: string;
  readonly displayName?: string | null;
  readonly startDateTime?: string | null;
  readonly endDateTime?: string | null;
  readonly customKeyIdentifier?: string | null;
}

interface KeyCredential extends Credential {
  readonly usage?: string | null;
}

/** The part of applications and service principals that holds credentials. */
export interface Holder {
  readonly id: string;
  readonly passwordCredentials?: readonly Credential[] | null;
  readonly keyCredentials?: readonly KeyCredential[] | null;
}

/**
 * Passwords and certificates of an application or service principal → `secrets`.
 *
 * A key that signs the tokens of single sign-on comes with a verifying half and a password for its file, all under
 * one identifier. None of the three lets anybody sign in as the application, and neither does a key that tokens are
 * encrypted for, so they are told apart as `key`.
 */
export function secretRows(holder: Holder): TableRow[] {
  const keys = holder.keyCredentials ?? [];
  const signing = new Set(keys.flatMap((key) => (key.usage === "Sign" && key.customKeyIdentifier ? [key.customKeyIdentifier] : [])));
  const row = (credential: Credential, kind: string): TableRow => ({
    table: "secrets",
    row: {
      id: credential.keyId,
      holder: holder.id,
      kind: credential.customKeyIdentifier && signing.has(credential.customKeyIdentifier) ? "key" : kind,
      name: credential.displayName,
      created: time(credential.startDateTime),
      expires: time(credential.endDateTime),
    },
  });
  return [
    ...(holder.passwordCredentials ?? []).map((credential) => row(credential, "client-secret")),
    ...keys.map((key) => row(key, key.usage === "Sign" || key.usage === "Encrypt" ? "key" : "certificate")),
  ];
}
