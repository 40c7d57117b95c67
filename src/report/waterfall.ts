import stringWidth from "string-width";
import { printable } from "./escape.js";
import { broken } from "./wrap.js";

/** What a waterfall shows of two accounts. */
export interface Waterfall {
  readonly a: string;
  readonly b: string;
  /** Null where the two were not weighed. */
  readonly probability: number | null;
  readonly decision: "match" | "review" | "apart";
  readonly evidence: readonly { readonly field: string; readonly outcome: string; readonly weight: number | null }[];
}

const VERDICTS = { match: "one person", review: "for a human to decide", apart: "two people" } as const;

/** A row of a waterfall with the sum of the rows up to it, in bits; null where a human decided. */
export interface Step {
  readonly field: string;
  readonly outcome: string;
  readonly weight: number | null;
  readonly sum: number | null;
}

/** The rows with their running sums, and what they come to: the log2 of the odds that the two are one person. */
export function added(evidence: Waterfall["evidence"]): { readonly steps: readonly Step[]; readonly bits: number } {
  let bits = 0;
  const steps = evidence.map((row): Step => {
    if (row.weight === null) return { ...row, sum: null };
    bits += row.weight;
    return { ...row, sum: bits };
  });
  return { steps, bits };
}

/** The probability of odds whose log2 is so many bits. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits);

/** Columns that a weight and a sum take. */
const NUMBERS = 18;

/**
 * The waterfall of a pair as lines of plain text: each row of evidence, the running sum, and the probability that it
 * comes to. Lines are no wider than `width` but for the accounts' own keys.
 */
export function waterfall(pair: Waterfall, width: number): string[] {
  const { steps, bits } = added(pair.evidence);
  const rows = steps.map((step) => ({ label: printable(`${step.field}: ${step.outcome}`), step }));
  const last = "probability 1 / (1 + 2^-sum)";
  const longest = Math.max(last.length, ...rows.map((row) => stringWidth(row.label)));
  const column = Math.max(20, Math.min(longest, width - NUMBERS));
  const line = (label: string, numbers: string) => {
    const lines = broken(label, column);
    const end = lines.pop() ?? "";
    return [...lines, `${end}${" ".repeat(Math.max(0, column - stringWidth(end)))}${numbers}`];
  };
  const decided = rows.some(({ step }) => step.weight === null);
  return [
    `${printable(pair.a)} and ${printable(pair.b)}: ${VERDICTS[pair.decision]}`,
    ...line("", `${"bits".padStart(9)}${"sum".padStart(9)}`),
    ...rows.flatMap(({ label, step }) =>
      line(label, step.weight === null ? "  decided by a human" : `${signed(step.weight)}${signed(step.sum ?? 0)}`),
    ),
    ...line(decided ? "probability by the evidence alone" : last, percent(probabilityOf(bits)).padStart(NUMBERS)),
  ];
}

const signed = (bits: number) => `${bits >= 0 ? "+" : ""}${bits.toFixed(2)}`.padStart(9);

/** A probability in percent, never rounded to certainty. */
export function percent(probability: number): string {
  if (probability === 0 || probability === 1) return `${probability * 100}%`;
  const shown = (probability * 100).toFixed(1);
  return shown === "100.0" ? ">99.9%" : shown === "0.0" ? "<0.1%" : `${shown}%`;
}
