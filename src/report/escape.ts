/**
 * Text from a directory, made safe to print: control characters, terminal escapes, line breaks, bidirectional
 * overrides, invisible characters and lone surrogates are shown as `\u{…}` instead of being obeyed.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** C0 and C1 controls, soft hyphen, zero-width and bidirectional characters, line and paragraph separators, tags, lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** The same, cut to a number of characters with an ellipsis, so that a name of ten megabytes stays a name. */
export function shortened(text: string, limit = 200): string {
  const safe = printable(text.length > limit * 2 ? text.slice(0, limit * 2) : text);
  return safe.length > limit ? `${safe.slice(0, limit - 1)}…` : safe;
}
