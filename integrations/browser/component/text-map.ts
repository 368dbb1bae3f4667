// The text of an editor's own elements, and the way back from a place in it to the node that holds it.

/** A text and where each of its stretches stands in the document. */
export interface TextMap {
  readonly text: string;
  /** Returns the range of `text[start:end]` (UTF-16), `null` when there is none. */
  range(start: number, end: number): Range | null;
}

interface Stretch {
  readonly node: Text;
  readonly start: number;
}

const BLOCKS = new Set(
  (
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV " +
    "OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL"
  ).split(" "),
);
const LEFT_OUT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);

/** Reads what stands in `root`; a new block or a `<br>` is a new line, as the reader sees it. */
export function readText(root: Node): TextMap {
  const reader = new Reader();
  for (const child of root.childNodes) reader.read(child);
  const { text, stretches } = reader;
  return { text, range: (start, end) => rangeIn(stretches, start, end) };
}

class Reader {
  text = "";
  readonly stretches: Stretch[] = [];
  #owesLine = false; // a new line, once anything follows

  read(node: Node): void {
    if (node.nodeType === Node.TEXT_NODE) this.#add(node as Text);
    else if (node.nodeType === Node.ELEMENT_NODE) this.#enter(node);
  }

  #enter(element: Node): void {
    const name = element.nodeName.toUpperCase();
    if (name === "BR") {
      this.#payLine();
      this.#owesLine = true;
    } else if (name === "IMG") {
      this.#payLine();
      this.text += (element as HTMLImageElement).alt || " ";
    } else if (!isLeftOut(element as Element)) {
      const isBlock = BLOCKS.has(name);
      this.#owesLine ||= isBlock;
      for (const child of element.childNodes) this.read(child);
      this.#owesLine ||= isBlock;
    }
  }

  #add(node: Text): void {
    if (node.data === "") return;
    this.#payLine();
    this.stretches.push({ node, start: this.text.length });
    this.text += node.data;
  }

  #payLine(): void {
    if (this.#owesLine && this.text !== "") this.text += "\n";
    this.#owesLine = false;
  }
}

/** What is no part of the text: code, and the hint that an editor shows while it is empty. */
function isLeftOut(element: Element): boolean {
  return LEFT_OUT.has(element.nodeName.toUpperCase()) || element.hasAttribute("data-slate-placeholder");
}

function rangeIn(stretches: readonly Stretch[], start: number, end: number): Range | null {
  const first = stretches.find((stretch) => start < stretch.start + stretch.node.length && end > stretch.start);
  const last = stretches.findLast((stretch) => stretch.start < end && stretch.start + stretch.node.length > start);
  if (!first || !last) return null;
  const range = document.createRange();
  range.setStart(first.node, Math.max(0, start - first.start));
  range.setEnd(last.node, Math.min(last.node.length, end - last.start));
  return range;
}
