// What is said about the draft: the verdict always, and on request the reasons, the paragraph and where it does belong.
import type { Clause, Destination, Reminder, Warning } from "../client/types.js";
import { made } from "./dom.js";
import { Question, type Reply } from "./question.js";
import { Safer, type SaferVersion } from "./safer.js";
import type { Texts } from "./texts.js";
import type { View, Words } from "./view.js";

/** What the panel asks of the component that it belongs to. */
export interface Deeds {
  /** Selects the words of a reason in the field. */
  show(reason: number): void;
  /** Takes the draft to where it belongs; returns what to tell the writer. */
  handOver(destination: Destination): Promise<string>;
  /** Returns the draft without personal data, `null` when that cannot be had. */
  makeSafer(): Promise<SaferVersion | null>;
  /** Puts a version in the place of the draft that it was made of; returns whether that worked. */
  replace(version: SaferVersion): boolean;
  /** Gives the focus back to the field. */
  goBack(): void;
  /** Says something to whoever listens to the page instead of looking at it. */
  say(text: string): void;
  /** Takes back what was said, because it no longer holds; something that was said since stays. */
  unsay(text: string): void;
}

let count = 0;

export class Panel {
  readonly element: HTMLElement;
  readonly #deeds: Deeds;
  readonly #title = made("h2", { tabIndex: -1, className: "headline" });
  readonly #toggle = made("button", { type: "button", click: () => this.#setOpen(!this.#isOpen) });
  readonly #lead = made("p");
  readonly #note = made("p");
  readonly #details = made("div", { id: `bericht-wacht-${++count}` });
  readonly #answer = made("p", { className: "answer" });
  readonly #box: HTMLElement;
  readonly #safer: Safer;
  readonly #question: Question;
  #texts: Texts;
  #isOpen = false;
  #answerStays = false;
  #shown = "";
  #announced = "";

