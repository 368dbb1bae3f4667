// What the panel shows of a state, without any element: the words, in the order in which they are read.
import { utf16Spans } from "../client/index.js";
import type { Assessed, Finding, Reminder, Unchecked, Verdict, Warning, WatchState } from "../client/types.js";
import { reasonsOf } from "./marks.js";
import type { Texts } from "./texts.js";

/** Underlined words and why; `reasons` are their places in the list of reasons. */
export interface Words {
  readonly words: string;
  readonly explanation: string;
  readonly level: "notice" | "warn";
  readonly reasons: readonly number[];
}

export interface View {
  /** How the panel looks; `checking` when nothing is known that counts for the newest text. */
  readonly tone: Verdict | "checking";
  readonly title: string;
  readonly note: string | null;
  readonly warnings: readonly Warning[];
  readonly words: readonly Words[];
  readonly reminders: readonly Reminder[];
  /** Whether a version without personal data may help. */
  readonly offersSafer: boolean;
}

/** Returns what to show, `null` when nothing is to be shown. */
export function viewOf(state: WatchState, texts: Texts, shows: (reminder: Reminder) => boolean): View | null {
  if (state.status === "empty") return null;
  const settled = state.status === "checking" ? state.last : state;
  const isStale = state.status === "checking" && (settled === null || isFine(settled));
  if (settled === null || isStale) return bare("checking", texts.checking);
  const words = wordsOf(state, texts);
  return settled.status === "unchecked" ? ofUnchecked(settled, words, texts) : ofAssessed(settled, words, texts, shows);
}

function ofUnchecked({ why, numbers }: Unchecked, words: readonly Words[], texts: Texts): View {
  const isLoud = words.some(({ level }) => level === "warn");
  const view = isLoud ? bare("warn", texts.numberWarning) : bare("unchecked", texts.notChecked[why]);
  const note = isLoud ? `${texts.notChecked[why]}. ${texts.onlyNumbers}` : texts.onlyNumbers;
  return { ...view, note: numbers === null ? null : note, words };
}

function ofAssessed(
  settled: Assessed,
  words: readonly Words[],
  texts: Texts,
  shows: (reminder: Reminder) => boolean,
): View {
  const { degraded, warnings, reminders, categories, findings } = settled.assessment;
  const verdict = verdictOf(settled);
  const { level } = categories.personal;
  return {
    ...bare(verdict, texts.verdicts[verdict]),
    note: degraded.length > 0 ? texts.partly : null,
    warnings,
    words,
    reminders: reminders.filter(shows),
    offersSafer: level !== null && level !== "none" && findings.some(isTakenOut),
  };
}

/** Only what has a name of its own is taken out of a text; what somebody says of a person is not. */
function isTakenOut({ category, entity }: Finding): boolean {
  return category === "personal" && entity !== null;
}

/** Returns the verdict that is shown; an answer in which a part is missing is no all-clear. */
export function verdictOf(settled: Assessed | Unchecked): Verdict {
  if (settled.status === "unchecked") return "unchecked";
  return isFine(settled) && settled.assessment.degraded.length > 0 ? "unchecked" : settled.assessment.verdict;
}

/** That an older text was fine says nothing of the newest. */
function isFine(settled: Assessed | Unchecked): boolean {
  return settled.status === "assessed" && settled.assessment.verdict === "none";
}

function bare(tone: View["tone"], title: string): View {
  return { tone, title, note: null, warnings: [], words: [], reminders: [], offersSafer: false };
}

/** The same words for the same reason are told once. */
function wordsOf(state: WatchState, texts: Texts): readonly Words[] {
  const settled = state.status === "checking" ? state.last : state;
  if (!settled) return [];
  const reasons = reasonsOf(state);
  const told = new Map<string, Words>();
  for (const [place, { start, end }] of utf16Spans(settled.text, reasons).entries()) {
    const reason = reasons[place];
    if (!reason) continue;
    const words = settled.text.slice(start, end);
    const explanation = reason.explanation ?? texts.numbers[reason.entity as keyof Texts["numbers"]] ?? "";
    const key = `${explanation}\n${words}`;
    const before = told.get(key);
    told.set(key, { words, explanation, level: reason.level, reasons: [...(before?.reasons ?? []), place] });
  }
  return [...told.values()];
}
