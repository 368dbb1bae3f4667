// One message: opened, reviewed and settled. While somebody works on it, it is claimed again and again, so that nobody
// else has it.
import { claim, Failure, release, review } from "./api.js";
import { forgetChecks, outcome, problemWith } from "./checks.js";
import { showCompared } from "./compare.js";
import { change, clear, current, isChanged, lay, onWork } from "./desk.js";
import { element, make, text } from "./dom.js";
import { goToMissing, showProposed } from "./levels.js";
import { keepFromTyping, showMarked } from "./marked.js";
import { forgetSelected } from "./marking.js";
import { ask } from "./question.js";
import { writerLines } from "./queue.js";
import { calm, say } from "./saying.js";
import { forgetSpans } from "./spans.js";
import { areUnfinished, forgetSwaps, goToSwap } from "./swaps.js";
import { remember } from "./undo.js";
import { goTo } from "./views.js";
import { begin, edited, originals, toRecord } from "./work.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Work} Work */
/** @typedef {import("../../../../integrations/browser/curate.js").Opened} Opened */
/** @typedef {import("./texts.js").TextName} TextName */

/** Milliseconds after which a message is claimed again: a third of the time that a claim lasts. */
const RENEW = 5 * 60 * 1000;

/** @type {Partial<Record<string, { title: TextName, why: TextName }>>} What is said about a message that was labelled before. */
const HEADINGS = {
  second: { title: "reviewSecond", why: "secondWhy" },
  differs: { title: "reviewDiffers", why: "differsWhy" },
};

/** What somebody does who is still there. */
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"];

const kept = element("kept", HTMLTextAreaElement);
const refused = element("refused", HTMLParagraphElement);

/** @type {number | undefined} */
let renewal;
let isBusy = false;
/** Whether somebody did something since the message was claimed. */
let isUsed = false;
/** @type {{ onFailure: (failure: unknown) => void, onNext: () => Promise<void>, onLeft: () => Promise<void> }} */
let told;

/** @param {string} moment */
export function clock(moment) {
  return new Date(moment).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
}

/** @param {Opened} opened */
function showUntil({ until }) {
  element("until", HTMLParagraphElement).textContent = text("until", { time: clock(until) });
}

/** @param {Opened} opened */
function showAbout(opened) {
  const isFirst = opened.labellings.length === 0;
  const { title, why } = HEADINGS[opened.state] ?? { title: "reviewTitle", why: null };
  element("review-title", HTMLHeadingElement).textContent = text(title);
  element("explained", HTMLParagraphElement).textContent = why === null ? "" : text(why);
  const lines = isFirst ? writerLines(opened) : [];
  const comment =
    isFirst && opened.comment ? [make("h2", "", text("comment")), make("blockquote", "", opened.comment)] : [];
  const writer = lines.length > 0 ? [make("h2", "", text("writer")), make("p", "", lines.join(" · "))] : [];
  element("about", HTMLDivElement).replaceChildren(...writer, ...comment);
  element("about", HTMLDivElement).className = isFirst ? "card" : "";
  element("originals", HTMLElement).hidden = !isFirst;
  element("swapping", HTMLElement).hidden = !isFirst;
  element("kept-label", HTMLLabelElement).textContent = text(isFirst ? "kept" : "keptReadonly");
  element("kept-hint", HTMLParagraphElement).hidden = !isFirst;
  kept.setAttribute("aria-readonly", String(!isFirst));
}

/** @param {Work} work */
function showOriginal(work) {
  showMarked(element("original", HTMLTextAreaElement), element("original-marks", HTMLDivElement), work.original, [
    { name: "span", ranges: work.originalSpans },
    { name: "span", ranges: work.swaps.flatMap(({ from }) => from) },
  ]);
}

/**
 * Lays an opened message on the desk and shows it.
 * @param {Opened} opened
 * @param {Work | null} before What was made of it before, when it is opened again.
 */
export function openReview(opened, before = null) {
  closeReview();
  calm();
  showAbout(opened);
  showUntil(opened);
  showProposed(opened);
  showCompared(opened);
  lay(before ?? begin(opened));
  isUsed = false;
  schedule();
  goTo("review");
}

/** Takes the message away and forgets it. */
export function closeReview() {
  clearTimeout(renewal);
  clear();
  forgetChecks();
  forgetSelected();
  forgetSwaps();
  forgetSpans();
  refused.textContent = "";
  for (const id of ["original", "kept"]) element(id, HTMLTextAreaElement).value = "";
  for (const id of ["original-marks", "about", "compared", "left"]) element(id, HTMLElement).replaceChildren();
}

