import type { Client } from "../client/index.js";
import type { Context, Destination, Language, Settled, Verdict, WatchState } from "../client/types.js";
import { Afterwards } from "./afterwards.js";
import { Binding } from "./binding.js";
import { clientOf } from "./client-of.js";
import { contextOf } from "./context.js";
import { made } from "./dom.js";
import { guardForms } from "./guard.js";
import { handOver } from "./hand-over.js";
import { named } from "./naming.js";
import { Panel } from "./panel.js";
import { isDue, keep } from "./reminded.js";
import type { SaferVersion } from "./safer.js";
import { Seeking } from "./seeking.js";
import { type Decision, Sending } from "./sending.js";
import { STYLE } from "./style.js";
import { TEXTS, type Texts } from "./texts.js";
import { verdictOf, viewOf } from "./view.js";

// where there is no document, such as on a server that renders pages, the module can still be imported
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * `<bericht-wacht for="compose">`: warns while one types that a message does not belong in a messaging app.
 *
 * Attributes: `for` (id of a textarea, an input, a contenteditable element, or of an element that holds one), `url` (address of
 * the service; this site by default), `channel`, `sender`, `recipients` (roles, with commas), `crisis`, `language` (`nl` or
 * `en`), `conversation` (an opaque name; reminders to keep messages come once per conversation and day), `guard` (holds back the
 * submit of the field's form), `feedback` (what the writer did may be told to the service), `open` (the reasons are shown
 * without being asked).
 *
 * Events, none with a draft but the last: `bericht-wacht-state` (`{status, verdict, why}`), `bericht-wacht-decision`
 * ({@link Decision}), and `bericht-wacht-replace` (`{text}`; cancelable: the editor puts the safer version in itself).
 */
export class BerichtWacht extends Base {
  static readonly observedAttributes = "for url channel sender recipients crisis language conversation open".split(" ");

  readonly #spoken = made("p", { className: "spoken", role: "status" });
  readonly #layer = made("div", { className: "layer" });
  readonly #panel: Panel;
  readonly #afterwards: Afterwards;
  readonly #sending: Sending;
  #client: Client | null = null;
  #ownClient: Client | null = null;
  #history: readonly string[] = [];
  #binding: Binding | null = null;
  #seeking: Seeking | null = null;
  #unguard: (() => void) | null = null;
  #state: WatchState = { status: "empty", text: "" };
  #reminds = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const goBack = (): void => this.target?.focus();
    const say = (text: string): void => {
      this.#spoken.textContent = text;
    };
    const unsay = (text: string): void => {
      if (this.#spoken.textContent === text) this.#spoken.textContent = "";
    };
    this.#panel = new Panel(
      {
        show: (reason) => this.#binding?.select(reason),
        handOver: (destination) => this.#handOver(destination),
        makeSafer: () => this.#makeSafer(),
        replace: (version) => this.#replace(version),
        goBack,
        say,
        unsay,
      },
      this.#texts,
    );
    this.#afterwards = new Afterwards({ goBack, say });
    this.#sending = new Sending(this.#correspondent());
    root.append(this.#layer, this.#spoken, this.#panel.element, this.#afterwards.element);
  }

  /** Asks the service; by default one made from `url`. */
  get client(): Client {
    this.#ownClient ??= clientOf(this.getAttribute("url") ?? "");
    return this.#client ?? this.#ownClient;
  }

  set client(client: Client | null) {
    if (client === this.#client) return;
    this.#client = client;
    this.#bind(this.target);
  }

  /** What is typed in, `null` while there is none. */
  get target(): HTMLElement | null {
    return this.#binding?.surface.element ?? null;
  }

  /** What is known about the draft. */
  get state(): WatchState {
    return this.#state;
  }

  /** The verdict that is shown of what stands there, `null` while that is not known or nothing stands there. */
  get verdict(): Verdict | null {
    const state = this.#state;
    return state.status === "assessed" || state.status === "unchecked" ? verdictOf(state) : null;
  }

  /** Texts of earlier messages of the conversation, oldest first; only the last ten go along. */
  get history(): readonly string[] {
    return this.#history;
  }

  set history(texts: readonly string[] | null | undefined) {
    const before = this.#history;
    this.#history = [...(texts ?? [])];
    const isSame =
      before.length === this.#history.length && before.every((text, place) => text === this.#history[place]);
    if (!isSame) this.refresh();
  }

  /** The conversation around the draft, as the attributes and the history say. */
  get context(): Context {
    return contextOf(this, this.#history);
  }

  /** Language of what is shown: that of the attribute. */
  get language(): Language {
    return this.getAttribute("language") === "en" ? "en" : "nl";
  }

  set language(language: Language | null | undefined) {
    if (language) this.setAttribute("language", language);
    else this.removeAttribute("language");
  }

  get #text(): string {
    return this.#binding?.surface.read() ?? "";
  }

  get #texts(): Texts {
    return TEXTS[this.language];
  }

  /** Assesses what stands there now, at once. */
  async check(): Promise<Settled> {
    this.#seeking?.look();
    return (await this.#binding?.check()) ?? { status: "empty", text: "" };
  }

  /**
   * Resolves with whether the draft may be sent, as it stood there when this was called. On a warning the writer is asked first,
   * and says why. No when the draft is changed meanwhile. Where `for` names nothing that is typed in, nothing is held back,
   * and an error is reported.
   */
  async confirm(): Promise<boolean> {
    this.#seeking?.look();
    if (this.#binding) return this.#sending.confirm();
    this.#reportNoField();
    return true;
  }

  /** Asks again, because what the context says was changed. */
  refresh(): void {
    this.#binding?.refresh();
  }

  connectedCallback(): void {
    for (const name of ["client", "history", "language"] as const) this.#upgrade(name);
    this.#panel.open = this.hasAttribute("open");
    this.#speak();
    this.#unguard = guardForms(this.getRootNode(), {
      form: () => this.#guardedForm(),
      allow: () => this.#sending.allow(),
      stands: () => this.#sending.stands(),
      remind: () => this.#panel.remind(),
      sent: () => this.#sending.sent(),
    });
    this.#seek();
  }

