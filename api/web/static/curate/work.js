// One message while it is reviewed: what its text becomes, and its labels. Every change returns another work, so that
// each can be taken back.
import { toPoints, toUnits } from "./points.js";
import { difference, followAll, occurrences, overlap, trimmed } from "./ranges.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Work} Work */
/** @typedef {import("../../../../integrations/browser/curate.js").Opened} Opened */
/** @typedef {import("../../../../integrations/browser/curate.js").Span} Span */
/** @typedef {import("../../../../integrations/browser/curate.js").Swap} Swap */
/** @typedef {import("../../../../integrations/browser/curate.js").Range} Range */
/** @typedef {import("../../../../integrations/browser/curate.js").MessageRecord} MessageRecord */
/** @typedef {import("../../../../integrations/browser/curate.js").Labelling} Labelling */
/** @typedef {import("../../../../integrations/browser/curate.js").Levels} Levels */
/** @typedef {import("../../../../integrations/browser/curate.js").KnownLevels} KnownLevels */

/** @param {Range} one @param {Range} other */
const inOrder = (one, other) => one.start - other.start;

/**
 * Returns the work as it starts: every entity replaced by the first proposal, levels as they were proposed.
 * @param {Opened} opened
 * @returns {Work}
 */
export function begin(opened) {
  const [labelled] = opened.labellings;
  return labelled === undefined ? fromOriginal(opened) : fromLabelled(opened, labelled);
}

/**
 * A text that another curator rewrote already: seen without its labels, or with both labellings when they differ.
 * @param {Opened} opened
 * @param {Labelling} labelled
 * @returns {Work}
 */
function fromLabelled(opened, labelled) {
  const { id, revision, state } = opened;
  const text = labelled.text ?? opened.text;
  return {
    ...{ id, revision, state, original: text, originalSpans: [], swaps: [], text },
    spans: toUnits(text, labelled.entities ?? []).sort(inOrder),
    ...{ found: [], levels: {}, topics: [], lang: labelled.lang ?? opened.language, lookAlike: false },
  };
}

/** @param {Opened} opened @returns {Work} */
function fromOriginal(opened) {
  const replacements = toUnits(opened.text, opened.replacements).sort(inOrder);
  const others = toUnits(opened.text, opened.entities).filter(
    (entity) => !replacements.some((replacement) => overlap(replacement, entity)),
  );
  /** @type {Map<string, Swap>} */
  const swaps = new Map();
  for (const { start, end, label, proposals } of replacements) {
    const words = opened.text.slice(start, end);
    const name = `${label} ${words.toLowerCase()}`;
    const swap = swaps.get(name) ?? { words, label, from: [], isOwn: false, proposals, value: words, at: [] };
    swaps.set(name, { ...swap, from: [...swap.from, { start, end }], at: [...swap.at, { start, end }] });
  }
  const spans = [...replacements.map(({ start, end, label }) => ({ start, end, label })), ...others].sort(inOrder);
  const { id, revision, state } = opened;
  /** @type {Work} */
  let work = {
    ...{ id, revision, state, original: opened.text, originalSpans: spans },
    ...{ swaps: [...swaps.values()], text: opened.text, spans, found: [] },
    levels: opened.corrected ?? known(opened.levels),
    ...{ topics: opened.topics, lang: opened.language, lookAlike: false },
  };
  for (const [index, swap] of work.swaps.entries()) work = swapFor(work, index, swap.proposals[0] ?? swap.words);
  return work;
}

/**
 * The curator typed in the text to keep.
 * @param {Work} work
 * @param {string} text
 * @returns {Work}
 */
export function edited(work, text) {
  if (text === work.text) return work;
  const edit = difference(work.text, text);
  const swaps = work.swaps.map((swap) => {
    const at = followAll(swap.at, edit, text);
    const [first] = at;
    return { ...swap, at, value: first ? text.slice(first.start, first.end) : swap.value };
  });
  return { ...work, text, swaps, spans: followAll(work.spans, edit, text), found: followAll(work.found, edit, text) };
}

/**
 * Puts other words in the place of what a swap replaces, everywhere.
 * @param {Work} work
 * @param {number} index Of the swap.
 * @param {string} value
 * @returns {Work}
 */
export function swapFor(work, index, value) {
  let changed = work;
  const count = work.swaps[index]?.at.length ?? 0;
  for (let place = 0; place < count; place += 1) {
    const at = changed.swaps[index]?.at[place];
    if (at !== undefined) changed = put(changed, at, value);
  }
  return { ...changed, swaps: changed.swaps.map((swap, other) => (other === index ? { ...swap, value } : swap)) };
}

/**
 * Puts words in the place of a part of the text; what was marked there keeps its mark.
 * @param {Work} work
 * @param {Range} place
 * @param {string} words
 * @returns {Work}
 */
function put(work, place, words) {
  const text = work.text.slice(0, place.start) + words + work.text.slice(place.end);
  const edit = { ...place, length: words.length };
  /** @template {Range} T @param {readonly T[]} ranges @returns {T[]} */
  const moved = (ranges) =>
    ranges.flatMap((range) =>
      range.start === place.start && range.end === place.end
        ? [{ ...range, end: place.start + words.length }] // may be empty: it comes back when something is typed
        : followAll([range], edit, text),
    );
  const swaps = work.swaps.map((swap) => ({ ...swap, at: moved(swap.at) }));
  return { ...work, text, swaps, spans: moved(work.spans), found: moved(work.found) };
}

