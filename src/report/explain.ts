import type { AccountIdentity, LinkExplanation, PairExplanation, PersonIdentity } from "../people/explain.js";
import type { AccountEntry, DuplicateEntry, FindingEntry, PersonEntry, Readiness, Report } from "./model.js";
import { added } from "./waterfall.js";

/** A person with what an audit says of them; `readiness` is null where there was none. */
export interface PersonPage {
  readonly identity: PersonIdentity;
  readonly readiness: Readiness | null;
  /** Findings that concern the person, or fail one of their gates. */
  readonly findings: readonly FindingEntry[];
}

/** Why something is as it is. */
export type Explanation =
  | { readonly people: readonly PersonPage[] }
  | { readonly accounts: readonly AccountIdentity[] }
  | { readonly finding: FindingEntry }
  | { readonly pair: PairExplanation };

/**
 * Why one thing in a report is as it is: a person (id, display name, or one of their accounts as `source/id` or user
 * name), an account that belongs to nobody, or a finding (fingerprint). Null when the report holds nothing of that name;
 * several people of one name are all explained.
 */
export async function explain(report: Report, what: string): Promise<Explanation | null> {
  const finding = await findingOf(report, what);
  if (finding !== null) return { finding };
  const people: PersonEntry[] = [];
  for await (const person of report.people()) if (isCalled(person, what)) people.push(person);
  if (people.length > 0) return { people: await pagesOf(report, await identitiesOf(report, people)) };
  const accounts: AccountIdentity[] = [];
  for await (const entry of report.accounts()) {
    const identity = identityOf(entry);
    if (entry.person === null && (identity.account === what || entry.userName?.toLowerCase() === what.toLowerCase())) accounts.push(identity);
  }
  return accounts.length === 0 ? null : { accounts };
}

/** The finding that has the fingerprint, or null. */
export async function findingOf(report: Report, fingerprint: string): Promise<FindingEntry | null> {
  for await (const finding of report.findings()) if (finding.fingerprint === fingerprint) return finding;
  return null;
}

/** People with what the report says of them. */
export async function pagesOf(report: Report, identities: readonly PersonIdentity[]): Promise<PersonPage[]> {
  const wanted = new Map(identities.map((identity) => [identity.person, identity]));
  const readiness = new Map<string, Readiness>();
  for await (const entry of report.people()) {
    if (wanted.has(entry.id)) readiness.set(entry.id, entry.readiness);
    if (readiness.size === wanted.size) break;
  }
  const gates = new Set([...readiness.values()].flatMap((entry) => entry.gates.flatMap((gate) => gate.findings)));
  const findings: FindingEntry[] = [];
  for await (const finding of report.findings())
    if (gates.has(finding.fingerprint) || finding.people.some((person) => wanted.has(person))) findings.push(finding);
  return identities.map((identity) => {
    const own = readiness.get(identity.person) ?? null;
    const failed = new Set(own?.gates.flatMap((gate) => gate.findings));
    return {
      identity,
      readiness: own,
      findings: findings.filter((finding) => finding.people.includes(identity.person) || failed.has(finding.fingerprint)),
    };
  });
}

/** Why two accounts are one person, or may be, as far as the report holds it; null where it does not. Accounts are `source/id` or user names. */
export async function explainPairOf(report: Report, a: string, b: string): Promise<PairExplanation | null> {
  const named = [a, b];
  const found: ({ readonly identity: AccountIdentity; readonly isNobodys: boolean } | null)[] = [null, null];
  for await (const entry of report.accounts())
    for (const [n, name] of named.entries()) {
      const identity = identityOf(entry);
      const isKey = identity.account === name;
      if (isKey || (found[n] === null && entry.userName?.toLowerCase() === name.toLowerCase()))
        found[n] = { identity, isNobodys: entry.person === null };
    }
  const [one, other] = found;
  if (one == null || other == null || one.identity.account === other.identity.account) return null;
  const [first = "", second = ""] = [one.identity.account, other.identity.account].sort();
  const nobodys = [one, other].flatMap(({ identity, isNobodys }) => (isNobodys ? [identity] : []));
  if (nobodys.length > 0) return { a: first, b: second, probability: null, decision: "apart", evidence: [], chain: [], nobodys };
  for await (const person of report.people()) {
    const link = person.links.find((candidate) => candidate.a === first && candidate.b === second);
    if (link !== undefined) return { ...link, chain: [], nobodys: [] };
  }
  for await (const duplicate of report.duplicates())
    if (duplicate.a === first && duplicate.b === second) return { ...reviewLink(duplicate), chain: [], nobodys: [] };
  return null;
}

