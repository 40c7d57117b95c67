import { InterruptedError } from "../../errors.js";
import type { AskContext, CollectContext, Diagnosis, EstimatedPart, Source } from "../contract.js";
import { diagnose } from "../diagnose.js";
import { runCollections } from "../engine.js";
import { estimateOf } from "../estimate.js";
import { Pace, type PaceOptions } from "../pace.js";
import { PATIENT, type Patience } from "../patience.js";
import { fetchTransport, type Transport } from "../transport.js";
import { changeRows, changesOf, keepBookmarks, takeOver } from "./changes.js";
import { beyondReading, claimsOf } from "./claims.js";
import { BATCH_SIZE, graphExchange } from "./client.js";
import { ABSENT, COLLECTIONS, collectionsFor, SETTLE } from "./collections.js";
import { type TokenSupply, tokenSupply } from "./credentials.js";
import { GRAPH_PACE, LOCAL_PACE } from "./limits.js";
import { GLOBAL_GRAPH, isPlainLoopback, originOf } from "./origin.js";
import { GraphReader } from "./reader.js";
import { type Tenant, tenantOf } from "./tenant.js";
import { unitMembers, WHOLE_UNITS } from "./units.js";

export interface EntraOptions {
  /** The name that rows carry. */
  readonly id?: string;
  /** Tenant id or domain; the scan stops when the credentials belong to another one. */
  readonly tenant?: string;
  /** Another cloud, or a server on this machine. `OBO_AUDIT_ENTRA_BASE_URL` where left out. */
  readonly baseUrl?: string;
  /** A ready access token. `OBO_AUDIT_ENTRA_TOKEN` where left out. */
  readonly token?: string;
  /** How requests are sent; the network where left out. */
  readonly transport?: Transport;
  readonly patience?: Patience;
  /** How requests are spread; by what Graph publishes where left out. */
  readonly pace?: PaceOptions;
}

/** How long one request may take, in seconds. Ours: Graph itself gives up on slow listings earlier. */
const REQUEST_SECONDS = 100;

/** A Microsoft Entra tenant, read by Microsoft Graph. */
export function entraSource(options: EntraOptions = {}): Source {
  const id = options.id ?? "entra";
  return {
    id,
    kind: "entra",
    collect: (context) => collect(id, options, context),
    estimate: (context) => estimate(id, options, context),
    diagnose: (context) => diagnosis(id, options, context),
  };
}

/** A way to ask a tenant, and which one it is. */
interface Connection {
  readonly reader: GraphReader;
  readonly tenant: Tenant;
  readonly pace: PaceOptions;
  readonly token: TokenSupply;
}

/** @throws SourceError when the tenant cannot be asked, or is another one than the configured */
async function connect(id: string, options: EntraOptions, { env, signal, tell, rate }: AskContext): Promise<Connection> {
  const origin = originOf(options.baseUrl ?? env["OBO_AUDIT_ENTRA_BASE_URL"] ?? GLOBAL_GRAPH);
  const token = await tokenSupply({
    source: id,
    origin,
    tenant: options.tenant,
    token: options.token ?? (env["OBO_AUDIT_ENTRA_TOKEN"]?.trim() || undefined),
    signIn: env["OBO_AUDIT_ENTRA_SIGN_IN"] || undefined,
    clientId: env["AZURE_CLIENT_ID"] || undefined,
    tell,
  });
  const exchange = await graphExchange(origin, token, options.transport ?? fetchTransport(REQUEST_SECONDS));
  const pace = { ...(options.pace ?? (isPlainLoopback(origin) ? LOCAL_PACE : GRAPH_PACE)), rate };
  const reader = new GraphReader(exchange, origin, options.patience ?? PATIENT, new Pace(pace), pace.most);
  return { reader, tenant: await tenantOf(id, reader, options.tenant, signal), pace, token };
}

async function collect(id: string, options: EntraOptions, context: CollectContext): Promise<void> {
  await interruptible(context.signal, async () => {
    const { reader, tenant } = await connect(id, options, context);
    const changes = await changesOf(id, tenant.id, reader, context);
    await runCollections({ id, kind: "entra" }, reader, collectionsFor(changes), context, {
      tenant: tenant.id,
      unsupported: [],
      absent: ABSENT,
      begin: changeRows(changes),
      settle: [...takeOver(changes), ...SETTLE],
      conclude: async (wasWhole) => {
        if (context.checkpoints !== undefined) await keepBookmarks(id, changes, context.inventory);
        if (wasWhole(unitMembers.name)) await context.inventory.run(WHOLE_UNITS, { source: id });
        if (tenant.id === null && options.tenant !== undefined)
          await note(context, id, `It could not be checked that the credentials belong to ${options.tenant}.`);
      },
    });
  });
}

async function estimate(id: string, options: EntraOptions, context: AskContext): Promise<readonly EstimatedPart[]> {
  return interruptible(context.signal, async () => {
    const { reader, pace } = await connect(id, options, context);
    return estimateOf(COLLECTIONS, { count: (path) => reader.count(path, context.signal), batch: BATCH_SIZE, width: pace.width, pace });
  });
}

async function diagnosis(id: string, options: EntraOptions, context: AskContext): Promise<Diagnosis> {
  return interruptible(context.signal, async () => {
    const { reader, tenant, token } = await connect(id, options, context);
    const claims = claimsOf(await token(false));
    const claimed = claims?.isDelegated === false ? claims.permissions : null;
    const permissions = await diagnose(reader, COLLECTIONS, context.signal, { cheaply, claimed });
    const spare = claims === null ? [] : beyondReading(claims);
    const notes = spare.length === 0 ? [] : [`The credentials can do more than read, which an audit has no use for: ${spare.join(", ")}.`];
    return { tenant: tenant.id, permissions, notes };
  });
}

/** The same listing with one object a page. */
const cheaply = (path: string): string => path.replace(/\$top=\d+/, "$top=1");

/** @throws InterruptedError in place of whatever comes of being stopped */
async function interruptible<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw signal.aborted ? new InterruptedError() : cause;
  }
}

async function note({ inventory }: CollectContext, source: string, text: string): Promise<void> {
  const notes = inventory.writer("notes");
  await notes.append({ source, note: text });
  await notes.close();
}
