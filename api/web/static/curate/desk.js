// What lies on the curator's desk: the message that is reviewed, and every change to it, so that each can be taken back.

/** @typedef {import("../../../../integrations/browser/curate.js").Work} Work */

/** Milliseconds within which changes of the same kind are one change. */
const TOGETHER = 1000;

/** @type {Work[]} */
let past = [];
/** @type {Work[]} */
let future = [];
/** @type {Work | null} */
let work = null;
let last = { kind: "", at: 0 };
/** @type {((work: Work) => void)[]} */
const listeners = [];

/** Calls `listener` with the work whenever it is another. @param {(work: Work) => void} listener */
export function onWork(listener) {
  listeners.push(listener);
}

function tell() {
  for (const listener of listeners) if (work !== null) listener(work);
}

/** The message on the desk. @returns {Work | null} */
export function current() {
  return work;
}

/** Whether anything was changed since the message was laid down. */
export function isChanged() {
  return past.length > 0;
}

/** Lays a message down. @param {Work} opened */
export function lay(opened) {
  clear();
  work = opened;
  tell();
}

/** Takes the message away. */
export function clear() {
  [past, future, work] = [[], [], null];
  last = { kind: "", at: 0 };
}

/**
 * Changes the message.
 * @param {(work: Work) => Work} how
 * @param {string} kind Quick changes of one kind are taken back as one.
 */
export function change(how, kind = "") {
  if (work === null) return;
  const changed = how(work);
  if (changed === work) return;
  const now = Date.now();
  const isOne = kind !== "" && kind === last.kind && now - last.at < TOGETHER;
  if (!isOne) past.push(work);
  [work, future, last] = [changed, [], { kind, at: now }];
  tell();
}

/** Remembers what was found out about the message, which is no change of it. @param {(work: Work) => Work} how */
export function learn(how) {
  if (work === null) return;
  work = how(work);
  tell();
}

/** Takes the last change back. @returns {boolean} Whether there was one. */
export function takeBack() {
  return turn(past, future);
}

/** Makes a change again that was taken back. @returns {boolean} Whether there was one. */
export function again() {
  return turn(future, past);
}

/** @param {Work[]} from @param {Work[]} to */
function turn(from, to) {
  const other = from.pop();
  if (other === undefined || work === null) return false;
  to.push(work);
  work = other;
  last = { kind: "", at: 0 };
  tell();
  return true;
}
