// What is replaced: every name and number of the original with what stands there now instead.
import { change, current, onWork } from "./desk.js";
import { button, element, make, text } from "./dom.js";
import { labelName } from "./labels.js";
import { swapFor } from "./work.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Work} Work */
/** @typedef {import("../../../../integrations/browser/curate.js").Swap} Swap */
/** @typedef {{ row: HTMLLIElement, field: HTMLInputElement, note: HTMLElement }} Row */

const list = element("swaps", HTMLUListElement);

/** @type {Map<string, Row>} */
const rows = new Map();

/** @param {Swap} swap */
function nameOf(swap) {
  return `${swap.label} ${swap.words}`;
}

/** @param {string} name @param {(swap: Swap) => string} value */
function set(name, value) {
  change((work) => {
    const index = work.swaps.findIndex((swap) => nameOf(swap) === name);
    const swap = work.swaps[index];
    return swap === undefined ? work : swapFor(work, index, value(swap));
  }, `swap ${name}`);
}

/** @param {Swap} swap */
function nextProposal(swap) {
  const index = swap.proposals.indexOf(swap.value);
  return swap.proposals[(index + 1) % swap.proposals.length] ?? swap.value;
}

/** @param {Swap} swap @returns {Row} */
function makeRow(swap) {
  const name = nameOf(swap);
  const field = make("input", "");
  field.type = "text";
  field.autocomplete = "off";
  field.spellcheck = false;
  field.setAttribute("aria-label", text("swapField", { words: swap.words }));
  field.addEventListener("input", () => set(name, () => field.value));
  const note = make("p", "hint");
  const from = make("p", "from", make("span", "tag", labelName(swap.label)), " ", make("q", "", swap.words));
  const to = make("div", "to", make("span", "", text("swapInto")), field);
  if (swap.proposals.length > 1) to.append(button("second", text("swapNext"), () => set(name, nextProposal)));
  return { row: make("li", "", from, to, note), field, note };
}

/** @param {Swap} swap */
function noteOf(swap) {
  if (swap.at.length === 0) return text("swapGone");
  return swap.value === swap.words ? text("swapSame") : "";
}

/** @param {Work} work */
function show(work) {
  const names = work.swaps.map(nameOf);
  for (const name of rows.keys()) if (!names.includes(name)) rows.delete(name);
  for (const swap of work.swaps) {
    const row = rows.get(nameOf(swap)) ?? makeRow(swap);
    rows.set(nameOf(swap), row);
    if (row.field.value !== swap.value) row.field.value = swap.value;
    row.note.textContent = noteOf(swap);
  }
  const wanted = names.map((name) => rows.get(name)?.row ?? "");
  const isSame = wanted.length === list.children.length && wanted.every((row, index) => row === list.children[index]);
  if (wanted.length === 0) list.replaceChildren(make("li", "hint", text("swapsNone")));
  else if (!isSame) list.replaceChildren(...wanted);
}

/** Whether words of the original still stand where something else should. @param {Work} work */
export function areUnfinished(work) {
  return work.swaps.some((swap) => swap.at.length > 0 && swap.value === swap.words);
}

/** Goes to what replaces these words, or to the first. @param {string} [words] */
export function goToSwap(words) {
  const swap = words === undefined ? current()?.swaps[0] : current()?.swaps.find((other) => other.words === words);
  const field = swap === undefined ? undefined : rows.get(nameOf(swap))?.field;
  field?.focus();
  field?.select();
}

/** Forgets what was replaced. */
export function forgetSwaps() {
  rows.clear();
  list.replaceChildren();
}

export function startSwaps() {
  onWork(show);
}
