/**
 * Commands that a remediation prints, with the ids filled in. A directory may send any text as an id, so each id is
 * escaped for the place it is put in: the path of a URL, a JSON body, a word of the shell.
 */

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A path whose values are escaped: path`/users/${id}/manager`. */
export function path(parts: TemplateStringsArray, ...values: readonly (string | null | undefined)[]): string {
  return parts.reduce((text, part, i) => text + encodeURIComponent((values[i - 1] ?? "").toWellFormed()) + part);
}

/** One word of a POSIX shell. */
export function word(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Microsoft Graph, by the Azure CLI: whoever runs it is signed in with `az login`. The path is below the API version. */
export function graph(method: Method, path: string, body?: unknown, version: "v1.0" | "beta" = "v1.0"): string {
  const url = word(`https://graph.microsoft.com/${version}${path}`);
  return `az rest --method ${method.toLowerCase()} --url ${url}${body === undefined ? "" : ` --body ${word(JSON.stringify(body))}`}`;
}

/** Okta, by curl, with the organisation and the token from the variables that Okta's own tools read. */
export function okta(method: Method, path: string, body?: unknown): string {
  const json = body === undefined ? "" : ` -H 'Content-Type: application/json' -d ${word(JSON.stringify(body))}`;
  return `curl -fsS -X ${method} "$OKTA_CLIENT_ORGURL"${word(`/api/v1${path}`)} -H "Authorization: SSWS $OKTA_CLIENT_TOKEN"${json}`;
}

/** The commands for the service that the finding comes from; none where it is not known. */
export function forService(
  row: { readonly service?: string | null },
  commands: { readonly entra?: readonly string[]; readonly okta?: readonly string[] },
): readonly string[] {
  if (row.service === "entra") return commands.entra ?? [];
  if (row.service === "okta") return commands.okta ?? [];
  return [];
}

/** Takes an account out of use, so that it can be brought back: nothing is deleted. */
export function disableAccount(row: { readonly service?: string | null }, id: string): readonly string[] {
  return forService(row, {
    entra: [graph("PATCH", path`/users/${id}`, { accountEnabled: false }), graph("POST", path`/users/${id}/revokeSignInSessions`)],
    okta: [okta("POST", path`/users/${id}/lifecycle/suspend`), okta("DELETE", path`/users/${id}/sessions?oauthTokens=true`)],
  });
}

/** Takes one client secret from an application; `account` is the instance, `clientId` names the registration. */
export function removeSecret(
  row: { readonly service?: string | null; readonly account: string; readonly clientId: string | null },
  secret: string,
): readonly string[] {
  return forService(row, {
    entra: row.clientId === null ? [] : [graph("POST", `${application(row.clientId)}/removePassword`, { keyId: secret })],
    okta: [
      okta("POST", path`/apps/${row.account}/credentials/secrets/${secret}/lifecycle/deactivate`),
      okta("DELETE", path`/apps/${row.account}/credentials/secrets/${secret}`),
    ],
  });
}

/** The path of an application registration in Microsoft Graph, by its client id. */
export function application(clientId: string): string {
  return `/applications(appId='${encodeURIComponent(clientId.replaceAll("'", "''"))}')`;
}
