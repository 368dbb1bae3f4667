import type { TestContext } from "node:test";
import type { Assessment, Context, Draft, Source, Watch, WatchOptions, WatchState } from "../../../client/index.js";
import { TextWatch } from "../../../client/watch.js";
import { Clock } from "./clock.js";
import { assessment } from "./sample.js";

/** What can be said of a text without reading it. */
export function assessed(draft: Draft): Assessment {
  return { ...assessment(), id: JSON.stringify([draft.text, draft.context ?? null, draft.language ?? null]) };
}

/** A field without a browser. */
export class Field implements Source {
  text = "";
  broken = false;
  composes = false;
  listeners = new Set<() => void>();

  read(): string {
    if (this.broken) throw new Error("the field is away");
    return this.text;
  }

  composing(): boolean {
    return this.composes;
  }

  subscribe(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  /** Tells that something may have changed. */
  tell(): void {
    for (const changed of this.listeners) changed();
  }

  type(text: string): void {
    this.text = text;
    this.tell();
  }
}

/** One request, which the test answers when it likes. */
export interface Asked {
  draft: Draft;
  aborted: boolean;
  answer(): void;
  fail(error: unknown): void;
}

/** A service that answers when the test says so. */
export class FakeService {
  asked: Asked[] = [];
  /** Whether a request that was aborted goes on all the same. */
  deaf = false;

  ask = (draft: Draft, { signal }: { signal: AbortSignal }): Promise<Assessment> =>
    new Promise((resolve, reject) => {
      const asked = { draft, aborted: signal.aborted, answer: () => resolve(assessed(draft)), fail: reject };
      signal.addEventListener("abort", () => {
        asked.aborted = true;
        if (!this.deaf) reject(signal.reason);
      });
      this.asked.push(asked);
    });

  get texts(): string[] {
    return this.asked.map(({ draft }) => draft.text);
  }

  get last(): Asked {
    const last = this.asked.at(-1);
    if (!last) throw new Error("nothing was asked");
    return last;
  }
}

/** A page that can be hidden and a network that can come back. */
export class Page extends EventTarget {
  visibilityState: "visible" | "hidden" = "visible";

  show(visible: boolean): void {
    this.visibilityState = visible ? "visible" : "hidden";
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

/** Everything that a watch touches. */
export interface Scene {
  clock: Clock;
  field: Field;
  service: FakeService;
  page: Page;
  window: EventTarget;
  states: WatchState[];
  watch: Watch;
  context: Context;
}

/** Sets the scene, with the page and the window as globals until the test ends. */
export function scene(t: TestContext, options: Partial<WatchOptions> = {}): Scene {
  const clock = new Clock(t);
  const field = new Field();
  const service = new FakeService();
  const page = new Page();
  const window = new EventTarget();
  const states: WatchState[] = [];
  Object.assign(globalThis, { document: page, addEventListener: window.addEventListener.bind(window) });
  t.after(() => {
    Reflect.deleteProperty(globalThis, "document");
    Reflect.deleteProperty(globalThis, "addEventListener");
  });
  const made = { clock, field, service, page, window, states, context: {} };
  const watch = new TextWatch(service.ask, field, {
    context: () => made.context,
    onState: (state) => states.push(state),
    ...options,
  });
  return Object.assign(made, { watch });
}
