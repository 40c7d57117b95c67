import { resolve } from "node:path";
import { type LoadedConfig, loadConfig, loadWaivers } from "../config/load.js";
import { InterruptedError } from "../errors.js";
import type { Inventory } from "../inventory/inventory.js";
import type { AuditOptions, StageListener } from "../pipeline/audit.js";
import type { Baseline } from "../report/baseline.js";
import { printable } from "../report/escape.js";
import type { Report } from "../report/model.js";
import type { Output } from "../report/output.js";
import type { Severity } from "../rules/contract.js";
import { count } from "../rules/text.js";
import type { Source } from "../sources/contract.js";
import type { SourceSpec } from "../sources/open.js";
import { colorOf, type Io, widthOf } from "./io.js";
import type { AuditFlags } from "./options.js";

/** Flags and configuration together, flags first; everything that can be wrong with them is found here, before anything is read. */
export interface Settings {
  readonly loaded: LoadedConfig;
  readonly audit: Omit<AuditOptions, "now">;
  readonly outputs: readonly Output[];
  readonly failOn: Severity | "none";
  readonly minReady: number | null;
  readonly allowIncomplete: boolean;
}

/** The flags that an audit is steered by. */
type Demanded = Pick<AuditFlags, "output" | "rules" | "skipRules" | "allowIncomplete"> &
  Partial<Pick<AuditFlags, "failOn" | "minReady" | "baseline" | "waivers" | "config" | "quiet">>;

/** @throws UsageError on a flag or key that means nothing, or an output that cannot be written */
export async function prepare(flags: Demanded, io: Io): Promise<Settings> {
  const { checkWritable, outputOf } = await import("../report/output.js");
  const loaded = await loadConfig(io.cwd, flags.config);
  const { config, folder } = loaded;
  const outputs = flags.output.map((path) => outputOf(resolve(io.cwd, path)));
  await checkWritable(outputs);
  const { allRules } = await import("../pipeline/audit.js");
  const { checkRuleNames, loadCustomRules } = await import("../rules/load.js");
  const customRules = await loadCustomRules((config.customRules ?? []).map((path) => resolve(folder, path)));
  checkRuleNames(allRules(customRules), [...flags.rules, ...flags.skipRules], Object.keys(config.rules ?? {}));
  const waivers =
    flags.waivers === undefined ? (config.waivers === undefined ? null : resolve(folder, config.waivers)) : resolve(io.cwd, flags.waivers);
  const baseline = flags.baseline === undefined ? null : await baselineOf(flags.baseline, { quiet: flags.quiet ?? false }, io);
  const { same, different } = await decisionsOf(config.people ?? {}, folder);
  return {
    loaded,
    audit: {
      breakGlass: config.breakGlass ?? [],
      // Beside this file once it is bundled; asked for only where directories are large.
      worker: new URL("./compare-worker.js", import.meta.url),
      same,
      different,
      notice: (text) => notice(io, { quiet: flags.quiet ?? false }, printable(text)),
      tiers: config.tiers ?? {},
      settings: ruleSettings(config.rules ?? {}, config.separationOfDuties ?? []),
      onlyRules: flags.rules,
      skipRules: flags.skipRules,
      customRules,
      waivers: waivers === null ? [] : await loadWaivers(waivers),
      baseline: baseline?.fingerprints ?? null,
      readiness: readinessOf(config.readiness ?? {}),
      ...(config.sourceOfRecord === undefined ? {} : { sourceOfRecord: config.sourceOfRecord }),
      ...(baseline === null ? {} : { previous: baseline.people }),
    },
    outputs,
    failOn: flags.failOn ?? config.failOn ?? "high",
    minReady: flags.minReady ?? null,
    allowIncomplete: flags.allowIncomplete,
  };
}

/** What humans decided about pairs of accounts, in the configuration and in the file that it names. */
async function decisionsOf(people: NonNullable<LoadedConfig["config"]["people"]>, folder: string): Promise<Pick<AuditOptions, "same" | "different">> {
  const [{ readDecisions }, { refuseContradictions }] = await Promise.all([import("../config/decisions.js"), import("../people/decisions.js")]);
  const rows = people.decisions === undefined ? [] : await readDecisions(resolve(folder, people.decisions));
  const decided = (decision: "same" | "different") => rows.filter((row) => row.decision === decision).map(({ a, b }) => [a, b] as const);
  const same = [...(people.same ?? []), ...decided("same")];
  const different = [...(people.different ?? []), ...decided("different")];
  // Found again once it is known which names are one account's; most are found before anything is read.
  refuseContradictions(same, different);
  return { same, different };
}

