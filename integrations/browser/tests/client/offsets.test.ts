import assert from "node:assert/strict";
import { test } from "node:test";
import { codePointLength, utf16Spans } from "../../client/index.js";

/** The slow way: the text taken apart into code points. */
function slowly(text: string, offset: number): number {
  return Array.from(text).slice(0, offset).join("").length;
}

test("counts code points as the service does", () => {
  for (const text of ["", "abc", "é", "e\u0301", "👩‍👩‍👧", "\ud800", "\udc00\ud800", "a\udc00", "a\ud83dz", "😀😀"]) {
    assert.equal(codePointLength(text), Array.from(text).length, JSON.stringify(text));
  }
});

test("converts spans in any order, overlapping, empty and at the end", () => {
  const text = "😀 mevr 👩‍👩‍👧 Yılmaz \ud83d 🏳️‍🌈 e\u0301nd 😀";
  const length = codePointLength(text);
  const spans: { start: number; end: number }[] = [];
  for (let start = length; start >= 0; start -= 1) {
    for (let end = start; end <= length; end += 1) spans.push({ start, end });
  }
  const expected = spans.map(({ start, end }) => ({ start: slowly(text, start), end: slowly(text, end) }));
  assert.deepEqual(utf16Spans(text, spans), expected);
});

test("cuts the words that a finding means", () => {
  const text = "😀😀 bel Yilmaz 😀";
  const [span] = utf16Spans(text, [{ start: 7, end: 13, entity: "PERSON" }]);
  assert.ok(span);
  assert.equal(text.slice(span.start, span.end), "Yilmaz");
  assert.equal(span.entity, "PERSON");
});

test("leaves what it is given as it is, and ends at the end of the text", () => {
  const given = Object.freeze([Object.freeze({ start: 0, end: 99 })]);
  assert.deepEqual(utf16Spans("a😀", given), [{ start: 0, end: 3 }]);
  assert.deepEqual(utf16Spans("a😀", []), []);
});
