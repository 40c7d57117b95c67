import { FACT_STATES } from "../inventory/facts.js";
import { DIMENSIONS, GATES } from "../readiness/model.js";
import { SEVERITIES } from "../rules/contract.js";
import { SCHEMA_VERSION } from "./model.js";

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string" };
const textOrNull: Schema = { type: ["string", "null"] };
const count: Schema = { type: "integer", minimum: 0 };
const percent: Schema = { type: "number", minimum: 0, maximum: 100 };
const moment: Schema = { type: "string", format: "date-time" };
const texts: Schema = { type: "array", items: text };
const oneOf = (values: readonly unknown[]): Schema => ({ enum: values });
const list = (items: Schema): Schema => ({ type: "array", items });
const counts = (names: readonly string[]): Schema => object(Object.fromEntries(names.map((name) => [name, count])));

/** An object that has all of these, and may later have more: the report is extended compatibly. */
function object(properties: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return { type: "object", required: Object.keys(properties), properties: { ...properties, ...optional } };
}

const fingerprint: Schema = { type: "string", pattern: "^[0-9a-f]{16}$" };
const accountKey: Schema = { type: "string", description: "source/id" };
const evidence: Schema = list(
  object({ field: text, outcome: text, weight: { type: ["number", "null"], description: "bits; positive speaks for one person" } }),
);

const source = object({
  id: text,
  kind: text,
  collectedAt: { ...moment, type: ["string", "null"] },
  counts: { type: "object", additionalProperties: count },
  facts: { type: "object", additionalProperties: oneOf(FACT_STATES) },
  partial: texts,
  reasons: { type: "object", additionalProperties: text },
  rejected: object({ count, records: list(object({ place: text, row: { type: ["integer", "null"] }, column: textOrNull, reason: text })) }),
  notes: texts,
});

const probability: Schema = { type: "number", minimum: 0, maximum: 1 };

const account = object(
  {
    source: text,
    id: text,
    userName: textOrNull,
    kind: text,
    kindEvidence: texts,
    active: { type: ["boolean", "null"] },
    person: textOrNull,
  },
  { kindConfidence: probability },
);

const readiness = object(
  {
    verdict: oneOf(["READY", "CONDITIONAL", "BLOCKED"]),
    score: object({ proven: percent, possible: percent }),
    gates: list(object({ id: oneOf(GATES), status: oneOf(["pass", "fail", "unknown"]), findings: list(fingerprint) })),
    dimensions: list(
      object({
        id: oneOf(DIMENSIONS.map((dimension) => dimension.id)),
        proven: percent,
        possible: percent,
        weight: { type: "number", minimum: 0 },
        reasons: texts,
      }),
    ),
    pathToReady: list(object({ action: text, subject: text, finding: { anyOf: [fingerprint, { type: "null" }] }, gain: { type: "number" } })),
  },
  { conditions: texts },
);

const person = object(
  {
    id: text,
    displayName: textOrNull,
    everydayAccount: { ...accountKey, type: ["string", "null"] },
    accounts: list(
      object(
        { source: text, id: text, userName: textOrNull, kind: text, active: { type: ["boolean", "null"] } },
        { advice: { ...text, description: "what to do with it: delegate from it, keep, merge or close it" } },
      ),
    ),
    links: list(object({ a: accountKey, b: accountKey, probability, decision: oneOf(["match", "review"]), evidence })),
    readiness,
  },
  { everydayWhy: { ...text, description: "why the everyday account is that one" } },
);

const agent = object({
  id: text,
  source: text,
  displayName: textOrNull,
  humans: texts,
  sponsors: texts,
  consents: list(object({ principal: text, resource: text, scopes: texts })),
  applicationRoles: texts,
  blastRadius: { type: "object" },
});

const finding = object({
  fingerprint,
  ruleId: text,
  severity: oneOf(SEVERITIES),
  title: text,
  message: text,
  subject: object({ type: text, source: text, id: text, name: textOrNull }),
  people: texts,
  evidence: { type: "object" },
  controls: texts,
  remediation: object({ summary: text, steps: texts, commands: texts }),
  status: oneOf(["new", "known", "waived"]),
  waiver: { anyOf: [object({ reason: text, owner: text, expires: moment }), { type: "null" }] },
});

/** JSON Schema of the JSON report, published as `schema/report.schema.json`. */
export const reportSchema: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "obo-audit report",
  ...object({
    schemaVersion: { const: SCHEMA_VERSION },
    tool: object({ name: { const: "obo-audit" }, version: text }),
    scannedAt: moment,
    now: moment,
    sources: list(source),
    summary: object({
      ...Object.fromEntries(["people", "accounts", "agents", "ready", "conditional", "blocked"].map((name) => [name, count])),
      findings: counts(SEVERITIES),
    }),
    accounts: list(account),
    people: list(person),
    agents: list(agent),
    duplicates: list(
      object(
        { people: { ...texts, minItems: 2, maxItems: 2 }, probability, decision: { const: "review" }, evidence },
        { a: accountKey, b: accountKey, question: { ...text, description: "what to ask a human" } },
      ),
    ),
    findings: list(finding),
    rules: list(object({ id: text, status: oneOf(["run", "unknown", "skipped"]), reason: textOrNull })),
  }),
};
