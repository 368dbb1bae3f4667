// Offsets: the service counts code points, the browser UTF-16 units.

/** @typedef {import("../../../../integrations/browser/curate.js").Range} Range */

/**
 * Returns the ranges in UTF-16 units instead of code points.
 * @template {Range} T
 * @param {string} text
 * @param {readonly T[]} ranges
 * @returns {T[]}
 */
export function toUnits(text, ranges) {
  const units = [0];
  for (const point of text) units.push(/** @type {number} */ (units.at(-1)) + point.length);
  const unit = (/** @type {number} */ offset) => units[Math.min(Math.max(offset, 0), units.length - 1)] ?? 0;
  return ranges.map((range) => ({ ...range, start: unit(range.start), end: unit(range.end) }));
}

/**
 * Returns the ranges in code points instead of UTF-16 units.
 * @template {Range} T
 * @param {string} text
 * @param {readonly T[]} ranges
 * @returns {T[]}
 */
export function toPoints(text, ranges) {
  const point = (/** @type {number} */ offset) => Array.from(text.slice(0, offset)).length;
  return ranges.map((range) => ({ ...range, start: point(range.start), end: point(range.end) }));
}
