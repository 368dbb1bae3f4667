// The page: a conversation to practise in. What is typed stays in this page; the component below the box asks the
// service about it. Text is only ever set as text.
import { canShare, carryOver, copied, shared, sharedDraft, startWorker } from "./page-sharing.js";
import { TEXTS } from "./page-texts.js";

/** @typedef {import("../../../integrations/browser/page.js").BerichtWacht} BerichtWacht */
/** @typedef {import("../../../integrations/browser/page.js").InstallPrompt} InstallPrompt */
/** @typedef {import("./page-texts.js").TextName} TextName */
/** @typedef {import("./page-texts.js").PageLanguage} PageLanguage */

/** How many earlier messages go along when a draft is assessed. */
const MOST_HISTORY = 10;

/** @type {Record<string, TextName>} */
const NOTES = { none: "noteFine", notice: "noteNotice", warn: "noteWarn", unchecked: "noteUnchecked" };

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new TypeError(`#${id} is missing`);
  return found;
}

const about = element("about", HTMLDetailsElement);
const channel = element("channel", HTMLSelectElement);
const sender = element("sender", HTMLSelectElement);
const recipients = element("recipients", HTMLFieldSetElement);
const crisis = element("crisis", HTMLInputElement);
const log = element("log", HTMLDivElement);
const form = element("writing", HTMLFormElement);
const compose = element("compose", HTMLTextAreaElement);
const notice = element("notice", HTMLParagraphElement);
const refused = element("refused", HTMLDivElement);
const question = element("question", HTMLDialogElement);
const guard = /** @type {BerichtWacht} */ (element("guard", HTMLElement));

/** @type {string[]} */
let sent = [];
let conversations = 1;

// Texts

/** @returns {PageLanguage} */
function language() {
  return document.documentElement.lang === "en" ? "en" : "nl";
}

/** @param {TextName} name */
function text(name) {
  return TEXTS[language()][name];
}

/**
 * Shows a text, and shows it in the other language when that is chosen.
 * @param {HTMLElement} node
 * @param {TextName} name
 */
function show(node, name) {
  node.dataset["text"] = name;
  node.textContent = text(name);
}

/** @param {PageLanguage} chosen */
function speak(chosen) {
  document.documentElement.lang = chosen;
  document.title = text("title");
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-text]"))) {
    node.textContent = text(/** @type {TextName} */ (node.dataset["text"]));
  }
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-label]"))) {
    node.setAttribute("aria-label", text(/** @type {TextName} */ (node.dataset["label"])));
  }
  element("language", HTMLButtonElement).lang = chosen === "nl" ? "en" : "nl";
  guard.setAttribute("language", chosen);
  summarise();
}

/** @param {TextName} name */
function say(name) {
  show(notice, name);
}

function sayNothing() {
  notice.textContent = "";
  delete notice.dataset["text"];
}

// What the conversation is

/** @returns {HTMLInputElement[]} */
function chosenRecipients() {
  return Array.from(recipients.querySelectorAll("input")).filter((box) => box.checked);
}

/** @param {string} name @param {string} value */
function setOrRemove(name, value) {
  if (value === "") guard.removeAttribute(name);
  else guard.setAttribute(name, value);
}

function summarise() {
  const people = chosenRecipients().map((box) => box.labels?.[0]?.textContent ?? "");
  const urgent = crisis.checked ? [text("crisis")] : [];
  element("summary", HTMLSpanElement).textContent = [
    channel.selectedOptions[0]?.textContent ?? "",
    ...people,
    ...urgent,
  ].join(" · ");
}

function changeContext() {
  guard.setAttribute("channel", channel.value);
  setOrRemove("sender", sender.value);
  setOrRemove(
    "recipients",
    chosenRecipients()
      .map((box) => box.value)
      .join(","),
  );
  guard.toggleAttribute("crisis", crisis.checked);
  summarise();
}

function showWhetherEmpty() {
  const isEmpty = log.childElementCount === 0;
  element("empty", HTMLParagraphElement).hidden = !isEmpty;
  element("again", HTMLButtonElement).hidden = isEmpty;
}

function startAgain() {
  sent = [];
  conversations += 1;
  guard.history = sent;
  guard.setAttribute("conversation", `practice-${conversations}`);
  log.replaceChildren();
  log.removeAttribute("tabindex");
  showWhetherEmpty();
  sayNothing();
  compose.focus();
}

// Writing

