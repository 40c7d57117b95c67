import { z } from "zod";
import { SEVERITIES } from "../rules/contract.js";

const severity = z.enum(SEVERITIES);
const pair = z.tuple([z.string(), z.string()]);
const tier = z.union([z.literal(0), z.literal(1), z.literal(2)]);

const source = z.union([
  z.string().describe("entra, entra:TENANT_ID, okta, okta:https://ORG, file:PATH or sample"),
  z.strictObject({
    file: z.string().describe("A CSV, JSON or NDJSON file, or a folder of them."),
    name: z.string().optional().describe("The name of the source; default: the file's or folder's name."),
    map: z.record(z.string(), z.string()).optional().describe("Column of the file: column of the import format."),
  }),
  z.strictObject({
    entra: z.string().describe("Tenant id."),
    name: z.string().optional(),
    baseUrl: z.string().optional().describe("Microsoft Graph of another cloud, as https://graph.microsoft.us."),
  }),
  z.strictObject({ okta: z.string().describe("Organisation URL."), name: z.string().optional() }),
]);

const rule = z.union([
  z.literal("off"),
  z.strictObject({
    severity: severity.optional(),
    options: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.array(z.string())])).optional(),
  }),
]);

/** The configuration file. Unknown keys are errors: a misspelt key would silently not protect. */
export const configSchema = z.strictObject({
  sources: z.array(source).optional().describe("Which directories to read when no --source is given."),
  sourceOfRecord: z.string().optional().describe("The source whose status and employee numbers win."),
  breakGlass: z.array(z.string()).optional().describe("Emergency accounts, as source/id or userName. Declared, never guessed."),
  people: z
    .strictObject({
      same: z.array(pair).optional().describe("Pairs of accounts that are one person."),
      different: z.array(pair).optional().describe("Pairs of accounts that are two people."),
      decisions: z.string().optional().describe("A CSV of such decisions: a, b, decision (same or different)."),
    })
    .optional(),
  rules: z.record(z.string(), rule).optional().describe("A rule's id: off, or its severity and options."),
  customRules: z.array(z.string()).optional().describe("Files or folders of rule modules."),
  separationOfDuties: z.array(pair).optional().describe("Pairs of roles that one person must not hold together."),
  tiers: z.record(z.string(), tier).optional().describe("A role's name, or source/name: its tier."),
  readiness: z
    .strictObject({
      profile: z.literal("default").optional(),
      weights: z.record(z.string(), z.number().nonnegative()).optional().describe("A dimension's id: its weight."),
      thresholds: z.record(z.string(), z.number().min(0).max(100)).optional(),
      requireRisk: z.boolean().optional().describe("Without a risk state nobody is READY."),
    })
    .optional(),
  waivers: z.string().optional().describe("The file of accepted findings."),
  failOn: z.enum(["critical", "high", "medium", "low", "none"]).optional(),
});

export type Config = z.infer<typeof configSchema>;

/** The waivers file: accepted findings, each with reason, owner and expiry. */
export const waiversSchema = z.array(
  z.strictObject({
    fingerprint: z.string(),
    reason: z.string().min(1),
    owner: z.string().min(1),
    expires: z.string().regex(/^\d{4}-\d{2}-\d{2}/, "must be an ISO date"),
  }),
);
