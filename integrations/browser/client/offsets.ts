// The service counts Unicode code points, JavaScript counts UTF-16 units; they differ in texts with emoji.

/** A piece of a text, from `start` up to but not including `end`. */
export interface Span {
  start: number;
  end: number;
}

/** Counts the code points of `text`, as the service does; half of a surrogate pair counts as one. */
export function codePointLength(text: string): number {
  // Without a regular expression: `RegExp.input` would keep the text, for every script of the page.
  let length = text.length;
  for (let unit = 1; unit < text.length; unit += 1) {
    if (isLow(text.charCodeAt(unit)) && isHigh(text.charCodeAt(unit - 1))) length -= 1;
  }
  return length;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/**
 * Converts offsets in code points, as they stand in an assessment, to offsets for `slice`, `Range` and `setSelectionRange`.
 *
 * Goes through the text once, however many spans there are and in whatever order.
 *
 * @param text - The text that the spans are of, as it was sent.
 * @param spans - Findings, local findings, or anything else with a `start` and an `end` in code points.
 * @returns A copy of every span, in the same order, with `start` and `end` in UTF-16 units. Offsets behind the end of
 *   the text become its length.
 */
export function utf16Spans<T extends Span>(text: string, spans: readonly T[]): T[] {
  const offsets = spans.flatMap(({ start, end }) => [start, end]).sort((one, other) => one - other);
  const units = new Map<number, number>();
  let point = 0;
  let unit = 0;
  for (const offset of offsets) {
    for (; point < offset && unit < text.length; point += 1) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
    units.set(offset, unit);
  }
  return spans.map((span) => ({ ...span, start: units.get(span.start) ?? 0, end: units.get(span.end) ?? 0 }));
}
