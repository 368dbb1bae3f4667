// The version of a draft without personal data: made on request, shown, and used or copied when the writer wants it.
import { made } from "./dom.js";
import { copy } from "./hand-over.js";
import type { Deeds } from "./panel.js";
import type { Texts } from "./texts.js";

/** A text, and the draft that it was made of: it may only take the place of that one. */
export interface SaferVersion {
  readonly text: string;
  readonly of: string;
}

export class Safer {
  readonly element = made("div");
  readonly #deeds: Pick<Deeds, "makeSafer" | "replace" | "say" | "unsay">;
  readonly #button = made("button", { type: "button", "data-action": "safer", click: () => this.#make() });
  readonly #told = made("p");
  readonly #shown = made("div");
  #texts: Texts;
  #isOffered = false;
  #round = 0;
  #said = "";

  constructor(deeds: Pick<Deeds, "makeSafer" | "replace" | "say" | "unsay">, texts: Texts) {
    this.#deeds = deeds;
    this.#texts = texts;
    this.element.append(made("div", { className: "actions" }, this.#button), this.#told, this.#shown);
    this.renew();
  }

  set texts(texts: Texts) {
    this.#texts = texts;
    this.renew();
  }

  /** Offers to make one, or not; one that was made before is taken away. */
  offer(isOffered: boolean): void {
    this.#isOffered = isOffered;
    this.renew();
  }

  /** Takes away what was made of the draft as it was. */
  renew(): void {
    this.#round += 1;
    this.#button.textContent = this.#texts.safer;
    this.#button.hidden = !this.#isOffered;
    this.#told.textContent = "";
    this.#deeds.unsay(this.#said);
    this.#shown.replaceChildren();
  }

  #tell(text: string): void {
    this.#told.textContent = text;
    this.#say(text);
  }

  #say(text: string): void {
    this.#said = text;
    this.#deeds.say(text);
  }

  async #make(): Promise<void> {
    this.renew();
    const round = this.#round;
    this.#tell(this.#texts.saferBusy);
    const version = await this.#deeds.makeSafer();
    if (round !== this.#round) return;
    if (version === null) this.#tell(this.#texts.saferFailed);
    else if (version.text === version.of) this.#tell(this.#texts.saferSame);
    else this.#show(version);
  }

  #show(version: SaferVersion): void {
    const use = (): void => {
      if (!this.#deeds.replace(version)) this.#tell(this.#texts.replaceFailed);
    };
    const take = async (): Promise<void> => {
      this.#tell((await copy(version.text)) ? this.#texts.copied : this.#texts.copyFailed);
    };
    this.#tell("");
    this.#shown.replaceChildren(
      made("h3", {}, this.#texts.saferTitle),
      made("p", { className: "safer", translate: false }, version.text),
      made(
        "div",
        { className: "actions" },
        made(
          "button",
          { type: "button", className: "main", "data-action": "use-safer", click: use },
          this.#texts.useSafer,
        ),
        made("button", { type: "button", "data-action": "copy-safer", click: take }, this.#texts.copy),
      ),
    );
    this.#say(`${this.#texts.saferTitle}: ${version.text}`);
  }
}
