import type { OktaCollection } from "./collection.js";
import { at, text } from "./json.js";

/** There are never more streams than fit on a page, so that the first page is all of them, or says that there are none. */
const LOG_STREAMS = "/api/v1/logStreams";

/** Whether a path asks for something of which the first page is the whole answer. */
export function isWhole(path: string): boolean {
  return path.startsWith(`${LOG_STREAMS}?`);
}

/**
 * Where the System Log is streamed to. Where nothing is streamed, the log stays where it is; an org that has no log
 * streaming to offer may have its log fetched, which nothing here says.
 * GET /api/v1/logStreams, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/LogStream/
 */
export const logStreams: OktaCollection = {
  name: "log streams",
  permission: "okta.logStreams.read",
  facts: [],
  adds: ["policies"],
  start: `${LOG_STREAMS}?limit=200`,
  optional: true,
  rows: (streams) => {
    if (!Array.isArray(streams)) return null;
    if (streams.length === 0)
      return [{ table: "policies", row: { kind: "audit-log", id: "none", name: "No log stream", state: "enabled", value: "local" } }];
    return streams.map((stream) => ({
      table: "policies",
      row: {
        kind: "audit-log",
        id: text(at(stream, "id")),
        name: text(at(stream, "name")),
        state: text(at(stream, "status")) === "ACTIVE" ? "enabled" : "disabled",
        value: "streamed",
      },
    }));
  },
};

/**
 * What Okta does with sign-ins from addresses that attack other orgs: nothing, record them, or block them as well.
 * GET /api/v1/threats/configuration, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ThreatInsight/
 */
export const threatInsight: OktaCollection = {
  name: "ThreatInsight",
  permission: "okta.threatInsights.read",
  facts: [],
  adds: ["policies"],
  start: "/api/v1/threats/configuration",
  optional: true,
  rows: (configuration) => {
    const action = text(at(configuration, "action"));
    if (action === null) return [];
    return [
      { table: "policies", row: { kind: "threat-insight", name: "ThreatInsight", state: action === "none" ? "disabled" : "enabled", value: action } },
    ];
  },
};

/**
 * Identity providers that sign people in here. Their credentials are not looked at.
 * GET /api/v1/idps, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/IdentityProvider/
 */
export const identityProviders: OktaCollection = {
  name: "identity providers",
  permission: "okta.idps.read",
  facts: ["federation"],
  start: "/api/v1/idps?limit=200",
  optional: true,
  rows: (provider) => [
    {
      table: "trusts",
      row: {
        id: text(at(provider, "id")),
        kind: "federation",
        direction: "inbound",
        peer: peerOf(provider),
        active: text(at(provider, "status")) === "ACTIVE",
      },
    },
  ],
};

/** Who stands behind a provider: its issuer, the address that people are sent to, or what kind of provider it is. */
function peerOf(provider: unknown): string | null {
  const protocol = at(provider, "protocol");
  return (
    text(at(protocol, "credentials", "trust", "issuer")) ??
    text(at(protocol, "issuer", "url")) ??
    text(at(protocol, "endpoints", "sso", "url")) ??
    text(at(protocol, "endpoints", "authorization", "url")) ??
    text(at(provider, "type"))
  );
}
