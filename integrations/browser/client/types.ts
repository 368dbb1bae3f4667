// What the client takes and gives. What goes over the wire is generated from the service's OpenAPI document.
import type { LocalFinding } from "../local-rules/types.js";
import type { components } from "./schema.js";

type Schemas = components["schemas"];

/** What the service says of a draft: how bad it is, why, where, and where it does belong. Offsets count code points. */
export type Assessment = Schemas["AssessmentResponse"];
/** What is known about the conversation around a draft; every field may be left out. */
export type Context = Partial<Schemas["Context"]>;
/** Words to underline, from `start` up to but not including `end`, in code points of the text as it was sent. */
export type Finding = Schemas["Finding"];
/** What is wrong with a draft, by which paragraph, and where to go instead. */
export type Warning = Schemas["Warning"];
/** Something to think of, such as that messages are kept. */
export type Reminder = Schemas["Reminder"];
/** Where a message does belong; `url` is `null` or one of `https:`, `http:` or `mailto:`, and holds nothing of the draft. */
export type Destination = Schemas["Destination"];
/** A paragraph of the guideline. */
export type Clause = Schemas["Clause"];
/** What may be shown of the guideline in force. */
export type Policy = Schemas["PolicyResponse"];
/** What the service says to feedback: what to do now, and until when words are kept. */
export type FeedbackReceived = Schemas["FeedbackReceived"];
/** What a message may hold that does not belong in a messaging app. */
export type Category = Schemas["Category"];
/** The app that the draft is typed in. */
export type Channel = Schemas["Channel"];
/** What somebody in the conversation is. */
export type Role = Schemas["Role"];
/** The language of the texts in an answer; the language of the draft plays no part in it. */
export type Language = Schemas["Language"];
/** How much of a category a message holds. */
export type Level = Schemas["Level"];
/** The answer as a whole; `unchecked` is no all-clear. */
export type Verdict = Schemas["Verdict"];
/** What the writer did with an assessment. */
export type Action = Schemas["Action"];
/** Why the writer did so. */
export type Why = Schemas["Why"];

/** A draft message; only `text` is required. */
export type Draft = Pick<Schemas["AssessmentRequest"], "text"> &
  Partial<Omit<Schemas["AssessmentRequest"], "text" | "context">> & { context?: Context };

/** What the writer did with an assessment and thought of it; `assessment` is its `id`. */
export type Feedback = Pick<Schemas["FeedbackRequest"], "assessment" | "action"> &
  Partial<Omit<Schemas["FeedbackRequest"], "assessment" | "action">>;

/** Why there is no assessment; {@link BerichtwachtError.kind} says when it is which. */
export type FailureKind =
  | "offline"
  | "unreachable"
  | "late"
  | "busy"
  | "refused"
  | "invalid_request"
  | "invalid_answer";

/** Something whose text is watched. */
export interface Source {
  /** Returns the text as it stands there now. */
  read(): string;
  /** Calls `changed` after every change and at the end of a composition, until what it returns is called. */
  subscribe(changed: () => void): () => void;
  /** Whether an input method is composing a word now: then it is not asked, but by `check()`. */
  composing?(): boolean;
}

/** An assessment of `text`, which may hold parts that were not checked (`assessment.degraded`). */
export interface Assessed {
  status: "assessed";
  text: string;
  assessment: Assessment;
}

/** There is no assessment of `text`; `numbers` are what the local rules found, `null` without them. */
export interface Unchecked {
  status: "unchecked";
  text: string;
  why: FailureKind | "too_long";
  numbers: readonly LocalFinding[] | null;
}

/** Nothing stands there but white space; `text` is "". */
export interface Empty {
  status: "empty";
  text: string;
}

/**
 * The newest text waits for a pause in the typing or is being assessed. `last` is what was known before, of `last.text`,
 * so that it can go on being shown.
 */
export interface Checking {
  status: "checking";
  text: string;
  last: Assessed | Unchecked | null;
}

/** What is known of the text that stands there. */
export type Settled = Empty | Assessed | Unchecked;
/** What is known now; never an answer to another text than `text`. */
export type WatchState = Settled | Checking;

/** How a text is watched. What these functions throw goes to `reportError` where there is one, and stops nothing. */
export interface WatchOptions {
  /**
   * The conversation around the draft, asked anew for every assessment. Call `refresh()` when it changes. A text of
   * which the conversation cannot be told, because this throws, is unchecked: `invalid_request`.
   */
  context?: () => Context;
  /** Language of the texts in the answer; `nl` by default. */
  language?: () => Language;
  /** Milliseconds without a change before it asks; 200 by default. */
  pause?: number;
  /** Milliseconds after which it asks while typing goes on; 1000 by default. */
  longest?: number;
  /** The local rules, for when the service cannot be asked. */
  local?: (text: string) => readonly LocalFinding[];
  /** Called with every new state, never before `watch` returned. */
  onState(state: WatchState): void;
}

/** The watch of a text. It keeps the newest text and what is known of it, until `stop()`. */
export interface Watch {
  /** What is known now. */
  readonly state: WatchState;
  /**
   * Assesses what stands there now, at once, for whoever is about to send it.
   *
   * Resolves without a request when that text is known in this context (a failure only for two seconds), and shares a
   * request that is going on for it. When the text changes meanwhile it resolves for the newest: compare `text` with
   * what is sent.
   *
   * Rejects with what `source.read()` throws, and with an `AbortError` once the watch is stopped.
   */
  check(): Promise<Settled>;
  /** Asks again for the same text, because the context changed; what was asked with the old one is dropped. */
  refresh(): void;
  /** Stops watching: aborts what is going on, leaves no timer or listener, and forgets the text. */
  stop(): void;
}
