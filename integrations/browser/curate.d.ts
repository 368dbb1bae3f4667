// What the pages for curators (api/web/static/curate/) send to the service and get from it, and what they keep of one
// message while it is reviewed.

export type Category = "personal" | "decision" | "confidential";
export type Level = "none" | "notice" | "warn";
export type Levels = Record<Category, Level>;
/** Null: not checked. */
export type KnownLevels = Record<Category, Level | null>;
export type Spoken = "nl" | "en" | "mixed";
export type State = "waiting" | "second" | "differs" | "taken" | "accepted" | "dismissed";

/** Part of a text: offsets in code points where the service speaks, in UTF-16 units within the pages. */
export interface Span {
  start: number;
  end: number;
  label: string;
}

export interface QueueItem {
  id: string;
  day: string;
  expires: string;
  state: State;
  verdict: string;
  levels: KnownLevels;
  corrected: Levels | null;
  action: string;
  reason: string | null;
  right: boolean | null;
  usefulness: number;
  why: { disagreement: number; uncertainty: number; novelty: number };
}

export interface Queue {
  items: QueueItem[];
  counts: Record<"waiting" | "second" | "differs" | "accepted" | "dismissed" | "unread", number>;
}

/** One labelled message, as the corpus has it. */
export interface MessageRecord extends Levels {
  text: string;
  lang: Spoken;
  topics: string[];
  entities: Span[];
  look_alike: boolean;
}

/** What another curator made of a message; its labels are null as long as they are not told. */
export type Labelling = { [Name in keyof MessageRecord]: MessageRecord[Name] | null } & { dismissed: boolean | null };

export interface Opened {
  id: string;
  /** Names this text with these labellings. */
  revision: string;
  state: State;
  text: string;
  comment: string | null;
  language: Spoken;
  levels: KnownLevels;
  corrected: Levels | null;
  reason: string | null;
  right: boolean | null;
  action: string;
  topics: string[];
  entities: Span[];
  replacements: (Span & { proposals: string[] })[];
  labellings: Labelling[];
  until: string;
}

export interface Left extends Span {
  why: "entity" | "number" | "word";
}

export interface Checks {
  left: Left[];
  entities: Span[];
  problems: { field: string; detail: string }[];
}

/** What an error document says that the pages use. */
export interface Problem {
  type?: string;
  detail?: string;
  errors?: { location?: { pointer?: string }; code?: string }[];
}

export interface Range {
  start: number;
  end: number;
}

/** Words of the original that are replaced wherever they stood. */
export interface Swap {
  /** Words of the original. */
  readonly words: string;
  /** Name of the entity, or "" for words that are none. */
  readonly label: string;
  /** Where the words stand in the original. */
  readonly from: readonly Range[];
  /** Whether the curator marked it, and no recogniser did. */
  readonly isOwn: boolean;
  readonly proposals: readonly string[];
  /** What stands there now instead. */
  readonly value: string;
  /** Where that is in the text to keep. */
  readonly at: readonly Range[];
}

/** One message while it is reviewed; never changed, every change makes another. Offsets are UTF-16 units. */
export interface Work {
  readonly id: string;
  readonly revision: string;
  readonly state: State;
  readonly original: string;
  readonly originalSpans: readonly Span[];
  readonly swaps: readonly Swap[];
  readonly text: string;
  readonly spans: readonly Span[];
  /** What recognisers find in the text to keep, as far as nobody decided about it. */
  readonly found: readonly Span[];
  readonly levels: Readonly<Partial<Levels>>;
  readonly topics: readonly string[];
  readonly lang: Spoken;
  readonly lookAlike: boolean;
}

/** A count that is too small to be told is null. */
export type Count = number | null;

export interface Period {
  since: string;
  until: string;
  model_version: string;
  verdicts: Record<Level | "unchecked", Count>;
  levels: Record<Category, Record<Level | "unchecked", Count>>;
  scores: Record<Category, Count[]>;
}

export interface Override {
  model_version: string;
  warning: string;
  title: string | null;
  feedback: Count;
  sent: Count;
  share: number | null;
  interval: [number, number] | null;
}

export interface Drift {
  model_version: string;
  category: Category;
  reference: { kind: "first_week" | "measured"; since: string | null; until: string | null; scores: Count[] };
  scores: Count[];
  change: "unknown" | "little" | "some" | "much";
  psi: number | null;
  by_chance: number | null;
  jensen_shannon: number | null;
}

export interface Monitoring {
  since: string;
  until: string;
  days: number;
  least: number;
  least_scores: number;
  model_version: string;
  periods: Period[];
  overrides: Override[];
  drift: Drift[];
}
