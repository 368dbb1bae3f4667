/**
 * Telephone numbers of the Netherlands, private and published.
 *
 * The ranges follow the Dutch numbering plan, as Google's libphonenumber describes them. Numbers of other countries need
 * its whole metadata: the service finds those.
 */
import { calledOtherwise, cueBefore } from "./cues.js";
import type { Match, Reading } from "./reading.js";
import { endOf, PATTERNS, type PatternName, TABLE } from "./table.js";

const { phone_valid: VALID, phone_possible: POSSIBLE, phone_public: PUBLIC } = TABLE.scores;
const DIGITS = TABLE.alphabet.digits;
const PUBLISHED: ReadonlySet<string> = new Set(TABLE.organisation.phone_numbers.map(national));

/** Published and Dutch numbers, and mobiles without their zero. */
export function* telephoneNumbers(reading: Reading): Generator<Match> {
  for (const name of ["phone_municipality", "phone_service"] as const) {
    for (const [start, end] of callable(reading, name)) yield { start, end, score: PUBLIC, public: true };
  }
  yield* shortNumbers(reading);
  for (const [start, end] of callable(reading, "phone_dutch")) yield* dutch(reading, start, end);
  for (const [start, end] of callable(reading, "phone_without_zero")) {
    if (cueBefore(reading, start, PATTERNS.phone_cue)) yield { start, end, score: POSSIBLE };
  }
}

function* shortNumbers({ folded }: Reading): Generator<Match> {
  for (const match of PATTERNS.phone_short.all(folded)) {
    const [start, end] = [match.index, endOf(match)];
    const called =
      PATTERNS.phone_short_before.search(before(folded, start)) ?? PATTERNS.phone_short_after.at(folded, end);
    if (called && !PATTERNS.phone_counted.at(folded, end)) yield { start, end, score: PUBLIC, public: true };
  }
}

function* dutch(reading: Reading, start: number, end: number): Generator<Match> {
  const written = reading.plain.slice(start, end);
  const number = national(written);
  if (PATTERNS.phone_published.at(number)) {
    if (!written.startsWith("0") || written.startsWith("00")) yield { start, end, score: PUBLIC, public: true };
  } else if (PATTERNS.phone_valid.isWhole(toAscii(number))) {
    yield { start, end, score: VALID, public: PUBLISHED.has(number) };
  } else if (number.startsWith("06") || cueBefore(reading, start, PATTERNS.phone_cue)) {
    yield { start, end, score: POSSIBLE, public: PUBLISHED.has(number) };
  }
}

/** What the pattern finds, if nothing around says that the digits are a date, a document or an order. */
function* callable(reading: Reading, name: PatternName): Generator<[number, number]> {
  const text = name === "phone_municipality" ? reading.folded : reading.plain;
  for (const match of PATTERNS[name].all(text)) {
    const [start, end] = [match.index, endOf(match)];
    const words = before(reading.folded, start);
    const counting = PATTERNS.phone_counting.at(text, start) && PATTERNS.phone_counting_before.search(words);
    const otherwise =
      counting ||
      PATTERNS.phone_date.at(text, start) ||
      PATTERNS.phone_document.search(words) ||
      words.slice(words.lastIndexOf(" ") + 1).includes("://") ||
      calledOtherwise(reading, start, end, PATTERNS.phone_cue);
    if (!otherwise) yield [start, end];
  }
}

function before(text: string, start: number): string {
  return text.slice(Math.max(0, start - TABLE.windows.cue), start);
}

/** The digits as dialled within the Netherlands. */
function national(number: string): string {
  const digits = PATTERNS.phone_not_digit.remove(number.replaceAll("(0)", "").replaceAll("O", "0"));
  const country = PATTERNS.phone_country.at(digits);
  return country ? `0${digits.slice(endOf(country))}` : digits;
}

function toAscii(number: string): string {
  return number.replace(/[^0-9]/g, (digit) => String(DIGITS.indexOf(digit)));
}
