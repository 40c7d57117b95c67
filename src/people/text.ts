/**
 * Text as names, logins and addresses are compared: folded to lower-case Latin without accents, and by sound.
 * All functions are pure; inputs are cut to a length that names never reach, so a field of megabytes stays cheap.
 */

/** Longer values are cut before anything else is done with them. */
export const LONGEST = 160;

// biome-ignore format: read as an alphabet
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ŀ: "l", ŋ: "n",
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ж: "zh", з: "z", и: "i", к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u",
  ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya", і: "i", є: "ie", ґ: "g", ј: "j", љ: "lj", њ: "nj", ћ: "c", ђ: "dj", џ: "dz",
  α: "a", β: "v", γ: "g", δ: "d", ε: "e", ζ: "z", η: "i", θ: "th", ι: "i", κ: "k", λ: "l", μ: "m", ν: "n", ξ: "x", ο: "o", π: "p", ρ: "r", σ: "s", ς: "s", τ: "t",
  υ: "y", φ: "f", χ: "ch", ψ: "ps", ω: "o",
};

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** Lower case, Latin letters, no accents: Łukasz → lukasz, Щукин → shchukin, Müller → muller. */
export function fold(text: string): string {
  const lower = (text.length > LONGEST ? text.slice(0, LONGEST) : text).toLowerCase();
  if (!BEYOND_ASCII.test(lower)) return lower;
  return lower
    .replaceAll("ου", "ou")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[\u0080-\uffff]/g, (letter) => LETTERS[letter] ?? letter);
}

/** Letters and digits with single spaces between words; apostrophes inside a word vanish. */
export function words(text: string): string {
  if (text === "") return "";
  const folded = fold(text).replace(/['’`´]/g, "");
  return folded.replace(BEYOND_ASCII.test(folded) ? /[^\p{L}\p{N}]+/gu : /[^a-z0-9]+/g, " ").trim();
}

/** Letters and digits only: a number or code as clerks write it in several ways. */
export function code(text: string): string {
  if (text === "") return "";
  const folded = fold(text);
  return folded.replace(BEYOND_ASCII.test(folded) ? /[^\p{L}\p{N}]+/gu : /[^a-z0-9]+/g, "");
}

/** Spellings of one sound that differ between languages, alphabets and clerks; the longer ones first. */
// biome-ignore format: read as a table
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ae/g, "a"], [/oe/g, "o"], [/ue/g, "u"],
  [/shch|sch/g, "sh"], [/ph/g, "f"], [/th/g, "t"], [/kh|ch|ck|c|q/g, "k"], [/tz/g, "ts"], [/dz/g, "z"], [/x/g, "ks"], [/z/g, "s"], [/w/g, "v"],
  [/[yj]/g, "i"], [/ee/g, "i"], [/oo|ou/g, "u"], [/(.)\1+/g, "$1"], [/(.)h$/, "$1"],
];

const keysByName = new Map<string, string>();
const MOST_REMEMBERED = 200_000;

/** Equal for names that only spelling conventions keep apart: Mueller and Muller, Sergej and Sergey, Philip and Filip. */
export function nameKey(name: string): string {
  const known = keysByName.get(name);
  if (known !== undefined) return known;
  let key = name;
  for (const [sound, plain] of SOUNDS) key = key.replace(sound, plain);
  remember(keysByName, name, key);
  return key;
}

/** Keeps a result for the next time, in bounded space. */
export function remember<K, V>(known: Map<K, V>, key: K, value: V): void {
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(key, value);
}

const matchedA = new Uint8Array(LONGEST);
const matchedB = new Uint8Array(LONGEST);

/** Jaro-Winkler similarity, 0 to 1 (Winkler 1990: a common start of up to four letters counts more). */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const n = Math.min(a.length, LONGEST);
  const m = Math.min(b.length, LONGEST);
  if (n === 0 || m === 0) return 0;
  const reach = Math.max(0, (Math.max(n, m) >> 1) - 1);
  matchedA.fill(0, 0, n);
  matchedB.fill(0, 0, m);
  let common = 0;
  for (let i = 0; i < n; i++) {
    const letter = a.charCodeAt(i);
    const end = Math.min(m, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++)
      if (matchedB[j] === 0 && b.charCodeAt(j) === letter) {
        matchedA[i] = 1;
        matchedB[j] = 1;
        common++;
        break;
      }
  }
  if (common === 0) return 0;
  let halfMoves = 0;
  for (let i = 0, j = 0; i < n; i++) {
    if (matchedA[i] === 0) continue;
    while (matchedB[j] === 0) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) halfMoves++;
    j++;
  }
  const jaro = (common / n + common / m + (common - halfMoves / 2) / common) / 3;
  let start = 0;
  while (start < 4 && start < n && start < m && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  return jaro + start * 0.1 * (1 - jaro);
}

/** Whether one insertion, deletion, substitution or exchange of neighbours makes the texts equal. */
export function withinOneEdit(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  let end = 0;
  while (end < short.length - start && short[short.length - 1 - end] === long[long.length - 1 - end]) end++;
  const left = short.length - start - end;
  if (long.length !== short.length) return left === 0;
  if (left <= 1) return true;
  return left === 2 && short[start] === long[start + 1] && short[start + 1] === long[start];
}

/** A number of 53 bits that stands for a text; equal texts have equal numbers, different ones practically never. 0 is never given. */
export function hash53(text: string): number {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return 4294967296 * (2097151 & high) + (low >>> 0) || 1;
}

/** Two numbers mixed into 32 bits, for blocking keys. 0 is never given. */
export function mix(a: number, b: number): number {
  let mixed = Math.imul((a >>> 0) ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul((b >>> 0) ^ 0x7f4a7c15, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0 || 1;
}

/** A hash of 53 bits as one of 32; 0 stays 0. */
export function fromDouble(value: number): number {
  const positive = Math.abs(value);
  return value === 0 ? 0 : mix(positive % 4294967296, Math.floor(positive / 4294967296));
}
