import type { Fact } from "../../inventory/facts.js";
import type { AskContext, CollectContext, Source } from "../contract.js";
import { runCollections } from "../engine.js";
import type { Patience } from "../patience.js";
import type { Transport } from "../transport.js";
import { connect, type Scopes } from "./client.js";
import { collectionsAt, isOptional } from "./collections.js";
import { diagnosis, SSWS_NOTE } from "./diagnosis.js";
import { estimate } from "./estimate.js";
import type { Clock } from "./governor.js";
import { DEFAULT_RATE } from "./limits.js";
import { isQuestion } from "./log.js";
import { OktaReader } from "./reader.js";
import { readSettings, type Settings } from "./settings.js";
import { SETTLE, settlePolicies } from "./settle.js";

/** What Okta has no way to say, or says only in products that are not read. */
const UNSUPPORTED: readonly Fact[] = ["hr", "devices", "mailbox", "rolePolicy", "reviews", "risk"];

/** Roles in Okta are held or not; there are none to be activated. */
const ABSENT: readonly Fact[] = ["eligibility"];

export interface OktaOptions {
  /** Name of the source; `okta` unless said otherwise. */
  readonly id?: string;
  /** Address of the org, in place of OKTA_CLIENT_ORGURL. */
  readonly orgUrl?: string;
  /** Replaces the network. */
  readonly transport?: Transport;
  /** Percent of each of the org's rate limits that may be used; the scan's own, or half, where left out. */
  readonly rate?: number;
  readonly patience?: Patience;
  /** How long one request may take. */
  readonly timeoutMs?: number;
  /** Replaces time. */
  readonly clock?: Clock;
}

/** An Okta org, read through the SDK with whatever credentials the environment holds. */
export function oktaSource(options: OktaOptions = {}): Source {
  const id = options.id ?? "okta";
  return {
    id,
    kind: "okta",
    collect: (context) => collect(id, options, context),
    estimate: async (context) => {
      const { reader, rate } = await open(id, options, context);
      return estimate(id, reader, rate, context.signal);
    },
    diagnose: async (context) => {
      const { reader, settings, scopes } = await open(id, options, context, () => false);
      return diagnosis(reader, settings, scopes, context.signal);
    },
  };
}

/** A way to ask an org, and what it was opened with. */
interface Connection {
  readonly reader: OktaReader;
  readonly settings: Settings;
  readonly scopes: Scopes | null;
  readonly rate: number;
}

/** @throws SourceError when the org gives no access; UsageError when the environment says too little */
async function open(id: string, options: OktaOptions, { env, signal, rate: asked }: AskContext, mayLack = isOptional): Promise<Connection> {
  const { transport, timeoutMs, patience, clock } = options;
  const settings = readSettings(env, options.orgUrl);
  const client = await connect(settings, { transport, timeoutMs, sleep: clock?.sleep });
  const scopes = await client.authorize(id, signal);
  const rate = options.rate ?? asked ?? DEFAULT_RATE;
  return { reader: new OktaReader(client, { org: settings.org, isOptional: mayLack, isQuestion, patience, clock, rate }), settings, scopes, rate };
}

async function collect(id: string, options: OktaOptions, context: CollectContext): Promise<void> {
  const { reader, settings, scopes } = await open(id, options, context);
  await runCollections({ id, kind: "okta" }, reader, collectionsAt(context.now), context, {
    tenant: settings.org,
    unsupported: UNSUPPORTED,
    absent: ABSENT,
    settle: SETTLE,
    conclude: async () => {
      await settlePolicies(context.inventory, id);
      const notes = [
        ...(settings.credentials.mode === "SSWS" ? [SSWS_NOTE] : []),
        ...(scopes === null || scopes.missing.length === 0 ? [] : [missingNote(scopes)]),
        ...(await limitedNotes(context, id, settings)),
      ];
      for (const note of notes) await context.inventory.run("INSERT INTO notes (source, note) VALUES ($id, $note)", { id, note });
    },
  });
}

function missingNote({ missing }: Scopes): string {
  return `The service app is not granted ${missing.join(", ")}; what they give is unknown.`;
}

/** Where all roles of the service app that reads are limited to a part of the org, the rest of it is left out without a word. */
async function limitedNotes({ inventory }: CollectContext, source: string, { credentials }: Settings): Promise<string[]> {
  if (credentials.mode === "SSWS") return [];
  const roles = await inventory.rows<{ name: string; isLimited: boolean }>(
    `SELECT coalesce(r.displayName, g."role") AS name, g.scope <> '/' AS isLimited
     FROM grants AS g
     JOIN accounts AS a ON a.source = g.source AND a.id = g.principal AND a.clientId = $clientId
     LEFT JOIN roles AS r ON r.source = g.source AND r.id = g."role"
     WHERE g.source = $source AND g."role" NOT LIKE 'okta.%'
     ORDER BY name`,
    { source, clientId: credentials.clientId },
  );
  if (roles.length === 0 || roles.some(({ isLimited }) => !isLimited)) return [];
  const names = [...new Set(roles.map(({ name }) => name))].join(", ");
  return [`The service app that read this org holds ${names} for a part of it only: what lies outside is missing here, and Okta does not say so.`];
}
