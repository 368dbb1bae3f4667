// One field that is watched: what is typed in it, what is known of that, and the marks over it.
import type { Client } from "../client/index.js";
import type { Context, Language, Settled, WatchState } from "../client/types.js";
import { findNumbers } from "../local-rules/index.js";
import { Marking } from "./marking.js";
import { type Surface, surfaceOver } from "./surface.js";

export interface Surroundings {
  readonly client: Client;
  /** Where what lies over a field is put. */
  readonly layer: HTMLElement;
  context(): Context;
  language(): Language;
  /** Called with every new state. */
  onState(state: WatchState): void;
  /** Called when the text is another, at once. */
  onTyped(): void;
  /** Called with the reasons of the mark that the pointer is on, `null`: none. */
  onPoint(reasons: readonly number[] | null): void;
}

export class Binding {
  readonly surface: Surface;
  readonly #marking: Marking;
  readonly #watch: ReturnType<Client["watch"]>;
  readonly #listening = new AbortController();

  constructor(element: HTMLElement, { client, layer, context, language, onState, onTyped, onPoint }: Surroundings) {
    const surface = surfaceOver(element, layer);
    const marking = new Marking(surface);
    this.surface = surface;
    this.#marking = marking;
    this.#listen(onPoint);
    const typed = (): void => {
      if (marking.typed()) onTyped();
    };
    const subscribe = (changed: () => void): (() => void) =>
      surface.subscribe(() => {
        typed();
        changed();
      });
    const show = (state: WatchState): void => {
      typed(); // an answer may come before it is seen that a program changed the field
      marking.show(state);
      onState(state);
    };
    this.#watch = client.watch(
      { read: () => surface.read(), composing: () => surface.composing(), subscribe },
      { context, language, local: findNumbers, onState: show },
    );
  }

  /** Assesses what stands there now, at once. */
  check(): Promise<Settled> {
    return this.#watch.check();
  }

  /** Asks again, because the context is another. */
  refresh(): void {
    this.#watch.refresh();
  }

  /** Selects the words of a reason. */
  select(reason: number): void {
    this.#marking.select(reason);
  }

  /** Stops, and takes everything away that was laid over the field. */
  stop(): void {
    this.#listening.abort();
    this.#watch.stop();
    this.surface.dispose();
  }

  #listen(onPoint: Surroundings["onPoint"]): void {
    const options = { signal: this.#listening.signal, passive: true };
    const { element } = this.surface;
    element.addEventListener(
      "pointermove",
      ({ clientX, clientY }) => onPoint(this.#marking.reasonsAt(clientX, clientY)),
      options,
    );
    element.addEventListener("pointerleave", () => onPoint(null), options);
  }
}
