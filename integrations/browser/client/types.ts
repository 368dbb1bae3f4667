// What the client takes and gives. What goes over the wire is generated from the service's OpenAPI document.
import type { LocalFinding } from "../local-rules/types.js";
import type { components } from "./schema.js";

type Schemas = components["schemas"];

export type Assessment = Schemas["AssessmentResponse"];
export type Context = Partial<Schemas["Context"]>;
export type Finding = Schemas["Finding"];
export type Warning = Schemas["Warning"];
export type Reminder = Schemas["Reminder"];
export type Destination = Schemas["Destination"];
export type Clause = Schemas["Clause"];
export type Policy = Schemas["PolicyResponse"];
export type FeedbackReceived = Schemas["FeedbackReceived"];
export type Category = Schemas["Category"];
export type Channel = Schemas["Channel"];
export type Role = Schemas["Role"];
export type Language = Schemas["Language"];
export type Level = Schemas["Level"];
export type Verdict = Schemas["Verdict"];
export type Action = Schemas["Action"];
export type Why = Schemas["Why"];

/** A draft message; only `text` is required. */
export type Draft = Pick<Schemas["AssessmentRequest"], "text"> &
  Partial<Omit<Schemas["AssessmentRequest"], "text" | "context">> & { context?: Context };

/** What the writer did with an assessment and thought of it; `assessment` is its `id`. */
export type Feedback = Pick<Schemas["FeedbackRequest"], "assessment" | "action"> &
  Partial<Omit<Schemas["FeedbackRequest"], "assessment" | "action">>;

/** Why there is no assessment. */
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

/** Nothing stands there but white space. */
export interface Empty {
  status: "empty";
  text: string;
}

/** The newest text is being assessed; `last` is what was known before. */
export interface Checking {
  status: "checking";
  text: string;
  last: Assessed | Unchecked | null;
}

export type Settled = Empty | Assessed | Unchecked;
export type WatchState = Settled | Checking;

export interface WatchOptions {
  /** The conversation around the draft, asked anew for every assessment. */
  context?: () => Context;
  /** Language of the texts in the answer; `nl` by default. */
  language?: () => Language;
  /** Milliseconds without a change before it asks; 200 by default. */
  pause?: number;
  /** Milliseconds after which it asks while typing goes on; 1000 by default. */
  longest?: number;
  /** The local rules, for when the service cannot be asked. */
  local?: (text: string) => readonly LocalFinding[];
  /** Called with every new state. */
  onState(state: WatchState): void;
}

export interface Watch {
  readonly state: WatchState;
  /** Assesses what stands there now, at once; resolves at once when that is known. */
  check(): Promise<Settled>;
  /** Asks again for the same text, because the context changed. */
  refresh(): void;
  /** Stops watching and aborts what is going on. */
  stop(): void;
}
