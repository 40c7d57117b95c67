import type { Random } from "../random.js";

/** Neighbouring keys of an English keyboard, row by row. */
const ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

function neighbour(random: Random, letter: string): string {
  const lower = letter.toLowerCase();
  const row = ROWS.findIndex((keys) => keys.includes(lower));
  const at = ROWS[row]?.indexOf(lower) ?? -1;
  const near = [ROWS[row]?.[at - 1], ROWS[row]?.[at + 1], ROWS[row - 1]?.[at], ROWS[row + 1]?.[at]].filter((key) => key !== undefined);
  // Digits stay digits, letters letters, as a form would insist.
  const alike = near.filter((key) => /\d/.test(key) === /\d/.test(lower));
  return alike.length > 0 ? random.pick(alike) : lower;
}

/** What a scanner reads for what. */
const SHAPES: readonly (readonly [string, string])[] = [
  ["m", "rn"],
  ["cl", "d"],
  ["l", "1"],
  ["o", "0"],
  ["s", "5"],
  ["b", "6"],
  ["g", "q"],
  ["e", "c"],
  ["w", "vv"],
  ["u", "v"],
  ["i", "j"],
  ["h", "b"],
  ["n", "ri"],
  ["z", "2"],
  ["5", "s"],
  ["8", "b"],
  ["1", "l"],
  ["0", "o"],
];

/** What sounds alike in English and is spelled in two ways. */
const SOUNDS: readonly (readonly [string, string])[] = [
  ["ph", "f"],
  ["ck", "k"],
  ["c", "k"],
  ["gh", "g"],
  ["mb", "m"],
  ["wr", "r"],
  ["x", "ks"],
  ["qu", "kw"],
  ["ie", "y"],
  ["ey", "y"],
  ["y", "i"],
  ["ee", "ea"],
  ["oo", "ou"],
  ["ai", "ay"],
  ["tt", "t"],
  ["ll", "l"],
  ["nn", "n"],
  ["ss", "s"],
  ["rr", "r"],
  ["sch", "sh"],
  ["th", "t"],
  ["z", "s"],
  ["v", "w"],
  ["dt", "t"],
  ["son", "sen"],
  ["ah", "a"],
];

function replaced(random: Random, text: string, table: readonly (readonly [string, string])[]): string | undefined {
  const lower = text.toLowerCase();
  const fitting = table.flatMap(([a, b]) => [...(lower.includes(a) ? [[a, b] as const] : []), ...(lower.includes(b) ? [[b, a] as const] : [])]);
  if (fitting.length === 0) return undefined;
  const [from, to] = random.pick(fitting);
  const at = lower.indexOf(from);
  return text.slice(0, at) + to + text.slice(at + from.length);
}

/** One slip of the fingers: a key struck beside, one too many, one too few, two swapped. */
export function slip(random: Random, text: string): string {
  if (text.length < 2) return text;
  const at = random.between(0, text.length - 1);
  const letter = text[at] ?? "";
  switch (random.between(0, 3)) {
    case 0:
      return text.slice(0, at) + neighbour(random, letter) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + neighbour(random, letter) + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at + 1);
    default:
      return at + 1 < text.length ? text.slice(0, at) + text[at + 1] + letter + text.slice(at + 2) : text;
  }
}

export const misheard = (random: Random, text: string): string => replaced(random, text, SOUNDS) ?? slip(random, text);

export const misread = (random: Random, text: string): string => replaced(random, text, SHAPES) ?? slip(random, text);

/** One change as data that were typed, dictated and scanned show them; splits and joins words once in a while. */
export function change(random: Random, text: string): string {
  const kind = random.next();
  if (kind < 0.55) return slip(random, text);
  if (kind < 0.75) return misheard(random, text);
  if (kind < 0.9) return misread(random, text);
  if (text.includes(" ")) return text.replace(" ", "");
  const at = random.between(1, Math.max(1, text.length - 1));
  return `${text.slice(0, at)} ${text.slice(at)}`;
}
