// What of the original is still in the text to keep: the service is asked shortly after every change.
import { check, Failure } from "./api.js";
import { current, learn, onWork } from "./desk.js";
import { element, make, text } from "./dom.js";
import { labelName } from "./labels.js";
import { showMarked } from "./marked.js";
import { toUnits } from "./points.js";
import { originals, sentSpans, toSend, withFound } from "./work.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Work} Work */
/** @typedef {import("../../../../integrations/browser/curate.js").Checks} Checks */
/** @typedef {import("../../../../integrations/browser/curate.js").Left} Left */
/** @typedef {import("../../../../integrations/browser/curate.js").Swap} Swap */
/** @typedef {"none" | "busy" | "fine" | "left" | "unknown"} Outcome */

/** Milliseconds without a change before the service is asked. */
const PAUSE = 400;

const field = element("kept", HTMLTextAreaElement);
const copy = element("kept-marks", HTMLDivElement);
const again = element("check-again", HTMLButtonElement);

/** @type {{ outcome: Outcome, about: string, left: Left[], problems: string[] }} */
let state = { outcome: "none", about: "", left: [], problems: [] };
let asking = new AbortController();
/** @type {number | undefined} */
let timer;
/** @type {(failure: unknown) => void} */
let onFailure = () => undefined;
/** @type {((outcome: Outcome) => void)[]} */
let waiting = [];

/** What the answer depends on. @param {Work} work */
function aboutOf(work) {
  return JSON.stringify([work.id, work.text, work.spans, originals(work)]);
}

/** @param {Outcome} outcome @param {Left[]} left @param {string[]} problems */
function settle(outcome, left = [], problems = []) {
  state = { ...state, outcome, left, problems };
  showState();
  const told = waiting;
  if (outcome !== "busy") waiting = [];
  if (outcome !== "busy") for (const tell of told) tell(outcome);
}

function showState() {
  const work = current();
  if (work === null) return;
  const words = { none: "", busy: "checksBusy", fine: "checksFine", left: "checksLeft", unknown: "checksUnknown" };
  const name = words[state.outcome];
  const line = element("checks", HTMLParagraphElement);
  const said = name === "" ? "" : text(/** @type {"checksBusy"} */ (name));
  if (line.textContent !== said) line.textContent = said;
  element("checked", HTMLDivElement).className = `checked ${state.outcome}`;
  again.hidden = state.outcome !== "unknown";
  const lines = state.left.map(({ start, end, why }) =>
    make("li", "", make("q", "", work.text.slice(start, end)), ` (${text(`why_${why}`)})`),
  );
  const others = state.problems.map((problem) => make("li", "", problem));
  element("left", HTMLUListElement).replaceChildren(...lines, ...others);
  showMarks(work);
}

/** @param {Work} work */
function showMarks(work) {
  const isCurrent = state.about === aboutOf(work);
  const left = isCurrent ? state.left : [];
  showMarked(field, copy, work.text, [
    { name: "span", ranges: work.spans },
    { name: "left", ranges: left },
  ]);
}

/**
 * Says in words what is wrong with a field of a message.
 * @param {string} place Its name or pointer.
 * @param {Work} work
 */
export function problemWith(place, work) {
  const span = sentSpans(work)[Number(/entities[/[](\d+)/.exec(place)?.[1] ?? -1)];
  if (span !== undefined) {
    return text("problem_entity", { words: work.text.slice(span.start, span.end), label: labelName(span.label) });
  }
  const part = place.split(/[./]/).find((name) => Object.hasOwn(PARTS, name)) ?? "";
  return text(PARTS[part] ?? "problem_other");
}

/** @type {Record<string, import("./texts.js").TextName>} */
const PARTS = {
  ...{ text: "problem_text", entities: "problem_entities", topics: "problem_topics" },
  ...{ personal: "problem_levels", decision: "problem_levels", confidential: "problem_levels" },
  look_alike: "problem_look_alike",
};

/** @param {Work} work */
function askedOf(work) {
  return { item: work.id, text: work.text, entities: toSend(work), originals: originals(work) };
}

async function ask() {
  const work = current();
  if (work === null) return;
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    receive(work, await check(askedOf(work), signal));
  } catch (failure) {
    if (signal.aborted) return;
    settle("unknown");
    if (failure instanceof Failure && failure.kind !== "offline" && failure.kind !== "busy") onFailure(failure);
  }
}

/** @param {Work} work What was asked about. @param {Checks} told */
function receive(work, told) {
  const now = current();
  if (now === null || aboutOf(now) !== aboutOf(work)) return;
  const problems = [...new Set(told.problems.map((problem) => problemWith(problem.field, work)))];
  const left = toUnits(work.text, told.left);
  settle(left.length + problems.length > 0 ? "left" : "fine", left, left.length > 0 ? [] : problems);
  learn((same) => withFound(same, told.entities));
}

/** @param {Work} work */
function follow(work) {
  const about = aboutOf(work);
  if (about !== state.about) {
    const isFirst = !state.about.startsWith(JSON.stringify([work.id]).slice(0, -1));
    state = { ...state, about };
    settle("busy", state.left);
    asking.abort();
    clearTimeout(timer);
    timer = setTimeout(ask, isFirst ? 0 : PAUSE);
  }
  showMarks(work);
}

/** Returns what is known about the text as it stands; waits while it is being looked at. @returns {Promise<Outcome>} */
export function outcome() {
  if (state.outcome !== "busy") return Promise.resolve(state.outcome);
  return new Promise((told) => waiting.push(told));
}

/** Asks once more, as when nobody could answer. */
export function checkAgain() {
  if (current() === null) return;
  settle("busy");
  ask();
}

/** Forgets everything. */
export function forgetChecks() {
  asking.abort();
  clearTimeout(timer);
  state = { outcome: "none", about: "", left: [], problems: [] };
  waiting = [];
  copy.replaceChildren();
}

/** @param {(failure: unknown) => void} failed Called when the service refuses. */
export function startChecks(failed) {
  onFailure = failed;
  again.addEventListener("click", checkAgain);
  window.addEventListener("online", () => {
    if (state.outcome === "unknown") checkAgain();
  });
  onWork(follow);
}
