// Asking before something is lost.
import { element } from "./dom.js";

const dialog = element("question", HTMLDialogElement);
const yes = element("question-yes", HTMLButtonElement);
const no = element("question-no", HTMLButtonElement);

/**
 * @param {{ title: string, words: string, yes: string, no: string }} asked
 * @returns {Promise<boolean>} Whether the answer is yes; closing the question is no.
 */
export function ask(asked) {
  element("question-title", HTMLHeadingElement).textContent = asked.title;
  element("question-text", HTMLParagraphElement).textContent = asked.words;
  yes.textContent = asked.yes;
  no.textContent = asked.no;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

export function startQuestion() {
  yes.addEventListener("click", () => dialog.close("yes"));
  no.addEventListener("click", () => dialog.close("no"));
}
