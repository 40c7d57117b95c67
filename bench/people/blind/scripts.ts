/** Ways of writing other scripts in Latin letters: several for each, because every office uses another one. */

const CYRILLIC: Readonly<Record<string, readonly [passport: string, english: string, german: string]>> = {
  а: ["a", "a", "a"],
  б: ["b", "b", "b"],
  в: ["v", "v", "w"],
  г: ["g", "g", "g"],
  ґ: ["g", "g", "g"],
  д: ["d", "d", "d"],
  е: ["e", "e", "e"],
  ё: ["e", "yo", "jo"],
  є: ["ie", "ye", "je"],
  ж: ["zh", "zh", "sch"],
  з: ["z", "z", "s"],
  и: ["i", "i", "i"],
  і: ["i", "i", "i"],
  ї: ["i", "yi", "ji"],
  й: ["i", "y", "j"],
  к: ["k", "k", "k"],
  л: ["l", "l", "l"],
  м: ["m", "m", "m"],
  н: ["n", "n", "n"],
  о: ["o", "o", "o"],
  п: ["p", "p", "p"],
  р: ["r", "r", "r"],
  с: ["s", "s", "s"],
  т: ["t", "t", "t"],
  у: ["u", "u", "u"],
  ф: ["f", "f", "f"],
  х: ["kh", "kh", "ch"],
  ц: ["ts", "ts", "z"],
  ч: ["ch", "ch", "tsch"],
  ш: ["sh", "sh", "sch"],
  щ: ["shch", "shch", "schtsch"],
  ъ: ["ie", "", ""],
  ы: ["y", "y", "y"],
  ь: ["", "", ""],
  э: ["e", "e", "e"],
  ю: ["iu", "yu", "ju"],
  я: ["ia", "ya", "ja"],
  "'": ["", "", ""],
  "’": ["", "", ""],
};

const UKRAINIAN: Readonly<Record<string, string>> = { г: "h", и: "y" };

const GREEK_PAIRS: readonly (readonly [string, readonly [string, string]])[] = [
  ["ου", ["ou", "u"]],
  ["αυ", ["av", "au"]],
  ["ευ", ["ev", "ef"]],
  ["μπ", ["b", "mp"]],
  ["ντ", ["nt", "d"]],
  ["γκ", ["gk", "g"]],
  ["γγ", ["ng", "gg"]],
];
const GREEK: Readonly<Record<string, readonly [string, string]>> = {
  α: ["a", "a"],
  β: ["v", "b"],
  γ: ["g", "g"],
  δ: ["d", "d"],
  ε: ["e", "e"],
  ζ: ["z", "z"],
  η: ["i", "e"],
  θ: ["th", "th"],
  ι: ["i", "i"],
  κ: ["k", "k"],
  λ: ["l", "l"],
  μ: ["m", "m"],
  ν: ["n", "n"],
  ξ: ["x", "x"],
  ο: ["o", "o"],
  π: ["p", "p"],
  ρ: ["r", "r"],
  σ: ["s", "s"],
  ς: ["s", "s"],
  τ: ["t", "t"],
  υ: ["y", "i"],
  φ: ["f", "ph"],
  χ: ["ch", "h"],
  ψ: ["ps", "ps"],
  ω: ["o", "o"],
};

const INITIALS = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const VOWELS = ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"];
const FINALS = [
  "",
  "k",
  "k",
  "k",
  "n",
  "n",
  "n",
  "t",
  "l",
  "k",
  "m",
  "l",
  "l",
  "l",
  "l",
  "l",
  "m",
  "p",
  "p",
  "t",
  "t",
  "ng",
  "t",
  "t",
  "k",
  "t",
  "p",
  "t",
];
/** Syllables that Koreans mostly write otherwise than the official romanisation does. */
const HANGUL_HABITS: Readonly<Record<string, string>> = {
  jun: "joon",
  hyeon: "hyun",
  yeong: "young",
  u: "woo",
  su: "soo",
  hui: "hee",
  seong: "sung",
  jeong: "jung",
  geon: "gun",
};

const titled = (text: string): string => text.replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

/** Russian or Ukrainian in Latin letters; scheme 0 as in passports, 1 as English readers like it, 2 as German ones do. */
export function cyrillic(text: string, scheme: 0 | 1 | 2, ukrainian = false): string {
  const letters = [...text.toLowerCase()].map((letter) => (ukrainian ? UKRAINIAN[letter] : undefined) ?? CYRILLIC[letter]?.[scheme] ?? letter);
  return titled(letters.join(""));
}

/** Greek in Latin letters; scheme 0 is the passport's. */
export function greek(text: string, scheme: 0 | 1): string {
  let plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  for (const [pair, latin] of GREEK_PAIRS) plain = plain.replaceAll(pair, latin[scheme]);
  return titled([...plain].map((letter) => GREEK[letter]?.[scheme] ?? letter).join(""));
}

/** The syllables of a Korean name; scheme 0 official, 1 as people mostly write themselves. */
export function hangul(text: string, scheme: 0 | 1): readonly string[] {
  return [...text].map((syllable) => {
    const code = (syllable.codePointAt(0) ?? 0) - 0xac00;
    if (code < 0 || code > 11171) return syllable;
    const latin = `${INITIALS[Math.floor(code / 588)]}${VOWELS[Math.floor((code % 588) / 28)]}${FINALS[code % 28]}`;
    return scheme === 1 ? (HANGUL_HABITS[latin] ?? latin) : latin;
  });
}

/** ASCII letters as a mail administrator of that country writes them. */
export function ascii(text: string, german: boolean): string {
  const umlauts = german
    ? text.replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/Ä/g, "Ae").replace(/Ö/g, "Oe").replace(/Ü/g, "Ue")
    : text;
  return umlauts
    .replace(/ß/g, "ss")
    .replace(/[øØ]/g, "o")
    .replace(/[æÆ]/g, "ae")
    .replace(/[łŁ]/g, "l")
    .replace(/[đĐ]/g, "d")
    .replace(/ı/g, "i")
    .normalize("NFD")
    .replace(/[^\x20-\x7e]/g, "");
}
