/** Bank account numbers: IBAN of any country, by its structure and mod 97 (ISO 13616). */
import type { Match, Reading } from "./reading.js";
import { PATTERNS, TABLE } from "./table.js";

const { separators: SEPARATORS, widest_gap: WIDEST_GAP } = TABLE.iban;
const CHARACTERS: Readonly<Record<string, string>> = { n: "[0-9]", a: "[A-Z]", c: "[0-9A-Z]" };
const ACCOUNTS: Readonly<Record<string, string>> = TABLE.iban.accounts;
const PUBLISHED: ReadonlySet<string> = new Set((TABLE.organisation.ibans as string[]).map(compact));

/** The valid number at every place where one starts, in any grouping and case. */
export function* accountNumbers(reading: Reading): Generator<Match> {
  const text = reading.plain;
  let reached = 0;
  let found = PATTERNS.iban_start.search(text);
  while (found) {
    const start = found.index;
    const structure = ACCOUNTS[compact(found[0]).slice(0, 2)];
    const end = structure && start >= reached ? endOf(text, start, lengthOf(structure)) : null;
    if (structure && end !== null) {
      const number = compact(text.slice(start, end));
      if (isValid(number, structure)) {
        reached = end;
        yield { start, end, score: TABLE.scores.iban, public: PUBLISHED.has(number) };
      }
    }
    found = PATTERNS.iban_start.search(text, start + 1);
  }
}

/** How many letters and digits a number has whose account is written as, say, `4a10n`. */
function lengthOf(structure: string): number {
  return (structure.match(/\d+/g) ?? []).reduce((sum, count) => sum + Number(count), 4);
}

/** Where the number of `length` letters and digits from `start` ends, if nothing else comes between. */
function endOf(text: string, start: number, length: number): number | null {
  let seen = 0;
  let gap = 0;
  for (let index = start; index < Math.min(text.length, start + WIDEST_GAP * length); index += 1) {
    const character = text.charAt(index);
    if (/[0-9A-Za-z]/.test(character)) {
      gap = 0;
      seen += 1;
      if (seen === length) return PATTERNS.iban_goes_on.at(text, index + 1) ? null : index + 1;
    } else if (SEPARATORS.includes(character) && gap < WIDEST_GAP) {
      gap += 1;
    } else {
      return null;
    }
  }
  return null;
}

function isValid(number: string, structure: string): boolean {
  const account = structure.replace(/(\d+)([nac])/g, (_, count, kind) => `${CHARACTERS[kind]}{${count}}`);
  return new RegExp(`^.{4}${account}$`).test(number) && remainder(number.slice(4) + number.slice(0, 4)) === 1;
}

/** The remainder after division by 97, where A is 10 and Z is 35. */
function remainder(number: string): number {
  let rest = 0;
  for (const character of number) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

function compact(number: string): string {
  return number.replace(/[^0-9A-Za-z]/g, "").toUpperCase();
}
