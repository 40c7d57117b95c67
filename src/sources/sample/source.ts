import { join } from "node:path";
import type { CollectContext, Source } from "../contract.js";
import { LOCAL_PACE } from "../entra/limits.js";
import { entraSource } from "../entra/source.js";
import { oktaSource } from "../okta/source.js";
import { PATIENT } from "../patience.js";
import { Fixtures, fixturesFolder } from "./fixtures.js";
import { graphTransport } from "./graph.js";
import { oktaTransport } from "./okta.js";

/** The company's clock: its fixtures have fixed dates, so an audit by today's clock would find everybody dormant. */
export const sampleNow = new Date("2026-06-01T09:00:00Z");

/** What `fixtures/obo-audit.yaml` says, for scans of the company without a configuration. */
export const sampleSettings = {
  sourceOfRecord: "entra",
  breakGlass: [
    "emergency-1@larkfieldinstruments.onmicrosoft.com",
    "emergency-2@larkfieldinstruments.onmicrosoft.com",
    "emergency-okta@larkfield.example",
  ],
} as const;

const GRAPH = "https://graph.microsoft.com";
const ORG = "https://larkfield.okta.example";

/** Files answer the second time what they answered the first. */
const AT_ONCE = { ...PATIENT, firstWait: 0 };

/** Stands where a token would; no one checks it. */
const NO_TOKEN = "sample";

/**
 * The bundled company: an Entra tenant and an Okta org, read by the collectors of a real scan. Only the transport is
 * another one, which reads files; credentials of the environment are not looked at.
 */
export function sampleSources(): Source[] {
  const folder = fixturesFolder();
  const entra = entraSource({
    id: "entra",
    baseUrl: GRAPH,
    token: NO_TOKEN,
    transport: graphTransport(new Fixtures(join(folder, "entra"))),
    pace: LOCAL_PACE,
    patience: AT_ONCE,
  });
  const okta = oktaSource({ id: "okta", orgUrl: ORG, transport: oktaTransport(new Fixtures(join(folder, "okta"))) });
  return [withEnvironment(entra, {}), withEnvironment(okta, { OKTA_CLIENT_TOKEN: NO_TOKEN })];
}

function withEnvironment(source: Source, env: CollectContext["env"]): Source {
  return { id: source.id, kind: source.kind, collect: (context) => source.collect({ ...context, env }) };
}
