// The pages for curators: the list of messages, and one message at a time. Nothing is stored in the browser; what is
// typed stays on the page until the service has it.
import { claim, Failure, readQueue } from "./api.js";
import { checkAgain, startChecks } from "./checks.js";
import { again, current, isChanged, takeBack } from "./desk.js";
import { button, element, fill, text } from "./dom.js";
import { goToGuide, startGuide } from "./guide.js";
import { keysAreOn, startKeys } from "./keys.js";
import { choose, goToTopics, startLevels } from "./levels.js";
import { goToLabels, startMarking } from "./marking.js";
import { ask, startQuestion } from "./question.js";
import { forgetQueue, move, showQueue, startQueue } from "./queue.js";
import { clock, closeReview, dismiss, giveBack, leave, openReview, save, startReview } from "./review.js";
import { calm, complain, say } from "./saying.js";
import { askKey, leave as endSession, startSession } from "./session.js";
import { startSpans } from "./spans.js";
import { goToSwap, startSwaps } from "./swaps.js";
import { forgetSettled, undoLast } from "./undo.js";
import { goTo, shownView } from "./views.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Work} Work */
/** @typedef {import("../../../../integrations/browser/curate.js").Queue} Queue */

/** Milliseconds after which the list is asked for again while the service still reads messages. */
const READ_ON = 3000;

/** @type {number | undefined} */
let reading;

/** Says why something did not happen; what was typed stays. @param {unknown} failure */
function report(failure) {
  if (!(failure instanceof Failure)) throw failure;
  const { kind, problem } = failure;
  if (kind === "signIn" || kind === "forbidden") askKey(kind);
  else if (kind === "taken") complainOfTaken(problem);
  else complain(text(kind), ...wayOn(kind));
}

/** @param {import("../../../../integrations/browser/curate.js").Problem} problem */
function complainOfTaken({ detail }) {
  const until = /\d{4}-\d{2}-\d{2}T[\d:]+Z/.exec(detail ?? "")?.[0];
  const isOpen = shownView() === "review";
  const words = until === undefined ? text("taken") : text("takenUntil", { time: clock(until) });
  complain(isOpen ? text("lostClaim") : words, button("", text("takenNext"), attempt(isOpen ? skip : next)));
}

/** What can be done about a failure. @param {import("./api.js").FailureKind} kind @returns {HTMLElement[]} */
function wayOn(kind) {
  const work = current();
  if (shownView() === "loading") return [button("", text("checksAgain"), attempt(showList))];
  if (kind === "changed" && work !== null)
    return [
      button(
        "",
        text("reopen"),
        attempt(() => open(work.id)),
      ),
    ];
  if (kind === "gone" || kind === "labelled")
    return [button("", text("takenNext"), attempt(work === null ? next : skip))];
  return [];
}

/** Leaves the message that is open, which somebody else has or which is gone, and opens the next one. */
async function skip() {
  closeReview();
  await next();
}

/** Makes something that is tried, and reported when it fails. @param {() => Promise<unknown>} act @returns {() => void} */
function attempt(act) {
  return () => {
    act().catch(report);
  };
}

async function showList() {
  const queue = await readQueue();
  calm();
  showQueue(queue);
  goTo("queue");
  readOn(queue);
}

/** Asks for the list again while there are messages whose use is not known yet. @param {Queue} queue */
function readOn(queue) {
  clearTimeout(reading);
  if (queue.counts.unread === 0) return;
  reading = window.setTimeout(async () => {
    if (shownView() !== "queue") return;
    const now = await readQueue().catch(() => null); // the list that is shown stays good
    if (now === null || shownView() !== "queue") return;
    showQueue(now);
    readOn(now);
  }, READ_ON);
}

/** @param {string} id @param {Work | null} before */
async function open(id, before = null) {
  openReview(await claim(id), before);
}

/** Opens the most useful message that nobody has; shows the list when there is none. */
async function next() {
  const queue = await readQueue();
  showQueue(queue);
  for (const { id } of queue.items.filter(({ state }) => state !== "taken")) {
    try {
      await open(id);
      return;
    } catch (failure) {
      if (!(failure instanceof Failure) || !["taken", "gone", "labelled"].includes(failure.kind)) throw failure;
    }
  }
  calm();
  goTo("queue");
  say(text("nothingLeft"));
}

async function undo() {
  if (isChanged()) {
    say(text("undoFirst"));
    return;
  }
  const work = await undoLast();
  if (work === null) return;
  if (current() !== null) await leave();
  await open(work.id, work);
  say(text("undone"));
}

async function signOut() {
  const asked = { title: text("askGiveBackTitle"), words: text("askGiveBack"), yes: text("askGiveBackYes") };
  if (isChanged() && !(await ask({ ...asked, no: text("askNo") }))) return;
  await leave();
  await endSession();
  closeReview();
  forgetQueue();
  forgetSettled();
}

/** @param {boolean} isDone Whether there was something to take back. @param {string} words */
function sayTaken(isDone, words) {
  say(isDone ? words : text("nothingToTakeBack"));
}

/** @param {string} id */
const focusOn = (id) => () => element(id, HTMLElement).focus();

function start() {
  fill();
  startQuestion();
  startGuide();
  startSession(attempt(showList), checkAgain);
  startQueue(({ id }) => attempt(() => open(id))());
  startSwaps();
  startLevels();
  startSpans();
  startMarking(keysAreOn);
  startChecks(report);
  startReview({ onFailure: report, onNext: () => next().catch(report), onLeft: () => showList().catch(report) });
  startKeys(
    { next: () => move(1), before: () => move(-1), undo: attempt(undo) },
    {
      ...{
        original: focusOn("original"),
        swaps: () => goToSwap(),
        kept: focusOn("kept"),
        spans: focusOn("spans-title"),
      },
      ...{ topics: goToTopics, guide: goToGuide, labels: goToLabels },
      ...{ save: () => save(false), second: () => save(true), dismiss, giveBack, undo: attempt(undo) },
      takeBack: () => sayTaken(takeBack(), text("tookBack")),
      again: () => sayTaken(again(), ""),
    },
    choose,
  );
  listen("refresh", attempt(showList));
  listen("sign-out", attempt(signOut));
  listen("undo", attempt(undo));
  listen("save", () => save(false));
  listen("save-second", () => save(true));
  listen("dismiss", dismiss);
  listen("give-back", giveBack);
  listen("back", giveBack);
  attempt(showList)();
}

/** @param {string} id Of a button. @param {() => void} act */
function listen(id, act) {
  element(id, HTMLButtonElement).addEventListener("click", act);
}

start();
