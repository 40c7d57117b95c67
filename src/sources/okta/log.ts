import type { TableRow } from "../contract.js";
import { type OktaCollection, parentRow } from "./collection.js";
import { at, list, text, time } from "./json.js";
import { isWhole } from "./posture.js";

/** Days that Okta keeps its System Log. */
const KEPT_DAYS = 90;

/** Days over which the use of a token is looked at. Ours: a month shows what runs by the clock. */
const USE_DAYS = 30;

/** Events of a token that are looked at, the latest first: a page of the log, as Okta takes it at most. */
const EVENTS = 1000;

const DAY_MS = 86_400_000;

/** Okta's System Log is asked no more than what has an end: each of these is one page about one thing. */
const LOG = "/api/v1/logs";

/** Whether a path is a question: its first page is the whole answer, events or none. */
export function isQuestion(path: string): boolean {
  return path.startsWith(`${LOG}?`) || isWhole(path);
}

/** Events by which a client gets a token, or somebody signs in to it. Changes of the client itself are not among them. */
const USED = `(eventType eq "user.authentication.sso" or eventType sw "app.oauth2.token.grant" or eventType sw "app.oauth2.as.token.grant")`;

function question(filter: string, limit: number, days: number, now: Date): string {
  const since = new Date(now.getTime() - days * DAY_MS).toISOString();
  return `${LOG}?since=${since}&until=${now.toISOString()}&sortOrder=DESCENDING&limit=${limit}&filter=${encodeURIComponent(filter)}`;
}

/**
 * When each client of the org's own was last used. It is asked of the log, as Okta keeps it nowhere else. No fact rests
 * on it: what was not answered is left out as a whole, and told in a note (`settle.ts`).
 * GET /api/v1/logs, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/
 */
export function clientUse(now: Date): OktaCollection {
  return {
    name: "last use of clients",
    permission: "okta.logs.read",
    facts: [],
    start: {
      query: `
SELECT id, clientId FROM accounts
WHERE source = $source AND clientId IS NOT NULL AND active AND firstParty IS DISTINCT FROM true AND clientId NOT LIKE '%"%'
ORDER BY id`,
      path: ({ clientId }) =>
        question(`outcome.result eq "SUCCESS" and (actor.id eq "${clientId}" or target.id eq "${clientId}") and ${USED}`, 1, KEPT_DAYS, now),
    },
    rows: (answer, _source, parent) => [parentRow("client-use", parent["id"] ?? null, { last: text(at(list(answer)[0], "published")) })],
  };
}

/**
 * How each API token was used in the last month: when last, and whether it looks like software. Okta logs what changes
 * something and little of what reads, so a token that is not in the log may be in use all the same.
 * GET /api/v1/logs, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/
 */
export function tokenUse(now: Date): OktaCollection {
  return {
    name: "use of API tokens",
    permission: "okta.logs.read",
    facts: [],
    start: {
      query: `SELECT id, holder FROM secrets WHERE source = $source AND kind = 'api-token' AND id NOT LIKE '%"%' ORDER BY id`,
      path: ({ id }) => question(`transaction.detail.requestApiTokenId eq "${id}"`, EVENTS, USE_DAYS, now),
    },
    rows: (answer, _source, parent) => usageRows(list(answer), parent["id"] ?? null, parent["holder"] ?? null, now),
  };
}

/** Programs that call an API call themselves by their library; browsers all begin with the same word. */
const BROWSER = /^Mozilla\//;

function usageRows(events: readonly unknown[], token: string | null, holder: string | null, now: Date): TableRow[] {
  const times = events.flatMap((event) => time(at(event, "published")) ?? []).sort((a, b) => a.getTime() - b.getTime());
  const last = times.at(-1);
  const answered = parentRow("token-use", token, { last: last?.toISOString() ?? null });
  if (last === undefined) return [answered];
  const agents = events.flatMap((event) => text(at(event, "client", "userAgent", "rawUserAgent")) ?? []);
  const row = {
    account: holder,
    via: token,
    since: new Date(now.getTime() - USE_DAYS * DAY_MS),
    events: times.length,
    // A token is never used at a prompt.
    unattended: times.length,
    byProgram: agents.filter((agent) => !BROWSER.test(agent)).length,
    hours: new Set(times.map((one) => one.getUTCHours())).size,
    variation: variationOf(times),
  };
  return [answered, { table: "usage", row }];
}

/** Fewest events whose distances say anything of a rhythm. Ours. */
const RHYTHM = 20;

/** How much the times between events vary, in percent of their mean: 0 is a clock. Null for too few events to tell. */
function variationOf(times: readonly Date[]): number | null {
  if (times.length < RHYTHM) return null;
  const gaps = times.slice(1).map((one, index) => one.getTime() - (times[index]?.getTime() ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  if (mean === 0) return null;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  return Math.round((100 * Math.sqrt(variance)) / mean);
}
