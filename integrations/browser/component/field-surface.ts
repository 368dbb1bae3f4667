// A textarea or an input: its words are underlined in a mirror of it that lies over it and lets every click through.
import { inputSource } from "../client/index.js";
import { made } from "./dom.js";
import type { Mark } from "./marks.js";
import { Placing, scaleOf, visiblePart, within } from "./placing.js";
import { typeInto } from "./replacing.js";
import type { Surface } from "./surface.js";

export type TextField = HTMLTextAreaElement | HTMLInputElement;

const KINDS = new Set(["text", "search", ""]);

/** What decides where a letter stands. */
const COPIED = (
  "direction font-family font-size font-style font-weight font-stretch font-variant font-feature-settings " +
  "font-kerning font-optical-sizing font-size-adjust font-variation-settings letter-spacing line-height tab-size " +
  "text-align text-align-last text-emphasis-position text-emphasis-style text-indent text-rendering text-transform " +
  "text-wrap-style unicode-bidi white-space word-break word-spacing line-break overflow-wrap hyphens " +
  "padding-top padding-right padding-bottom padding-left"
).split(" ");

/** Returns whether `element` is a field in which one writes text; never a password. */
export function isTextField(element: Element): element is TextField {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && KINDS.has(element.type);
}

export class FieldSurface implements Surface {
  readonly element: TextField;
  readonly #source: ReturnType<typeof inputSource>;
  readonly #layer: HTMLElement;
  readonly #window = made("div", { part: "mirror", className: "mirror", "aria-hidden": "true" });
  readonly #paper = made("div", { className: "paper" });
  readonly #placing: Placing;
  #marks: readonly { mark: Mark; shown: HTMLElement }[] = [];

  constructor(element: TextField, layer: HTMLElement) {
    this.element = element;
    this.#source = inputSource(element);
    this.#layer = layer;
    this.#window.append(this.#paper);
    this.#window.hidden = true;
    layer.append(this.#window);
    this.#placing = new Placing(element, () => this.#place());
  }

  read(): string {
    return this.#source.read();
  }

  composing(): boolean {
    return this.#source.composing?.() ?? false;
  }

  subscribe(changed: () => void): () => void {
    return this.#source.subscribe(changed);
  }

  underline(marks: readonly Mark[]): void {
    const text = this.read();
    const shown: { mark: Mark; shown: HTMLElement }[] = [];
    const pieces: (string | HTMLElement)[] = [];
    let reached = 0;
    for (const mark of marks) {
      const piece = made("span", { "data-mark": mark.level }, text.slice(mark.start, mark.end));
      pieces.push(text.slice(reached, mark.start), piece);
      shown.push({ mark, shown: piece });
      reached = mark.end;
    }
    pieces.push(`${text.slice(reached)}\u200b`); // so that an empty last line has its height
    this.#paper.replaceChildren(...pieces);
    this.#marks = shown;
    this.#window.hidden = marks.length === 0;
    this.#placing.looking = marks.length > 0;
    if (marks.length > 0) this.#placing.soon();
    else this.#paper.replaceChildren();
  }

  isIntact(): boolean {
    return true;
  }

  markAt(x: number, y: number): Mark | null {
    const holds = ({ left, right, top, bottom }: DOMRect) => left <= x && x <= right && top <= y && y <= bottom;
    return this.#marks.find(({ shown }) => [...shown.getClientRects()].some(holds))?.mark ?? null;
  }

  select(start: number, end: number): void {
    this.element.focus();
    this.element.setSelectionRange(start, end);
  }

  replace(text: string): boolean {
    if (this.element.readOnly || this.element.disabled) return false;
    this.element.focus();
    this.element.select();
    if (!typeInto(text) || this.element.value !== text) {
      const prototype = this.element instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
      // the setter of the browser itself: frameworks put one of their own on the element, and would take no notice
      Object.getOwnPropertyDescriptor(prototype.prototype, "value")?.set?.call(this.element, text);
      this.element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
    }
    return this.element.value === text;
  }

  dispose(): void {
    this.#placing.stop();
    this.#window.remove();
  }

  #place(): void {
    if (this.#window.hidden) return;
    const { element } = this;
    const style = getComputedStyle(element);
    const box = boxOf(element, style);
    const paper = this.#paper.style;
    for (const name of COPIED) paper.setProperty(name, style.getPropertyValue(name));
    this.#window.style.direction = style.direction;
    if (element instanceof HTMLInputElement) {
      Object.assign(paper, { whiteSpace: "pre", width: "max-content", minWidth: `${box.width}px` });
      paper.lineHeight = `calc(${box.height}px - ${style.paddingTop} - ${style.paddingBottom})`;
    } else {
      paper.width = `${box.width}px`;
    }
    paper.transform = `translate(${-element.scrollLeft}px, ${-element.scrollTop}px)`;
    this.#show(box, visiblePart(element));
  }

  /** Lays the mirror over the inside of the field. */
  #show({ left, top, width, height, scale }: Box, visible: DOMRect): void {
    const inner = new DOMRect(left, top, width * scale, height * scale);
    const sides = [
      visible.top - inner.top,
      inner.right - visible.right,
      inner.bottom - visible.bottom,
      visible.left - inner.left,
    ].map((cut) => `${Math.max(0, cut) / scale}px`);
    const place = within(this.#layer, inner);
    const enlarged = scale / scaleOf(this.#layer);
    Object.assign(this.#window.style, {
      left: `${place.left}px`,
      top: `${place.top}px`,
      width: `${width}px`,
      height: `${height}px`,
      transform: enlarged === 1 ? "none" : `scale(${enlarged})`,
      clipPath: `inset(${sides.join(" ")})`,
    });
  }
}

/** The inside of a field, in pixels of its own; it starts at a point of the window, where one pixel is `scale` large. */
interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
  scale: number;
}

function boxOf(element: TextField, style: CSSStyleDeclaration): Box {
  const rect = element.getBoundingClientRect();
  const isScaled = Math.abs(rect.width - element.offsetWidth) > 1;
  const scale = isScaled ? rect.width / element.offsetWidth : 1;
  const border = (side: string): number => Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0;
  const [left, right] = [border("left"), border("right")];
  const [top, bottom] = [border("top"), border("bottom")];
  const scrollbar = element.offsetWidth - element.clientWidth - Math.round(left) - Math.round(right);
  return {
    left: rect.left + element.clientLeft * scale,
    top: rect.top + top * scale,
    // `clientWidth` is rounded, and a word may just fit; a pixel that rounding makes is no scrollbar
    width: rect.width / scale - left - right - (scrollbar > 1 ? scrollbar : 0),
    height: rect.height / scale - top - bottom,
    scale,
  };
}
