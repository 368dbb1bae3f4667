// Where one types: what a text field and an editor have in common for whoever underlines words in them.
import type { Source } from "../client/types.js";
import { EditableSurface } from "./editable-surface.js";
import { FieldSurface, isTextField } from "./field-surface.js";
import type { Mark } from "./marks.js";

export interface Surface extends Required<Source> {
  /** What has the focus while one types. */
  readonly element: HTMLElement;
  /** Underlines the marks, whose offsets are those of the text as it stands there now; takes the place of earlier ones. */
  underline(marks: readonly Mark[]): void;
  /** Tells whether what was underlined still is: an editor may have made its elements anew. */
  isIntact(): boolean;
  /** Returns the mark at a point of the window, `null` where there is none. */
  markAt(x: number, y: number): Mark | null;
  /** Gives the focus and selects `text[start:end]` (UTF-16). */
  select(start: number, end: number): void;
  /** Puts `text` in the place of all that stands there, so that it can be undone; returns whether it worked. */
  replace(text: string): boolean;
  /** Takes everything away that was laid over or listened to. */
  dispose(): void;
}

/** Returns the element that is typed in: `element` itself or the first one in it; `null` when there is none (yet). */
export function typedIn(element: Element | null): HTMLElement | null {
  if (element === null) return null;
  if (isTextField(element) || isEditable(element)) return element as HTMLElement;
  for (const inner of element.querySelectorAll("textarea, input, [contenteditable]")) {
    if (isTextField(inner) || isEditable(inner)) return inner as HTMLElement;
  }
  return null;
}

/** Returns the surface over `element`; what must be drawn over it goes into `layer`. */
export function surfaceOver(element: HTMLElement, layer: HTMLElement): Surface {
  return isTextField(element) ? new FieldSurface(element, layer) : new EditableSurface(element, layer);
}

function isEditable(element: Element): boolean {
  return element instanceof HTMLElement && element.isContentEditable;
}
