// The marks over one surface: put there when an answer comes, and kept on the words that were not touched until the next one.
import type { WatchState } from "../client/types.js";
import { carried, type Mark, marksOf, reasonsOf } from "./marks.js";
import type { Surface } from "./surface.js";

export class Marking {
  readonly #surface: Surface;
  #marks: readonly Mark[] = [];
  #text = "";
  #known: WatchState | null = null;

  constructor(surface: Surface) {
    this.#surface = surface;
  }

  /** Moves the marks along with what was typed; returns whether the text is another. */
  typed(): boolean {
    const text = this.#surface.read();
    const isSame = text === this.#text;
    if (!isSame || !this.#surface.isIntact()) this.#put(carried(this.#marks, this.#text, text), text);
    return !isSame;
  }

  /** Marks what a state says; while a newer text is assessed, what was known of an older one. */
  show(state: WatchState): void {
    const known = state.status === "checking" ? state.last : state;
    if (known === null || (state.status === "checking" && known === this.#known)) return;
    this.#known = known;
    const text = this.#surface.read();
    this.#put(carried(marksOf(known.text, reasonsOf(known)), known.text, text), text);
  }

  /** Returns the reasons of the mark at a point of the window, `null` where there is none. */
  reasonsAt(x: number, y: number): readonly number[] | null {
    return this.#marks.length > 0 ? (this.#surface.markAt(x, y)?.reasons ?? null) : null;
  }

  /** Selects the words of a reason. */
  select(reason: number): void {
    const marks = this.#marks.filter(({ reasons }) => reasons.includes(reason));
    const [first, last] = [marks[0], marks.at(-1)];
    if (first && last) this.#surface.select(first.start, last.end);
  }

  #put(marks: readonly Mark[], text: string): void {
    const isNeeded = marks.length > 0 || this.#marks.length > 0;
    this.#marks = marks;
    this.#text = text;
    if (isNeeded) this.#surface.underline(marks);
  }
}