  disconnectedCallback(): void {
    this.#unguard?.();
    this.#seeking?.stop();
    this.#seeking = null;
    this.#bind(null);
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (name === "url") this.#ownClient = null;
    if (before === after || !this.#seeking) return;
    if (name === "for") this.#seek();
    else if (name === "open") this.#panel.open = after !== null;
    else if (name === "url") this.#bind(this.target);
    else {
      if (name === "language") this.#speak();
      this.#render();
      this.refresh();
    }
  }

  /** Takes over a property that was set before the element was defined. */
  #upgrade(name: "client" | "history" | "language"): void {
    if (!Object.hasOwn(this, name)) return;
    const value = Reflect.get(this, name);
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, value);
  }

  #speak(): void {
    this.#panel.texts = this.#texts;
    this.#afterwards.language = this.language;
    for (const element of [this.#spoken, this.#panel.element, this.#afterwards.element]) element.lang = this.language;
  }

  #seek(): void {
    this.#seeking?.stop();
    this.#bind(null);
    this.#seeking = new Seeking(
      this,
      () => this.getAttribute("for"),
      (element) => this.#bind(element),
    );
  }

  #guardedForm(): HTMLFormElement | null {
    if (!this.hasAttribute("guard")) return null;
    this.#seeking?.look();
    const { target } = this;
    return target && "form" in target ? (target as HTMLInputElement).form : (target?.closest("form") ?? null);
  }

  #reportNoField(): void {
    reportError(new Error(`<bericht-wacht for="${this.getAttribute("for")}">: nothing is typed in there`));
  }

  #bind(element: HTMLElement | null): void {
    this.#binding?.stop();
    this.#binding = null;
    this.#show({ status: "empty", text: "" });
    if (element === null || !this.isConnected) return;
    this.#binding = new Binding(element, {
      client: this.client,
      layer: this.#layer,
      context: () => this.context,
      language: () => this.language,
      onState: (state) => this.#show(state),
      onTyped: () => this.#panel.draftChanged(),
      onPoint: (reasons) => this.#panel.point(reasons),
    });
  }

  #show(state: WatchState): void {
    this.#state = state;
    this.#sending.noted(state);
    if (state.status === "empty") this.#draftEnded();
    this.#render();
    const detail = {
      status: state.status,
      verdict: this.verdict,
      why: state.status === "unchecked" ? state.why : null,
    };
    this.#tell("bericht-wacht-state", detail);
  }

  #render(): void {
    const conversation = this.getAttribute("conversation") ?? "";
    const view = viewOf(this.#state, this.#texts, ({ code }) => {
      const isRetention = code.startsWith("retention.");
      const shows = !isRetention || isDue(conversation);
      this.#reminds ||= isRetention && shows;
      return shows;
    });
    this.#panel.render(view, { isBusy: this.#state.status === "checking" });
  }

  #draftEnded(): void {
    this.#panel.tell("");
    this.#panel.draftChanged();
    if (this.#reminds) keep(this.getAttribute("conversation") ?? "");
    this.#reminds = false;
  }

  async #handOver(destination: Destination): Promise<string> {
    const told = await handOver(destination, this.#text, this.#texts);
    this.#sending.redirected(destination.id, this.#state);
    return told;
  }

  async #makeSafer(): Promise<SaferVersion | null> {
    const { language, context } = this;
    const of = this.#text;
    try {
      const { redacted_text, degraded } = await this.client.assess({ text: of, context, language, redact: true });
      const isWhole = degraded.length === 0 && typeof redacted_text === "string";
      return isWhole ? { text: named(redacted_text, this.#texts), of } : null;
    } catch {
      return null;
    }
  }

  #replace({ text, of }: SaferVersion): boolean {
    if (this.#text !== of) return false;
    if (this.#tell("bericht-wacht-replace", { text })) return this.#binding?.surface.replace(text) ?? false;
    this.target?.focus(); // whoever prevented it put the text in
    return true;
  }

  /** Dispatches an event; returns whether nobody prevented what it leads to. */
  #tell(name: string, detail: object): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  async #checkToSend(): Promise<Settled | null> {
    const checking = this.check();
    if (this.#state.status === "checking") this.#panel.tell(this.#texts.holding);
    try {
      return await checking;
    } catch {
      return null;
    } finally {
      this.#panel.tell("");
    }
  }

  #correspondent(): ConstructorParameters<typeof Sending>[0] {
    const element = this;
    return {
      get client() {
        return element.client;
      },
      get language() {
        return element.language;
      },
      get tells() {
        return element.hasAttribute("feedback");
      },
      read: () => this.#text,
      check: () => this.#checkToSend(),
      remind: () => this.#panel.remind(),
      typedOn: () => this.#panel.tell(this.#texts.typedOn, { stays: true }),
      ask: () => this.#panel.ask({ offersText: this.hasAttribute("feedback") && this.#state.status === "assessed" }),
      decided: (decision: Decision) => void this.#tell("bericht-wacht-decision", decision),
      advise: (advice) => this.#afterwards.show(advice, this.language),
    };
  }
}