/**
 * Marks words of the original as to be replaced, wherever the text to keep still has them.
 * @param {Work} work
 * @param {Range} range In the original.
 * @param {string} label Name of the entity, or "" for words that are none.
 * @returns {Work} The same work when there is nothing to mark.
 */
export function markedOriginal(work, range, label) {
  const place = trimmed(work.original, range);
  if (place === null) return work;
  const words = work.original.slice(place.start, place.end);
  const at = occurrences(work.text, words);
  const others = work.swaps.filter((swap) => swap.words.toLowerCase() !== words.toLowerCase());
  const swap = { words, label, from: occurrences(work.original, words), isOwn: true, proposals: [], value: words, at };
  const spans = work.spans.filter((span) => !at.some((here) => overlap(here, span)));
  const added = label === "" ? [] : at.map((here) => ({ ...here, label }));
  return { ...work, swaps: [...others, swap], spans: [...spans, ...added].sort(inOrder) };
}

/**
 * Marks a part of the text to keep; what it overlaps gives way.
 * @param {Work} work
 * @param {Span} span
 * @returns {Work}
 */
export function withSpan(work, span) {
  const place = trimmed(work.text, span);
  if (place === null) return work;
  const spans = [...work.spans.filter((other) => !overlap(other, place)), place].sort(inOrder);
  return { ...work, spans, found: work.found.filter((other) => !overlap(other, place)) };
}

/** @param {Work} work @param {number} index @returns {Work} */
export function withoutSpan(work, index) {
  return { ...work, spans: work.spans.filter((_, other) => other !== index) };
}

/** @param {Work} work @param {number} index @param {string} label @returns {Work} */
export function relabelled(work, index, label) {
  return { ...work, spans: work.spans.map((span, other) => (other === index ? { ...span, label } : span)) };
}

/**
 * Moves an edge of a span; it stops at its neighbours, at the ends of the text and before it is empty.
 * @param {Work} work
 * @param {number} index
 * @param {"start" | "end"} edge
 * @param {-1 | 1} step In characters.
 * @returns {Work}
 */
export function withEdge(work, index, edge, step) {
  const span = work.spans[index];
  if (span === undefined) return work;
  const size = characterAt(work.text, step === 1 ? span[edge] : span[edge] - 1);
  const moved = { ...span, [edge]: span[edge] + step * size };
  const isFree = work.spans.every((other, place) => place === index || !overlap(other, moved));
  if (moved.start < 0 || moved.end > work.text.length || moved.start >= moved.end || !isFree) return work;
  return { ...work, spans: work.spans.map((other, place) => (place === index ? moved : other)) };
}

/** How many units the character has that one of `offset` belongs to. @param {string} text @param {number} offset */
function characterAt(text, offset) {
  return /[\uD800-\uDFFF]/.test(text[offset] ?? "") ? 2 : 1;
}

/**
 * Remembers what recognisers find in the text, as far as it is marked by nothing yet.
 * @param {Work} work
 * @param {readonly Span[]} entities In code points of the text.
 * @returns {Work}
 */
export function withFound(work, entities) {
  const found = toUnits(work.text, entities).filter((entity) => !work.spans.some((span) => overlap(span, entity)));
  return { ...work, found };
}

/** Whether the message is fine in every category. @param {Work} work */
export function isClean(work) {
  return ["personal", "decision", "confidential"].every(
    (category) => work.levels[/** @type {"personal"} */ (category)] === "none",
  );
}

/**
 * Returns the message as the corpus has it, `null` when a level has not been chosen.
 * @param {Work} work
 * @returns {MessageRecord | null}
 */
export function toRecord(work) {
  const { personal, decision, confidential } = work.levels;
  if (personal === undefined || decision === undefined || confidential === undefined) return null;
  return {
    ...{ text: work.text, lang: work.lang, personal, decision, confidential, topics: [...work.topics] },
    entities: toSend(work),
    look_alike: work.lookAlike && isClean(work),
  };
}

/** Returns the spans of the text that are sent. @param {Work} work @returns {Span[]} */
export function sentSpans(work) {
  return work.spans.map((span) => trimmed(work.text, span)).filter((span) => span !== null);
}

/** Returns the spans as the service takes them, in code points. @param {Work} work @returns {Span[]} */
export function toSend(work) {
  return toPoints(work.text, sentSpans(work));
}

/** Returns what the curator marked in the original, in code points. @param {Work} work @returns {Span[]} */
export function originals(work) {
  const own = work.swaps.filter(({ isOwn, label }) => isOwn && label !== "");
  const spans = own.flatMap(({ from, label }) => from.map((range) => ({ ...range, label })));
  return toPoints(work.original, spans);
}

/** Returns the levels that are known. @param {KnownLevels} levels @returns {Partial<Levels>} */
function known(levels) {
  return Object.fromEntries(Object.entries(levels).filter(([, level]) => level !== null));
}
