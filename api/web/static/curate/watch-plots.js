// The drawings: levels per week, scores beside their reference, and what was sent all the same.
import { text } from "./dom.js";
import { drawing, figure, shape } from "./watch-figure.js";
import { date, driftSentence, levelSentence, number, percent, shares, total } from "./watch-words.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Period} Period */
/** @typedef {import("../../../../integrations/browser/curate.js").Override} Override */
/** @typedef {import("../../../../integrations/browser/curate.js").Drift} Drift */
/** @typedef {import("../../../../integrations/browser/curate.js").Category} Category */

const [LEFT, TOP, BOTTOM, HEIGHT] = [48, 8, 26, 190];
const NAMES = /** @type {const} */ (["none", "notice", "warn", "unchecked"]);
const SHOWN = /** @type {const} */ (["warn", "notice"]);
const STEPS = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1];

/** @param {number} x @param {number} y @param {string} words @param {"start" | "middle" | "end"} anchor */
function label(x, y, words, anchor) {
  return shape("text", { x, y, "text-anchor": anchor }, words);
}

/** Writes a day under its bar, and within the drawing. @param {number} x @param {string} words @param {number} width */
function dayLabel(x, words, width) {
  const isLast = x + 24 > width;
  return label(isLast ? width : x, HEIGHT - 6, words, isLast ? "end" : "middle");
}

/**
 * Draws lines with their share beside them.
 * @param {readonly number[]} values
 * @param {(share: number) => number} place
 * @param {number} width
 */
function grid(values, place, width) {
  return values.flatMap((value) => [
    shape("line", { x1: LEFT, x2: width, y1: place(value), y2: place(value), class: "grid" }),
    label(LEFT - 6, place(value) + 4, percent(value), "end"),
  ]);
}

/**
 * Draws how large a part of every week's messages got a warning or a hint.
 * @param {readonly Period[]} periods
 * @param {Category} category
 * @returns {import("./watch-figure.js").Draw}
 */
function drawLevels(periods, category) {
  const parts = periods.map(({ levels }) => {
    const all = total(Object.values(levels[category]));
    return SHOWN.map((level) => (all === 0 ? 0 : (levels[category][level] ?? 0) / all));
  });
  const highest = Math.max(...parts.map(total));
  const top = STEPS.find((step) => step >= highest) ?? 1;
  return (width) => {
    const place = (/** @type {number} */ share) => HEIGHT - BOTTOM - (share / top) * (HEIGHT - BOTTOM - TOP);
    const room = (width - LEFT) / periods.length;
    const wide = Math.min(room * 0.7, 40);
    const bars = parts.flatMap((part, week) => {
      const x = LEFT + room * (week + 0.5) - wide / 2;
      return part.map((share, index) => {
        const under = total(part.slice(0, index));
        const [y, end] = [place(under + share), place(under)];
        return shape("rect", { x, y, width: wide, height: end - y, class: SHOWN[index] ?? "" });
      });
    });
    const every = Math.ceil(60 / room);
    const days = periods.flatMap(({ until }, week) =>
      (periods.length - 1 - week) % every === 0
        ? [dayLabel(LEFT + room * (week + 0.5), date(until, "short"), width)]
        : [],
    );
    return drawing(width, HEIGHT, text(category), ...grid([0, top / 2, top], place, width), ...bars, ...days);
  };
}

/** @param {readonly Period[]} periods @param {Category} category */
export function levelsFigure(periods, category) {
  const columns = [text("watchWeek"), ...NAMES.map((name) => text(`watchLevel_${name}`))];
  const rows = periods.map(({ since, until, levels }) => [
    text("watchWeekOf", { since: date(since, "short"), until: date(until, "short") }),
    ...NAMES.map((name) => number(levels[category][name])),
  ]);
  const legend = SHOWN.map((name) => /** @type {[string, string]} */ ([name, text(`watchLevel_${name}`)]));
  const sentence = levelSentence(category, periods.at(-1));
  return figure(text(category), sentence, legend, drawLevels(periods, category), { columns, rows });
}

