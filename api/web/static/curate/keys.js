// The keyboard: single keys, which can be switched off and do nothing in a field for text (WCAG 2.1.4), and the overview.
import { element, keyCap, make, text } from "./dom.js";
import { CATEGORIES, LABEL_KEYS, LEVEL_KEYS, LEVELS, labelName } from "./labels.js";
import { shownView } from "./views.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Category} Category */
/** @typedef {import("../../../../integrations/browser/curate.js").Level} Level */
/** @typedef {{ keys: string[], words: string, act: () => void }} Key */
/** @typedef {"queue" | "review"} Place */

const dialog = element("keys", HTMLDialogElement);
const areOn = element("keys-on", HTMLInputElement);

/** @type {Record<Place, Key[]>} Single keys, by where they do something. */
const SINGLE = { queue: [], review: [] };
/** @type {Record<Place, Key[]>} Keys that are no characters, or that are pressed with Ctrl; they always do something. */
const ALWAYS = { queue: [], review: [] };

/** Whether single keys do something. */
export function keysAreOn() {
  return areOn.checked;
}

/** @param {EventTarget | null} target */
function isForText(target) {
  if (target instanceof HTMLInputElement) return !["radio", "checkbox"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** @param {KeyboardEvent} event */
function nameOf(event) {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.shiftKey && event.key !== "?" ? "Shift+" : ""}${name}`;
}

/** @param {KeyboardEvent} event @returns {Key | undefined} */
function find(event) {
  const place = shownView();
  if (place !== "queue" && place !== "review") return undefined;
  const name = nameOf(event);
  const always = ALWAYS[place].find(({ keys }) => keys.includes(name));
  const isRadio = event.target instanceof HTMLInputElement && event.target.type === "radio";
  if (always !== undefined || !areOn.checked || isForText(event.target)) return always;
  if (isRadio && name.startsWith("Arrow")) return undefined;
  return SINGLE[place].find(({ keys }) => keys.includes(name));
}

/** @param {KeyboardEvent} event */
function press(event) {
  const isBusy = event.defaultPrevented || event.isComposing || event.altKey || event.repeat;
  if (isBusy || document.querySelector("dialog[open]") !== null) return;
  if (event.key === "?" && areOn.checked && !isForText(event.target)) {
    event.preventDefault();
    showKeys();
    return;
  }
  const key = find(event);
  if (key === undefined) return;
  event.preventDefault();
  key.act();
}

/** Shows the overview. */
function showKeys() {
  dialog.showModal();
}

/** @param {string} words @param {readonly string[]} keys */
function line(words, keys) {
  const shown = keys.map((key) => key.replace("ArrowDown", "↓").replace("ArrowUp", "↑").replace("Escape", "Esc"));
  const caps = shown.flatMap((key) => {
    const cap = keyCap(key);
    cap.removeAttribute("aria-hidden");
    return [" ", cap];
  });
  return [make("dt", "", ...caps), make("dd", "", words)];
}

/** @param {string} title @param {readonly Key[]} keys */
function part(title, keys) {
  const lines = keys.flatMap((key) => line(key.words, key.keys));
  return [make("h3", "", title), make("dl", "keys", ...lines)];
}

/**
 * @param {Record<"next" | "before" | "undo", () => void>} queue
 * @param {Record<"original" | "swaps" | "kept" | "spans" | "topics" | "guide" | "save" | "second" | "dismiss" | "giveBack" |
 *   "undo" | "takeBack" | "again" | "labels", () => void>} review
 * @param {(category: Category, level: Level) => void} choose
 */
export function startKeys(queue, review, choose) {
  SINGLE.queue.push(
    { keys: ["j", "ArrowDown"], words: text("keysNext"), act: queue.next },
    { keys: ["k", "ArrowUp"], words: text("keysBefore"), act: queue.before },
    { keys: ["u"], words: text("undo"), act: queue.undo },
  );
  const levels = CATEGORIES.map((category) => ({
    keys: LEVEL_KEYS[category],
    words: text("keysLevels", { category: text(category) }),
    act: () => undefined,
  }));
  SINGLE.review.push(
    { keys: ["o"], words: text("keysOriginal"), act: review.original },
    { keys: ["v"], words: text("keysSwaps"), act: review.swaps },
    { keys: ["t"], words: text("keysKept"), act: review.kept },
    { keys: ["m"], words: text("keysSpans"), act: review.spans },
    { keys: ["p"], words: text("keysTopics"), act: review.topics },
    { keys: ["h"], words: text("keysGuide"), act: review.guide },
    { keys: ["b"], words: text("save"), act: review.save },
    { keys: ["l"], words: text("saveSecond"), act: review.second },
    { keys: ["x"], words: text("dismiss"), act: review.dismiss },
    { keys: ["u"], words: text("undo"), act: review.undo },
  );
  ALWAYS.review.push(
    { keys: ["Ctrl+Enter"], words: text("save"), act: review.save },
    { keys: ["Escape"], words: text("giveBack"), act: review.giveBack },
    { keys: ["Ctrl+z"], words: text("keysTakeBack"), act: review.takeBack },
    { keys: ["Ctrl+Shift+z", "Ctrl+y"], words: text("keysRedo"), act: review.again },
    { keys: ["F2"], words: text("keysLabels"), act: review.labels },
  );
  const labels = [...LABEL_KEYS].map(([label, key]) => ({
    keys: [key],
    words: labelName(label),
    act: () => undefined,
  }));
  const help = { keys: ["?"], words: text("keysHelp"), act: showKeys };
  element("keys-list", HTMLDivElement).append(
    ...part(text("keysQueue"), [...SINGLE.queue, { keys: ["Enter"], words: text("keysOpen"), act: () => undefined }]),
    ...part(text("keysReview"), [...levels, ...SINGLE.review, ...ALWAYS.review, help]),
    ...part(text("keysMark"), labels),
  );
  for (const category of CATEGORIES) {
    for (const [index, level] of LEVELS.entries()) {
      const key = LEVEL_KEYS[category][index] ?? "";
      SINGLE.review.push({ keys: [key], words: "", act: () => choose(category, level) });
    }
  }
  document.addEventListener("keydown", press);
  element("keys-open", HTMLButtonElement).addEventListener("click", showKeys);
  element("keys-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
}
