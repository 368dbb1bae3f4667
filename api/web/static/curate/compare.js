// Two labellings side by side, when two curators did not agree.
import { change } from "./desk.js";
import { button, element, make, text } from "./dom.js";
import { TOPICS } from "./guideline.js";
import { CATEGORIES, labelName } from "./labels.js";
import { toUnits } from "./points.js";
import { say } from "./saying.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Opened} Opened */
/** @typedef {import("../../../../integrations/browser/curate.js").Labelling} Labelling */

/** @param {Labelling} labelling @returns {{ term: string, value: string }[]} */
function lines(labelling) {
  if (labelling.dismissed) return [{ term: text("compareOutcome"), value: text("compareDismissed") }];
  const topics = TOPICS.filter(({ name }) => labelling.topics?.includes(name)).map(({ title }) => title);
  const words = labelling.text ?? "";
  const spans = toUnits(words, labelling.entities ?? []);
  const marked = spans.map(({ start, end, label }) => `${labelName(label)}: ${words.slice(start, end)}`);
  return [
    ...CATEGORIES.map((category) => ({ term: text(category), value: text(`level_${labelling[category] ?? "none"}`) })),
    { term: text("topics"), value: topics.join(", ") || text("none") },
    { term: text("compareSpans"), value: marked.join("; ") || text("none") },
  ];
}

/** Makes what a curator chose the labelling of the message. @param {Labelling} labelling */
function take(labelling) {
  const { personal, decision, confidential } = labelling;
  change((work) => ({
    ...work,
    text: labelling.text ?? work.text,
    levels: { personal: personal ?? "none", decision: decision ?? "none", confidential: confidential ?? "none" },
    topics: labelling.topics ?? [],
    spans: toUnits(labelling.text ?? work.text, labelling.entities ?? []),
    lookAlike: labelling.look_alike ?? false,
    lang: labelling.lang ?? work.lang,
  }));
  say(text("compareTaken"));
}

/** Shows both labellings; nothing when the message does not have them. @param {Opened} opened */
export function showCompared(opened) {
  const differs = opened.state === "differs";
  element("compare", HTMLElement).hidden = !differs;
  const [one, two] = opened.labellings;
  if (!differs || one === undefined || two === undefined) return;
  const other = { one: lines(two), two: lines(one) };
  const columns = [column(text("compareOne"), one, other.one), column(text("compareTwo"), two, other.two)];
  element("compared", HTMLDivElement).replaceChildren(...columns);
}

/** @param {string} title @param {Labelling} labelling @param {{ term: string, value: string }[]} other */
function column(title, labelling, other) {
  const rows = lines(labelling).flatMap(({ term, value }) => {
    const isSame = other.some((line) => line.term === term && line.value === value);
    return [make("dt", "", term), make("dd", isSame ? "" : "differs", value)];
  });
  const made = make("div", "", make("h3", "", title), make("dl", "", ...rows));
  if (!labelling.dismissed) made.append(button("second", text("compareTake"), () => take(labelling)));
  return made;
}
