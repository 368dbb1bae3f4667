// Signing in with a personal key, also half-way through a message: what was typed stays where it is.
import { Failure, signIn, signOut } from "./api.js";
import { element, text } from "./dom.js";
import { calm, say } from "./saying.js";
import { goTo, show, shownView } from "./views.js";

/** @typedef {import("./views.js").View} View */

const key = element("key", HTMLInputElement);
const wrong = element("key-wrong", HTMLParagraphElement);
const why = element("sign-in-why", HTMLParagraphElement);

/** @type {View} */
let before = "loading";
/** @type {Element | null} */
let focused = null;
/** @type {() => void} */
let begin = () => undefined;
/** @type {() => void} */
let goOn = () => undefined;

/** @param {string} words */
function refuse(words) {
  wrong.textContent = words;
  key.setAttribute("aria-invalid", String(words !== ""));
  if (words !== "") key.focus();
}

/** Asks for the key; afterwards the page goes on where it was. @param {"signIn" | "forbidden"} kind Why it asks. */
export function askKey(kind) {
  if (shownView() !== "sign-in") [before, focused] = [shownView(), document.activeElement];
  calm();
  refuse("");
  why.textContent = text(before === "review" ? "signInKept" : "signInWhy");
  goTo("sign-in");
  if (kind === "forbidden") refuse(text("keyForbidden"));
  else key.focus();
}

/** @param {unknown} failure */
function explain(failure) {
  const kind = failure instanceof Failure ? failure.kind : "failed";
  if (kind === "signIn" || kind === "invalid") refuse(text("keyWrong"));
  else if (kind === "forbidden") refuse(text("keyForbidden"));
  else refuse(text(kind === "offline" || kind === "busy" ? kind : "failed"));
}

/** @param {SubmitEvent} event */
async function submit(event) {
  event.preventDefault();
  const typed = key.value.trim();
  if (typed === "") {
    refuse(text("keyEmpty"));
    return;
  }
  try {
    await signIn(typed);
  } catch (failure) {
    explain(failure);
    return;
  }
  key.value = "";
  refuse("");
  if (before === "review") {
    show("review");
    say(text("signedBack"));
    if (focused instanceof HTMLElement) focused.focus();
    goOn();
  } else {
    say(text("signedIn"));
    begin();
  }
}

/** Ends the session. */
export async function leave() {
  await signOut();
  before = "loading";
  show("loading");
  askKey("signIn");
  say(text("signedOut"));
}

/**
 * @param {() => void} start What begins once somebody signed in.
 * @param {() => void} resume What goes on once somebody signed in half-way through a message.
 */
export function startSession(start, resume) {
  [begin, goOn] = [start, resume];
  element("sign-in-form", HTMLFormElement).addEventListener("submit", submit);
  key.addEventListener("input", () => refuse(""));
}
