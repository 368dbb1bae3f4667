// The list of messages, the most useful first.
import { button, element, make, named, text } from "./dom.js";
import { CATEGORIES } from "./labels.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Queue} Queue */
/** @typedef {import("../../../../integrations/browser/curate.js").QueueItem} QueueItem */
/** @typedef {import("../../../../integrations/browser/curate.js").Levels} Levels */
/** @typedef {import("../../../../integrations/browser/curate.js").KnownLevels} KnownLevels */
/** @typedef {import("./texts.js").TextName} TextName */

const STATES = /** @type {const} */ (["waiting", "second", "differs", "taken"]);
const COUNTS = /** @type {const} */ (["waiting", "second", "differs", "accepted", "dismissed"]);
const REASONS = /** @type {const} */ (["disagreement", "uncertainty", "novelty"]);
const DAY = 24 * 60 * 60 * 1000;

const rows = element("rows", HTMLTableSectionElement);
const ofState = element("filter-state", HTMLSelectElement);
const ofCategory = element("filter-category", HTMLSelectElement);

/** @type {QueueItem[]} */
let items = [];
/** @type {(item: QueueItem) => void} */
let open = () => undefined;

/** @param {string} moment */
function daysLeft(moment) {
  const days = Math.floor((Date.parse(moment) - Date.now()) / DAY);
  if (days < 1) return text("dayLast");
  return days === 1 ? text("dayOne") : text("days", { count: days });
}

/** @param {string} day */
function written(day) {
  return new Date(day).toLocaleDateString("nl-NL", { day: "numeric", month: "long", timeZone: "UTC" });
}

/** @param {KnownLevels} levels */
function levelLines(levels) {
  const lines = CATEGORIES.flatMap((category) => {
    const level = levels[category];
    if (level === null || level === "none") return [];
    return [text("said", { category: text(category), level: text(`level_${level}`).toLowerCase() })];
  });
  if (CATEGORIES.every((category) => levels[category] === null)) return [text("levelUnknown")];
  return lines.length > 0 ? lines : [text("cardNone")];
}

/**
 * What the writer did and said about it.
 * @param {{ action: string, reason: string | null, right: boolean | null, corrected: Levels | null }} item
 */
export function writerLines({ action, reason, right, corrected }) {
  const lines = [named("action", action)];
  if (reason !== null) lines.push(named("reason", reason));
  if (right !== null) lines.push(text(right ? "right" : "wrong"));
  if (corrected !== null) lines.push(text("wants", { levels: levelLines(corrected).join(", ").toLowerCase() }));
  return lines.filter((line) => line !== "");
}

/** @param {TextName} column @param {...Node} children */
function cell(column, ...children) {
  const made = make("td", "", ...children);
  made.dataset["column"] = text(column);
  return made;
}

/** @param {readonly string[]} lines @returns {HTMLParagraphElement[]} */
function paragraphs(lines) {
  return lines.map((line) => make("p", "", line));
}

/** @param {QueueItem} item */
function bars(item) {
  return REASONS.map((reason) => {
    const share = Math.min(Math.max(item.why[reason], 0), 1);
    const percent = Math.round(share * 100);
    const meter = make("meter", "", `${percent} %`);
    meter.value = share;
    meter.setAttribute("aria-label", text("bar", { name: text(reason), percent }));
    return make("div", "bar-of", make("span", "", text(reason)), meter);
  });
}

/** @param {QueueItem} item */
function row(item) {
  const day = written(item.day);
  const act = button(item.state === "taken" ? "second" : "", text("open"), () => open(item));
  act.setAttribute("aria-label", text("openNamed", { day }));
  act.dataset["item"] = item.id;
  return make(
    "tr",
    "item",
    cell("columnMessage", make("p", "day", day), act),
    cell("columnLevels", ...paragraphs(levelLines(item.levels))),
    cell("columnWriter", ...paragraphs(writerLines(item))),
    cell("columnWhy", ...bars(item)),
    cell("columnState", ...paragraphs([named("state", item.state)])),
    cell("columnDays", ...paragraphs([daysLeft(item.expires)])),
  );
}

function filtered() {
  return items.filter(({ state, levels, corrected }) => {
    const category = /** @type {"personal" | ""} */ (ofCategory.value);
    const fits =
      category === "" || (levels[category] ?? "none") !== "none" || (corrected?.[category] ?? "none") !== "none";
    return fits && (ofState.value === "" || state === ofState.value);
  });
}

function list() {
  const shown = filtered();
  const { activeElement } = document;
  const focused = activeElement instanceof HTMLElement ? activeElement.dataset["item"] : undefined;
  rows.replaceChildren(...shown.map(row));
  if (focused !== undefined)
    rows
      .querySelector(`[data-item="${CSS.escape(focused)}"]`)
      ?.closest("button")
      ?.focus();
  element("items", HTMLTableElement).hidden = shown.length === 0;
  const line = element("shown", HTMLParagraphElement);
  if (shown.length > 1) line.textContent = text("shown", { count: shown.length });
  else if (shown.length === 1) line.textContent = text("shownOne");
  else line.textContent = text(items.length === 0 ? "queueEmpty" : "queueFiltered");
}

/** @param {Queue} queue */
export function showQueue(queue) {
  items = queue.items;
  const counts = COUNTS.map((count) =>
    make("div", "", make("dt", "", text(`count_${count}`)), make("dd", "", String(queue.counts[count] ?? 0))),
  );
  element("counts", HTMLDListElement).replaceChildren(...counts);
  const unread = element("unread", HTMLParagraphElement);
  unread.hidden = queue.counts.unread === 0;
  unread.textContent = text("unread", { count: queue.counts.unread });
  list();
}

/** Forgets the list, as when somebody signs out. */
export function forgetQueue() {
  items = [];
  rows.replaceChildren();
}

/** Goes to the message so many further in the list. @param {1 | -1} step */
export function move(step) {
  const buttons = Array.from(rows.querySelectorAll("button"));
  const index = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const next = index === -1 ? (step === 1 ? 0 : buttons.length - 1) : index + step;
  buttons[Math.min(Math.max(next, 0), buttons.length - 1)]?.focus();
}

/** @param {HTMLSelectElement} field @param {readonly [string, string][]} choices */
function fillChoices(field, choices) {
  for (const [value, words] of choices) {
    const option = make("option", "", words);
    option.value = value;
    field.append(option);
  }
  field.addEventListener("change", list);
}

/** @param {(item: QueueItem) => void} opened What to do with the message that is chosen. */
export function startQueue(opened) {
  open = opened;
  fillChoices(ofState, [["", text("filterAll")], ...STATES.map((state) => pair(state, text(`state_${state}`)))]);
  fillChoices(ofCategory, [["", text("filterAll")], ...CATEGORIES.map((category) => pair(category, text(category)))]);
}

/** @param {string} value @param {string} words @returns {[string, string]} */
function pair(value, words) {
  return [value, words];
}
