// The guideline beside the message; it shows what has the focus.
import { element, make, text } from "./dom.js";
import { CATEGORY_GUIDES, ENTITIES, GENERAL, REPLACING, TOPICS } from "./guideline.js";
import { LEVELS } from "./labels.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Category} Category */

const WIDE = "(min-width: 64.0625rem)";

/** @param {readonly string[]} lines */
function list(lines) {
  return make("ul", "", ...lines.map((line) => make("li", "", line)));
}

/** @param {Category} category @returns {Node[]} */
function category(category) {
  const guide = CATEGORY_GUIDES[category];
  const levels = [...LEVELS].reverse().flatMap((level) => {
    const heading = make("h3", `level ${level}`, text(`level_${level}`));
    return [heading, list(guide.levels[level])];
  });
  return [
    make("p", "", guide.intro),
    ...levels,
    make("h3", "", text("guideCases")),
    list(guide.cases),
    make("h3", "", text("guideQuote")),
    make("blockquote", "", guide.clause),
  ];
}

/** @param {readonly { title: string, what: string, example?: string }[]} terms */
function terms(terms) {
  const rows = terms.flatMap(({ title, what, example }) => {
    const said = example === undefined ? what : `${what} ${text("guideExample", { example })}`;
    return [make("dt", "", title), make("dd", "", said)];
  });
  return make("dl", "", ...rows);
}

/** @type {Record<string, () => Node[]>} */
const SUBJECTS = {
  replacing: () => [list(REPLACING)],
  entities: () => [terms(ENTITIES)],
  general: () => [list(GENERAL)],
  personal: () => category("personal"),
  decision: () => category("decision"),
  confidential: () => category("confidential"),
  topics: () => [terms(TOPICS)],
};

/** Shows one subject of the guideline. @param {string} subject */
function show(subject) {
  const make = SUBJECTS[subject];
  const select = element("guide-subject", HTMLSelectElement);
  const body = element("guide-body", HTMLElement);
  if (make === undefined || body.dataset["subject"] === subject) return;
  select.value = subject;
  body.dataset["subject"] = subject;
  body.replaceChildren(...make());
  body.scrollTop = 0;
}

/** Opens the guideline where it is closed, and goes there. */
export function goToGuide() {
  element("guide", HTMLDetailsElement).open = true;
  element("guide-subject", HTMLSelectElement).focus();
}

/** Lets the guideline follow the focus; it starts open where there is room beside the message. */
export function startGuide() {
  const select = element("guide-subject", HTMLSelectElement);
  select.addEventListener("change", () => show(select.value));
  element("review", HTMLElement).addEventListener("focusin", (event) => {
    const part = event.target instanceof Element ? event.target.closest("[data-guide]") : null;
    if (part instanceof HTMLElement) show(part.dataset["guide"] ?? "");
  });
  element("guide-body", HTMLElement).tabIndex = 0; // it scrolls, so a keyboard must get there
  const wide = window.matchMedia(WIDE);
  const follow = () => element("guide", HTMLDetailsElement).toggleAttribute("open", wide.matches);
  wide.addEventListener("change", follow);
  follow();
  show("replacing");
}
