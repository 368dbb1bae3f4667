// Finding the element that is typed in, also when it comes later or is made anew by a framework.
import { typedIn } from "./surface.js";

/** Keeps an eye on the element with an id, until it is stopped. */
export class Seeking {
  readonly #root: Document | ShadowRoot;
  readonly #id: () => string | null;
  readonly #found: (element: HTMLElement | null) => void;
  readonly #observer = new MutationObserver(() => this.look());
  #current: HTMLElement | null = null;

  /** Calls `found` with what is typed in, now and whenever it becomes another. */
  constructor(host: HTMLElement, id: () => string | null, found: (element: HTMLElement | null) => void) {
    this.#root = host.getRootNode() as Document | ShadowRoot;
    this.#id = id;
    this.#found = found;
    const attributeFilter = ["id", "contenteditable", "type"];
    this.#observer.observe(this.#root, { childList: true, subtree: true, attributes: true, attributeFilter });
    this.look();
  }

  /** Looks at once, without waiting to be told of a change. */
  look(): void {
    const id = this.#id();
    const element = typedIn(id ? this.#root.getElementById(id) : null);
    if (element === this.#current) return;
    this.#current = element;
    this.#found(element);
  }

  stop(): void {
    this.#observer.disconnect();
  }
}
