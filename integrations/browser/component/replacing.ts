// Typing a text in the place of what is selected, as if the writer did: editors see it, and it can be undone.

/** Types `text` where the selection is; returns whether the browser did. */
export function typeInto(text: string): boolean {
  // execCommand is deprecated, but nothing else reaches the undo history of a field or an editor
  return document.execCommand("insertText", false, text);
}
