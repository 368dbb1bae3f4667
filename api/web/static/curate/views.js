// Which part of the page is shown. What stands in the others stays there.
import { element } from "./dom.js";

/** @typedef {"loading" | "sign-in" | "queue" | "review" | "watch"} View */

/** @type {readonly View[]} */
const ALL = ["loading", "sign-in", "queue", "review", "watch"];
const VIEWS = ALL.filter((view) => document.getElementById(view) !== null);

/** @returns {View} */
export function shownView() {
  return VIEWS.find((view) => !element(view, HTMLElement).hidden) ?? "loading";
}

/** @param {View} shown */
export function show(shown) {
  for (const view of VIEWS) element(view, HTMLElement).hidden = view !== shown;
  element("sign-out", HTMLButtonElement).hidden = shown === "sign-in" || shown === "loading";
  document.body.dataset["view"] = shown;
}

/** Shows a view and begins at its heading. @param {"sign-in" | "queue" | "review" | "watch"} view */
export function goTo(view) {
  show(view);
  element(`${view}-title`, HTMLHeadingElement).focus();
  window.scrollTo(0, 0);
}
