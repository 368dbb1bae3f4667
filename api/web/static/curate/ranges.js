// How parts of a text stay where they are while the text changes around them. Offsets are UTF-16 units.

/** @typedef {import("../../../../integrations/browser/curate.js").Range} Range */
/** @typedef {{ start: number, end: number, length: number }} Edit The part that was taken out, and how long what came is. */

const WORD = /[\p{L}\p{N}]/u;

/**
 * Returns what changed between two texts, as one edit.
 * @param {string} before
 * @param {string} after
 * @returns {Edit}
 */
export function difference(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { start, end: before.length - tail, length: after.length - tail - start };
}

/**
 * Returns where a part of a text is after an edit, `null` when nothing is left of it.
 * @template {Range} T
 * @param {T} range
 * @param {Edit} edit
 * @param {string} after The text after the edit.
 * @returns {T | null}
 */
export function follow(range, edit, after) {
  const shift = edit.length - (edit.end - edit.start);
  if (edit.start >= range.end && !goesOn(range, edit, after)) return range;
  if (edit.end <= range.start) return { ...range, start: range.start + shift, end: range.end + shift };
  if (edit.start >= range.start && edit.end <= range.end) return orNothing({ ...range, end: range.end + shift });
  if (edit.start <= range.start && edit.end >= range.end) return null;
  if (edit.start < range.start) return orNothing({ ...range, start: edit.start + edit.length, end: range.end + shift });
  return orNothing({ ...range, end: edit.start });
}

/** Whether somebody types on at the end of a word. @param {Range} range @param {Edit} edit @param {string} after */
function goesOn(range, edit, after) {
  const isInsertion = edit.start === edit.end && edit.start === range.end && edit.length > 0;
  return isInsertion && WORD.test(after[edit.start] ?? "") && WORD.test(after[edit.start - 1] ?? "");
}

/** @template {Range} T @param {T} range @returns {T | null} */
function orNothing(range) {
  return range.end > range.start ? range : null;
}

/**
 * @template {Range} T
 * @param {readonly T[]} ranges
 * @param {Edit} edit
 * @param {string} after
 * @returns {T[]}
 */
export function followAll(ranges, edit, after) {
  return ranges.map((range) => follow(range, edit, after)).filter((range) => range !== null);
}

/** @param {Range} one @param {Range} other */
export function overlap(one, other) {
  return one.start < other.end && other.start < one.end;
}

/**
 * Returns the range without white space at its edges, `null` when there is nothing else.
 * @template {Range} T
 * @param {string} text
 * @param {T} range
 * @returns {T | null}
 */
export function trimmed(text, range) {
  const words = text.slice(range.start, range.end);
  const start = range.start + words.length - words.trimStart().length;
  return orNothing({ ...range, start, end: start + words.trim().length });
}

/**
 * Returns where these words stand in a text as whole words, in any case.
 * @param {string} text
 * @param {string} words
 * @returns {Range[]}
 */
export function occurrences(text, words) {
  const pattern = words.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, "giu");
  return Array.from(text.matchAll(whole), ({ index, 0: found }) => ({ start: index, end: index + found.length }));
}
