// What is marked in the text to keep: say what it is, move its edges, take it away; and what recognisers find besides.
import { change, current, onWork } from "./desk.js";
import { button, element, make, text } from "./dom.js";
import { ENTITIES } from "./guideline.js";
import { labelName } from "./labels.js";
import { say } from "./saying.js";
import { relabelled, withEdge, withoutSpan, withSpan } from "./work.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Work} Work */
/** @typedef {import("../../../../integrations/browser/curate.js").Span} Span */
/** @typedef {import("./texts.js").TextName} TextName */

const list = element("spans", HTMLUListElement);
const found = element("found", HTMLDivElement);
const title = element("spans-title", HTMLHeadingElement);

/** @param {number} index @param {string} words */
function labelField(index, words) {
  const field = make("select", "");
  field.dataset["control"] = `label ${index}`;
  field.setAttribute("aria-label", text("spanLabel", { words: `‘${words}’` }));
  for (const { name, title } of ENTITIES) {
    const option = make("option", "", title);
    option.value = name;
    field.append(option);
  }
  field.addEventListener("change", () => change((work) => relabelled(work, index, field.value)));
  return field;
}

/**
 * @param {number} index
 * @param {string} words
 * @param {"start" | "end"} edge
 * @param {-1 | 1} step
 * @param {TextName} name
 */
function edgeButton(index, words, edge, step, name) {
  const made = button("second small", step === -1 ? "←" : "→", () => {
    change((work) => withEdge(work, index, edge, step), `edge ${index}`);
    const span = current()?.spans[index];
    if (span) say(text("spanMoved", { words: `‘${current()?.text.slice(span.start, span.end)}’` }));
  });
  made.dataset["control"] = `${edge} ${step} ${index}`;
  made.setAttribute("aria-label", text(name, { words: `‘${words}’` }));
  return made;
}

/** @param {Span} span @param {number} index @param {string} words */
function makeRow(span, index, words) {
  const field = labelField(index, words);
  field.value = span.label;
  const remove = button("second small", text("spanDelete"), () => {
    change((work) => withoutSpan(work, index));
    say(text("spanDeleted"));
    title.focus();
  });
  remove.setAttribute("aria-label", text("spanDeleteNamed", { words: `‘${words}’` }));
  const starts = make("span", "edges", text("spanStart"), " ");
  starts.append(
    edgeButton(index, words, "start", -1, "spanStartBack"),
    edgeButton(index, words, "start", 1, "spanStartOn"),
  );
  const ends = make("span", "edges", text("spanEnd"), " ");
  ends.append(edgeButton(index, words, "end", -1, "spanEndBack"), edgeButton(index, words, "end", 1, "spanEndOn"));
  return make("li", "", make("p", "words", words), make("div", "to", field, starts, ends, remove));
}

/** @param {Span} span @param {string} words */
function foundButton(span, words) {
  return button("second", text("foundAdd", { words: `‘${words}’`, label: labelName(span.label) }), () => {
    change((work) => withSpan(work, span));
    say(text("markedKept", { label: labelName(span.label) }));
    title.focus();
  });
}

let shown = "";

/** @param {Work} work */
function show(work) {
  const state = JSON.stringify([work.id, work.text, work.spans, work.found]);
  if (state === shown) return;
  shown = state;
  const { activeElement } = document;
  const control = activeElement instanceof HTMLElement ? activeElement.dataset["control"] : undefined;
  const spans = work.spans.map((span, index) => ({ span, index, words: work.text.slice(span.start, span.end) }));
  const rows = spans
    .filter(({ words }) => words.trim() !== "")
    .map(({ span, index, words }) => makeRow(span, index, words));
  list.replaceChildren(...(rows.length > 0 ? rows : [make("li", "hint", text("spansNone"))]));
  if (control !== undefined) {
    for (const same of list.querySelectorAll("[data-control]")) {
      if (same instanceof HTMLElement && same.dataset["control"] === control) same.focus();
    }
  }
  found.hidden = work.found.length === 0;
  const buttons = work.found.map((span) => foundButton(span, work.text.slice(span.start, span.end)));
  element("found-list", HTMLDivElement).replaceChildren(...buttons);
}

/** Forgets what was marked. */
export function forgetSpans() {
  shown = "";
  list.replaceChildren();
  element("found-list", HTMLDivElement).replaceChildren();
}

export function startSpans() {
  onWork(show);
}
