import type { Fact } from "../inventory/facts.js";
import type { AnyRule, Need } from "../rules/contract.js";
import type { Diagnosis, PermissionState } from "../sources/contract.js";
import { printable } from "./escape.js";

/** What came of looking at one source. */
export interface Checkup {
  readonly source: string;
  readonly kind: string;
  /** Null where there is nothing to ask, or it could not be asked. */
  readonly diagnosis: Diagnosis | null;
  readonly failure: { readonly message: string; readonly hint: string | null } | null;
}

const SIGNS: Record<PermissionState["state"], string> = {
  granted: "granted   ",
  missing: "MISSING   ",
  unlicensed: "unlicensed",
  unknown: "unknown   ",
};

/** Rules that cannot tell anything about a source that does not give some facts. */
export function blinded(rules: readonly AnyRule[], facts: readonly Fact[]): string[] {
  const isLost = (need: Need) => need.split("|").every((fact) => (facts as readonly string[]).includes(fact));
  return rules.filter((rule) => rule.needs.some(isLost)).map((rule) => rule.id);
}

/** The checkup for people. Whatever a service says is escaped. */
export function checkupText(configuration: string | null, checkups: readonly Checkup[], rules: readonly AnyRule[]): string {
  const lines = [configuration === null ? "configuration: none found, defaults apply" : `configuration: ${printable(configuration)}, is well`];
  if (checkups.length === 0) lines.push("no source is given: name one with --source, or in the configuration");
  for (const checkup of checkups) lines.push("", ...sourceLines(checkup, rules));
  return `${lines.join("\n")}\n`;
}

function sourceLines({ source, diagnosis, failure }: Checkup, rules: readonly AnyRule[]): string[] {
  if (failure !== null) return [`${printable(failure.message)}`, ...(failure.hint === null ? [] : [`  ${printable(failure.hint)}`])];
  if (diagnosis === null) return [`${printable(source)}: nothing to ask, it needs no permission`];
  const width = Math.max(...diagnosis.permissions.map(({ permission }) => permission.length));
  const lines = diagnosis.permissions.flatMap((permission) => {
    const head = `  ${SIGNS[permission.state]}  ${permission.permission.padEnd(width)}  ${permission.gives.join(", ")}`;
    if (permission.state === "granted") return [head];
    const blind = blinded(rules, permission.facts);
    return [
      head,
      ...(permission.reason === null ? [] : [`              ${printable(permission.reason)}`]),
      ...without("unknown", permission.facts),
      ...without("incomplete", permission.thins ?? []),
      `              rules that see nothing: ${blind.length === 0 ? "none" : blind.join(", ")}`,
    ];
  });
  const tenant = diagnosis.tenant === null ? "" : `, directory ${printable(diagnosis.tenant)}`;
  return [`${printable(source)}: reachable${tenant}`, ...lines, ...diagnosis.notes.map((note) => `  ${printable(note)}`)];
}

function without(state: "unknown" | "incomplete", facts: readonly Fact[]): string[] {
  return facts.length === 0 ? [] : [`              without it, ${state}: ${facts.join(", ")}`];
}

/** The checkup for programs. */
export function checkupJson(configuration: string | null, checkups: readonly Checkup[], rules: readonly AnyRule[]): string {
  const sources = checkups.map(({ source, kind, diagnosis, failure }) => ({
    source,
    kind,
    reachable: failure === null,
    ...(failure === null ? {} : { failure }),
    ...(diagnosis === null
      ? {}
      : {
          tenant: diagnosis.tenant,
          permissions: diagnosis.permissions.map((permission) => ({
            ...permission,
            blinds: permission.state === "granted" ? [] : blinded(rules, permission.facts),
          })),
          notes: diagnosis.notes,
        }),
  }));
  return `${JSON.stringify({ configuration, sources }, null, 2)}\n`;
}
