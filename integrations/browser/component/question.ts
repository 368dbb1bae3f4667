// Asking whether a draft with a warning is sent anyway, and why.
import type { Why } from "../client/types.js";
import { made } from "./dom.js";
import type { Texts } from "./texts.js";

/** What the writer chose; `sendsText`: the draft may go along with the feedback. */
export type Reply = { sends: true; reason: Why; sendsText: boolean } | { sends: false; reason: null; sendsText: false };

const NO: Reply = { sends: false, reason: null, sendsText: false };

let count = 0;

export class Question {
  readonly element = made("form", { hidden: true, noValidate: true });
  readonly #number = ++count;
  readonly #goBack: () => void;
  #texts: Texts;
  #answer: ((reply: Reply) => void) | null = null;

  constructor(texts: Texts, goBack: () => void) {
    this.#texts = texts;
    this.#goBack = goBack;
  }

  set texts(texts: Texts) {
    this.#texts = texts;
  }

  /** Gives the focus to what is asked. */
  focus(): void {
    this.element.querySelector("h3")?.focus();
  }

  get isOpen(): boolean {
    return this.#answer !== null;
  }

  /** Asks, and resolves with the answer; an earlier question that is still open is answered with no. */
  ask({ offersText }: { offersText: boolean }): Promise<Reply> {
    this.dismiss();
    this.#fill(offersText);
    this.element.hidden = false;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  /** Answers an open question with no. */
  dismiss(): void {
    this.#reply(NO);
  }

  #reply(reply: Reply): void {
    const answer = this.#answer;
    const hadFocus = this.element.matches(":focus-within");
    this.#answer = null;
    this.element.hidden = true;
    this.element.replaceChildren();
    answer?.(reply);
    if (hadFocus) this.#goBack();
  }

  #fill(offersText: boolean): void {
    const texts = this.#texts;
    const [field, note] = [`reason-${this.#number}`, `missing-${this.#number}`];
    const options = Object.entries(texts.reasons).map(([value, label]) => made("option", { value }, label));
    const select = made(
      "select",
      { id: field, "aria-describedby": note, required: true },
      made("option", { value: "" }, texts.choose),
      ...options,
    );
    const missing = made("p", { id: note, className: "problem", role: "alert" });
    const along = made("input", { type: "checkbox" });
    const send = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
      if (select.value === "") {
        missing.textContent = texts.reasonMissing;
        select.ariaInvalid = "true";
        select.focus();
        return;
      }
      this.#reply({ sends: true, reason: select.value as Why, sendsText: along.checked });
    };
    select.addEventListener("change", () => {
      missing.textContent = "";
      select.ariaInvalid = null;
    });
    this.element.onsubmit = send;
    this.element.replaceChildren(
      made("h3", { tabIndex: -1 }, texts.question),
      made("label", { htmlFor: field }, texts.reason),
      select,
      missing,
      ...(offersText ? [made("label", { className: "choice" }, along, texts.sendText)] : []),
      made(
        "div",
        { className: "actions" },
        made("button", { type: "button", className: "main", "data-action": "back", click: this.#goBack }, texts.back),
        made("button", { type: "submit", "data-action": "send" }, texts.sendAnyway),
      ),
    );
  }
}
