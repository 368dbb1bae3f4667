// Watches a text while it is typed: asks when there is a pause, and never shows an answer to another text.
import { BerichtwachtError } from "./errors.js";
import { codePointLength } from "./offsets.js";
import type {
  Assessed,
  Assessment,
  Draft,
  Empty,
  FailureKind,
  Settled,
  Source,
  Unchecked,
  Watch,
  WatchOptions,
  WatchState,
} from "./types.js";

/** Assesses a draft; rejects with a {@link BerichtwachtError}. */
export type Ask = (draft: Draft, options: { signal: AbortSignal }) => Promise<Assessment>;

type Timer = ReturnType<typeof setTimeout> | undefined;

/** What was last known, and with which surroundings that was asked; `null` when they no longer count. */
interface Known {
  settled: Assessed | Unchecked;
  surroundings: string | null;
  at: number;
}

interface Running {
  text: string;
  surroundings: string;
  controller: AbortController;
}

interface Waiting {
  resolve(settled: Settled): void;
  reject(reason: unknown): void;
}

const LONGEST_TEXT = 10_000;
const PAUSE = 200;
const LONGEST = 1000;
/**
 * Milliseconds without a change after which a composition is read as text. Keyboards of phones compose every word and
 * only end at the next space, so that the last word of a message would never be seen.
 */
const STILL = 2000;
/** Milliseconds before asking again after a failure: the first time, and at most. */
const FIRST_AGAIN = 2000;
const LAST_AGAIN = 24_000;
/** Milliseconds that `Retry-After` is obeyed at most. */
const LONGEST_HOLD = 60_000;
/** Milliseconds that a failure counts as the answer to `check()`. */
const FRESH = 2000;
const EMPTY: Empty = { status: "empty", text: "" };
const FINAL: readonly Unchecked["why"][] = ["refused", "invalid_request", "too_long"];

/** The watch of a {@link Source}; made by `client.watch`. */
export class TextWatch implements Watch {
  readonly #ask: Ask;
  readonly #source: Source;
  readonly #options: WatchOptions;
  readonly #ending = new AbortController();
  readonly #unsubscribe: () => void;
  #state: WatchState = EMPTY;
  #text = "";
  #known: Known | null = null;
  #running: Running | null = null;
  #waiting: Waiting[] = [];
  #pausing: Timer;
  #lasting: Timer;
  #again: Timer;
  /** Whether the pause that goes on is one within a composition. */
  #still = false;
  #failures = 0;
  /** Until when the service does not want to be asked. */
  #hold = 0;
  /** Whether the time to ask again came while the page was hidden. */
  #overdue = false;

