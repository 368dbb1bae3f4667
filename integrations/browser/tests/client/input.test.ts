import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { inputSource } from "../../client/index.js";
import { Clock } from "./support/clock.js";
import { Page } from "./support/watching.js";

/** As much of a textarea as is needed. */
class Textarea extends EventTarget {
  value = "";
  form: EventTarget | null = new EventTarget();
  ownerDocument = new Page();

  happens(type: string): void {
    this.dispatchEvent(new Event(type));
  }
}

function watched(t: import("node:test").TestContext) {
  const clock = new Clock(t);
  const element = new Textarea();
  const source = inputSource(element as unknown as HTMLTextAreaElement);
  const seen = { times: 0 };
  const stop = source.subscribe(() => {
    seen.times += 1;
  });
  return { clock, element, source, seen, stop };
}

test("reads what stands in the field now", (t) => {
  const { element, source } = watched(t);
  element.value = "concept";
  assert.equal(source.read(), "concept");
});

test("tells of what is typed, pasted, restored or ready to be typed in", (t) => {
  const { element, seen } = watched(t);
  for (const type of ["input", "change", "focus"]) element.happens(type);
  assert.equal(seen.times, 3);
  element.happens("keydown");
  assert.equal(seen.times, 3);
});

test("knows when an input method composes, and tells when it is done", (t) => {
  const { element, source, seen } = watched(t);
  assert.equal(source.composing?.(), false);
  element.happens("compositionstart");
  assert.equal(source.composing?.(), true);
  const before = seen.times;
  element.happens("compositionend");
  assert.equal(source.composing?.(), false);
  assert.equal(seen.times, before + 1);
});

test("looks after the reset of the form, when the field is empty", async (t) => {
  const { clock, element, source } = watched(t);
  element.value = "concept";
  const read: string[] = [];
  const stop = source.subscribe(() => read.push(source.read()));
  element.form?.dispatchEvent(new Event("reset"));
  element.value = "";
  assert.deepEqual(read, []);
  await clock.pass(1);
  assert.deepEqual(read, [""]);
  stop();
});

test("looks every 400 ms whether a program changed the field, but not while the page is hidden", async (t) => {
  const { clock, element, seen } = watched(t);
  await clock.pass(1200);
  assert.equal(seen.times, 3);
  element.ownerDocument.show(false);
  assert.equal(clock.pending, 0);
  await clock.pass(10_000);
  assert.equal(seen.times, 3);
  element.ownerDocument.show(true);
  element.ownerDocument.show(true);
  await clock.pass(400);
  assert.equal(seen.times, 4);
});

test("does not begin to look when the page is hidden from the start", (t) => {
  const clock = new Clock(t);
  const element = new Textarea();
  element.ownerDocument.visibilityState = "hidden";
  const stop = inputSource(element as unknown as HTMLTextAreaElement).subscribe(() => {});
  assert.equal(clock.pending, 0);
  stop();
});

test("leaves nothing behind, also for a field without a form", async (t) => {
  const { clock, element, seen, stop } = watched(t);
  element.form?.dispatchEvent(new Event("reset"));
  stop();
  stop();
  for (const type of ["input", "compositionstart", "change"]) element.happens(type);
  element.ownerDocument.show(true);
  await clock.pass(1000);
  assert.equal(seen.times, 0);
  assert.equal(clock.pending, 0);
  for (const [target, type] of [
    [element, "input"],
    [element, "compositionend"],
    [element.form, "reset"],
    [element.ownerDocument, "visibilitychange"],
  ] as const) {
    assert.equal(getEventListeners(target as EventTarget, type).length, 0, type);
  }
  element.form = null;
  inputSource(element as unknown as HTMLTextAreaElement).subscribe(() => {})();
  assert.equal(clock.pending, 0);
});
