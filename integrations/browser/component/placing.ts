// Keeps what is laid over an element in its place while the page scrolls, grows or moves.

/** Milliseconds after which it is looked whether something moved that no event told of. */
const LOOK = 250;

/** Returns how many pixels of the window one pixel of `layer` takes: more than one where an ancestor is enlarged. */
export function scaleOf(layer: HTMLElement): number {
  return layer.getBoundingClientRect().width / layer.offsetWidth || 1;
}

/** Returns a rectangle of the window in the coordinates of `layer`, a fixed element. */
export function within(layer: HTMLElement, rect: DOMRect): DOMRect {
  const { left, top } = layer.getBoundingClientRect();
  const scale = scaleOf(layer);
  return new DOMRect((rect.left - left) / scale, (rect.top - top) / scale, rect.width / scale, rect.height / scale);
}

/** Returns the part of the window in which `element` can be seen: what no ancestor that scrolls cuts off. */
export function visiblePart(element: Element): DOMRect {
  let { left, top, right, bottom } = element.getBoundingClientRect();
  for (let parent = parentOf(element); parent !== null; parent = parentOf(parent)) {
    if (getComputedStyle(parent).overflow === "visible") continue;
    const rect = parent.getBoundingClientRect();
    left = Math.max(left, rect.left);
    top = Math.max(top, rect.top);
    right = Math.min(right, rect.right);
    bottom = Math.min(bottom, rect.bottom);
  }
  return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  const parent = element.parentNode;
  const next = parent instanceof ShadowRoot ? parent.host : element.parentElement;
  return next === document.body || next === document.documentElement ? null : next;
}

/** Calls `place` at most once a frame whenever `element` may have moved, until it is stopped. */
export class Placing {
  readonly #element: HTMLElement;
  readonly #place: () => void;
  readonly #sizes: ResizeObserver;
  readonly #stopping = new AbortController();
  #frame = 0;
  #timer = 0;
  #last = "";

  constructor(element: HTMLElement, place: () => void) {
    this.#element = element;
    this.#place = place;
    this.#sizes = new ResizeObserver(() => this.soon());
    this.#sizes.observe(element);
    const options = { capture: true, passive: true, signal: this.#stopping.signal };
    for (const place of new Set<EventTarget>([window, element.getRootNode()])) {
      place.addEventListener("scroll", () => this.soon(), options); // what scrolls in a shadow tree is not told outside it
    }
    addEventListener("resize", () => this.soon(), options);
    document.fonts?.addEventListener("loadingdone", () => this.soon(), options);
  }

  /** Looks now and then whether the element moved, as long as `on`. */
  set looking(on: boolean) {
    clearInterval(this.#timer);
    this.#timer = on ? window.setInterval(() => this.#look(), LOOK) : 0;
  }

  soon(): void {
    if (this.#frame !== 0 || this.#stopping.signal.aborted) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#place();
    });
  }

  stop(): void {
    this.looking = false;
    cancelAnimationFrame(this.#frame);
    this.#sizes.disconnect();
    this.#stopping.abort();
  }

  #look(): void {
    const { left, top, width, height } = this.#element.getBoundingClientRect();
    const now = `${left} ${top} ${width} ${height}`;
    if (now !== this.#last) this.soon();
    this.#last = now;
  }
}
