// Finding and making elements. Text is only ever set as text.
import { TEXTS } from "./texts.js";

/** @typedef {import("./texts.js").TextName} TextName */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new TypeError(`#${id} is missing`);
  return found;
}

/**
 * Makes an element with a class and what stands in it.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} name
 * @param {...(string | Node)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name !== "") made.className = name;
  made.append(...children);
  return made;
}

/**
 * Makes a button.
 * @param {string} name Its class.
 * @param {string} words
 * @param {() => void} act
 * @param {string} key What presses it, shown to who looks; "" for nothing.
 */
export function button(name, words, act, key = "") {
  const made = make("button", name, words);
  made.type = "button";
  if (key !== "") made.append(" ", keyCap(key));
  made.addEventListener("click", act);
  return made;
}

/** Shows a key of the keyboard; who hears the page is told the keys in the overview. @param {string} key */
export function keyCap(key) {
  const cap = make("kbd", "", key);
  cap.setAttribute("aria-hidden", "true");
  return cap;
}

/**
 * Returns a text, with values where it has `{name}`.
 * @param {TextName} name
 * @param {Record<string, string | number>} values
 */
export function text(name, values = {}) {
  return TEXTS[name].replace(/\{(\w+)\}/g, (_, value) => String(values[value] ?? ""));
}

/** Fills every element that names its text; what stands in them in the document is for the first moment. */
export function fill() {
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-text]"))) {
    node.textContent = text(/** @type {TextName} */ (node.dataset["text"]));
  }
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-label]"))) {
    node.setAttribute("aria-label", text(/** @type {TextName} */ (node.dataset["label"])));
  }
}

/**
 * Returns a name that the service used, in words; the name itself when there are none for it.
 * @param {string} kind What the texts of its kind begin with.
 * @param {string | null} name
 */
export function named(kind, name) {
  const key = `${kind}_${name}`;
  return Object.hasOwn(TEXTS, key) ? TEXTS[/** @type {TextName} */ (key)] : (name ?? "");
}
