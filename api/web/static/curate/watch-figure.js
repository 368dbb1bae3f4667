// A figure: a drawing, what it means in a sentence, and a table with the same numbers.
import { make, text } from "./dom.js";

const SPACE = "http://www.w3.org/2000/svg";

/** @typedef {(width: number) => SVGElement} Draw Draws for a width in pixels. */

/** @type {Map<Element, Draw>} */
const drawings = new Map();

/**
 * Makes an element of a drawing.
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(string | Node)} children
 */
export function shape(tag, attributes, ...children) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/**
 * Makes a whole drawing; who does not see it has the sentence and the table.
 * @param {number} width
 * @param {number} height
 * @param {string} name
 * @param {...Node} children
 */
export function drawing(width, height, name, ...children) {
  const box = { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": name };
  return shape("svg", box, ...children);
}

/** @param {readonly string[]} columns @param {readonly string[][]} rows @param {string} name */
function table(columns, rows, name) {
  const head = columns.map((column) => {
    const cell = make("th", "", column);
    cell.scope = "col";
    return cell;
  });
  const body = rows.map((cells) => make("tr", "item", ...cells.map((words, index) => cellOf(words, index, columns))));
  return make(
    "table",
    "",
    make("caption", "", name),
    make("thead", "", make("tr", "", ...head)),
    make("tbody", "", ...body),
  );
}

/** @param {string} words @param {number} index @param {readonly string[]} columns */
function cellOf(words, index, columns) {
  if (index === 0) {
    const first = make("th", "", words);
    first.scope = "row";
    return first;
  }
  const cell = make("td", "", words);
  cell.dataset["column"] = columns[index] ?? "";
  return cell;
}

/**
 * Makes a figure.
 * @param {string} title
 * @param {string} sentence What it means.
 * @param {readonly (readonly [string, string])[]} legend Kinds of marks: class and words.
 * @param {Draw} draw
 * @param {{ columns: readonly string[], rows: readonly string[][] }} numbers
 * @param {string} note What else is worth knowing; "" for nothing.
 */
export function figure(title, sentence, legend, draw, { columns, rows }, note = "") {
  const canvas = make("div", "canvas");
  drawings.set(canvas, draw);
  const keys = legend.map(([mark, words]) => make("li", "", make("span", `key ${mark}`), words));
  const details = make("details", "", make("summary", "", text("watchTable")), table(columns, rows, title));
  return make(
    "figure",
    "",
    make("figcaption", "", make("h3", "", title), make("p", "", sentence)),
    ...(keys.length > 0 ? [make("ul", "legend", ...keys)] : []),
    canvas,
    ...(note === "" ? [] : [make("p", "hint", note)]),
    details,
  );
}

/** Draws every figure on the page as wide as there is room. */
export function drawAll() {
  for (const [canvas, draw] of drawings) {
    if (canvas.isConnected) canvas.replaceChildren(draw(Math.max(200, Math.floor(canvas.clientWidth))));
    else drawings.delete(canvas);
  }
}
