import assert from "node:assert/strict";
import { test } from "node:test";
import type { WatchState } from "../../client/index.js";
import { carried, type Mark, marksOf, reasonsOf } from "../../component/marks.js";
import { assessed, finding, number } from "./builders.js";

const mark = (start: number, end: number): Mark => ({ start, end, level: "warn", reasons: [0] });
const words = (text: string, marks: readonly Mark[]): string[] => marks.map(({ start, end }) => text.slice(start, end));

test("only what belongs to a category with a level is underlined", () => {
  const state = assessed("Yilmaz is er met optie B", {
    levels: { personal: "none", decision: "warn" },
    findings: [finding(0, 6, { category: "personal" }), finding(18, 24, { category: "decision", entity: null })],
  });
  assert.deepEqual(
    reasonsOf(state).map(({ start, end, level }) => [start, end, level]),
    [[18, 24, "warn"]],
  );
});

test("a crisis makes the line lighter, as it makes the verdict", () => {
  const state = assessed("Yilmaz", { verdict: "notice", levels: { personal: "warn" }, findings: [finding(0, 6)] });
  assert.equal(reasonsOf(state)[0]?.level, "notice");
});

test("a category that was not checked underlines nothing, and one that warns still does", () => {
  const state = assessed("Yilmaz 06", {
    verdict: "unchecked",
    levels: { personal: "warn", decision: null },
    findings: [finding(0, 6), finding(7, 9, { category: "decision" })],
  });
  assert.deepEqual(
    reasonsOf(state).map(({ start, level }) => [start, level]),
    [[0, "warn"]],
  );
});

test("numbers that are published are not underlined", () => {
  const numbers = [number("NL_BSN", 0, 9), { ...number("PHONE_NUMBER", 10, 13), public: true }];
  const state: WatchState = { status: "unchecked", text: "123456782 112", why: "offline", numbers };
  assert.deepEqual(
    reasonsOf(state).map(({ entity, level }) => [entity, level]),
    [["NL_BSN", "warn"]],
  );
});

test("while a newer text is assessed, what was known is shown", () => {
  const last = assessed("Yilmaz", { findings: [finding(0, 6)] });
  assert.equal(reasonsOf({ status: "checking", text: "Yilmaz w", last }).length, 1);
  assert.equal(reasonsOf({ status: "checking", text: "Yilmaz", last: null }).length, 0);
});

test("what overlaps is cut into stretches, each with all its reasons, the heaviest line first", () => {
  const reasons = [
    { start: 0, end: 10, level: "notice", entity: null, explanation: "a" },
    { start: 4, end: 6, level: "warn", entity: "PERSON", explanation: "b" },
  ] as const;
  assert.deepEqual(marksOf("0123456789", reasons), [
    { start: 0, end: 4, level: "notice", reasons: [0] },
    { start: 4, end: 6, level: "warn", reasons: [0, 1] },
    { start: 6, end: 10, level: "notice", reasons: [0] },
  ]);
});

test("offsets of the service count code points, marks count UTF-16 units", () => {
  const text = "👩‍👧 Yilmaz 🙈";
  const start = [...text].indexOf("Y");
  const reason = { start, end: start + 6, level: "warn", entity: "PERSON", explanation: "" } as const;
  assert.deepEqual(words(text, marksOf(text, [reason])), ["Yilmaz"]);
});

test("marks stay on their words while something is typed elsewhere", () => {
  const before = "bel Yilmaz en Jansen";
  const marks = [mark(4, 10), mark(14, 20)];
  for (const [after, left] of [
    ["bel even Yilmaz en Jansen", ["Yilmaz", "Jansen"]],
    ["bel Yilmaz en Jansen even", ["Yilmaz", "Jansen"]],
    ["bel Yilmaz, of Jansen", ["Yilmaz", "Jansen"]],
    ["bel Yilaz en Jansen", ["Jansen"]],
    ["Jansen", ["Jansen"]],
    ["", []],
    ["bel", []],
  ] as const) {
    assert.deepEqual(words(after, carried(marks, before, after)), left, after);
  }
});

test("marks that are carried never lie outside the text", () => {
  const alphabet = "ab ";
  const texts = Array.from({ length: 81 }, (_, seed) =>
    [0, 1, 2, 3].map((place) => alphabet[Math.floor(seed / 3 ** place) % 3]).join(""),
  );
  for (const before of texts) {
    for (const after of [...texts, "", "a", "ba", "abababab"]) {
      for (const { start, end } of carried([mark(0, 1), mark(1, 3), mark(3, 4)], before, after)) {
        assert.ok(start >= 0 && start < end && end <= after.length, `${before} → ${after}: ${start}–${end}`);
      }
    }
  }
});
