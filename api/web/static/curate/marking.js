// Marking words: select them in one of the two texts, then say what they are, with a button or its key.
import { change } from "./desk.js";
import { button, element, text } from "./dom.js";
import { LABEL_KEYS, labelName } from "./labels.js";
import { say } from "./saying.js";
import { goToSwap } from "./swaps.js";
import { markedOriginal, withSpan } from "./work.js";

/** @typedef {{ field: HTMLTextAreaElement, start: number, end: number }} Selected */

const original = element("original", HTMLTextAreaElement);
const kept = element("kept", HTMLTextAreaElement);
const bar = element("marking", HTMLDivElement);
const words = element("marking-words", HTMLParagraphElement);

/** @type {Selected | null} */
let selected = null;

/** @type {() => boolean} */
let mayUseKeys = () => true;

/** @param {HTMLTextAreaElement} field */
function look(field) {
  const { selectionStart: start, selectionEnd: end } = field;
  const isEmpty = field.value.slice(start, end).trim() === "";
  if (isEmpty && selected !== null && selected.field !== field) return;
  selected = isEmpty ? null : { field, start, end };
  showSelected();
}

/** Forgets what was selected. */
export function forgetSelected() {
  selected = null;
  showSelected();
}

function showSelected() {
  element("marking-panel", HTMLElement).hidden = selected === null;
  words.textContent = "";
  if (selected === null) return;
  const chosen = `‘${selected.field.value.slice(selected.start, selected.end)}’`;
  words.textContent = text(selected.field === kept ? "markingKept" : "markingOriginal", { words: chosen });
}

/** Says what the selected words are. @param {string} label */
function mark(label) {
  if (selected === null) return;
  const { field, start, end } = selected;
  const chosen = field.value.slice(start, end).trim();
  forgetSelected();
  if (field === kept) {
    if (label !== "") change((work) => withSpan(work, { start, end, label }));
    say(text("markedKept", { label: labelName(label) }));
    kept.focus();
    kept.setSelectionRange(end, end);
  } else {
    change((work) => markedOriginal(work, { start, end }, label));
    say(text("markedOriginal"));
    goToSwap(chosen);
  }
}

/** @param {KeyboardEvent} event @returns {string | undefined} The label whose key was pressed. */
function labelOf(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !mayUseKeys()) return undefined;
  return [...LABEL_KEYS].find(([, key]) => key === event.key.toLowerCase())?.[0];
}

/** In the original nothing can be typed, so that a key can say what the selected words are. @param {KeyboardEvent} event */
function pressInOriginal(event) {
  const label = labelOf(event);
  if (label === undefined || selected?.field !== original) return;
  event.preventDefault();
  mark(label);
}

/** @param {KeyboardEvent} event */
function pressInBar(event) {
  const buttons = Array.from(bar.querySelectorAll("button"));
  const index = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const steps = { ArrowRight: index + 1, ArrowDown: index + 1, ArrowLeft: index - 1, ArrowUp: index - 1 };
  const places = { ...steps, Home: 0, End: buttons.length - 1 };
  const label = labelOf(event);
  if (event.key in places) {
    const place = places[/** @type {"Home"} */ (event.key)];
    goTo(buttons.at(place % buttons.length));
  } else if (event.key === "Escape") (selected?.field ?? kept).focus();
  else if (label !== undefined) mark(label);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {HTMLButtonElement | undefined} wanted */
function goTo(wanted) {
  for (const each of bar.querySelectorAll("button")) each.tabIndex = each === wanted ? 0 : -1;
  wanted?.focus();
}

/** Goes to the labels. */
export function goToLabels() {
  if (selected === null) say(text("markingFirst"));
  const buttons = Array.from(bar.querySelectorAll("button"));
  goTo(buttons.find((each) => each.tabIndex === 0) ?? buttons[0]);
}

/** @param {() => boolean} keysAreOn Whether single keys may do something. */
export function startMarking(keysAreOn) {
  mayUseKeys = keysAreOn;
  for (const [label, key] of LABEL_KEYS) bar.append(button("label", labelName(label), () => mark(label), key));
  for (const [index, each] of bar.querySelectorAll("button").entries()) each.tabIndex = index === 0 ? 0 : -1;
  bar.addEventListener("keydown", pressInBar);
  original.addEventListener("keydown", pressInOriginal);
  for (const field of [original, kept]) {
    for (const kind of ["select", "keyup", "pointerup", "focus"]) field.addEventListener(kind, () => look(field));
    field.addEventListener("input", () => look(field));
  }
  document.addEventListener("focusin", ({ target }) => {
    const isHere = target === original || target === kept || (target instanceof Node && bar.contains(target));
    if (!isHere && selected !== null) forgetSelected(); // the labels would be in the way
  });
  document.addEventListener("pointerup", () => {
    // The mouse may be let go outside of the text.
    for (const field of [original, kept]) if (field === document.activeElement) look(field);
  });
  showSelected();
}
