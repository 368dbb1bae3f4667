/** Citizen service numbers (burgerservicenummer), by the 11-proef. */
import { calledOtherwise, clauseAfter, clauseBefore } from "./cues.js";
import { isAscii, type WrittenNumber, writtenNumbers } from "./digits.js";
import type { Match, Reading } from "./reading.js";
import { PATTERNS, TABLE } from "./table.js";

const { bsn_certain: CERTAIN, bsn_likely: LIKELY, bsn_possible: POSSIBLE } = TABLE.scores;

/** Nine digits that pass the 11-proef, and eight with a dropped zero when a cue stands near. */
export function* citizenServiceNumbers(reading: Reading): Generator<Match> {
  let reached = 0;
  for (const number of writtenNumbers(reading, TABLE.lengths.bsn)) {
    const { start, end, digits } = number;
    const score = start >= reached && isValid(digits.padStart(9, "0")) ? scoreOf(reading, number) : 0;
    if (score > 0) {
      reached = end;
      yield { start, end, score };
    }
  }
}

function isValid(digits: string): boolean {
  if (!isAscii(digits) || Number(digits) === 0) return false;
  let sum = -Number(digits[8]);
  for (let place = 0; place < 8; place += 1) sum += (9 - place) * Number(digits[place]);
  return sum % 11 === 0;
}

function scoreOf(reading: Reading, number: WrittenNumber): number {
  const { start, end, digits, groups, isolated, glued } = number;
  const cue = PATTERNS.bsn_cue;
  if (glued || calledOtherwise(reading, start, end, cue)) return 0;
  const before = cue.search(clauseBefore(reading, start, TABLE.windows.bsn_before)) !== null;
  const cued = before || cue.search(clauseAfter(reading, end, TABLE.windows.bsn_after)) !== null;
  if (digits.length < 9) return cued ? LIKELY : 0;
  if (cued) return isolated || before ? CERTAIN : 0;
  if (!isolated) return 0;
  return groups === 1 ? LIKELY : POSSIBLE;
}
