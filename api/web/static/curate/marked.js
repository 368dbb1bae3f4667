// A text in which parts are marked: a field, so that mouse, keyboard and screen reader select in it as they do
// everywhere, over a copy of its text that carries the marks.
import { make } from "./dom.js";
import { overlap } from "./ranges.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Range} Range */

/**
 * Shows a text and its marks.
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} copy
 * @param {string} words
 * @param {readonly { name: string, ranges: readonly Range[] }[]} marks By the names of their classes.
 */
export function showMarked(field, copy, words, marks) {
  if (field.value !== words) {
    const { selectionStart, selectionEnd } = field;
    field.value = words;
    field.setSelectionRange(selectionStart, selectionEnd);
  }
  const edges = marks.flatMap(({ ranges }) => ranges.flatMap(({ start, end }) => [start, end]));
  const cuts = [...new Set([0, ...edges, words.length])].sort((one, other) => one - other);
  const parts = cuts.slice(1).map((end, index) => {
    const part = { start: cuts[index] ?? 0, end };
    const names = marks.filter(({ ranges }) => ranges.some((range) => overlap(range, part))).map(({ name }) => name);
    const shown = words.slice(part.start, part.end);
    return names.length === 0 ? shown : make("mark", names.join(" "), shown);
  });
  copy.replaceChildren(...parts, "\u200b"); // so that an empty last line has its height
}

/**
 * Lets nobody type in a text that says so. It is no read-only field to the browser: in one of those there is no caret, and
 * nothing can be selected with the keyboard.
 * @param {HTMLTextAreaElement} field
 */
export function keepFromTyping(field) {
  const isReadOnly = () => field.getAttribute("aria-readonly") === "true";
  for (const kind of /** @type {const} */ (["beforeinput", "drop"])) {
    field.addEventListener(kind, (event) => {
      if (isReadOnly()) event.preventDefault();
    });
  }
  let words = "";
  field.addEventListener("compositionstart", () => {
    words = field.value;
  });
  field.addEventListener("compositionend", () => {
    if (isReadOnly()) field.value = words; // an input method asks nobody
  });
}
