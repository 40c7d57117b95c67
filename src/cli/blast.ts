import { Command } from "commander";
import type { Agent, Human } from "../access/find.js";
import { UsageError } from "../errors.js";
import type { Inventory } from "../inventory/inventory.js";
import { shortened } from "../report/escape.js";
import type { Io } from "./io.js";
import { repeated, withQuietFlags } from "./options.js";
import type { Result } from "./program.js";

export interface BlastFlags {
  readonly agent?: string;
  readonly user?: string;
  readonly maxScope: boolean;
  readonly source: readonly string[];
  readonly snapshot?: string;
  readonly config?: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  readonly progress: boolean;
}

export function blastCommand(io: Io, result: Result, run = runBlast): Command {
  return withQuietFlags(
    new Command("blast")
      .description("What an agent could do acting for people")
      .option("--agent <agent>", "an agent or client: name, source/id or client id")
      .option("--user <person>", "a person: name, person id, or an account as source/id or user name")
      .option("--max-scope", "the least scopes for the agent that leave tier 0 and 1 out", false)
      .option("-s, --source <spec>", "read and audit this source first; repeatable", repeated, [])
      .option("--snapshot <file>", "audit this snapshot first")
      .option("--config <file>", "configuration file (default: obo-audit.yaml here or in a parent folder)"),
  )
    .addHelpText(
      "after",
      "\nExamples:\n  $ obo-audit blast --agent 'Travel Booking Agent' --source sample\n  $ obo-audit blast --agent 'Travel Booking Agent' --user emma.thornton@larkfield.example --source sample",
    )
    .action(async (flags: BlastFlags) => {
      result.exitCode = await run(flags, io);
    });
}

/** @returns 0; @throws UsageError when nobody, or more than one, goes by a name */
export async function runBlast(flags: BlastFlags, io: Io): Promise<number> {
  if (flags.agent === undefined && flags.user === undefined)
    throw new UsageError("blast is about an agent, a user or both", "Give --agent, --user or both.");
  if (flags.maxScope && flags.agent === undefined) throw new UsageError("--max-scope is about what one agent asks for", "Give --agent, too.");
  const { withAccess } = await import("./with-access.js");
  return withAccess(flags, io, async (db) => {
    io.stdout.write(`${(await blast(flags, db)).join("\n")}\n`);
    return 0;
  });
}

async function blast(flags: BlastFlags, db: Inventory): Promise<string[]> {
  const { agentsFor, findAgents, findPeople } = await import("../access/find.js");
  const { blastFor } = await import("../access/blast.js");
  const { blastLines, maxScopeLines, reachLines } = await import("../access/blast-lines.js");
  const agent =
    flags.agent === undefined ? null : theOnly<Agent>("agent", flags.agent, await findAgents(db, flags.agent), (one) => `${one.source}/${one.id}`);
  const human = flags.user === undefined ? null : theOnly<Human>("person", flags.user, await findPeople(db, flags.user), (one) => one.person);
  if (agent !== null && human !== null) {
    const blast = await blastFor(db, agent, human);
    if (!flags.maxScope) return blastLines(blast);
    // Accounts for administration never delegate, so nothing is proposed for them.
    const scopes = blast.accounts.filter(({ admin }) => !admin).flatMap((account) => account.scopes);
    return maxScopeLines(
      agent,
      scopes.map(({ resource, scope }) => ({ resource, scopes: [scope] })),
    );
  }
  if (agent !== null) {
    const { reachOf } = await import("../access/agent-reach.js");
    const reach = await reachOf(db, agent);
    return flags.maxScope ? maxScopeLines(agent, reach.delegations) : reachLines(reach);
  }
  if (human === null) return [];
  const lines: string[] = [];
  for (const one of await agentsFor(db, human.person)) lines.push(...(lines.length === 0 ? [] : [""]), ...blastLines(await blastFor(db, one, human)));
  return lines.length === 0 ? [`No agent or client may act for ${shortened(human.name)} (${human.person}).`] : lines;
}

function theOnly<T>(what: string, name: string, found: readonly T[], keyOf: (one: T) => string): T {
  const [first, ...rest] = found;
  if (first === undefined) throw new UsageError(`no ${what} is called "${name}"`, "The report lists agents and people with their ids.");
  if (rest.length > 0) throw new UsageError(`${found.length} go by the name "${name}"`, `Give one of ${found.slice(0, 5).map(keyOf).join(", ")}.`);
  return first;
}