function schedule() {
  clearTimeout(renewal);
  renewal = window.setTimeout(renew, RENEW);
}

/** Claims the message again, as long as somebody is there; who walked away leaves it to others. */
async function renew() {
  const work = current();
  if (work === null) return;
  schedule();
  if (document.hidden || !isUsed) return;
  isUsed = false;
  try {
    showUntil(await claim(work.id));
  } catch (failure) {
    told.onFailure(failure);
  }
}

/** Does one thing at a time, and says so when the service does not do it. @param {() => Promise<void>} act */
async function once(act) {
  if (isBusy || current() === null) return;
  isBusy = true;
  try {
    await act();
  } catch (failure) {
    explain(failure);
  } finally {
    isBusy = false;
  }
}

/** @param {unknown} failure */
function explain(failure) {
  say("");
  const work = current();
  if (work !== null && failure instanceof Failure && failure.kind === "invalid") {
    const errors = failure.problem.errors ?? [];
    const reasons = [...new Set(errors.map((error) => problemWith(error.location?.pointer ?? "", work)))];
    refuse([text("invalid"), ...reasons].join(" "));
  } else told.onFailure(failure);
}

/** @param {string} words */
function refuse(words) {
  refused.textContent = words;
}

/** Whether the message may be kept; says why not. @param {Work} work @returns {Promise<boolean>} */
async function isFine(work) {
  if (toRecord(work) === null) {
    refuse(text("refusedLevels"));
    goToMissing(work);
    return false;
  }
  if (areUnfinished(work)) {
    refuse(text("refusedSwaps"));
    goToSwap(work.swaps.find(({ words, value, at }) => at.length > 0 && words === value)?.words);
    return false;
  }
  refuse(text("refusedBusy"));
  const found = await outcome();
  const words = { left: "refusedLeft", unknown: "checksUnknown" }[/** @type {string} */ (found)];
  refuse(words === undefined ? "" : text(/** @type {"refusedLeft"} */ (words)));
  if (words !== undefined) kept.focus();
  return words === undefined;
}

/** Keeps the message. @param {boolean} second Whether another curator looks too. */
export function save(second) {
  return once(async () => {
    const work = current();
    if (work === null || !(await isFine(work))) return;
    say(text("saving"));
    await settle(work, toRecord(work), second);
  });
}

/** Learns nothing from the message. */
export function dismiss() {
  return once(async () => {
    const work = current();
    const title = text("askDismissTitle");
    const asked = { title, words: text("askDismiss"), yes: text("askDismissYes"), no: text("askNo") };
    if (work !== null && (await ask(asked))) await settle(work, null, false);
  });
}

/**
 * @param {Work} work
 * @param {import("../../../../integrations/browser/curate.js").MessageRecord | null} record
 * @param {boolean} second
 */
async function settle(work, record, second) {
  const { state } = await review(
    { item: work.id, revision: work.revision, originals: originals(work) },
    record,
    second,
  );
  closeReview();
  calm();
  remember(state, work);
  await told.onNext();
}

/** Gives the message back; asks when something would be lost. */
export function giveBack() {
  return once(async () => {
    const work = current();
    const title = text("askGiveBackTitle");
    const asked = { title, words: text("askGiveBack"), yes: text("askGiveBackYes"), no: text("askNo") };
    if (work === null || !(await ask(asked))) return;
    await leave();
    say(text("gaveBack"));
    await told.onLeft();
  });
}

/** Leaves the message to others without a question. */
export async function leave() {
  const work = current();
  closeReview();
  if (work !== null) await release(work.id).catch(() => undefined); // its claim ends by itself
}

/** @param {typeof told} tell Who is told what happens. */
export function startReview(tell) {
  told = tell;
  keepFromTyping(element("original", HTMLTextAreaElement));
  keepFromTyping(kept);
  kept.addEventListener("input", () => {
    if (kept.getAttribute("aria-readonly") === "false") change((work) => edited(work, kept.value), "typing");
  });
  kept.addEventListener("beforeinput", (event) => {
    if (event.inputType === "historyUndo" || event.inputType === "historyRedo") event.preventDefault();
  });
  for (const sign of SIGNS)
    window.addEventListener(
      sign,
      () => {
        isUsed = true;
      },
      { capture: true, passive: true },
    );
  onWork(showOriginal);
  onWork(() => refuse(""));
  window.addEventListener("beforeunload", (event) => {
    if (isChanged()) event.preventDefault();
  });
}
