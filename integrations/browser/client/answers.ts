// Tells whether an answer is one that the service gives. Fields that are not known yet are left as they are.
import type { components } from "./schema.js";
import type { Assessment, Category, Clause, FeedbackReceived, Level, Policy, Reminder, Verdict } from "./types.js";

type Schemas = components["schemas"];

/** Tells whether `value` is a `T`. */
export type Check<T> = (value: unknown) => value is T;

const LONGEST_ID = 4096;
const SCHEMES = ["https:", "http:", "mailto:"];

const text: Check<string> = (value): value is string => typeof value === "string";
const number: Check<number> = (value): value is number => typeof value === "number";
const id: Check<string> = (value): value is string => text(value) && value !== "" && value.length <= LONGEST_ID;

const oneOf =
  <T extends string>(...values: T[]): Check<T> =>
  (value): value is T =>
    (values as unknown[]).includes(value);

const orNull =
  <T>(check: Check<T>): Check<T | null> =>
  (value): value is T | null =>
    value === null || check(value);

const optional =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || check(value);

const list =
  <T>(check: Check<T>): Check<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.every(check);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Asks for every field of `T`, so that a field added to the OpenAPI document is not forgotten here. */
const object =
  <T>(fields: { [Name in keyof T]-?: Check<T[Name]> }): Check<T> =>
  (value): value is T =>
    isObject(value) && Object.entries<Check<unknown>>(fields).every(([name, check]) => check(value[name]));

const map =
  <T>(check: Check<T>): Check<Record<string, T>> =>
  (value): value is Record<string, T> =>
    isObject(value) && Object.values(value).every(check);

/** An address that is safe to put in a link: not `javascript:`, not `data:`, not relative. */
const address: Check<string> = (value): value is string => {
  try {
    return text(value) && SCHEMES.includes(new URL(value).protocol);
  } catch {
    return false;
  }
};

const category = oneOf<Category>("personal", "decision", "confidential");
const level = oneOf<Level>("none", "notice", "warn");
const verdict = oneOf<Verdict>("none", "notice", "warn", "unchecked");
const clause = object<Clause>({ id: text, quote: text });
const reminder = object<Reminder>({ code: text, message: text, clause });
const localised = object<Schemas["LocalisedText"]>({ nl: text, en: text });
const assessed = object<Schemas["AssessedCategory"]>({ level: orNull(level), score: orNull(number) });
const offset = (value: unknown): value is number => Number.isInteger(value);

const warning = object<Schemas["Warning"]>({
  code: text,
  category,
  level,
  title: text,
  message: text,
  clause,
  destinations: list(object<Schemas["Destination"]>({ id: text, label: text, url: orNull(address), why: text })),
});

const finding = object<Schemas["Finding"]>({
  category,
  entity: orNull(text),
  start: offset,
  end: offset,
  score: number,
  recogniser: text,
  explanation: text,
});

const topic = object<Schemas["AssessedTopic"]>({
  // A newer service may know more subjects; they are only shown.
  topic: text as unknown as Check<Schemas["Topic"]>,
  score: number,
  start: orNull(offset),
  end: orNull(offset),
});

const assessment = object<Assessment>({
  id,
  verdict,
  categories: object<Schemas["AssessedCategories"]>({ personal: assessed, decision: assessed, confidential: assessed }),
  findings: list(finding),
  topics: list(topic),
  warnings: list(warning),
  reminders: list(reminder),
  redacted_text: optional(orNull(text)) as Check<NonNullable<Assessment["redacted_text"]> | null>,
  degraded: list(text),
  model_version: text,
  policy_version: text,
});

function inside({ start, end }: { start: number | null; end: number | null }, length: number): boolean {
  if (start === null || end === null) return start === end;
  return 0 <= start && start <= end && end <= length;
}

/** Tells whether the verdict is one that the levels and warnings allow: what was not checked or warns is never fine. */
function agrees({ verdict, categories, warnings }: Assessment): boolean {
  const levels = Object.values(categories).map(({ level }) => level);
  if (verdict === "none") return warnings.length === 0 && levels.every((level) => level === "none");
  return verdict !== "notice" || !levels.includes(null);
}

/** Makes the check of an answer to a draft of `length` code points. */
export function assessmentOf(length: number): Check<Assessment> {
  return (value): value is Assessment =>
    assessment(value) && agrees(value) && [...value.findings, ...value.topics].every((span) => inside(span, length));
}

/** Tells whether this is an answer to feedback. */
export const feedbackReceived = object<FeedbackReceived>({
  reminders: list(reminder),
  text_kept_until: orNull(text),
});

/** Tells whether this is the policy. */
export const policy = object<Policy>({
  version: text,
  name: text,
  clauses: list(clause),
  destinations: list(
    object<Schemas["PolicyDestination"]>({ id: text, url: orNull(address), label: localised, why: map(localised) }),
  ),
  sent_anyway: list(object<Schemas["SentAnyway"]>({ code: text, message: localised, clause })),
});
