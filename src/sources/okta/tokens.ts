import type { OktaCollection } from "./collection.js";
import { at, text, texts, time } from "./json.js";

/**
 * API tokens, each with the full rights of its user. Only metadata is listed, of tokens that still work.
 *
 * Okta does not say when a token was last used, but every use moves its end to the use plus the token's window; so the
 * end less the window is the last use, to within Okta's own rounding. A token still at its first end has not been used.
 * GET /api/v1/api-tokens, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiToken/
 */
export const apiTokens: OktaCollection = {
  name: "API tokens",
  permission: "okta.apiTokens.read",
  facts: ["tokens"],
  start: "/api/v1/api-tokens",
  rows: (token) => {
    const created = time(at(token, "created"));
    const expires = time(at(token, "expiresAt"));
    return [
      {
        table: "secrets",
        row: {
          id: text(at(token, "id")),
          holder: text(at(token, "userId")),
          kind: "api-token",
          name: text(at(token, "name")),
          created,
          expires,
          lastUsed: lastUse(created, expires, text(at(token, "tokenWindow"))),
          network: networkOf(at(token, "network")),
        },
      },
    ];
  },
};

/** Uses closer to the making of a token than this are part of making it. Ours. */
const MAKING_MS = 60_000;

function lastUse(created: Date | null, expires: Date | null, window: string | null): Date | null {
  const ms = durationMs(window);
  if (expires === null || ms === null) return null;
  const used = new Date(expires.getTime() - ms);
  return created !== null && used.getTime() - created.getTime() < MAKING_MS ? null : used;
}

const MS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 };

/** An ISO 8601 duration of days and smaller units in milliseconds; null for any other. */
function durationMs(duration: string | null): number | null {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration ?? "");
  if (match === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return days * MS.days + hours * MS.hours + minutes * MS.minutes + seconds * MS.seconds;
}

/** ANYWHERE, or the zones that a token may be used from; null where nothing is said. */
function networkOf(network: unknown): string | null {
  const connection = text(at(network, "connection"));
  if (connection === null || connection === "ANYWHERE") return connection;
  const zones = [...texts(at(network, "include")), ...texts(at(network, "exclude")).map((zone) => `not ${zone}`)];
  return zones.length === 0 ? connection : zones.join(" ");
}
