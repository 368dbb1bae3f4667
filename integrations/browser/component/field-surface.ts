// A textarea or an input: its words are underlined in a mirror of it that lies over it and lets every click through.
import { inputSource } from "../client/index.js";
import { made } from "./dom.js";
import type { Mark } from "./marks.js";
import { Placing, visiblePart, within } from "./placing.js";
import { typeInto } from "./replacing.js";
import type { Surface } from "./surface.js";

export type TextField = HTMLTextAreaElement | HTMLInputElement;

const KINDS = new Set(["text", "search", ""]);

/** What decides where a letter stands. */
const COPIED = (
  "direction font-family font-size font-style font-weight font-stretch font-variant font-feature-settings " +
  "font-kerning font-optical-sizing font-size-adjust font-variation-settings letter-spacing line-height tab-size " +
  "text-align text-indent text-rendering text-transform word-break word-spacing overflow-wrap hyphens " +
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
    if (marks.length > 0) this.#place();
    else this.#paper.replaceChildren();
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
    const paper = this.#paper.style;
    for (const name of COPIED) paper.setProperty(name, style.getPropertyValue(name));
    const isLine = element instanceof HTMLInputElement;
    paper.whiteSpace = isLine || element.wrap === "off" ? "pre" : "pre-wrap";
    paper.width = isLine ? "max-content" : `${element.clientWidth}px`;
    if (isLine) {
      paper.minWidth = `${element.clientWidth}px`;
      paper.paddingTop = paper.paddingBottom = "0";
      paper.lineHeight = `${element.clientHeight}px`;
    }
    paper.transform = `translate(${-element.scrollLeft}px, ${-element.scrollTop}px)`;
    const outer = element.getBoundingClientRect();
    const inner = new DOMRect(
      outer.left + element.clientLeft,
      outer.top + element.clientTop,
      element.clientWidth,
      element.clientHeight,
    );
    this.#show(inner, visiblePart(element));
  }

  #show(inner: DOMRect, visible: DOMRect): void {
    const { left, top, width, height } = within(this.#layer, inner);
    const sides = [
      visible.top - inner.top,
      inner.right - visible.right,
      inner.bottom - visible.bottom,
      visible.left - inner.left,
    ].map((cut) => `${Math.max(0, cut)}px`);
    Object.assign(this.#window.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
      clipPath: `inset(${sides.join(" ")})`,
    });
  }
}
