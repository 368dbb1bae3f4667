// An editor over contenteditable: its words are underlined by the browser (CSS Custom Highlight), which changes nothing in its
// elements; where the browser cannot do that, lines are drawn over it.
import { made } from "./dom.js";
import type { Mark } from "./marks.js";
import { Placing, visiblePart, within } from "./placing.js";
import { typeInto } from "./replacing.js";
import { HIGHLIGHTS } from "./style.js";
import type { Surface } from "./surface.js";
import { readText } from "./text-map.js";

/** What editors put between words, or leave out there. */
const FILLERS = " \u00a0\t\r\n\u200b\u2060\ufeff";

interface Shown {
  readonly mark: Mark;
  readonly range: Range;
}

interface Painter {
  paint(shown: readonly Shown[]): void;
  dispose(): void;
}

export class EditableSurface implements Surface {
  readonly element: HTMLElement;
  readonly #painter: Painter;
  #shown: readonly Shown[] = [];
  #isComposing = false;

  constructor(element: HTMLElement, layer: HTMLElement) {
    this.element = element;
    this.#painter = "highlights" in CSS ? new HighlightPainter(element) : new LinePainter(element, layer);
  }

  read(): string {
    return readText(this.element).text;
  }

  composing(): boolean {
    return this.#isComposing;
  }

  subscribe(changed: () => void): () => void {
    const composing = ({ type }: Event): void => {
      this.#isComposing = type === "compositionstart";
      changed();
    };
    const observer = new MutationObserver(changed);
    observer.observe(this.element, { childList: true, characterData: true, subtree: true });
    const listening = new AbortController();
    for (const type of ["compositionstart", "compositionend"]) {
      this.element.addEventListener(type, composing, { signal: listening.signal });
    }
    return () => {
      observer.disconnect();
      listening.abort();
    };
  }

  underline(marks: readonly Mark[]): void {
    const map = marks.length > 0 ? readText(this.element) : null;
    this.#shown = marks.flatMap((mark) => {
      const range = map?.range(mark.start, mark.end);
      return range ? [{ mark, range }] : [];
    });
    this.#painter.paint(this.#shown);
  }

  isIntact(): boolean {
    return this.#shown.every(({ range }) => !range.collapsed && this.element.contains(range.commonAncestorContainer));
  }

  markAt(x: number, y: number): Mark | null {
    const holds = ({ left, right, top, bottom }: DOMRect) => left <= x && x <= right && top <= y && y <= bottom;
    return this.#shown.find(({ range }) => [...range.getClientRects()].some(holds))?.mark ?? null;
  }

  select(start: number, end: number): void {
    this.element.focus();
    const range = readText(this.element).range(start, end);
    if (range) this.#choose(range);
  }

  replace(text: string): boolean {
    this.element.focus();
    const all = document.createRange();
    all.selectNodeContents(this.element);
    this.#choose(all);
    typeInto(text);
    return sameWords(this.read(), text);
  }

  dispose(): void {
    this.#painter.dispose();
  }

  #choose(range: Range): void {
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  }
}

/** Editors make lines and spaces in their own way; without a regular expression, as `RegExp.input` would keep the text. */
function sameWords(one: string, other: string): boolean {
  const bare = (text: string): string => [...text].filter((character) => !FILLERS.includes(character)).join("");
  return bare(one) === bare(other);
}

/** Adds its ranges to the highlights of the document, which all components share. */
class HighlightPainter implements Painter {
  static #sheet: CSSStyleSheet | null = null;
  readonly #root: Document | ShadowRoot;
  #own: readonly Shown[] = [];

  constructor(element: HTMLElement) {
    const root = element.getRootNode();
    this.#root = root instanceof ShadowRoot ? root : document;
    const sheet = HighlightPainter.#styles();
    if (!this.#root.adoptedStyleSheets.includes(sheet)) this.#root.adoptedStyleSheets.push(sheet);
  }

  static #styles(): CSSStyleSheet {
    if (!HighlightPainter.#sheet) {
      HighlightPainter.#sheet = new CSSStyleSheet();
      HighlightPainter.#sheet.replaceSync(HIGHLIGHTS);
    }
    return HighlightPainter.#sheet;
  }

  paint(shown: readonly Shown[]): void {
    for (const { mark, range } of this.#own) CSS.highlights.get(nameOf(mark))?.delete(range);
    for (const { mark, range } of shown) {
      const name = nameOf(mark);
      const highlight = CSS.highlights.get(name) ?? new Highlight();
      highlight.add(range);
      CSS.highlights.set(name, highlight);
    }
    this.#own = shown;
  }

  dispose(): void {
    this.paint([]);
  }
}

function nameOf(mark: Mark): string {
  return `berichtwacht-${mark.level}`;
}

/** Draws a line under every piece of a range. */
class LinePainter implements Painter {
  readonly #element: HTMLElement;
  readonly #layer: HTMLElement;
  readonly #lines = made("div", { className: "lines", "aria-hidden": "true" });
  readonly #placing: Placing;
  #shown: readonly Shown[] = [];

  constructor(element: HTMLElement, layer: HTMLElement) {
    this.#element = element;
    this.#layer = layer;
    layer.append(this.#lines);
    this.#placing = new Placing(element, () => this.#place());
  }

  paint(shown: readonly Shown[]): void {
    this.#shown = shown;
    this.#placing.looking = shown.length > 0;
    this.#place();
  }

  dispose(): void {
    this.#placing.stop();
    this.#lines.remove();
  }

  #place(): void {
    const visible = visiblePart(this.#element);
    const lines = this.#shown.flatMap(({ mark, range }) =>
      [...range.getClientRects()].flatMap((rect) => this.#line(mark, rect, visible) ?? []),
    );
    this.#lines.replaceChildren(...lines);
  }

  #line(mark: Mark, rect: DOMRect, visible: DOMRect): HTMLElement | null {
    const left = Math.max(rect.left, visible.left);
    const right = Math.min(rect.right, visible.right);
    if (right <= left || rect.bottom > visible.bottom + 2 || rect.bottom < visible.top) return null;
    const place = within(this.#layer, new DOMRect(left, rect.bottom, right - left, 0));
    const line = made("div", { className: "line", "data-mark": mark.level });
    Object.assign(line.style, { left: `${place.left}px`, top: `${place.top}px`, width: `${place.width}px` });
    return line;
  }
}
