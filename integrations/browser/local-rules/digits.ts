/** Numbers as people type them: groups of digits with separators between. */
import type { Reading } from "./reading.js";
import { endOf, PATTERNS, TABLE } from "./table.js";

/** Digits that were written as one number. */
export interface WrittenNumber {
  start: number;
  end: number;
  digits: string;
  /** How many groups of digits it has. */
  groups: number;
  /** What stands around it keeps it further apart than its own groups are. */
  isolated: boolean;
  /** It is part of a word, an amount, a code or a web address. */
  glued: boolean;
}

interface Group {
  start: number;
  end: number;
  /** How far what follows stands apart. */
  gap: number;
}

const GAPS = [PATTERNS.gap_narrow, PATTERNS.gap_middle, PATTERNS.gap_wide];
/** A separation wider than any within a number: text, or the end of it. */
const EDGE = 9;

/**
 * The numbers that have one of `lengths` digits, in order of their start.
 *
 * A number starts where the separation before it is wider than within it, so that of a list of numbers each is read on its
 * own, and that no part of a longer number is read as a shorter one.
 */
export function* writtenNumbers(reading: Reading, lengths: readonly number[]): Generator<WrittenNumber> {
  const groups = digitGroups(reading.plain);
  let before = EDGE;
  for (const [first, group] of groups.entries()) {
    if (before > 1) yield* startingAt(reading, groups, first, before, lengths);
    before = group.gap;
  }
}

function digitGroups(text: string): Group[] {
  const groups = Array.from(PATTERNS.digit_group.all(text), (match) => ({
    start: match.index,
    end: endOf(match),
    gap: EDGE,
  }));
  groups.forEach((group, index) => {
    const next = groups[index + 1];
    if (next) group.gap = widthOf(text, group.end, next.start);
  });
  return groups;
}

function* startingAt(
  reading: Reading,
  groups: readonly Group[],
  first: number,
  before: number,
  lengths: readonly number[],
): Generator<WrittenNumber> {
  const longest = Math.max(...lengths);
  const start = groups[first]?.start ?? 0;
  let digits = "";
  let widest = 1;
  for (let last = first; ; last += 1) {
    const group = groups[last];
    if (!group || digits.length + group.end - group.start > longest) return;
    digits += reading.plain.slice(group.start, group.end);
    if (lengths.includes(digits.length) && group.gap > 1) {
      const { end, gap } = group;
      yield {
        start,
        end,
        digits,
        groups: last - first + 1,
        isolated: gap > widest,
        glued: isGlued(reading, start, end),
      };
    }
    widest = Math.max(widest, group.gap);
    if (widest >= before) return;
  }
}

function widthOf(text: string, start: number, end: number): number {
  if (end - start > TABLE.lengths.gap) return EDGE;
  const between = text.slice(start, end);
  return GAPS.findIndex((gap) => gap.isWhole(between)) + 1 || EDGE;
}

function isGlued(reading: Reading, start: number, end: number): boolean {
  const { address, glued } = TABLE.windows;
  const word = reading.plain
    .slice(Math.max(0, start - address), start)
    .split(/[ \n]/)
    .at(-1) as string;
  return Boolean(
    PATTERNS.glued_before.search(reading.folded.slice(Math.max(0, start - glued), start)) ??
      PATTERNS.glued_after.at(reading.folded.slice(end, end + glued)) ??
      PATTERNS.in_address.search(word),
  );
}

/** Whether the digits are those of ASCII, which alone have a check digit. */
export function isAscii(digits: string): boolean {
  return /^[0-9]*$/.test(digits);
}
