// What the numbers mean, in sentences, and how numbers are written.
import { text } from "./dom.js";
import { CATEGORIES } from "./labels.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Monitoring} Monitoring */
/** @typedef {import("../../../../integrations/browser/curate.js").Period} Period */
/** @typedef {import("../../../../integrations/browser/curate.js").Override} Override */
/** @typedef {import("../../../../integrations/browser/curate.js").Drift} Drift */
/** @typedef {import("../../../../integrations/browser/curate.js").Category} Category */
/** @typedef {import("../../../../integrations/browser/curate.js").Count} Count */

/** Share from which most people send their message all the same. */
const MOST = 0.5;

/** Writes a share. @param {number | null} share */
export function percent(share) {
  return share === null ? text("watchUnknown") : `${Math.round(share * 100)} %`;
}

/** Writes a count. @param {Count} count */
export function number(count) {
  return count === null ? text("watchFew") : count.toLocaleString("nl-NL");
}

/** Writes a day. @param {string} day @param {"short" | "long"} month */
export function date(day, month) {
  return new Date(day).toLocaleDateString("nl-NL", { day: "numeric", month, timeZone: "UTC" });
}

/** Returns the sum of what is told. @param {readonly Count[]} counts */
export function total(counts) {
  return counts.reduce((/** @type {number} */ sum, count) => sum + (count ?? 0), 0);
}

/** Returns shares of what is told. @param {readonly Count[]} counts */
export function shares(counts) {
  const all = total(counts);
  return counts.map((count) => (all === 0 ? 0 : (count ?? 0) / all));
}

/** Compares with the first week where there is one. @param {Monitoring} told @param {string} version */
export function drifts(told, version) {
  return CATEGORIES.flatMap((category) => {
    const found = told.drift.filter((item) => item.model_version === version && item.category === category);
    return found.find((item) => item.reference.kind === "first_week") ?? found[0] ?? [];
  });
}

/** @param {Drift} drift @param {number} least */
export function driftSentence({ category, change, reference }, least) {
  return text(`change_${change}`, { category: text(category), reference: text(`than_${reference.kind}`), least });
}

/** @param {Category} category @param {Period | undefined} period */
export function levelSentence(category, period) {
  const levels = period?.levels[category];
  if (levels === undefined || total(Object.values(levels)) === 0)
    return text("watchLevelsFew", { category: text(category) });
  const all = total(Object.values(levels));
  const share = (/** @type {Count} */ count) => (count === null ? text("watchSmall") : percent(count / all));
  return text("watchLevelsSentence", {
    category: text(category),
    warn: share(levels.warn),
    notice: share(levels.notice),
  });
}

/** Says after which warnings most people certainly send their message. @param {readonly Override[]} overrides */
export function sentSentences(overrides) {
  if (overrides.every(({ interval }) => interval === null)) return [text("watchSentNone")];
  const ignored = overrides.filter(({ interval }) => interval !== null && interval[0] > MOST);
  if (ignored.length === 0) return [text("watchSentFine")];
  return ignored.map(({ title, warning }) => text("watchSentSentence", { title: title ?? warning }));
}
