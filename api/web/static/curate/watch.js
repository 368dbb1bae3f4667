// The page that shows curators how Berichtwacht does: counts of what it says, without a text and without a person.
import { Failure, readMonitoring } from "./api.js";
import { button, element, fill, make, text } from "./dom.js";
import { CATEGORIES } from "./labels.js";
import { calm, complain } from "./saying.js";
import { askKey, leave, startSession } from "./session.js";
import { goTo } from "./views.js";
import { drawAll } from "./watch-figure.js";
import { levelsFigure, scoresFigure, sentFigure } from "./watch-plots.js";
import { date, driftSentence, drifts, levelSentence, sentSentences } from "./watch-words.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Monitoring} Monitoring */

const version = element("version", HTMLSelectElement);

/** @type {Monitoring | null} */
let told = null;

/** Says why something did not happen. @param {unknown} failure */
function report(failure) {
  if (!(failure instanceof Failure)) throw failure;
  const { kind } = failure;
  if (kind === "signIn" || kind === "forbidden") askKey(kind);
  else complain(text(kind), button("", text("checksAgain"), load));
}

/** Returns the versions that there is something of, the newest first. @param {Monitoring} all */
function versions({ periods, overrides, model_version: current }) {
  const found = [...periods, ...overrides].map((item) => item.model_version).reverse();
  return [...new Set(found.includes(current) ? [current, ...found] : found)];
}

/** @param {Monitoring} all */
function show(all) {
  told = all;
  const chosen = version.value;
  const names = versions(all);
  const options = names.map((name) => {
    const option = make("option", "", name === all.model_version ? text("watchVersionInUse", { version: name }) : name);
    option.value = name;
    return option;
  });
  version.replaceChildren(...options);
  if (names.includes(chosen)) version.value = chosen;
  element("watch-until", HTMLParagraphElement).textContent = text("watchUntil", { until: date(all.until, "long") });
  element("empty", HTMLParagraphElement).hidden = names.length > 0;
  for (const part of ["summary", "levels-part", "scores-part", "sent-part"])
    element(part, HTMLElement).hidden = names.length === 0;
  goTo("watch");
  showVersion();
}

/** Shows what there is of the version that is chosen. */
function showVersion() {
  if (told === null || version.value === "") return;
  const { least_scores: least } = told;
  const periods = told.periods.filter((item) => item.model_version === version.value);
  const overrides = told.overrides.filter((item) => item.model_version === version.value);
  const found = drifts(told, version.value);
  const sent = sentSentences(overrides);
  const levels = periods.length > 0 ? CATEGORIES : [];
  const sentences = [
    ...found.map((drift) => make("li", drift.change, driftSentence(drift, least))),
    ...levels.map((category) => make("li", "", levelSentence(category, periods.at(-1)))),
    ...sent.map((words) => make("li", "", words)),
  ];
  element("sentences", HTMLUListElement).replaceChildren(...sentences);
  put(
    "levels-plots",
    levels.map((category) => levelsFigure(periods, category)),
  );
  put("scores-plots", found.length > 0 ? found.map((drift) => scoresFigure(drift, least)) : [note("watchScoresNone")]);
  const known = overrides.some(({ interval }) => interval !== null);
  put("sent-plots", known ? [sentFigure(overrides, sent)] : [note("watchSentNone")]);
  drawAll();
}

/** @param {"watchScoresNone" | "watchSentNone"} name */
function note(name) {
  return make("p", "", text(name));
}

/** @param {string} id @param {readonly HTMLElement[]} children */
function put(id, children) {
  element(id, HTMLDivElement).replaceChildren(...children);
}

async function load() {
  try {
    const all = await readMonitoring();
    calm();
    show(all);
  } catch (failure) {
    report(failure);
  }
}

/** Forgets what was shown when somebody signs out. */
async function signOut() {
  try {
    await leave();
  } catch (failure) {
    report(failure);
    return;
  }
  told = null;
  for (const id of ["levels-plots", "scores-plots", "sent-plots"]) put(id, []);
  element("sentences", HTMLUListElement).replaceChildren();
}

function start() {
  fill();
  document.title = `${text("name")}: ${text("pageWatch").toLowerCase()}`;
  startSession(load, load);
  version.addEventListener("change", showVersion);
  window.addEventListener("resize", drawAll);
  element("sign-out", HTMLButtonElement).addEventListener("click", signOut);
  load();
}

start();
