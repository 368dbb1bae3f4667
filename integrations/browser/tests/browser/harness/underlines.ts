// The oracle of the underlines: what is underlined on the page, and where. It runs in the page and stands by itself.

export interface Underline {
  level: "warn" | "notice";
  /** The words above the line. */
  text: string;
  /** One box for each line of text that it runs over, in CSS pixels of the viewport. */
  boxes: { x: number; y: number; width: number; height: number }[];
}

/** Reads the ranges in `CSS.highlights` and the marks in the mirror of every component, in shadow roots too. */
export function underlines(): Underline[] {
  const found: Underline[] = [];
  const add = (level: "warn" | "notice", text: string, rectangles: DOMRectList): void => {
    const boxes = [...rectangles].map(({ x, y, width, height }) => ({ x, y, width, height }));
    if (text !== "") found.push({ level, text, boxes: boxes.filter(({ width }) => width > 0) });
  };
  const marksIn = (root: ParentNode, level: string): Element[] =>
    [...root.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
      shadowRoot ? [...shadowRoot.querySelectorAll(`[data-mark="${level}"]`), ...marksIn(shadowRoot, level)] : [],
    );
  for (const level of ["warn", "notice"] as const) {
    CSS.highlights.get(`berichtwacht-${level}`)?.forEach((range) => {
      if (range instanceof Range) add(level, range.toString(), range.getClientRects());
    });
    for (const mark of marksIn(document, level)) add(level, mark.textContent, mark.getClientRects());
  }
  return found;
}
