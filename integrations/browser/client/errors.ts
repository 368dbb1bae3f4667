import type { FailureKind } from "./types.js";

/** What the service said of a failure (RFC 9457); `type` never changes its meaning, see docs/problems.md. */
export interface Problem {
  type: string;
  title: string;
  status?: number;
  detail?: string;
  [more: string]: unknown;
}

/** What is known of a failure besides its kind. */
export interface Circumstances {
  status?: number;
  problem?: Problem | null;
  retryAfter?: number | null;
}

const MESSAGES: Record<FailureKind, string> = {
  offline: "This device is offline",
  unreachable: "The service cannot be reached or does not work",
  late: "There was no answer within the deadline",
  busy: "The service has too much to do",
  refused: "The service refuses this credential",
  invalid_request: "The service does not accept this request",
  invalid_answer: "The answer is not one that the service gives",
};

const KNOWN_TYPE = /^urn:problem-type:berichtwacht:[a-z-]{1,40}$/;

/**
 * Why a call gave nothing.
 *
 * Its message, its stack and its JSON hold nothing of the draft, not even when whoever answered repeats it. There is
 * never a `cause`.
 */
export class BerichtwachtError extends Error {
  /**
   * - `offline`: nothing was reached, and the browser says that there is no network.
   * - `unreachable`: a network error, a redirect, 408, or a status of 500 or more but 503.
   * - `late`: there was no answer within `deadline`.
   * - `busy`: 429 or 503, also after trying again.
   * - `refused`: 401 or 403, or a credential that cannot stand in a header.
   * - `invalid_request`: another status from 400 to 499.
   * - `invalid_answer`: no JSON, over 1 MiB, or not what the service answers to this draft.
   */
  readonly kind: FailureKind;
  /** The HTTP status; `null` when there was no answer. */
  readonly status: number | null;
  /** Seconds until the service wants to be asked again; `null` when it did not say. */
  readonly retryAfter: number | null;
  readonly #problem: Problem | null;

  /** @param kind - Why there is no answer. */
  constructor(kind: FailureKind, { status, problem, retryAfter }: Circumstances = {}) {
    const known = problem && KNOWN_TYPE.test(problem.type) ? problem.type : null;
    const details = [status, known].filter((detail) => detail != null).join(", ");
    super(MESSAGES[kind] + (details && ` (${details})`));
    this.name = "BerichtwachtError";
    this.kind = kind;
    this.status = status ?? null;
    this.retryAfter = retryAfter ?? null;
    this.#problem = problem ?? null;
  }

  /**
   * What the service said, `null` when it said nothing; limited to 64 KiB.
   *
   * Whoever stands between may say anything here: show `title` and `detail` only as text, and log at most `type`.
   */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Gives what may stand in a log. */
  toJSON(): { name: string; message: string; kind: FailureKind; status: number | null; retryAfter: number | null } {
    const { name, message, kind, status, retryAfter } = this;
    return { name, message, kind, status, retryAfter };
  }
}
