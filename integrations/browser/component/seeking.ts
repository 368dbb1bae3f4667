// Finding the element that is typed in, also when it comes later or is made anew by a framework.
import { typedIn } from "./surface.js";

/** Calls `found` with what is typed in, now and whenever it becomes another; returns the way to stop. */
export function seek(
  host: HTMLElement,
  id: () => string | null,
  found: (element: HTMLElement | null) => void,
): () => void {
  const root = host.getRootNode() as Document | ShadowRoot;
  let current: HTMLElement | null = null;

  const look = (): void => {
    const name = id();
    const element = typedIn(name ? root.getElementById(name) : null);
    if (element) observer.disconnect();
    else
      observer.observe(root, {
        childList: true,
        subtree: true,
        attributes: true,
        attributeFilter: ["id", "contenteditable"],
      });
    if (element === current) return;
    current = element;
    found(element);
  };
  const observer = new MutationObserver(look);
  const focused = (): void => {
    if (!current?.isConnected || !current.contains(deepest(root))) look();
  };
  root.addEventListener("focusin", focused);
  look();
  return () => {
    observer.disconnect();
    root.removeEventListener("focusin", focused);
  };
}

function deepest(root: Document | ShadowRoot): Element | null {
  return root.activeElement;
}
