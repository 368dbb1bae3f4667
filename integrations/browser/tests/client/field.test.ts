// From a field to a real service and back, with nothing replaced but the browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type WatchState } from "../../client/index.js";
import { assessment, TEXT } from "./support/sample.js";
import { json, problem, serve } from "./support/service.js";
import { Page } from "./support/watching.js";

test("watches a field and shows what the service says", async (t) => {
  const service = await serve(t, (response, attempt) =>
    attempt === 0 ? json(response, problem("overloaded", 503), 503) : json(response, assessment()),
  );
  const element = Object.assign(new EventTarget(), { value: "", form: null, ownerDocument: new Page() });
  const states: WatchState[] = [];
  const watch = new Client({ url: service.url, retries: 0 }).watch(element as unknown as HTMLTextAreaElement, {
    pause: 20,
    context: () => ({ channel: "teams" }),
    language: () => "nl",
    onState: (state) => states.push(state),
  });
  t.after(() => watch.stop());
  element.value = TEXT;
  const unchecked = await watch.check();
  assert.equal(unchecked.status === "unchecked" && unchecked.why, "busy");
  for (let turn = 0; turn < 300 && watch.state.status !== "assessed"; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.deepEqual(watch.state, { status: "assessed", text: TEXT, assessment: assessment() });
  assert.deepEqual(JSON.parse(service.received[1]?.body ?? ""), {
    text: TEXT,
    context: { channel: "teams" },
    language: "nl",
  });
  assert.deepEqual(
    states.map(({ status }) => status),
    ["checking", "unchecked", "checking", "assessed"],
  );
});
