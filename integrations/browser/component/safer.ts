// The version of a draft without personal data: made on request, shown, and used or copied when the writer wants it.
import { made } from "./dom.js";
import { copy } from "./hand-over.js";
import type { Deeds } from "./panel.js";
import type { Texts } from "./texts.js";

export class Safer {
  readonly element = made("div");
  readonly #deeds: Pick<Deeds, "makeSafer" | "replace">;
  #texts: Texts;
  #isOffered = false;
  #round = 0;

  constructor(deeds: Pick<Deeds, "makeSafer" | "replace">, texts: Texts) {
    this.#deeds = deeds;
    this.#texts = texts;
  }

  set texts(texts: Texts) {
    this.#texts = texts;
  }

  /** Offers to make one, or not; one that was made before is taken away. */
  offer(isOffered: boolean): void {
    this.#isOffered = isOffered;
    this.renew();
  }

  /** Takes away what was made of the draft as it was. */
  renew(): void {
    this.#round += 1;
    const button = made(
      "button",
      { type: "button", "data-action": "safer", click: () => this.#make() },
      this.#texts.safer,
    );
    this.element.replaceChildren(...(this.#isOffered ? [made("div", { className: "actions" }, button)] : []));
  }

  async #make(): Promise<void> {
    const round = this.#round;
    const status = made("p", { role: "status" }, this.#texts.saferBusy);
    this.element.replaceChildren(status);
    const text = await this.#deeds.makeSafer();
    if (round !== this.#round) return;
    if (text === null) status.textContent = this.#texts.saferFailed;
    else this.#show(text);
  }

  #show(text: string): void {
    const told = made("p", { role: "status" });
    const use = made("button", { type: "button", className: "main", "data-action": "use-safer" }, this.#texts.useSafer);
    use.addEventListener("click", () => {
      if (!this.#deeds.replace(text)) told.textContent = this.#texts.replaceFailed;
    });
    const take = async (): Promise<void> => {
      told.textContent = (await copy(text)) ? this.#texts.copied : this.#texts.copyFailed;
    };
    this.element.replaceChildren(
      made("h3", {}, this.#texts.saferTitle),
      made("p", { className: "safer", tabIndex: -1 }, text),
      made("div", { className: "actions" }, use, made("button", { type: "button", click: take }, this.#texts.copy)),
      told,
    );
    use.focus();
  }
}
