import { InterruptedError } from "../../errors.js";
import type { CollectContext, Source } from "../contract.js";
import { runCollections } from "../engine.js";
import { Pace, type PaceOptions } from "../pace.js";
import { PATIENT, type Patience } from "../patience.js";
import { fetchTransport, type Transport } from "../transport.js";
import { graphExchange } from "./client.js";
import { ABSENT, COLLECTIONS, SETTLE } from "./collections.js";
import { tokenSupply } from "./credentials.js";
import { GRAPH_PACE, LOCAL_PACE } from "./limits.js";
import { GLOBAL_GRAPH, isPlainLoopback, originOf } from "./origin.js";
import { GraphReader } from "./reader.js";
import { tenantOf } from "./tenant.js";

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
  };
}

async function collect(id: string, options: EntraOptions, context: CollectContext): Promise<void> {
  const { env, signal } = context;
  const origin = originOf(options.baseUrl ?? env["OBO_AUDIT_ENTRA_BASE_URL"] ?? GLOBAL_GRAPH);
  const token = await tokenSupply({
    source: id,
    origin,
    tenant: options.tenant,
    token: options.token ?? (env["OBO_AUDIT_ENTRA_TOKEN"]?.trim() || undefined),
  });
  const exchange = await graphExchange(origin, token, options.transport ?? fetchTransport(REQUEST_SECONDS));
  const pace = options.pace ?? (isPlainLoopback(origin) ? LOCAL_PACE : GRAPH_PACE);
  const reader = new GraphReader(exchange, origin, options.patience ?? PATIENT, new Pace(pace), pace.most);
  try {
    const tenant = await tenantOf(id, reader, options.tenant, signal);
    await runCollections({ id, kind: "entra" }, reader, COLLECTIONS, context, {
      tenant: tenant.id,
      unsupported: [],
      absent: ABSENT,
      settle: SETTLE,
      conclude: async () => {
        if (tenant.id === null && options.tenant !== undefined)
          await note(context, id, `It could not be checked that the credentials belong to ${options.tenant}.`);
      },
    });
  } catch (cause) {
    throw signal.aborted ? new InterruptedError() : cause;
  }
}

async function note({ inventory }: CollectContext, source: string, text: string): Promise<void> {
  const notes = inventory.writer("notes");
  await notes.append({ source, note: text });
  await notes.close();
}
