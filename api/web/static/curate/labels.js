// The names that the labelling guideline knows, in words, and the keys that choose them.
import { ENTITIES } from "./guideline.js";
import { TEXTS } from "./texts.js";

/** @typedef {import("../../../../integrations/browser/curate.js").Category} Category */
/** @typedef {import("../../../../integrations/browser/curate.js").Level} Level */

/** @type {readonly Category[]} */
export const CATEGORIES = ["personal", "decision", "confidential"];

/** @type {readonly Level[]} */
export const LEVELS = ["none", "notice", "warn"];

/** One row of keys for each category, from "may be sent" to "may not", as they lie under the left hand. */
export const LEVEL_KEYS = { personal: ["1", "2", "3"], decision: ["q", "w", "e"], confidential: ["a", "s", "d"] };

/** Keys for a label, while words are selected; the empty label is for words that are no entity. */
export const LABEL_KEYS = new Map([
  ["PERSON", "n"],
  ["NL_BSN", "b"],
  ["IBAN_CODE", "i"],
  ["PHONE_NUMBER", "t"],
  ["EMAIL_ADDRESS", "m"],
  ["STREET_ADDRESS", "a"],
  ["NL_POSTCODE", "p"],
  ["LOCATION", "l"],
  ["DATE_OF_BIRTH", "g"],
  ["NL_LICENSE_PLATE", "k"],
  ["ID_DOCUMENT", "d"],
  ["CREDIT_CARD", "c"],
  ["CASE_NUMBER", "z"],
  ["CREDENTIAL", "w"],
  ["", "o"],
]);

/** Returns the name of an entity in words. @param {string} label */
export function labelName(label) {
  if (label === "") return TEXTS.labelOther;
  return ENTITIES.find((entity) => entity.name === label)?.title ?? label;
}