/** The rule that the configured pairs of roles are for. */
const SEPARATION = "privilege/role-combination";

function ruleSettings(
  rules: NonNullable<LoadedConfig["config"]["rules"]>,
  separation: readonly (readonly [string, string])[],
): AuditOptions["settings"] {
  const settings: Record<string, AuditOptions["settings"][string]> = Object.fromEntries(
    Object.entries(rules).map(([id, rule]) => [
      id,
      rule === "off"
        ? rule
        : { ...(rule.severity === undefined ? {} : { severity: rule.severity }), ...(rule.options === undefined ? {} : { options: rule.options }) },
    ]),
  );
  const own = settings[SEPARATION] ?? {};
  if (separation.length === 0 || own === "off") return settings;
  return { ...settings, [SEPARATION]: { ...own, options: { ...own.options, pairs: separation.map((roles) => roles.join(" + ")) } } };
}

function readinessOf(readiness: NonNullable<LoadedConfig["config"]["readiness"]>): AuditOptions["readiness"] {
  const { weights, thresholds, requireRisk } = readiness;
  return {
    ...(weights === undefined ? {} : { weights }),
    ...(thresholds === undefined ? {} : { thresholds }),
    ...(requireRisk === undefined ? {} : { requireRisk }),
  };
}

async function baselineOf(path: string, flags: { readonly quiet: boolean }, io: Io): Promise<Baseline> {
  const { readBaseline } = await import("../report/baseline.js");
  const baseline = await readBaseline(resolve(io.cwd, path));
  if (baseline.hidden > 0)
    notice(
      io,
      flags,
      `The baseline is redacted: ${count(baseline.hidden, "person", "people")} in it cannot be recognised, and keep their ids only while their first account stays.`,
    );
  return baseline;
}

/** Prints stage times where --verbose asks for them, and ends the run between two stages when it is to stop. */
export function stageListener(io: Io, flags: { readonly verbose: boolean }): StageListener {
  return (stage, ms) => {
    if (io.signal.aborted) throw new InterruptedError();
    if (flags.verbose) io.stderr.write(`stage ${stage} ${ms.toFixed(1)} ms\n`);
  };
}

/** A notice on standard error, unless --quiet. */
export function notice(io: Io, flags: { readonly quiet: boolean }, text: string): void {
  if (!flags.quiet) io.stderr.write(`${text}\n`);
}

/** What a source asks of the person at the terminal: a line on standard error, whatever --quiet says. */
export const teller = (io: Io) => (sentence: string) => {
  io.stderr.write(`${printable(sentence)}\n`);
};

/** What a scan reads: the sources, by flags or configuration, and the settings and clock that go with them. */
export interface Opened {
  readonly sources: readonly Source[];
  readonly audit: Settings["audit"];
  readonly clock: Date;
}

/** The bundled sample company; its ages are fixed, so it comes with its own clock and configuration. */
const SAMPLE = "sample";

/** Opens the sources that are named, else those of the configuration. @throws UsageError on a spec that means nothing */
export async function openAll(named: readonly string[], settings: Settings, io: Io): Promise<Opened> {
  const specs: readonly SourceSpec[] = named.length > 0 ? named : (settings.loaded.config.sources ?? []);
  const { openSources } = await import("../sources/open.js");
  const sources = await openSources(specs);
  if (specs.length === 0 || specs.some((spec) => spec !== SAMPLE)) return { sources, audit: settings.audit, clock: io.now() };
  const { sampleNow, sampleSettings } = await import("../sources/sample/source.js");
  return { sources, audit: settings.loaded.path === null ? { ...settings.audit, ...sampleSettings } : settings.audit, clock: sampleNow };
}

/** What the stages and the report of an inventory are asked for with. */
type Asked = { readonly verbose: boolean; readonly redact?: boolean; readonly now?: Date };

