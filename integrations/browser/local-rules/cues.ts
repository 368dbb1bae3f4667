/** Cues: words around a number that say what it is, or that it is something else. */
import type { Reading } from "./reading.js";
import { PATTERNS, type Pattern, TABLE } from "./table.js";

const WINDOWS = TABLE.windows;

/** Whether `cue` matches shortly before `start`. */
export function cueBefore(reading: Reading, start: number, cue: Pattern): boolean {
  return cue.search(reading.folded.slice(0, start), Math.max(0, start - WINDOWS.cue)) !== null;
}

/** What stands within `window` characters before `start`, back to the end of the clause before. */
export function clauseBefore(reading: Reading, start: number, window: number): string {
  const first = Math.max(0, start - window);
  const ended = PATTERNS.clause_end.lastEnd(reading.plain.slice(first, start));
  return reading.folded.slice(first + Math.max(0, ended), start);
}

/** What stands within `window` characters after `end`, up to the end of the clause. */
export function clauseAfter(reading: Reading, end: number, window: number): string {
  const stop = PATTERNS.clause_end.search(reading.plain.slice(end, end + window));
  return reading.folded.slice(end, end + (stop?.index ?? window));
}

/**
 * Whether words say that the number from `start` to `end` is an order, meter, invoice or such number.
 *
 * A word of `own` that stands nearer than the other word wins. Any one wins from the dossier or client that the number
 * belongs to and, when the receipt gives way, from the receipt that it stands on.
 */
export function calledOtherwise(
  reading: Reading,
  start: number,
  end: number,
  own: Pattern,
  receiptGivesWay = false,
): boolean {
  const before = clauseBefore(reading, start, WINDOWS.far);
  const wanted = own.lastEnd(before);
  if (PATTERNS.called.lastEnd(before) > wanted) return true;
  if (PATTERNS.just_before.search(before.slice(-WINDOWS.near))) {
    const belongs = PATTERNS.of_dossier.search(before) ?? (receiptGivesWay ? PATTERNS.on_receipt.search(before) : null);
    if (wanted < 0 || !belongs) return true;
  }
  const after = clauseAfter(reading, end, WINDOWS.after);
  return wanted < 0 && Boolean(PATTERNS.just_after.at(after) ?? PATTERNS.no_bsn.search(after));
}
