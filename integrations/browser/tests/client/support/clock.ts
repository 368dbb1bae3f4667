import type { TestContext } from "node:test";

interface Timer {
  at: number;
  every: number | null;
  work: () => void;
}

const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
const { now } = Date;

/** Time that only passes when a test says so; unlike node's own, it tells how many timers are waiting. */
export class Clock {
  now = 1_000_000;
  readonly #timers = new Map<number, Timer>();
  #last = 0;

  /** Replaces the timers and the date until the test ends. */
  constructor(t: TestContext) {
    const clear = (timer: number | undefined) => void this.#timers.delete(timer ?? 0);
    Object.assign(globalThis, {
      setTimeout: (work: () => void, wait = 0) => this.#add(work, wait, null),
      setInterval: (work: () => void, wait: number) => this.#add(work, wait, wait),
      clearTimeout: clear,
      clearInterval: clear,
    });
    Date.now = () => this.now;
    t.after(() => {
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
      Date.now = now;
    });
  }

  get pending(): number {
    return this.#timers.size;
  }

  #add(work: () => void, wait: number, every: number | null): number {
    this.#last += 1;
    this.#timers.set(this.#last, { at: this.now + Math.max(0, wait), every, work });
    return this.#last;
  }

  /** Lets milliseconds pass, and everything happen that happens meanwhile. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    await settled();
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= until).sort((one, other) => one[1].at - other[1].at);
      const [first] = due;
      if (!first) break;
      const [id, timer] = first;
      this.now = timer.at;
      if (timer.every === null) this.#timers.delete(id);
      else timer.at += timer.every;
      timer.work();
      await settled();
    }
    this.now = until;
  }
}

/** Lets every promise that can settle do so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
