// What is said after a message was sent in spite of a warning: keep it, and see to it that it is archived.
import { made } from "./dom.js";
import type { Texts } from "./texts.js";

interface Deeds {
  goBack(): void;
  say(text: string): void;
}

export class Afterwards {
  readonly element = made("div", { role: "region", className: "panel notice", hidden: true });
  readonly #deeds: Deeds;

  constructor(deeds: Deeds) {
    this.#deeds = deeds;
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#close();
    });
  }

  /** Shows the advice until the writer has read it; `messages` are in the words of the service. */
  show(messages: readonly string[], texts: Texts): void {
    const advice = messages.length > 0 ? messages : [texts.archive];
    this.element.ariaLabel = texts.afterwards;
    this.element.hidden = false;
    this.element.replaceChildren(
      made("h2", {}, texts.afterwards),
      ...advice.map((message) => made("p", {}, message)),
      made(
        "div",
        { className: "actions" },
        made("button", { type: "button", "data-action": "read", click: () => this.#close() }, texts.read),
      ),
    );
    this.#deeds.say([texts.afterwards, ...advice].join(". "));
  }

  #close(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
    this.#deeds.goBack();
  }
}
