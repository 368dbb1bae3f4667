// Undoing what was settled, as long as the original is there: the latest first. What was made of the message comes back.
import { Failure, undo } from "./api.js";
import { element, named, text } from "./dom.js";
import { complain, say } from "./saying.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Work} Work */
/** @typedef {import("../../../../integrations/browser/curate.js").State} State */
/** @typedef {{ id: string, state: State, work: Work, forget: number }} Settled */

/** Milliseconds that the service can give an original back. */
const HOUR = 60 * 60 * 1000;

/** @type {Settled[]} */
let settled = [];

function showLast() {
  const last = settled.at(-1);
  element("settled", HTMLDivElement).hidden = last === undefined;
  element("settled-text", HTMLParagraphElement).textContent = last ? named("settled", last.state) : "";
}

/** @param {Settled} one */
function forget(one) {
  clearTimeout(one.forget);
  settled = settled.filter((other) => other !== one);
  showLast();
}

/** Remembers what was settled, so that it can be undone. @param {State} state @param {Work} work */
export function remember(state, work) {
  /** @type {Settled} */
  const one = { id: work.id, state, work, forget: window.setTimeout(() => forget(one), HOUR) };
  settled.push(one);
  showLast();
  say(named("settled", state));
}

/** Forgets everything that was settled, as when somebody signs out. */
export function forgetSettled() {
  for (const one of [...settled]) forget(one);
}

/**
 * Undoes what was settled last.
 * @returns {Promise<Work | null>} What was made of the message; `null` when nothing could be undone.
 */
export async function undoLast() {
  const last = settled.at(-1);
  if (last === undefined) {
    say(text("undoNothing"));
    return null;
  }
  try {
    await undo(last.id);
  } catch (failure) {
    if (!(failure instanceof Failure) || !["late", "gone", "taken", "labelled"].includes(failure.kind)) throw failure;
    forget(last);
    complain(text("late"));
    return null;
  }
  forget(last);
  return last.work;
}
