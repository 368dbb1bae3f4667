/**
 * What the rules read: a text in a small alphabet, and what they report of it.
 *
 * Two languages can only agree about every text when they agree about every character, and the regular expressions of
 * Python and of JavaScript do not. So before a rule reads a text, each character outside ASCII gives way to one that stands
 * for its kind: `ä` for any small letter, `Ä` for a capital, `٠` to `٩` for the digits of any script. The table's
 * `alphabet` lists them. Each stands for one code point and takes one UTF-16 unit, so that a place in the reading is a
 * number of code points of the text.
 */
import { TABLE } from "./table.js";

/** A span that a rule reports, in code points. */
export interface Match {
  start: number;
  end: number;
  /** From 0 to 1. */
  score: number;
  public?: boolean;
  own?: boolean;
}

/** A text as the rules read it, with its capitals and without. */
export interface Reading {
  readonly plain: string;
  readonly folded: string;
}

const ALPHABET = TABLE.alphabet;
const DIGIT = /\p{Nd}/u;
const KINDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\p{Lu}/u, ALPHABET.upper],
  [/\p{L}/u, ALPHABET.letter],
  [/[\p{Alphabetic}\p{M}\p{Pc}\p{Join_Control}]/u, ALPHABET.word],
  [/[\p{Z}\x85]/u, ALPHABET.space],
  [new RegExp(`[${ALPHABET.digit_signs}]`, "u"), ALPHABET.digit_sign],
];

/** The text in the alphabet of the rules. */
export function read(text: string): Reading {
  const plain = text.replace(/[^\0-\x7f]/gu, kindOf);
  return { plain, folded: plain.replaceAll("İ", "i").toLowerCase() };
}

/** What stands for a character, after its compatible form where that is a single character. */
function kindOf(written: string): string {
  const compatible = written.normalize("NFKC");
  const character = [...compatible].length === 1 ? compatible : written;
  if (character <= "\x7f" || ALPHABET.kept.includes(character)) return character;
  if (DIGIT.test(character)) return ALPHABET.digits[decimalOf(character)] as string;
  return KINDS.find(([kind]) => kind.test(character))?.[1] ?? ALPHABET.other;
}

/** The value of a decimal digit: Unicode puts the ten of a script in a row, and several such rows after one another. */
function decimalOf(digit: string): number {
  const code = digit.codePointAt(0) as number;
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
