import { nearest } from "../config/nearest.js";
import { UsageError } from "../errors.js";
import type { Source } from "./contract.js";

/** A source as the command line or the configuration names it. */
export type SourceSpec =
  | string
  | { readonly file: string; readonly name?: string | undefined; readonly map?: Readonly<Record<string, string>> | undefined }
  | { readonly entra: string; readonly name?: string | undefined; readonly baseUrl?: string | undefined }
  | { readonly okta: string; readonly name?: string | undefined };

const KINDS = ["entra", "okta", "file", "sample"];

/**
 * The sources that specs name. Only the modules of the kinds that are named get loaded.
 * @throws UsageError on a spec that means nothing, or two sources of one name
 */
export async function openSources(specs: readonly SourceSpec[]): Promise<Source[]> {
  const sources = (await Promise.all(specs.map(openSource))).flat();
  const seen = new Set<string>();
  for (const source of sources) {
    if (seen.has(source.id))
      throw new UsageError(`two sources are called "${source.id}"`, "Give one of them another name in the configuration: {file: PATH, name: NAME}.");
    seen.add(source.id);
  }
  return sources;
}

async function openSource(spec: SourceSpec): Promise<Source[]> {
  if (typeof spec !== "string") {
    const name = spec.name === undefined ? {} : { name: spec.name };
    if ("file" in spec) return [await openFile({ path: spec.file, ...name, ...(spec.map === undefined ? {} : { map: spec.map }) })];
    const id = spec.name === undefined ? {} : { id: spec.name };
    if ("entra" in spec) return [await openEntra({ tenant: spec.entra, ...id, ...(spec.baseUrl === undefined ? {} : { baseUrl: spec.baseUrl }) })];
    return [await openOkta({ orgUrl: spec.okta, ...id })];
  }
  const [, kind = "", rest = ""] = /^([^:]*):?(.*)$/s.exec(spec) ?? [];
  switch (kind) {
    case "entra":
      return [await openEntra(rest === "" ? {} : { tenant: rest })];
    case "okta":
      return [await openOkta(rest === "" ? {} : { orgUrl: rest })];
    case "file": {
      const { parseFileSpec } = await import("./file/source.js");
      return [await openFile(parseFileSpec(spec))];
    }
    case "sample":
      return (await import("./sample/source.js")).sampleSources();
    default: {
      const meant = nearest(kind, KINDS);
      throw new UsageError(
        `--source ${spec}: unknown kind of source "${kind}"${meant === null ? "" : `; did you mean "${meant}"?`}`,
        "Use entra, okta, file:PATH or sample.",
      );
    }
  }
}

async function openFile(spec: { path: string; name?: string; map?: Readonly<Record<string, string>> }): Promise<Source> {
  return (await import("./file/source.js")).fileSource(spec);
}

async function openEntra(options: { id?: string; tenant?: string; baseUrl?: string }): Promise<Source> {
  return (await import("./entra/source.js")).entraSource(options);
}

async function openOkta(options: { id?: string; orgUrl?: string }): Promise<Source> {
  return (await import("./okta/source.js")).oktaSource(options);
}