  constructor(deeds: Deeds, texts: Texts) {
    this.#deeds = deeds;
    this.#texts = texts;
    this.#safer = new Safer(deeds, texts);
    this.#question = new Question(texts, () => this.#leave());
    this.#toggle.setAttribute("aria-controls", this.#details.id);
    this.#box = made(
      "div",
      { role: "region", className: "panel", hidden: true },
      made("div", { className: "summary" }, this.#title, this.#toggle),
      this.#answer,
      this.#lead,
      this.#note,
      this.#question.element,
      this.#details,
      this.#safer.element,
    );
    this.element = this.#box;
    this.#box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault(); // a dialog around it stays open
      this.#leave();
    });
  }

  /** Takes other texts, of another language. */
  set texts(texts: Texts) {
    this.#texts = texts;
    this.#safer.texts = texts;
    this.#question.texts = texts;
    this.#shown = "";
  }

  /** Shows the reasons without being asked. */
  set open(isOpen: boolean) {
    this.#setOpen(isOpen);
  }

  /** Shows a view; `isBusy`: a newer text is being assessed. Says it once to whoever listens. */
  render(view: View | null, { isBusy }: { isBusy: boolean }): void {
    this.#box.ariaBusy = String(isBusy && !this.#question.isOpen);
    const key = JSON.stringify(view);
    if (key === this.#shown) return;
    this.#shown = key;
    const hadFocus = this.#box.contains((this.#box.getRootNode() as ShadowRoot).activeElement);
    this.#fill(view);
    if (!hadFocus || this.#question.isOpen) this.#announce(view);
    else if (view) this.#title.focus();
    else this.#deeds.goBack();
  }

  /** Asks whether to send anyway, and resolves with what the writer chose. */
  async ask(options: { offersText: boolean }): Promise<Reply> {
    this.#setOpen(true);
    const reply = this.#question.ask(options);
    this.remind();
    return reply;
  }

  /** Leads back to the question, when one is open. */
  remind(): void {
    if (!this.#question.isOpen) return;
    this.#question.focus();
    this.#box.scrollIntoView({ block: "nearest" });
  }

  /** Tells the writer something about what was just done, until the draft is changed; what `stays`, until it is sent. */
  tell(text: string, { stays = false } = {}): void {
    this.#answerStays = stays;
    const before = this.#answer.textContent;
    this.#answer.textContent = text;
    if (text === "") this.#deeds.unsay(before);
    else this.#deeds.say(text);
  }

  /** Takes back what was asked or offered for the draft as it was: it was changed, or is gone. */
  draftChanged(): void {
    if (!this.#answerStays) this.tell("");
    this.#question.dismiss();
    this.#safer.renew();
  }

  /** Lifts out the words that the pointer is on; `null`: none. */
  point(reasons: readonly number[] | null): void {
    for (const item of this.#details.querySelectorAll<HTMLElement>("li[data-reasons]")) {
      const own = (item.dataset["reasons"] ?? "").split(" ").map(Number);
      item.classList.toggle("pointed", reasons?.some((reason) => own.includes(reason)) ?? false);
    }
  }

  #leave(): void {
    this.#question.dismiss();
    this.#deeds.goBack();
  }

  #fill(view: View | null): void {
    this.#box.hidden = view === null;
    this.#box.ariaLabel = this.#texts.panel;
    this.#box.className = `panel ${view?.tone ?? ""}`;
    this.#title.textContent = view?.title ?? "";
    this.#lead.textContent = view?.warnings.map(({ title }) => title).join(" · ") ?? "";
    this.#note.textContent = view?.note ?? "";
    this.#note.hidden = !view?.note;
    this.#safer.offer(view?.offersSafer ?? false);
    this.#details.replaceChildren(...(view ? this.#detailsOf(view) : []));
    this.#setOpen(this.#isOpen);
  }

  #setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen;
    const hasMore = this.#details.hasChildNodes();
    this.#toggle.hidden = !hasMore;
    this.#toggle.textContent = isOpen ? this.#texts.less : this.#texts.why;
    this.#toggle.ariaExpanded = String(isOpen);
    this.#details.hidden = !isOpen || !hasMore;
    this.#lead.hidden = isOpen || this.#lead.textContent === "";
    this.#safer.element.hidden = !isOpen;
  }

  #announce(view: View | null): void {
    if (view?.tone === "checking") {
      this.#deeds.unsay(this.#announced);
      return;
    }
    const text = view === null ? "" : [view.title, view.warnings[0]?.title].filter(Boolean).join(". ");
    if (text === this.#announced) return;
    this.#announced = text;
    this.#deeds.say(text);
  }

  #detailsOf(view: View): HTMLElement[] {
    return [
      ...view.warnings.map((warning) => this.#warning(warning)),
      ...(view.words.length > 0 ? [this.#underlined(view.words)] : []),
      ...view.reminders.map((reminder) => this.#reminder(reminder)),
    ];
  }

  #warning({ title, message, destinations, clause }: Warning): HTMLElement {
    return made(
      "section",
      {},
      made("h3", {}, title),
      made("p", {}, message),
      destinations.length > 0 && made("p", {}, this.#texts.elsewhere),
      destinations.length > 0 &&
        made("ul", { className: "places" }, ...destinations.map((destination) => this.#destination(destination))),
      this.#clause(clause),
    );
  }

  #destination(destination: Destination): HTMLElement {
    const { label, url, why } = destination;
    const said = made("span", {}, why);
    const go = async (): Promise<void> => {
      const told = await this.#deeds.handOver(destination);
      said.textContent = told || why;
      this.#deeds.say(told);
    };
    const button = made("button", { type: "button", click: go }, url === null ? this.#texts.copyFor(label) : label);
    return made("li", {}, button, said);
  }

  #clause({ quote }: Clause): HTMLElement {
    return made("details", {}, made("summary", {}, this.#texts.clause), made("blockquote", { lang: "nl" }, quote));
  }

  #underlined(words: readonly Words[]): HTMLElement {
    const item = ({ words, explanation, level, reasons }: Words): HTMLElement =>
      made(
        "li",
        { "data-reasons": reasons.join(" ") },
        made(
          "button",
          {
            type: "button",
            className: `words ${level}`,
            click: () => this.#deeds.show(reasons[0] ?? 0),
          },
          made("span", { translate: false }, words),
          made("span", { className: "spoken" }, ` (${this.#texts.show})`),
        ),
        `: ${explanation}`,
      );
    return made("section", {}, made("h3", {}, this.#texts.underlined), made("ul", {}, ...words.map(item)));
  }

  #reminder({ message, clause }: Reminder): HTMLElement {
    return made("section", {}, made("h3", {}, this.#texts.reminder), made("p", {}, message), this.#clause(clause));
  }
}
