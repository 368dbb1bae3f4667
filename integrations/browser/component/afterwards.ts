// What is said after a message was sent in spite of a warning: keep it, and see to it that it is archived.
import type { Language } from "../client/types.js";
import { made } from "./dom.js";
import type { Advice } from "./sending.js";
import { TEXTS } from "./texts.js";

interface Deeds {
  goBack(): void;
  say(text: string): void;
}

export class Afterwards {
  readonly element = made("div", { role: "region", className: "panel notice", hidden: true });
  readonly #deeds: Deeds;
  #advice: Advice | null = null;

  constructor(deeds: Deeds) {
    this.#deeds = deeds;
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault(); // a dialog around it stays open
      this.#close();
    });
  }

  /** Shows the advice in another language. */
  set language(language: Language) {
    if (this.#advice) this.show(this.#advice, language);
  }

  /** Shows the advice until the writer has read it. */
  show(advice: Advice, language: Language): void {
    this.#advice = advice;
    const texts = TEXTS[language];
    const told = advice(language);
    const messages = told.length > 0 ? told : [texts.archive];
    this.element.ariaLabel = texts.afterwards;
    this.element.hidden = false;
    this.element.replaceChildren(
      made("h2", {}, texts.afterwards),
      ...messages.map((message) => made("p", {}, message)),
      made(
        "div",
        { className: "actions" },
        made("button", { type: "button", "data-action": "read", click: () => this.#close() }, texts.read),
      ),
    );
    this.#deeds.say([texts.afterwards, ...messages].join(". "));
  }

  #close(): void {
    this.#advice = null;
    this.element.hidden = true;
    this.element.replaceChildren();
    this.#deeds.goBack();
  }
}