/** @param {string} words */
function write(words) {
  compose.value = words;
  compose.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Asks what to do with a text while another stands in the box.
 * @returns {Promise<string>} The value of the button; empty when the question was closed.
 */
function ask() {
  question.returnValue = "";
  question.showModal();
  return new Promise((resolve) => {
    question.addEventListener("close", () => resolve(question.returnValue), { once: true });
  });
}

/**
 * Puts a text in the box; nothing that was typed is lost unless its writer says so.
 * @param {string} words
 * @returns {Promise<boolean>} Whether it stands there now.
 */
async function put(words) {
  const typed = compose.value;
  const answer = typed.trim() === "" || typed === words ? "replace" : await ask();
  if (answer === "replace") write(words);
  else if (answer === "append") write(`${typed.trimEnd()}\n${words}`);
  compose.focus();
  return answer === "replace" || answer === "append";
}

/**
 * @param {string} words
 * @returns {TextName} How what is sent was judged.
 */
function note(words) {
  if (guard.state?.text !== words) return "noteUnchecked";
  return NOTES[guard.verdict ?? "unchecked"] ?? "noteUnchecked";
}

/** @param {string} words @param {TextName} judged */
function addBubble(words, judged) {
  const bubble = document.createElement("div");
  const body = document.createElement("p");
  const foot = document.createElement("p");
  bubble.className = `bubble ${judged}`;
  body.textContent = words;
  foot.className = "note";
  show(foot, judged);
  bubble.append(body, foot);
  log.append(bubble);
  log.tabIndex = 0; // it scrolls, so a keyboard must get there
  showWhetherEmpty();
  bubble.scrollIntoView({ block: "nearest" });
}

/** @param {SubmitEvent} event */
function send(event) {
  event.preventDefault();
  const words = compose.value;
  if (words.trim() === "") {
    say("typeFirst");
    compose.focus();
    return;
  }
  addBubble(words, note(words));
  write("");
  sent = [...sent, words].slice(-MOST_HISTORY);
  guard.history = sent;
  sayNothing();
  compose.focus();
}

// Taking it along

async function copy() {
  if (compose.value.trim() === "") say("typeFirst");
  else if (await copied(compose.value)) say("copied");
  else {
    compose.select();
    say("copyFailed");
  }
}

async function share() {
  if (compose.value.trim() === "") say("typeFirst");
  else if ((await guard.confirm?.()) === false) compose.focus();
  else if (!(await shared(compose.value))) say("shareFailed");
}

async function receive() {
  const draft = await sharedDraft();
  if (draft === null) return;
  if (draft === "lost") {
    say("sharedLost");
    return;
  }
  if (draft.left.trim() !== "") await put(draft.left);
  if (await put(draft.text)) say("sharedHere");
}

// What else the page does

/** Shows the paragraphs of the guideline in force; what stands on the page holds while the service cannot be asked. */
async function quoteGuideline() {
  const answer = await fetch("/v1/policy", { cache: "no-store", credentials: "same-origin" });
  if (!answer.ok) return;
  const { clauses } = /** @type {{ clauses: { id: string, quote: string }[] }} */ (await answer.json());
  const quotes = new Map(clauses.map(({ id, quote }) => [id, quote]));
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-clause]"))) {
    node.textContent = quotes.get(node.dataset["clause"] ?? "") ?? node.textContent;
  }
}

function offerToInstall() {
  const button = element("install", HTMLButtonElement);
  /** @type {InstallPrompt | null} */
  let offer = null;
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = /** @type {InstallPrompt} */ (event);
    button.hidden = false;
  });
  button.addEventListener("click", async () => {
    button.hidden = true;
    await offer?.prompt();
  });
  window.addEventListener("appinstalled", () => button.toggleAttribute("hidden", true));
}

function listen() {
  form.addEventListener("submit", send);
  compose.addEventListener("input", sayNothing);
  compose.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
  });
  element("context", HTMLFormElement).addEventListener("change", changeContext);
  element("again", HTMLButtonElement).addEventListener("click", startAgain);
  element("copy", HTMLButtonElement).addEventListener("click", copy);
  element("share", HTMLButtonElement).addEventListener("click", share);
  element("language", HTMLButtonElement).addEventListener("click", () => speak(language() === "nl" ? "en" : "nl"));
  guard.addEventListener("bericht-wacht-state", (event) => {
    const { detail } = /** @type {CustomEvent<{ status: string, why?: string }>} */ (event);
    refused.hidden = detail.why !== "refused";
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !refused.hidden) guard.refresh?.(); // perhaps its reader signed in meanwhile
  });
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (question.querySelectorAll("button"))) {
    button.addEventListener("click", () => question.close(button.value));
  }
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-use]"))) {
    button.addEventListener("click", () => put(text(/** @type {TextName} */ (button.dataset["use"]))));
  }
}

about.open = !window.matchMedia("(max-width: 48rem)").matches;
element("share", HTMLButtonElement).hidden = !canShare();
element("missing", HTMLParagraphElement).hidden = customElements.get("bericht-wacht") !== undefined;
listen();
offerToInstall();
changeContext();
carryOver(() => compose.value);
startWorker();
receive();
quoteGuideline().catch(() => undefined);