/** Draws scores as bars and their reference as a line; small shares are drawn larger, or nobody would see them. */
function drawScores(/** @type {Drift} */ { category, scores, reference }) {
  const [now, before] = [shares(scores), shares(reference.scores)];
  return (/** @type {number} */ width) => {
    const place = (/** @type {number} */ share) => HEIGHT - BOTTOM - Math.sqrt(share) * (HEIGHT - BOTTOM - TOP);
    const room = (width - LEFT) / now.length;
    const bars = now.map((share, bin) =>
      shape("rect", {
        ...{ x: LEFT + room * (bin + 0.1), y: place(share), width: room * 0.8, class: "now" },
        height: HEIGHT - BOTTOM - place(share),
      }),
    );
    const steps = before.map((share, bin) => `${bin === 0 ? "M" : "L"}${LEFT + room * bin} ${place(share)}h${room}`);
    const ends = ["0", "0,5", "1"].map((words, index) =>
      label(LEFT + ((width - LEFT) * index) / 2, HEIGHT - 6, words, index === 2 ? "end" : "middle"),
    );
    const line = shape("path", { d: steps.join(""), class: "before" });
    return drawing(
      width,
      HEIGHT,
      text(category),
      ...grid([0, 0.05, 0.25, 0.5, 1], place, width),
      ...bars,
      line,
      ...ends,
    );
  };
}

/** Writes a score. @param {number} score */
function score(score) {
  return score.toLocaleString("nl-NL", { minimumFractionDigits: 2 });
}

/** @param {Drift} drift @param {number} least */
export function scoresFigure(drift, least) {
  const { category, scores, reference, psi, by_chance: chance } = drift;
  const names = [text("watchNow"), text(`reference_${reference.kind}`)];
  const rows = scores.map((count, bin) => [
    text("watchScoreOf", { from: score(bin / scores.length), to: score((bin + 1) / scores.length) }),
    number(count),
    number(reference.scores[bin] ?? null),
  ]);
  const legend = /** @type {[string, string][]} */ ([
    ["now", names[0]],
    ["before", names[1]],
  ]);
  const isTold = psi !== null && chance !== null;
  const note = isTold ? text("watchPsi", { psi: score(psi), chance: score(chance) }) : "";
  const numbers = { columns: [text("watchScore"), ...names], rows };
  return figure(text(category), driftSentence(drift, least), legend, drawScores(drift), numbers, note);
}

/** Draws a share as a point on its interval, for every warning. @param {readonly Override[]} overrides */
function drawSent(overrides) {
  const [row, edge] = [46, 8];
  return (/** @type {number} */ width) => {
    const height = overrides.length * row + BOTTOM;
    const place = (/** @type {number} */ share) => edge + share * (width - 2 * edge);
    const lines = [0, 0.5, 1].flatMap((value, index) => [
      shape("line", { x1: place(value), x2: place(value), y1: 0, y2: height - BOTTOM, class: "grid" }),
      label(
        place(value),
        height - 6,
        percent(value),
        /** @type {const} */ (["start", "middle", "end"])[index] ?? "end",
      ),
    ]);
    const marks = overrides.flatMap(({ title, warning, share, interval }, index) => {
      if (interval === null) return [];
      const y = index * row + 32;
      const span = shape("line", { x1: place(interval[0]), x2: place(interval[1]), y1: y, y2: y, class: "span" });
      const name = shape("text", { x: edge, y: y - 14, class: "name" }, shortened(title ?? warning, width));
      return [
        name,
        span,
        ...(share === null ? [] : [shape("circle", { cx: place(share), cy: y, r: 6, class: "now" })]),
      ];
    });
    return drawing(width, height, text("watchSentPlot"), ...lines, ...marks);
  };
}

/** Returns words that fit; the table has them whole. @param {string} words @param {number} width */
function shortened(words, width) {
  const most = Math.floor(width / 8);
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

/** @param {readonly Override[]} overrides @param {readonly string[]} sentences */
export function sentFigure(overrides, sentences) {
  const columns = [text("watchWarning"), text("watchFeedback"), text("watchShare"), text("watchInterval")];
  const rows = overrides.map(({ title, warning, feedback, share, interval }) => [
    title ?? warning,
    number(feedback),
    percent(share),
    interval === null
      ? text("watchUnknown")
      : text("watchBetween", { low: percent(interval[0]), high: percent(interval[1]) }),
  ]);
  const known = overrides.filter(({ interval }) => interval !== null);
  return figure(text("watchSentPlot"), sentences.join(" "), [], drawSent(known), { columns, rows });
}
