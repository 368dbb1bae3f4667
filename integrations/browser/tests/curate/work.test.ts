// What becomes of a message while a curator works on it, and where its parts are after every change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Opened, Work } from "../../curate.js";

/** The modules of the page; they are no package of their own, so that node would not know them for modules. */
interface Modules {
  points: typeof import("../../../../api/web/static/curate/points.js");
  ranges: typeof import("../../../../api/web/static/curate/ranges.js");
  work: typeof import("../../../../api/web/static/curate/work.js");
}

const { outputFiles } = await build({
  stdin: {
    contents: ["points", "ranges", "work"].map((name) => `export * as ${name} from "./${name}.js";`).join("\n"),
    resolveDir: fileURLToPath(new URL("../../../../api/web/static/curate/", import.meta.url)),
  },
  ...{ bundle: true, format: "esm", write: false },
});
const { points, ranges, work } = (await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString("base64")}`
)) as Modules;
const { toPoints, toUnits } = points;
const { difference, follow, occurrences, trimmed } = ranges;

const TEXT = "😀 Jan belt Jan op 06-12345678";

/** Marks these words, in code points of the text. */
function entity(words: string, label: string, from = 0): { start: number; end: number; label: string } {
  const start = Array.from(TEXT.slice(0, TEXT.indexOf(words, from))).length;
  return { start, end: start + Array.from(words).length, label };
}

const JAN = entity("Jan", "PERSON");
const JAN_AGAIN = entity("Jan", "PERSON", TEXT.indexOf("belt"));
const PHONE = entity("06-12345678", "PHONE_NUMBER");

function opened(more: Partial<Opened> = {}): Opened {
  const levels = { personal: "warn", decision: "none", confidential: "none" } as const;
  return {
    ...{ id: "a", revision: "1", state: "waiting", text: TEXT, comment: null, language: "nl", levels, corrected: null },
    ...{ reason: null, right: null, action: "sent", topics: [], entities: [JAN, JAN_AGAIN, PHONE] },
    replacements: [
      { ...JAN, proposals: ["Abdelkarim", "Bo"] },
      { ...JAN_AGAIN, proposals: ["Abdelkarim", "Bo"] },
      { ...PHONE, proposals: ["06-87654321"] },
    ],
    ...{ labellings: [], until: "2026-01-01T00:00:00Z" },
    ...more,
  };
}

/** The words that are marked. */
function marked({ text, spans }: Work): string[] {
  return spans.map(({ start, end }) => text.slice(start, end));
}

test("offsets go from code points to units and back", () => {
  const spans = [JAN, JAN_AGAIN, PHONE];
  const units = toUnits(TEXT, spans);
  assert.deepEqual(
    units.map(({ start, end }) => TEXT.slice(start, end)),
    ["Jan", "Jan", "06-12345678"],
  );
  assert.deepEqual(toPoints(TEXT, units), spans);
});

test("the difference of two texts is one edit", () => {
  assert.deepEqual(difference("Jan belt", "Bo belt"), { start: 0, end: 3, length: 2 });
  assert.deepEqual(difference("aa", "aaa"), { start: 2, end: 2, length: 1 });
  assert.deepEqual(difference("a", ""), { start: 0, end: 1, length: 0 });
});

test("a part follows the text around it", () => {
  const part = { start: 4, end: 7 };
  const after = (start: number, end: number, length: number) => follow(part, { start, end, length }, "............");
  assert.deepEqual(after(0, 0, 2), { start: 6, end: 9 });
  assert.deepEqual(after(8, 9, 0), part);
  assert.deepEqual(after(5, 6, 3), { start: 4, end: 9 });
  assert.deepEqual(after(4, 7, 1), { start: 4, end: 5 });
  assert.deepEqual(after(2, 5, 1), { start: 3, end: 5 });
  assert.deepEqual(after(6, 9, 1), { start: 4, end: 6 });
  assert.equal(after(4, 7, 0), null);
  assert.equal(after(3, 8, 4), null);
});

test("who types on at the end of a word writes more of it, and behind a space something else", () => {
  assert.deepEqual(follow({ start: 0, end: 3 }, { start: 3, end: 3, length: 1 }, "Jans"), { start: 0, end: 4 });
  assert.deepEqual(follow({ start: 0, end: 3 }, { start: 3, end: 3, length: 1 }, "Jan "), { start: 0, end: 3 });
});

test("words are found as whole words, whatever they hold", () => {
  assert.deepEqual(occurrences("Jan (jan) Jansen", "jan"), [
    { start: 0, end: 3 },
    { start: 5, end: 8 },
  ]);
  assert.deepEqual(occurrences("a+b aab", "a+b"), [{ start: 0, end: 3 }]);
  assert.deepEqual(trimmed(" Jan ", { start: 0, end: 5 }), { start: 1, end: 4 });
  assert.equal(trimmed("   ", { start: 0, end: 3 }), null);
});

test("everything is replaced by the first proposal, words that come twice by the same", () => {
  const begun = work.begin(opened());
  assert.equal(begun.text, "😀 Abdelkarim belt Abdelkarim op 06-87654321");
  assert.equal(begun.swaps.length, 2);
  assert.deepEqual(marked(begun), ["Abdelkarim", "Abdelkarim", "06-87654321"]);
  assert.deepEqual(begun.levels, opened().levels);
});

test("another proposal, or none for a while, keeps the marks where they were", () => {
  const begun = work.begin(opened());
  const emptied = work.swapFor(begun, 0, "");
  assert.equal(emptied.text, "😀  belt  op 06-87654321");
  const other = work.swapFor(emptied, 0, "Bo");
  assert.equal(other.text, "😀 Bo belt Bo op 06-87654321");
  assert.deepEqual(marked(other), ["Bo", "Bo", "06-87654321"]);
  assert.deepEqual(work.toRecord(other)?.entities, [
    { start: 2, end: 4, label: "PERSON" },
    { start: 10, end: 12, label: "PERSON" },
    { start: 16, end: 27, label: "PHONE_NUMBER" },
  ]);
});

test("a text that is typed over keeps the rest", () => {
  const begun = work.begin(opened());
  const typed = work.edited(begun, begun.text.replace("belt", "appt met"));
  assert.deepEqual(marked(typed), ["Abdelkarim", "Abdelkarim", "06-87654321"]);
  const gone = work.edited(typed, "niets");
  assert.deepEqual([gone.spans, gone.swaps.map(({ at }) => at.length)], [[], [0, 0]]);
  assert.equal(work.edited(gone, "niets"), gone);
});

test("words of the original that are marked are replaced wherever they stand, and told to the service", () => {
  const text = "Bij Bakkerij Smit is brand. Smit belt.";
  const begun = work.begin(opened({ text, entities: [], replacements: [] }));
  const start = text.indexOf("Smit");
  const own = work.markedOriginal(begun, { start: start - 1, end: start + 5 }, "PERSON");
  assert.deepEqual(
    work.originals(own).map((span) => text.slice(span.start, span.end)),
    ["Smit", "Smit"],
  );
  const replaced = work.swapFor(own, 0, "Mulder");
  assert.equal(replaced.text, "Bij Bakkerij Mulder is brand. Mulder belt.");
  assert.deepEqual(marked(replaced), ["Mulder", "Mulder"]);
  assert.equal(work.markedOriginal(begun, { start: 3, end: 4 }, "PERSON"), begun);
  const unnamed = work.markedOriginal(begun, { start: 4, end: 12 }, "");
  assert.deepEqual([work.originals(unnamed), unnamed.spans, unnamed.swaps.length], [[], [], 1]);
});

test("edges stop at the ends of the text, at a neighbour and before nothing is left, and never cut a character", () => {
  const begun = work.begin(opened({ text: "😀Jan", entities: [], replacements: [] }));
  const span = work.withSpan(begun, { start: 2, end: 5, label: "PERSON" });
  const wider = work.withEdge(span, 0, "start", -1);
  assert.deepEqual(marked(wider), ["😀Jan"]);
  assert.equal(work.withEdge(wider, 0, "start", -1), wider);
  assert.equal(work.withEdge(wider, 0, "end", 1), wider);
  assert.deepEqual(marked(work.withEdge(wider, 0, "start", 1)), ["Jan"]);
  const two = work.withSpan(work.withSpan(begun, { start: 2, end: 3, label: "PERSON" }), {
    start: 3,
    end: 5,
    label: "PERSON",
  });
  assert.equal(work.withEdge(two, 0, "end", 1), two);
  assert.equal(work.withEdge(two, 0, "end", -1), two);
});

test("a mark takes the place of what it overlaps", () => {
  const begun = work.begin(opened());
  const wider = work.withSpan(begun, { start: 2, end: begun.text.indexOf(" op"), label: "PERSON" });
  assert.deepEqual(marked(wider), ["Abdelkarim belt Abdelkarim", "06-87654321"]);
});

test("what the writer corrected goes before what the model says, and what is not known stays open", () => {
  const corrected = { personal: "notice", decision: "none", confidential: "none" } as const;
  assert.deepEqual(work.begin(opened({ corrected })).levels, corrected);
  const levels = { personal: null, decision: null, confidential: "none" } as const;
  const unknown = work.begin(opened({ levels }));
  assert.deepEqual(unknown.levels, { confidential: "none" });
  assert.equal(work.toRecord(unknown), null);
});

test("a second curator begins without the labels of the first", () => {
  const hidden = { dismissed: null, lang: null, personal: null, decision: null, confidential: null, topics: null };
  const labelling = { ...hidden, entities: null, look_alike: null, text: "Bo belt" };
  const begun = work.begin(opened({ state: "second", labellings: [labelling] }));
  assert.deepEqual([begun.text, begun.levels, begun.topics, begun.spans, begun.swaps], ["Bo belt", {}, [], [], []]);
});

test("a look-alike is only what is clean", () => {
  const begun = { ...work.begin(opened()), lookAlike: true };
  assert.equal(work.toRecord(begun)?.look_alike, false);
  const clean = { ...begun, levels: { personal: "none", decision: "none", confidential: "none" } } as const;
  assert.equal(work.toRecord(clean)?.look_alike, true);
});
