/** Credit card numbers, by their issuer's prefix, length and the Luhn check (ISO/IEC 7812). */
import { calledOtherwise, cueBefore } from "./cues.js";
import { isAscii, writtenNumbers } from "./digits.js";
import type { Match, Reading } from "./reading.js";
import { PATTERNS, TABLE } from "./table.js";

/** The numbers of the large issuers that pass the Luhn check; of other bank cards those with a cue. */
export function* cardNumbers(reading: Reading): Generator<Match> {
  const cue = PATTERNS.card_cue;
  for (const { start, end, digits, isolated, glued } of writtenNumbers(reading, TABLE.lengths.card)) {
    const alone = isolated || PATTERNS.card_expiry.at(reading.plain, end) !== null;
    if (glued || !alone || !isValid(digits)) continue;
    const issued =
      PATTERNS.card_issuers.isWhole(digits) || (PATTERNS.card_debit.isWhole(digits) && cueBefore(reading, start, cue));
    if (issued && !calledOtherwise(reading, start, end, cue, true)) yield { start, end, score: TABLE.scores.card };
  }
}

function isValid(digits: string): boolean {
  if (!isAscii(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (1 + (place % 2));
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