  constructor(ask: Ask, source: Source, options: WatchOptions) {
    this.#ask = ask;
    this.#source = source;
    this.#options = options;
    this.#unsubscribe = source.subscribe(() => this.#look());
    const { signal } = this.#ending;
    globalThis.addEventListener?.("online", () => this.#askAgain(false), { signal });
    globalThis.document?.addEventListener("visibilitychange", () => this.#shown(), { signal });
    queueMicrotask(() => this.#look());
  }

  get state(): WatchState {
    return this.#state;
  }

  get #stopped(): boolean {
    return this.#ending.signal.aborted;
  }

  check(): Promise<Settled> {
    const settled = new Promise<Settled>((resolve, reject) => {
      this.#ending.signal.throwIfAborted();
      this.#note(this.#read());
      const standing = this.#standing();
      if (standing) return resolve(standing);
      this.#waiting.push({ resolve, reject });
      this.#assess(true);
    });
    // Whoever waits is told; whoever does not wait need not hear that the watch was stopped.
    settled.catch(() => {});
    return settled;
  }

  refresh(): void {
    this.#look();
    if (this.#text === "") return;
    this.#failures = 0;
    this.#forgetRunning();
    if (this.#known) this.#known.surroundings = null;
    this.#arm();
    this.#showChecking();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#ending.abort();
    this.#clearTimers();
    this.#forgetRunning();
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#state = EMPTY;
    this.#text = "";
    this.#known = null;
    for (const { reject } of waiting) reject(this.#ending.signal.reason);
    this.#unsubscribe();
  }

  /** Reads the text; all white space counts as none. */
  #read(): string {
    const text = this.#source.read();
    return text.trim() === "" ? "" : text;
  }

  /** Looks whether the text changed; a source that cannot be read has not. */
  #look(): void {
    let text: string;
    try {
      text = this.#read();
    } catch {
      return;
    }
    this.#note(text);
  }

  #note(text: string): void {
    if (this.#stopped) return;
    if (text === this.#text) {
      if (this.#still && !this.#composing()) this.#arm();
      return;
    }
    this.#text = text;
    this.#failures = 0;
    const known = this.#known;
    if (text === "") {
      this.#settle(EMPTY, null);
    } else if (known?.settled.status === "assessed" && this.#holds(known)) {
      this.#settle(known.settled, known.surroundings);
    } else {
      this.#arm();
      this.#showChecking();
    }
  }

  /** Whether what is known is of this text in these surroundings. */
  #holds({ settled, surroundings }: Known): boolean {
    return settled.text === this.#text && surroundings !== null && surroundings === this.#draft()?.surroundings;
  }

  /** Gives the state when it is an answer to what stands there now. */
  #standing(): Settled | null {
    const state = this.#state;
    if (state.status === "checking") return null;
    if (state.status === "empty" || (state.status === "unchecked" && state.why === "too_long")) return state;
    const known = this.#known;
    if (!known || !this.#holds(known)) return null;
    return state.status === "assessed" || Date.now() - known.at < FRESH ? state : null;
  }

  #composing(): boolean {
    return attempt(() => this.#source.composing?.()) ?? false;
  }

  /** Waits for a pause in the typing. */
  #arm(): void {
    if (this.#stopped) return;
    const { pause = PAUSE, longest = LONGEST } = this.#options;
    clearTimeout(this.#pausing);
    clearTimeout(this.#again);
    this.#still = this.#composing();
    const due = () => this.#due();
    this.#pausing = setTimeout(due, this.#still ? Math.max(STILL, pause) : pause);
    if (this.#still) this.#clearLasting();
    else this.#lasting ??= setTimeout(due, longest);
  }

  #due(): void {
    const still = this.#still;
    this.#clearTimers();
    if (!still && this.#composing()) this.#arm();
    else this.#assess();
  }

  #clearLasting(): void {
    clearTimeout(this.#lasting);
    this.#lasting = undefined;
  }

  #clearTimers(): void {
    this.#clearLasting();
    clearTimeout(this.#pausing);
    clearTimeout(this.#again);
    this.#still = false;
    this.#overdue = false;
  }

  #draft(): { draft: Draft; surroundings: string } | undefined {
    return attempt(() => {
      const { context, language } = this.#options;
      const around = { ...(context && { context: context() }), ...(language && { language: language() }) };
      return { draft: { text: this.#text, ...around }, surroundings: JSON.stringify(around) };
    });
  }

  /** Asks for the text as it is known now, unless that is being asked; `forced`: even when the service wants rest. */
  #assess(forced = false): void {
    this.#clearTimers();
    const asked = this.#draft();
    if (this.#stopped) return;
    if (tooLong(this.#text)) this.#fail("too_long", null);
    else if (!asked) this.#fail("invalid_request", null);
    else if (this.#running?.text !== this.#text || this.#running.surroundings !== asked.surroundings) {
      this.#forgetRunning();
      if (!forced && Date.now() < this.#hold) this.#fail("busy", asked.surroundings);
      else this.#start(asked.draft, asked.surroundings);
    }
  }

  #start(draft: Draft, surroundings: string): void {
    const controller = new AbortController();
    const running = { text: draft.text, surroundings, controller };
    this.#running = running;
    this.#ask(draft, controller).then(
      (assessment) => this.#answered(running, assessment),
      (error: unknown) => this.#failed(running, error),
    );
    this.#showChecking();
  }

  #forgetRunning(): void {
    const running = this.#running;
    this.#running = null;
    running?.controller.abort();
  }

  #answered(running: Running, assessment: Assessment): void {
    if (!this.#arrives(running)) return;
    const { text, surroundings } = running;
    const settled: Assessed = { status: "assessed", text, assessment };
    if (text === this.#text) this.#settle(settled, surroundings);
    else if (this.#state.status === "checking") {
      // What was typed in the meantime is still to be asked; until then this is the newest that is known.
      this.#known = { settled, surroundings, at: Date.now() };
      this.#showChecking();
    }
  }

  #failed(running: Running, error: unknown): void {
    if (!this.#arrives(running)) return;
    const { kind, retryAfter } = error instanceof BerichtwachtError ? error : new BerichtwachtError("unreachable");
    if (retryAfter !== null) this.#hold = Date.now() + Math.min(retryAfter * 1000, LONGEST_HOLD);
    if (running.text === this.#text) this.#fail(kind, running.surroundings);
  }

  /** Tells whether this is still waited for, and looks what stands there now. */
  #arrives(running: Running): boolean {
    if (running !== this.#running) return false;
    this.#running = null;
    this.#look();
    return true;
  }

  #fail(why: FailureKind | "too_long", surroundings: string | null): void {
    const text = this.#text;
    const numbers = attempt(() => this.#options.local?.(text)) ?? null;
    this.#settle({ status: "unchecked", text, why, numbers }, surroundings);
  }

  #settle(settled: Settled, surroundings: string | null): void {
    if (this.#stopped) return;
    this.#clearTimers();
    this.#forgetRunning();
    this.#known = settled.status === "empty" ? null : { settled, surroundings, at: Date.now() };
    if (!mayPass(settled)) this.#failures = 0;
    else this.#again = setTimeout(() => this.#timeIsOver(), this.#untilAgain());
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { resolve } of waiting) resolve(settled);
    this.#publish(settled);
  }

  /** Milliseconds until asking again: twice as long after every failure, a little at random, not before the hold is over. */
  #untilAgain(): number {
    const wait = Math.min(FIRST_AGAIN * 2 ** this.#failures, LAST_AGAIN) * (1 + Math.random() / 4);
    this.#failures += 1;
    return Math.max(wait, this.#hold - Date.now());
  }

  #timeIsOver(): void {
    if (hidden()) this.#overdue = true;
    else this.#askAgain(true);
  }

  #askAgain(forced: boolean): void {
    this.#look();
    if (mayPass(this.#state)) this.#assess(forced);
  }

  #shown(): void {
    if (hidden()) return;
    this.#look();
    if (this.#overdue) this.#askAgain(true);
  }

  #showChecking(): void {
    const { status, text } = this.#state;
    const last = this.#known?.settled ?? null;
    if (status === "checking" && text === this.#text && this.#state.last === last) return;
    this.#publish({ status: "checking", text: this.#text, last });
  }

  #publish(state: WatchState): void {
    this.#state = state;
    attempt(() => this.#options.onState(state));
  }
}

/** Whether this is a failure that may be over when the service is asked again. */
function mayPass(state: WatchState): boolean {
  return state.status === "unchecked" && !FINAL.includes(state.why);
}

function tooLong(text: string): boolean {
  return text.length > LONGEST_TEXT && codePointLength(text) > LONGEST_TEXT;
}

function hidden(): boolean {
  return globalThis.document?.visibilityState === "hidden";
}

/** Does what others wrote, so that their errors come to light as theirs and stop nothing here. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    globalThis.reportError?.(error);
    return undefined;
  }
}
