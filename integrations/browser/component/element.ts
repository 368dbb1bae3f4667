import { Client } from "../client/index.js";
import type { Context, Destination, Language, Settled, Watch, WatchState } from "../client/types.js";
import { findNumbers } from "../local-rules/index.js";
import { Afterwards } from "./afterwards.js";
import { contextOf } from "./context.js";
import { made } from "./dom.js";
import { guardForm } from "./guard.js";
import { handOver } from "./hand-over.js";
import { Marking } from "./marking.js";
import { Panel } from "./panel.js";
import { isDue, keep } from "./reminded.js";
import { seek } from "./seeking.js";
import { type Decision, Sending } from "./sending.js";
import { STYLE } from "./style.js";
import { type Surface, surfaceOver } from "./surface.js";
import { TEXTS, type Texts } from "./texts.js";
import { viewOf } from "./view.js";

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
  static readonly observedAttributes = [
    ...["for", "url", "channel", "sender", "recipients", "crisis", "language", "conversation", "guard", "open"],
  ];

  readonly #layer = made("div", { className: "layer" });
  readonly #panel: Panel;
  readonly #afterwards: Afterwards;
  readonly #sending: Sending;
  #client: Client | null = null;
  #ownClient: Client | null = null;
  #history: readonly string[] = [];
  #surface: Surface | null = null;
  #watch: Watch | null = null;
  #bound: AbortController | null = null;
  #unseek: (() => void) | null = null;
  #state: WatchState = { status: "empty", text: "" };
  #marking: Marking | null = null;
  #reminds = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.#panel = new Panel(
      {
        show: (reason) => this.#marking?.select(reason),
        handOver: (destination) => this.#handOver(destination),
        makeSafer: () => this.#makeSafer(),
        replace: (text) => this.#replace(text),
        goBack: () => this.#surface?.element.focus(),
      },
      this.#texts,
    );
    this.#afterwards = new Afterwards(() => this.#surface?.element.focus());
    this.#sending = new Sending(this.#correspondent());
    root.append(this.#layer, this.#panel.element, this.#afterwards.element);
  }

  /** Asks the service; by default one made from `url`. */
  get client(): Client {
    this.#ownClient ??= new Client({ url: this.getAttribute("url") ?? "" });
    return this.#client ?? this.#ownClient;
  }

  set client(client: Client | null) {
    this.#client = client;
    this.#bind(this.target);
  }

  /** What is typed in, `null` while there is none. */
  get target(): HTMLElement | null {
    return this.#surface?.element ?? null;
  }

  /** What is known about the draft. */
  get state(): WatchState {
    return this.#state;
  }

  /** Texts of earlier messages of the conversation, oldest first; only the last ten go along. */
  get history(): readonly string[] {
    return this.#history;
  }

  set history(texts: readonly string[]) {
    this.#history = [...texts];
    this.refresh();
  }

  /** The conversation around the draft, as the attributes and the history say. */
  get context(): Context {
    return contextOf(this, this.#history);
  }

  /** Language of what is shown. */
  get language(): Language {
    return this.getAttribute("language") === "en" ? "en" : "nl";
  }

  get #texts(): Texts {
    return TEXTS[this.language];
  }

  /** Assesses what stands there now, at once. */
  async check(): Promise<Settled> {
    return (await this.#watch?.check()) ?? { status: "empty", text: "" };
  }

  /**
   * Resolves with whether the draft may be sent. On a warning the writer is asked first, and says why. What may be sent is what
   * stands in the field when it resolves.
   */
  confirm(): Promise<boolean> {
    return this.#surface ? this.#sending.confirm() : Promise.resolve(true);
  }

  /** Asks again, because what the context says was changed. */
  refresh(): void {
    this.#watch?.refresh();
  }

  connectedCallback(): void {
    for (const name of ["client", "history"] as const) this.#upgrade(name);
    this.#panel.open = this.hasAttribute("open");
    this.#seek();
  }

  disconnectedCallback(): void {
    this.#unseek?.();
    this.#unseek = null;
    this.#bind(null);
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected || !this.#unseek) return;
    if (name === "for") this.#seek();
    else if (name === "open") this.#panel.open = after !== null;
    else if (name === "guard") this.#bind(this.target);
    else if (name === "url") {
      this.#ownClient = null;
      this.#bind(this.target);
    } else {
      if (name === "language") this.#panel.texts = this.#texts;
      this.#render();
      this.refresh();
    }
  }

  /** Takes over a property that was set before the element was defined. */
  #upgrade(name: "client" | "history"): void {
    if (!Object.hasOwn(this, name)) return;
    const value = Reflect.get(this, name);
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, value);
  }

  #seek(): void {
    this.#unseek?.();
    this.#bind(null);
    this.#unseek = seek(
      this,
      () => this.getAttribute("for"),
      (element) => this.#bind(element),
    );
  }

  #bind(element: HTMLElement | null): void {
    this.#bound?.abort();
    this.#watch?.stop();
    this.#surface?.dispose();
    this.#panel.draftChanged();
    this.#surface = this.#watch = this.#bound = this.#marking = null;
    this.#show({ status: "empty", text: "" });
    if (element === null || !this.isConnected) return;
    const surface = surfaceOver(element, this.#layer);
    this.#surface = surface;
    this.#marking = new Marking(surface);
    this.#bound = new AbortController();
    this.#listen(surface, this.#bound.signal);
    this.#watch = this.client.watch(
      {
        read: () => surface.read(),
        composing: () => surface.composing(),
        subscribe: (changed) =>
          surface.subscribe(() => {
            this.#typed();
            changed();
          }),
      },
      {
        context: () => this.context,
        language: () => this.language,
        local: findNumbers,
        onState: (state) => this.#show(state),
      },
    );
  }

  #listen({ element }: Surface, signal: AbortSignal): void {
    element.addEventListener("input", () => this.#typed(), { signal });
    element.addEventListener(
      "pointermove",
      ({ clientX, clientY }) => this.#panel.point(this.#marking?.reasonsAt(clientX, clientY) ?? null),
      { signal, passive: true },
    );
    element.addEventListener("pointerleave", () => this.#panel.point(null), { signal });
    const form = element.closest("form");
    if (form && this.hasAttribute("guard"))
      signal.addEventListener(
        "abort",
        guardForm(form, () => this.confirm()),
      );
  }

  #typed(): void {
    if (this.#marking?.typed()) this.#panel.draftChanged();
  }

  #show(state: WatchState): void {
    this.#state = state;
    this.#sending.noted(state);
    this.#marking?.show(state);
    if (state.status === "empty") this.#draftEnded();
    this.#render();
    const detail = {
      status: state.status,
      verdict: state.status === "assessed" ? state.assessment.verdict : null,
      why: state.status === "unchecked" ? state.why : null,
    };
    this.dispatchEvent(new CustomEvent("bericht-wacht-state", { detail, bubbles: true, composed: true }));
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
    this.#panel.draftChanged();
    if (this.#reminds) keep(this.getAttribute("conversation") ?? "");
    this.#reminds = false;
  }

  async #handOver(destination: Destination): Promise<string> {
    const told = await handOver(destination, this.#surface?.read() ?? "", this.#texts);
    this.#sending.redirected(destination.id, this.#state);
    return told;
  }

  async #makeSafer(): Promise<string | null> {
    const text = this.#surface?.read() ?? "";
    try {
      const assessment = await this.client.assess({
        text,
        context: this.context,
        language: this.language,
        redact: true,
      });
      return named(assessment.redacted_text ?? null, this.#texts);
    } catch {
      return null;
    }
  }

  #replace(text: string): boolean {
    const event = new CustomEvent("bericht-wacht-replace", {
      detail: { text },
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    if (!this.dispatchEvent(event)) return true;
    return this.#surface?.replace(text) ?? false;
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
      read: () => this.#surface?.read() ?? "",
      check: () => this.check(),
      ask: () => this.#panel.ask({ offersText: this.hasAttribute("feedback") && this.#state.status === "assessed" }),
      decided: (detail: Decision) =>
        void this.dispatchEvent(new CustomEvent("bericht-wacht-decision", { detail, bubbles: true, composed: true })),
      advise: (messages) => this.#afterwards.show(messages, this.#texts),
    };
  }
}

/** Puts words of the writer's language in the place of `<PERSON>` and the like. */
function named(text: string | null, { placeholders }: Texts): string | null {
  if (text === null) return null;
  return Object.entries(placeholders).reduce((result, [name, word]) => result.replaceAll(`<${name}>`, word), text);
}
