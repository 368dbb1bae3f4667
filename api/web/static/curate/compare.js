// Two labellings side by side, when two curators did not agree.
import { change } from "./desk.js";
import { button, element, make, text } from "./dom.js";
import { TOPICS } from "./guideline.js";
import { CATEGORIES, labelName } from "./labels.js";
import { toUnits } from "./points.js";
import { say } from "./saying.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Opened} Opened */
/** @typedef {import("../../../../integrations/browser/curate.js").MessageRecord} MessageRecord */

/** @param {Partial<MessageRecord>} record @returns {[string, string][]} */
function lines(record) {
  const levels = CATEGORIES.map((category) => [text(category), text(`level_${record[category] ?? "none"}`)]);
  const topics = TOPICS.filter(({ name }) => record.topics?.includes(name)).map(({ title }) => title);
  const spans = toUnits(record.text ?? "", record.entities ?? []).map(
    ({ start, end, label }) => `${labelName(label)}: ${record.text?.slice(start, end)}`,
  );
  return /** @type {[string, string][]} */ ([
    ...levels,
    [text("topics"), topics.join(", ") || text("none")],
    [text("compareSpans"), spans.join("; ") || text("none")],
  ]);
}

/** Makes what a curator chose the labelling of the message. @param {Partial<MessageRecord>} record */
function take(record) {
  const { personal = "none", decision = "none", confidential = "none", topics = [] } = record;
  change((work) => ({
    ...work,
    levels: { personal, decision, confidential },
    topics,
    spans: toUnits(work.text, record.entities ?? []),
    lookAlike: record.look_alike ?? false,
    lang: record.lang ?? work.lang,
  }));
  say(text("compareTaken"));
}

/** Shows both labellings; nothing when the message does not have them. @param {Opened} opened */
export function showCompared(opened) {
  const differs = opened.state === "differs";
  element("compare", HTMLElement).hidden = !differs;
  const [one, two] = opened.labellings.map(lines);
  const columns = [one, two].map((own, column) => {
    const other = column === 0 ? two : one;
    const rows = (own ?? []).flatMap(([term, value], index) => {
      const isSame = other?.[index]?.[1] === value;
      return [make("dt", "", term), make("dd", isSame ? "" : "differs", value)];
    });
    const record = opened.labellings[column];
    const title = make("h3", "", text(column === 0 ? "compareOne" : "compareTwo"));
    const made = make("div", "", title, make("dl", "", ...rows));
    if (record !== undefined) made.append(button("second", text("compareTake"), () => take(record)));
    return made;
  });
  element("compared", HTMLDivElement).replaceChildren(...(differs ? columns : []));
}
