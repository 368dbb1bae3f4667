// Which words are underlined, how heavily, and where they are while the writer types on.
import { utf16Spans } from "../client/index.js";
import type { Assessment, Category, Level, WatchState } from "../client/types.js";
import type { LocalFinding } from "../local-rules/types.js";

/** What a mark says: the same for what the service found and for what a local rule found. */
export interface Reason {
  /** Code points, as the service counts. */
  readonly start: number;
  readonly end: number;
  readonly level: "notice" | "warn";
  /** Kind of entity, `null` for words that moved a score. */
  readonly entity: string | null;
  /** Why it is underlined; `null` when only the kind is known. */
  readonly explanation: string | null;
}

/** A stretch of the text that is underlined; offsets count UTF-16 units, as the browser does. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly level: "notice" | "warn";
  /** Places in the list of reasons that hold for this stretch. */
  readonly reasons: readonly number[];
}

const WEIGHT: Readonly<Record<Level | "unchecked", number>> = { none: 0, notice: 1, warn: 2, unchecked: 2 };

/** Returns what is to be underlined in a state, in order of appearance. */
export function reasonsOf(state: WatchState): readonly Reason[] {
  const settled = state.status === "checking" ? state.last : state;
  if (settled?.status === "assessed") return ofAssessment(settled.assessment);
  if (settled?.status === "unchecked") return ofNumbers(settled.numbers ?? []);
  return [];
}

// Only what belongs to a category with a level is a reason to change anything. A crisis makes a warning lighter.
function ofAssessment({ findings, categories, verdict }: Assessment): Reason[] {
  const reasons: Reason[] = [];
  for (const finding of findings) {
    const level = lighter(categories[finding.category as Category]?.level ?? "none", verdict);
    if (level === "none") continue;
    const { start, end, entity, explanation } = finding;
    reasons.push({ start, end, level, entity, explanation });
  }
  return inOrder(reasons);
}

function lighter(level: Level, verdict: Level | "unchecked"): Level {
  return WEIGHT[level] <= WEIGHT[verdict] ? level : (verdict as Level);
}

function ofNumbers(numbers: readonly LocalFinding[]): Reason[] {
  const private_ = numbers.filter((number) => !number.public);
  return inOrder(private_.map(({ start, end, level, entity }) => ({ start, end, level, entity, explanation: null })));
}

function inOrder(reasons: Reason[]): Reason[] {
  return reasons.sort((one, other) => one.start - other.start || one.end - other.end);
}

/** Cuts reasons that overlap into stretches, each with all that hold for it. */
export function marksOf(text: string, reasons: readonly Reason[]): readonly Mark[] {
  const spans = utf16Spans(text, reasons);
  const edges = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((one, other) => one - other);
  const marks: Mark[] = [];
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const [start, end] = [edges[index] as number, edges[index + 1] as number];
    const here = spans.flatMap((span, place) => (span.start <= start && end <= span.end ? [place] : []));
    if (here.length === 0) continue;
    const level = here.some((place) => reasons[place]?.level === "warn") ? "warn" : "notice";
    marks.push({ start, end, level, reasons: here });
  }
  return marks;
}

/** Returns the marks of `before` as they lie in `after`, without those in which something was changed. */
export function carried(marks: readonly Mark[], before: string, after: string): readonly Mark[] {
  if (before === after) return marks;
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const shift = after.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.end <= head) return [mark];
    if (mark.start >= before.length - tail) return [{ ...mark, start: mark.start + shift, end: mark.end + shift }];
    return [];
  });
}