/** Audits a filled inventory, and reports it. */
export async function auditToReport(db: Inventory, settings: Settings, flags: Asked, io: Io, now: Date): Promise<Report> {
  const { audit } = await import("../pipeline/audit.js");
  await audit(db, await auditOptionsOf(db, settings, now), stageListener(io, flags));
  return reportOf(db, settings, flags, io, now);
}

/** How an inventory is audited. A snapshot that was audited when it was taken says what its people were called then. */
export async function auditOptionsOf(db: Inventory, settings: Pick<Settings, "audit">, now: Date): Promise<AuditOptions> {
  const { peopleOfSnapshot } = await import("../people/ids.js");
  const previous = settings.audit.previous ?? (await peopleOfSnapshot(db));
  return { ...settings.audit, ...(previous === null ? {} : { previous }), now };
}

/** The report of an audited inventory. `scannedAt` is the clock's moment too where a clock was given, so that runs can be repeated. */
export async function reportOf(db: Inventory, settings: Pick<Settings, "audit">, flags: Asked, io: Io, now: Date): Promise<Report> {
  const [{ allRules }, { readReport }, { VERSION }] = await Promise.all([
    import("../pipeline/audit.js"),
    import("../report/read.js"),
    import("../version.js"),
  ]);
  const report = await readReport(db, {
    version: VERSION,
    now,
    scannedAt: flags.now ?? io.now(),
    rules: allRules(settings.audit.customRules),
    settings: settings.audit.settings,
  });
  return flags.redact === true ? pseudonymous(report, db, io) : report;
}

/**
 * Audits a filled inventory, writes the report wherever it is wanted, and says how it went.
 * @returns the exit code
 */
export async function auditAndReport(db: Inventory, settings: Settings, flags: AuditFlags, io: Io, now: Date, again: string): Promise<number> {
  const report = await auditToReport(db, settings, flags, io, now);
  const start = performance.now();
  await printReport(report, settings.outputs, flags, io, again);
  stageListener(io, flags)("report", performance.now() - start);
  const { exitCodeOf, isIncomplete } = await import("../report/exit-code.js");
  const exitCode = await exitCodeOf(report, settings);
  if (isIncomplete(report)) notice(io, flags, "The scan is incomplete: what could not be read is unknown, and listed in the report.");
  await noticeUnlisted(db, settings, flags, io);
  return exitCode;
}

/** A duty that is misspelt is never held by anybody: that looks like separation, and is none. */
async function noticeUnlisted(db: Inventory, { loaded }: Settings, flags: AuditFlags, io: Io): Promise<void> {
  const { unlistedRoles } = await import("../access/duties.js");
  const names = await unlistedRoles(db, [...new Set((loaded.config.separationOfDuties ?? []).flat())]);
  if (names.length > 0) notice(io, flags, `separationOfDuties names what no source lists as a role: ${names.join(", ")}.`);
}

/** Pseudonyms keyed by OBO_AUDIT_REDACT_KEY; without it by the names of the sources, which stays the same from scan to scan. */
async function pseudonymous(report: Report, db: Inventory, io: Io): Promise<Report> {
  const { redacted } = await import("../report/redact.js");
  return redacted(report, db, io.env["OBO_AUDIT_REDACT_KEY"] ?? report.head.sources.map((source) => source.id).join("\n"));
}

/** The baseline as further commands take it, so that people are called there what they are called here. */
export function baselineAgain({ baseline }: { readonly baseline?: string }): string[] {
  return baseline === undefined ? [] : [`--baseline ${quoted(baseline)}`];
}

/** A word of a command line, quoted where a shell would read it otherwise. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Writes a report to its files, and to standard output where nothing else was asked for. */
export async function printReport(
  report: Report,
  outputs: readonly Output[],
  flags: Pick<AuditFlags, "format" | "color" | "quiet">,
  io: Io,
  again: string,
): Promise<void> {
  const { render, writeAll, writeReport } = await import("../report/output.js");
  const style = { width: widthOf(io), color: colorOf(io, io.stdout, flags.color), again };
  for (const output of outputs) {
    await writeReport(report, output, { width: 100, color: false, again });
    notice(io, flags, `wrote ${output.path}`);
  }
  if (flags.format === undefined && outputs.length > 0 && io.stdout.isTTY !== true) return;
  const format = flags.format ?? (io.stdout.isTTY === true ? "table" : "json");
  await writeAll(render(report, format, "", style), io.stdout);
}
