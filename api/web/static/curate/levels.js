// What the message is: its levels, each with who proposed it, the sensitive subjects, the language.
import { change, onWork } from "./desk.js";
import { element, keyCap, make, text } from "./dom.js";
import { TOPICS } from "./guideline.js";
import { CATEGORIES, LEVEL_KEYS, LEVELS } from "./labels.js";
import { isClean } from "./work.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Work} Work */
/** @typedef {import("../../../../integrations/browser/curate.js").Opened} Opened */
/** @typedef {import("../../../../integrations/browser/curate.js").Category} Category */
/** @typedef {import("../../../../integrations/browser/curate.js").Level} Level */
/** @typedef {import("../../../../integrations/browser/curate.js").Spoken} Spoken */

/** @type {readonly Spoken[]} */
const LANGUAGES = ["nl", "en", "mixed"];

const lookAlike = element("look-alike", HTMLInputElement);
const lang = element("lang", HTMLSelectElement);

/**
 * @param {"radio" | "checkbox"} kind
 * @param {string} id
 * @param {string} name
 * @param {...(string | Node)} words
 */
function choice(kind, id, name, ...words) {
  const field = make("input", "");
  field.type = kind;
  field.id = id;
  field.name = name;
  const label = make("label", "", ...words);
  label.htmlFor = id;
  return { row: make("div", "choice", field, label), field };
}

/** Chooses a level. @param {Category} category @param {Level} level */
export function choose(category, level) {
  change((work) => ({ ...work, levels: { ...work.levels, [category]: level } }));
}

/** @param {Category} category */
function levelField(category) {
  const group = make("fieldset", "levels", make("legend", "", text(category)));
  group.dataset["guide"] = category;
  const proposed = make("p", "hint proposed");
  proposed.id = `proposed-${category}`;
  group.setAttribute("aria-describedby", proposed.id);
  const choices = make("div", "choices");
  for (const [index, level] of LEVELS.entries()) {
    const key = keyCap(LEVEL_KEYS[category][index] ?? "");
    const { row, field } = choice("radio", `${category}-${level}`, category, text(`level_${level}`), " ", key);
    row.classList.add("level", level);
    field.addEventListener("change", () => choose(category, level));
    choices.append(row);
  }
  group.append(choices, proposed);
  return group;
}

/** Says who proposed which level; nothing when the curator must look without that. @param {Opened} opened */
export function showProposed(opened) {
  for (const category of CATEGORIES) {
    const level = opened.levels[category];
    const model = level === null ? text("levelUnknown") : text(`level_${level}`);
    const writer = opened.corrected?.[category];
    const proposed = element(`proposed-${category}`, HTMLParagraphElement);
    if (opened.labellings.length > 0) proposed.textContent = text("proposedNone");
    else if (writer === undefined) proposed.textContent = text("proposedModel", { level: model });
    else proposed.textContent = text("proposedWriter", { level: text(`level_${writer}`), model });
  }
}

/** @param {Work} work */
function show(work) {
  for (const category of CATEGORIES) {
    for (const level of LEVELS) {
      element(`${category}-${level}`, HTMLInputElement).checked = work.levels[category] === level;
    }
  }
  for (const { name } of TOPICS) element(`topic-${name}`, HTMLInputElement).checked = work.topics.includes(name);
  lookAlike.disabled = !isClean(work);
  lookAlike.checked = work.lookAlike && isClean(work);
  lang.value = work.lang;
}

/** Goes to the sensitive subjects. */
export function goToTopics() {
  element(`topic-${TOPICS[0]?.name}`, HTMLInputElement).focus();
}

/** Goes to the first category without a level. @param {Work} work */
export function goToMissing(work) {
  const missing = CATEGORIES.find((category) => work.levels[category] === undefined);
  if (missing !== undefined) element(`${missing}-none`, HTMLInputElement).focus();
}

export function startLevels() {
  element("levels", HTMLDivElement).append(...CATEGORIES.map(levelField));
  for (const { name, title } of TOPICS) {
    const { row, field } = choice("checkbox", `topic-${name}`, "topic", title);
    field.addEventListener("change", () => {
      const others = (/** @type {Work} */ work) => work.topics.filter((other) => other !== name);
      change((work) => ({ ...work, topics: field.checked ? [...others(work), name] : others(work) }));
    });
    element("topics", HTMLDivElement).append(row);
  }
  for (const language of LANGUAGES) {
    const option = make("option", "", text(`lang_${language}`));
    option.value = language;
    lang.append(option);
  }
  lang.addEventListener("change", () => change((work) => ({ ...work, lang: /** @type {Spoken} */ (lang.value) })));
  lookAlike.addEventListener("change", () => change((work) => ({ ...work, lookAlike: lookAlike.checked })));
  onWork(show);
}
