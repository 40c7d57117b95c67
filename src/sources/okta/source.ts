import type { Fact } from "../../inventory/facts.js";
import type { CollectContext, Source } from "../contract.js";
import { runCollections } from "../engine.js";
import type { Patience } from "../patience.js";
import type { Transport } from "../transport.js";
import { connect } from "./client.js";
import { collectionsAt, isOptional } from "./collections.js";
import type { Clock } from "./governor.js";
import { isQuestion } from "./log.js";
import { OktaReader } from "./reader.js";
import { readSettings } from "./settings.js";
import { SETTLE, settlePolicies } from "./settle.js";

/** What Okta has no way to say, or says only in products that are not read. */
const UNSUPPORTED: readonly Fact[] = ["hr", "devices", "mailbox", "rolePolicy", "reviews", "risk"];

/** Roles in Okta are held or not; there are none to be activated. */
const ABSENT: readonly Fact[] = ["eligibility"];

const SSWS_NOTE =
  "Okta was read with an API token: a secret of a human, with all of that human's rights and no end while it is used. A service app with read scopes is safer.";

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
export function oktaSource({ id = "okta", orgUrl, transport, rate, patience, timeoutMs, clock }: OktaOptions = {}): Source {
  return {
    id,
    kind: "okta",
    async collect(context: CollectContext): Promise<void> {
      const settings = readSettings(context.env, orgUrl);
      const client = await connect(settings, { transport, timeoutMs });
      await client.authorize(id);
      const reader = new OktaReader(client, { org: settings.org, isOptional, isQuestion, patience, clock, rate });
      await runCollections({ id, kind: "okta" }, reader, collectionsAt(context.now), context, {
        tenant: settings.org,
        unsupported: UNSUPPORTED,
        absent: ABSENT,
        settle: SETTLE,
        conclude: async () => {
          await settlePolicies(context.inventory, id);
          if (settings.credentials.mode === "SSWS")
            await context.inventory.run(`INSERT INTO notes (source, note) VALUES ($id, $note)`, { id, note: SSWS_NOTE });
        },
      });
    },
  };
}
