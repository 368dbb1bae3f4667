import { assessmentOf, type Check, feedbackReceived, policy } from "./answers.js";
import { inputSource } from "./input.js";
import { codePointLength } from "./offsets.js";
import { type Call, type Manner, send } from "./transport.js";
import type { Assessment, Draft, Feedback, FeedbackReceived, Policy, Source, Watch, WatchOptions } from "./types.js";
import { TextWatch } from "./watch.js";

/** How a {@link Client} reaches the service. */
export interface ClientOptions {
  /**
   * Base address of the service, `https://berichtwacht.example.nl` or a path on this origin; by default the origin of
   * this page. A user name, a query or a fragment has no place in it.
   */
  url?: string;
  /**
   * A key or a token, sent as `Authorization: Bearer`; a function is called for every call. One that throws or rejects
   * counts as `unreachable`, and one that gives "" sends none. Its time counts for the deadline.
   */
  credential?: string | (() => string | Promise<string>);
  /** Milliseconds for one call, all tries included; 4000 by default. */
  deadline?: number;
  /** Tries after the first, after a network error or 408, 429, 502, 503 or 504; 2 by default. */
  retries?: number;
  /** Whether cookies go along; "same-origin" by default, for a sign-in before the service. */
  credentials?: RequestCredentials;
  /** Used instead of the browser's own `fetch`. */
  fetch?: typeof fetch;
}

/** Options of one call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Asks the service of Berichtwacht. It keeps no drafts.
 *
 * All calls reject with a {@link BerichtwachtError}, or with the reason of the signal that aborted them. A redirect is
 * never followed, so that no draft or credential goes to another address.
 *
 * @example
 * ```ts
 * const client = new Client({ url: "https://berichtwacht.example.nl" });
 * const { verdict, warnings } = await client.assess({ text: "kun je mevr Yilmaz bellen?" });
 * ```
 */
export class Client {
  readonly #url: string;
  readonly #manner: Manner;
  #policy: Policy | null = null;

  /** @throws `TypeError` when `url` is no address over HTTP. */
  constructor({ url = "", credential, deadline = 4000, retries = 2, credentials, fetch }: ClientOptions = {}) {
    this.#url = base(url);
    this.#manner = { credential, deadline, retries, credentials: credentials ?? "same-origin", fetch };
  }

  /**
   * Assesses a draft of at most 10,000 code points.
   *
   * Offsets in the answer count code points, see {@link utf16Spans}; they are sure to lie within `draft.text`. Half of
   * a surrogate pair, which no service can read, is sent as U+FFFD.
   */
  assess(draft: Draft, options?: CallOptions): Promise<Assessment> {
    return this.#post("assessments", draft, assessmentOf(codePointLength(draft.text)), options);
  }

  /** Tells the service what the writer did with an assessment; goes on when the page is left. */
  feedback(feedback: Feedback, options?: CallOptions): Promise<FeedbackReceived> {
    return this.#post("feedback", feedback, feedbackReceived, options, true);
  }

  /** Gives what may be shown of the guideline: asked until the service gave it once, then kept by this client. */
  async policy(options?: CallOptions): Promise<Policy> {
    this.#policy ??= await this.#send({ method: "GET", url: "policy", check: policy }, options);
    return this.#policy;
  }

  /**
   * Assesses a text again and again while it is typed.
   *
   * @param source - A field, or anything else that a text can be read from.
   * @returns The watch, which goes on until its `stop()` is called.
   * @throws What `source.subscribe` throws.
   */
  watch(source: Source | HTMLTextAreaElement | HTMLInputElement, options: WatchOptions): Watch {
    const watched = "read" in source ? source : inputSource(source);
    return new TextWatch((draft, call) => this.assess(draft, call), watched, options);
  }

  async #post<T>(url: string, value: object, check: Check<T>, options?: CallOptions, keepalive = false): Promise<T> {
    return this.#send({ method: "POST", url, body: JSON.stringify(value, wellFormed), keepalive, check }, options);
  }

  #send<T>(call: Call<T>, options: CallOptions | undefined): Promise<T> {
    return send({ ...call, url: `${this.#url}/v1/${call.url}` }, this.#manner, options?.signal);
  }
}

/** Gives the address without a slash at its end; "" where there is no page to be relative to. */
function base(url: string): string {
  if (url === "") return globalThis.origin ?? "";
  const address = new URL(url, globalThis.document?.baseURI ?? globalThis.location?.href);
  const { protocol, origin, pathname, username, password } = address;
  if (!/^https?:$/.test(protocol) || username || password) throw new TypeError("url must be an address over HTTP");
  return (origin + pathname).replace(/\/+$/, "");
}

/** Replaces halves of surrogate pairs, one code point by one; UTF-8 has none. */
function wellFormed(_: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(value));
}
