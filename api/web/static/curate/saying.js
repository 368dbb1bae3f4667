// What the page says: to everybody in words on it, and to who hears it because these words live in live regions.
import { element } from "./dom.js";

const said = element("said", HTMLParagraphElement);
const problem = element("problem", HTMLDivElement);

/** Says something; the same words are said again too. @param {string} words */
export function say(words) {
  said.textContent = "";
  if (words === "") return;
  const line = document.createElement("span");
  line.textContent = words;
  said.append(line);
}

/**
 * Says that something went wrong.
 * @param {string} words
 * @param {...HTMLElement} next What can be done about it.
 */
export function complain(words, ...next) {
  say("");
  element("problem-text", HTMLParagraphElement).textContent = words;
  element("problem-next", HTMLDivElement).replaceChildren(...next);
  problem.hidden = false;
  problem.scrollIntoView({ block: "nearest" });
}

/** Takes back that something went wrong. */
export function calm() {
  problem.hidden = true;
  element("problem-text", HTMLParagraphElement).textContent = "";
  element("problem-next", HTMLDivElement).replaceChildren();
}