function identityOf({ source, id, userName, active, kind, kindConfidence, kindEvidence }: AccountEntry): AccountIdentity {
  return { account: `${source}/${id}`, userName, active, kind, confidence: kindConfidence ?? null, kindEvidence };
}

function isCalled(person: PersonEntry, what: string): boolean {
  const lower = what.toLowerCase();
  return (
    person.id === what ||
    person.displayName?.toLowerCase() === lower ||
    person.accounts.some((account) => `${account.source}/${account.id}` === what || account.userName?.toLowerCase() === lower)
  );
}

/** Who people are, as a report says it in several places. */
async function identitiesOf(report: Report, people: readonly PersonEntry[]): Promise<PersonIdentity[]> {
  const ids = new Set(people.map((person) => person.id));
  const accounts = new Map<string, AccountIdentity>();
  for await (const entry of report.accounts())
    if (entry.person !== null && ids.has(entry.person)) accounts.set(`${entry.source}/${entry.id}`, identityOf(entry));
  const open: DuplicateEntry[] = [];
  for await (const duplicate of report.duplicates()) if (duplicate.people.some((person) => ids.has(person))) open.push(duplicate);
  return people.map((entry) => ({
    person: entry.id,
    displayName: entry.displayName,
    everyday: { account: entry.everydayAccount, why: entry.everydayWhy ?? null },
    accounts: entry.accounts.map(({ advice, ...own }) => {
      const account = `${own.source}/${own.id}`;
      const known = accounts.get(account) ?? identityOf({ ...own, kindEvidence: [], person: entry.id });
      return { ...known, everyday: account === entry.everydayAccount, advice: advice ?? null };
    }),
    links: [
      ...[...entry.links].sort(strongestFirst),
      ...open
        .filter((duplicate) => duplicate.people.includes(entry.id))
        .map(reviewLink)
        .sort(strongestFirst),
    ],
  }));
}

const strongestFirst = (x: LinkExplanation, y: LinkExplanation) => y.probability - x.probability || (x.a + x.b < y.a + y.b ? -1 : 1);

/** The link behind an entry of `duplicates`; reports of earlier releases name the people, not the accounts. */
function reviewLink({ a, b, people, probability, decision, evidence, question }: DuplicateEntry): LinkExplanation {
  return { a: a ?? people[0], b: b ?? people[1], probability, decision, evidence, ...(question === undefined ? {} : { question }) };
}

/** An explanation as JSON has it: each link with its running sums, in bits. */
export function explanationJson(explanation: Explanation): Readonly<Record<string, unknown>> {
  if ("pair" in explanation) return { pair: { ...linkJson(explanation.pair), chain: explanation.pair.chain.map(linkJson) } };
  if (!("people" in explanation)) return explanation;
  return {
    people: explanation.people.map(({ identity, readiness, findings }) => ({
      ...identity,
      links: identity.links.map(linkJson),
      readiness,
      findings,
    })),
  };
}

function linkJson<L extends Pick<PairExplanation, "evidence">>(link: L): Readonly<Record<string, unknown>> {
  const { steps, bits } = added(link.evidence);
  return { ...link, bits: link.evidence.length === 0 ? null : bits, evidence: steps };
}
