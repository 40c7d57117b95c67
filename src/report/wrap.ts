import stringWidth from "string-width";

/** One line, cut to the width with an ellipsis. */
export function cutTo(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let cut = "";
  for (const character of text) {
    if (stringWidth(cut + character) >= width) break;
    cut += character;
  }
  return `${cut}…`;
}

/** How much further the second and later lines of a paragraph are indented. */
const INDENT = "  ";

/** Text wrapped to a width, each line indented, the second and further ones by two more. */
export function wrap(text: string, width: number, indent: string): string {
  const [first = "", ...rest] = broken(text, width - indent.length - INDENT.length);
  return [indent + first, ...rest.map((line) => indent + INDENT + line)].join("\n");
}

/** Text in lines of at most a width, broken at spaces, and inside a word only where the word alone is wider. */
export function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((part) => pieces(part, width))) {
    const next = line === "" ? word : `${line} ${word}`;
    if (stringWidth(next) > width && line !== "") {
      lines.push(line);
      line = word;
    } else line = next;
  }
  return [...lines, line];
}

/** Where a long word may be broken so that both halves still read as what they are: behind the slash of an id, the hyphen of a name. */
const BREAKABLE = /[/@.:_-](?=[^/@.:_-]*$)/;

function pieces(word: string, width: number): string[] {
  if (stringWidth(word) <= width) return [word];
  const result: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece !== "" && stringWidth(piece + character) > width) {
      const at = BREAKABLE.exec(piece)?.index ?? -1;
      const end = at >= piece.length / 2 ? at + 1 : piece.length;
      result.push(piece.slice(0, end));
      piece = piece.slice(end);
    }
    piece += character;
  }
  return [...result, piece];
}
