// Thousands of things that may happen to a watch, in an order that nobody thought of; it must hold what it promises.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BerichtwachtError, type FailureKind, type Settled } from "../../client/index.js";
import { settled } from "./support/clock.js";
import { assessed, type Scene, scene } from "./support/watching.js";

const RUNS = 300;
const STEPS = 100;
const TEXTS = ["", " ", "a", "ab", "abc", "abcd", "bc", "x".repeat(10_001)];
const CHANNELS = ["teams", "signal", "email"] as const;
const KINDS: FailureKind[] = ["offline", "unreachable", "late", "busy", "refused", "invalid_request", "invalid_answer"];

/** Numbers from 0 to 1, the same every time for the same seed. */
function chances(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function seen(text: string): string {
  return text.trim() === "" ? "" : text;
}

/** What may happen. Changes of the context are told, as the contract asks. */
function events(made: Scene, checks: Promise<Settled>[], chance: () => number): (() => unknown)[] {
  const { clock, field, service, page, window, watch } = made;
  const oneOf = <T>(values: readonly T[]): T => values[Math.floor(chance() * values.length)] as T;
  const asked = () => (service.asked.length === 0 ? undefined : oneOf(service.asked));
  return [
    () => field.type(oneOf(TEXTS)),
    () => field.type(oneOf(TEXTS)),
    () => {
      field.text = oneOf(TEXTS);
    },
    () => {
      made.context = { channel: oneOf(CHANNELS) };
      watch.refresh();
    },
    () => checks.push(watch.check()),
    () => {
      field.composes = chance() < 0.3;
      field.tell();
    },
    () => {
      field.broken = chance() < 0.3;
    },
    () => page.show(chance() < 0.5),
    () => window.dispatchEvent(new Event("online")),
    () => asked()?.answer(),
    () => service.asked.at(-1)?.answer(),
    () => service.asked.at(-1)?.answer(),
    () => asked()?.fail(new BerichtwachtError(oneOf(KINDS), { retryAfter: oneOf([null, 0, 5, 1000]) })),
    () => clock.pass(oneOf([1, 50, 200, 1000, 2500])),
    () => settled(),
  ];
}

for (const deaf of [false, true]) {
  test(`holds what it promises whatever happens, aborted requests ${deaf ? "answered" : "rejected"}`, async (t) => {
    const shown = { assessed: 0, unchecked: 0, last: 0 };
    for (let seed = 0; seed < RUNS; seed += 1) {
      const chance = chances(seed);
      const made: Scene = scene(t, {
        onState: (state) => {
          if (state.status === "checking") shown.last += Number(state.last !== null && state.last.text !== state.text);
          if (state.status !== "assessed") return;
          shown.assessed += 1;
          if (!made.field.broken) assert.equal(state.text, made.field.text, `seed ${seed}: shown for another text`);
          const { context } = made;
          const { text } = state;
          assert.deepEqual(state.assessment, assessed({ text, context }), `seed ${seed}: another answer`);
        },
      });
      const failures: unknown[] = [];
      Object.assign(globalThis, { reportError: (error: unknown) => failures.push(error) });
      const { clock, field, service, page, watch } = made;
      service.deaf = deaf;
      const checks: Promise<Settled>[] = [];
      const possible = events(made, checks, chance);
      for (let step = 0; step < STEPS; step += 1) {
        await possible[Math.floor(chance() * possible.length)]?.();
        assert.ok(clock.pending <= 2, `seed ${seed}: ${clock.pending} timers`);
        shown.unchecked += Number(watch.state.status === "unchecked");
      }
      field.broken = false;
      field.composes = false;
      page.show(true);
      field.tell();
      const last = watch.check();
      for (let round = 0; round < 5; round += 1) {
        for (const asked of service.asked) asked.answer();
        await clock.pass(2500);
      }
      const text = seen(field.text);
      assert.deepEqual(failures, [], `seed ${seed}`);
      assert.notEqual(watch.state.status, "checking", `seed ${seed}`);
      assert.equal(watch.state.text, text, `seed ${seed}`);
      assert.equal((await last).text, text, `seed ${seed}`);
      for (const check of checks) await check.catch((error) => assert.match(String(error), /the field is away/));
      watch.stop();
      assert.equal(clock.pending, 0, `seed ${seed}`);
    }
    Reflect.deleteProperty(globalThis, "reportError");
    for (const [what, times] of Object.entries(shown)) assert.ok(times > RUNS, `${what}: ${times}`);
  });
}
