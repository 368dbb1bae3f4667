import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { BerichtwachtError, type FailureKind, type LocalFinding, type WatchState } from "../../client/index.js";
import { settled } from "./support/clock.js";
import { assessed, scene } from "./support/watching.js";

const NUMBERS: readonly LocalFinding[] = [
  {
    category: "personal",
    entity: "NL_BSN",
    level: "warn",
    start: 0,
    end: 9,
    score: 1,
    recogniser: "BsnRecogniser",
    public: false,
    own: false,
  },
];

/** What was told, in few words. */
function told(states: readonly WatchState[]): string[] {
  return states.map((state) => `${state.status} ${state.text}`.trim());
}

function failure(kind: FailureKind, retryAfter: number | null = null): BerichtwachtError {
  return new BerichtwachtError(kind, { retryAfter });
}

test("asks once there is a pause, for what stands there then", async (t) => {
  const { clock, field, service, states, watch } = scene(t);
  for (const text of ["h", "ha", "hal"]) {
    field.type(text);
    await clock.pass(150);
  }
  assert.deepEqual(service.texts, []);
  await clock.pass(49);
  assert.deepEqual(service.texts, []);
  await clock.pass(1);
  assert.deepEqual(service.texts, ["hal"]);
  service.last.answer();
  await settled();
  assert.deepEqual(told(states), ["checking h", "checking ha", "checking hal", "assessed hal"]);
  assert.deepEqual(watch.state, {
    status: "assessed",
    text: "hal",
    assessment: assessed({ text: "hal", context: {} }),
  });
  await clock.pass(60_000);
  assert.deepEqual(service.texts, ["hal"]);
  assert.equal(clock.pending, 0);
});

test("asks while typing goes on, so that a long message is not seen only at its end", async (t) => {
  const { clock, field, service } = scene(t);
  for (let letters = 1; letters <= 25; letters += 1) {
    field.type("x".repeat(letters));
    await clock.pass(100);
  }
  assert.deepEqual(
    service.texts.map((text) => text.length),
    [10, 20],
  );
});

test("takes other times to wait", async (t) => {
  const { clock, field, service } = scene(t, { pause: 50, longest: 120 });
  field.type("a");
  await clock.pass(50);
  for (const text of ["ab", "abc", "abcd"]) {
    field.type(text);
    await clock.pass(45);
  }
  assert.deepEqual(service.texts, ["a", "abcd"]);
});

test("assesses what stood there already, after it was returned", async (t) => {
  const made = scene(t);
  made.field.text = "stond er al";
  assert.equal(made.watch.state.status, "empty");
  assert.deepEqual(made.states, []);
  await made.clock.pass(200);
  assert.deepEqual(made.service.texts, ["stond er al"]);
});

test("aborts an older request for a newer one, whose answer alone is shown", async (t) => {
  const { clock, field, service, states } = scene(t);
  service.deaf = true;
  field.type("old");
  await clock.pass(200);
  field.type("new");
  await clock.pass(200);
  const [older, newer] = service.asked;
  assert.equal(older?.aborted, true);
  newer?.answer();
  await settled();
  older?.answer();
  await settled();
  assert.deepEqual(told(states), ["checking old", "checking new", "assessed new"]);
});

test("never shows an answer to an older text, but keeps it as the last that is known", async (t) => {
  const { clock, field, service, states, watch } = scene(t);
  field.type("bel Jan");
  await clock.pass(200);
  field.type("bel Jan m");
  service.last.answer();
  await settled();
  assert.deepEqual(told(states), ["checking bel Jan", "checking bel Jan m", "checking bel Jan m"]);
  const { state } = watch;
  assert.equal(state.status === "checking" && state.last?.status === "assessed" && state.last.text, "bel Jan");
  await clock.pass(200);
  service.last.answer();
  await settled();
  assert.equal(told([watch.state])[0], "assessed bel Jan m");
});

test("shows no failure of an older text", async (t) => {
  const { clock, field, service, states } = scene(t);
  field.type("old");
  await clock.pass(200);
  field.type("new");
  service.last.fail(failure("unreachable"));
  await settled();
  assert.deepEqual(told(states), ["checking old", "checking new"]);
  await clock.pass(200);
  assert.deepEqual(service.texts, ["old", "new"]);
});

test("looks what stands there when an answer comes, also when nobody told of a change", async (t) => {
  const { clock, field, service, states } = scene(t);
  field.type("draft of Jan");
  await clock.pass(200);
  field.text = "draft of Piet";
  service.last.answer();
  await clock.pass(200);
  assert.deepEqual(service.texts, ["draft of Jan", "draft of Piet"]);
  assert.ok(!told(states).includes("assessed draft of Jan"));
});

test("keeps what was known while a newer text is checked", async (t) => {
  const { clock, field, service, watch } = scene(t);
  field.type("a");
  await clock.pass(200);
  service.last.answer();
  await settled();
  const before = watch.state;
  field.type("ab");
  assert.deepEqual(watch.state, { status: "checking", text: "ab", last: before });
});

test("asks nothing when the text becomes again what is known or asked", async (t) => {
  const { clock, field, service, states } = scene(t);
  field.type("a");
  await clock.pass(200);
  service.last.answer();
  await settled();
  field.type("ab");
  field.type("a");
  await clock.pass(2000);
  assert.deepEqual(service.texts, ["a"]);
  assert.deepEqual(told(states), ["checking a", "assessed a", "checking ab", "assessed a"]);
  field.type("abc");
  await clock.pass(200);
  field.type("ab");
  field.type("abc");
  await clock.pass(2000);
  assert.deepEqual(service.texts, ["a", "abc"]);
  service.last.answer();
  await settled();
  assert.equal(told(states).at(-1), "assessed abc");
});

test("asks nothing while an input method composes", async (t) => {
  const { clock, field, service } = scene(t);
  field.type("a");
  await clock.pass(100);
  field.composes = true;
  for (const text of ["an", "ann", "anno"]) {
    field.type(text);
    await clock.pass(900);
  }
  assert.deepEqual(service.texts, []);
  field.composes = false;
  field.tell();
  await clock.pass(199);
  assert.deepEqual(service.texts, []);
  await clock.pass(1);
  assert.deepEqual(service.texts, ["anno"]);
});

test("asks nothing when a composition began during the pause", async (t) => {
  const { clock, field, service } = scene(t);
  field.type("a");
  field.composes = true;
  await clock.pass(1900);
  assert.deepEqual(service.texts, []);
});

test("reads a composition that stands still as text, as keyboards of phones end none", async (t) => {
  const { clock, field, service } = scene(t);
  field.composes = true;
  field.type("Yilmaz");
  await clock.pass(1999);
  assert.deepEqual(service.texts, []);
  await clock.pass(1);
  assert.deepEqual(service.texts, ["Yilmaz"]);
});

test("asks nothing for white space, and drops what is going on", async (t) => {
  const { clock, field, service, states, watch } = scene(t);
  field.type(" \n\t");
  await clock.pass(2000);
  assert.deepEqual(states, []);
  field.type("a");
  await clock.pass(200);
  service.last.answer();
  await settled();
  field.type("ab");
  await clock.pass(200);
  field.type("  ");
  assert.equal(service.last.aborted, true);
  assert.deepEqual(watch.state, { status: "empty", text: "" });
  field.type("");
  assert.deepEqual(told(states), ["checking a", "assessed a", "checking ab", "empty"]);
  assert.deepEqual(await watch.check(), { status: "empty", text: "" });
  field.type("b");
  assert.deepEqual(watch.state, { status: "checking", text: "b", last: null });
});

test("does not send what is too long, and says what the local rules found", async (t) => {
  const { clock, field, service, watch } = scene(t, { local: () => NUMBERS });
  field.type("😀".repeat(10_000));
  await clock.pass(200);
  assert.equal(service.asked.length, 1);
  const text = "😀".repeat(10_001);
  field.type(text);
  await clock.pass(200);
  assert.equal(service.asked.length, 1);
  assert.equal(service.last.aborted, true);
  assert.deepEqual(watch.state, { status: "unchecked", text, why: "too_long", numbers: NUMBERS });
  const { state } = watch;
  assert.equal(await watch.check(), state);
  assert.equal(clock.pending, 0);
});

test("says why a text is unchecked, with what the local rules found in it", async (t) => {
  for (const kind of [
    "offline",
    "unreachable",
    "late",
    "busy",
    "refused",
    "invalid_request",
    "invalid_answer",
  ] as const) {
    const { clock, field, service, watch } = scene(t, { local: (text) => (text === "123456782" ? NUMBERS : []) });
    field.type("123456782");
    await clock.pass(200);
    service.last.fail(failure(kind));
    await settled();
    assert.deepEqual(watch.state, { status: "unchecked", text: "123456782", why: kind, numbers: NUMBERS });
  }
  const { clock, field, service, watch } = scene(t);
  field.type("a");
  await clock.pass(200);
  service.last.fail(new TypeError("something else"));
  await settled();
  assert.deepEqual(watch.state, { status: "unchecked", text: "a", why: "unreachable", numbers: null });
});

test("asks again by itself, later every time, with one timer", async (t) => {
  const { clock, field, service } = scene(t);
  t.mock.method(Math, "random", () => 0);
  field.type("a");
  await clock.pass(200);
  for (const wait of [2000, 4000, 8000, 16_000, 24_000, 24_000]) {
    const before = service.asked.length;
    service.last.fail(failure("unreachable"));
    await settled();
    assert.equal(clock.pending, 1);
    await clock.pass(wait - 1);
    assert.equal(service.asked.length, before);
    await clock.pass(1);
    assert.equal(service.asked.length, before + 1);
  }
  service.last.answer();
  await settled();
  assert.equal(clock.pending, 0);
});

test("never waits longer than thirty seconds by itself", async (t) => {
  const { clock, field, service } = scene(t);
  t.mock.method(Math, "random", () => 0.999_999);
  field.type("a");
  await clock.pass(200);
  for (let failures = 0; failures < 40; failures += 1) {
    service.last.fail(failure("unreachable"));
    await clock.pass(30_000);
    assert.equal(service.asked.length, failures + 2);
  }
});

test("begins anew with waiting when the text changes or the service answered", async (t) => {
  const made = scene(t);
  const { clock, field, service } = made;
  t.mock.method(Math, "random", () => 0);
  field.type("a");
  await clock.pass(200);
  for (const wait of [2000, 4000, 8000]) {
    service.last.fail(failure("late"));
    await clock.pass(wait);
  }
  field.type("ab");
  await clock.pass(200);
  assert.equal(service.asked.length, 5);
  service.last.fail(failure("late"));
  await clock.pass(2000);
  assert.equal(service.asked.length, 6);
  service.last.fail(failure("late"));
  await clock.pass(4000);
  service.last.answer();
  await settled();
  made.context = { channel: "teams" };
  made.watch.check();
  service.last.fail(failure("late"));
  await clock.pass(2000);
  assert.equal(service.asked.length, 9);
});

test("does not ask again by itself when that cannot help", async (t) => {
  for (const kind of ["refused", "invalid_request"] as const) {
    const { clock, field, service, window } = scene(t);
    field.type("a");
    await clock.pass(200);
    service.last.fail(failure(kind));
    await settled();
    window.dispatchEvent(new Event("online"));
    await clock.pass(100_000);
    assert.equal(service.asked.length, 1);
    assert.equal(clock.pending, 0);
  }
});

test("asks at once when the network is back, but not when nothing failed", async (t) => {
  const { clock, field, service, window, watch } = scene(t);
  field.type("a");
  await clock.pass(200);
  service.last.fail(failure("offline"));
  await clock.pass(1000);
  window.dispatchEvent(new Event("online"));
  assert.equal(service.asked.length, 2);
  assert.equal(clock.pending, 0);
  window.dispatchEvent(new Event("online"));
  service.last.answer();
  await settled();
  window.dispatchEvent(new Event("online"));
  await clock.pass(100_000);
  assert.equal(service.asked.length, 2);
  assert.equal(watch.state.status, "assessed");
});

test("lets a busy service rest as long as it asks, also while typing goes on", async (t) => {
  const { clock, field, service, watch, window } = scene(t);
  field.type("a");
  await clock.pass(200);
  service.last.fail(failure("busy", 45));
  await settled();
  window.dispatchEvent(new Event("online"));
  field.type("ab");
  await clock.pass(200);
  assert.equal(service.asked.length, 1);
  assert.equal(watch.state.status === "unchecked" && watch.state.why, "busy");
  await clock.pass(44_799);
  assert.equal(service.asked.length, 1);
  await clock.pass(1);
  assert.deepEqual(service.texts, ["a", "ab"]);
});

test("asks a busy service all the same for whoever is about to send, and rests a minute at most", async (t) => {
  const { clock, field, service, watch } = scene(t);
  field.type("a");
  await clock.pass(200);
  service.last.fail(failure("busy", 86_400));
  await settled();
  field.type("ab");
  watch.check();
  assert.deepEqual(service.texts, ["a", "ab"]);
  service.last.fail(failure("busy", 86_400));
  await clock.pass(60_000);
  assert.equal(service.asked.length, 3);
});

test("asks nothing by itself while the page is hidden, and is right once it is shown", async (t) => {
  const { clock, field, service, page, watch } = scene(t);
  field.type("a");
  await clock.pass(200);
  service.last.fail(failure("unreachable"));
  page.show(false);
  await clock.pass(100_000);
  page.show(false);
  assert.equal(service.asked.length, 1);
  assert.equal(clock.pending, 0);
  page.show(true);
  assert.equal(service.asked.length, 2);
  service.last.fail(failure("unreachable"));
  await settled();
  page.show(false);
  page.show(true);
  assert.equal(service.asked.length, 2);
  watch.refresh();
  await clock.pass(200);
  service.last.answer();
  page.show(false);
  await clock.pass(100_000);
  field.text = "b";
  page.show(true);
  await clock.pass(200);
  assert.deepEqual(service.texts, ["a", "a", "a", "b"]);
});

test("does not ask sooner because the page was hidden for a moment", async (t) => {
  const { clock, field, service, page } = scene(t);
  field.type("a");
  await clock.pass(200);
  service.last.fail(failure("unreachable"));
  await settled();
  page.show(false);
  page.show(true);
  await clock.pass(1999);
  assert.equal(service.asked.length, 1);
  await clock.pass(501);
  assert.equal(service.asked.length, 2);
});

test("check() asks at once, and shares the request that is going on", async (t) => {
  const { clock, field, service, watch, states } = scene(t);
  field.text = "a";
  const checks = [watch.check(), watch.check()];
  assert.deepEqual(service.texts, ["a"]);
  await clock.pass(2000);
  checks.push(watch.check());
  assert.deepEqual(service.texts, ["a"]);
  service.last.answer();
  for (const check of checks) assert.equal(await check, watch.state);
  assert.equal(await watch.check(), watch.state);
  assert.deepEqual(service.texts, ["a"]);
  assert.deepEqual(told(states), ["checking a", "assessed a"]);
});

test("check() asks again when the context became another", async (t) => {
  const made = scene(t);
  const { clock, field, service, watch } = made;
  field.type("a");
  await clock.pass(200);
  made.context = { channel: "teams" };
  watch.check();
  assert.equal(service.asked[0]?.aborted, true);
  service.last.answer();
  await settled();
  assert.equal(service.asked.length, 2);
  made.context = { channel: "email" };
  const check = watch.check();
  assert.deepEqual(service.last.draft.context, { channel: "email" });
  service.last.answer();
  assert.equal(await check, watch.state);
});

test("check() resolves for the newest text when typing went on", async (t) => {
  const { clock, field, service, watch } = scene(t);
  field.type("a");
  const check = watch.check();
  field.type("ab");
  service.last.answer();
  await clock.pass(200);
  service.last.answer();
  assert.equal(told([await check])[0], "assessed ab");
  field.type("abc");
  const cleared = watch.check();
  field.type("");
  assert.equal((await cleared).status, "empty");
});

test("check() takes a failure of just now as the answer, and asks again later", async (t) => {
  const { clock, field, service, watch, page } = scene(t);
  field.type("a");
  const check = watch.check();
  service.last.fail(failure("unreachable"));
  assert.equal(told([await check])[0], "unchecked a");
  assert.equal(await watch.check(), watch.state);
  page.show(false);
  await clock.pass(2000);
  assert.equal(service.asked.length, 1);
  const again = watch.check();
  assert.equal(service.asked.length, 2);
  service.last.answer();
  assert.equal((await again).status, "assessed");
});

test("check() rejects with what the source throws, and the watch goes on", async (t) => {
  const { clock, field, service, watch } = scene(t);
  field.broken = true;
  await assert.rejects(watch.check(), /the field is away/);
  field.broken = false;
  field.type("a");
  await clock.pass(200);
  assert.deepEqual(service.texts, ["a"]);
});

test("check() rejects when the watch is stopped, and nobody needs to listen", async (t) => {
  const { field, watch } = scene(t);
  const heard: unknown[] = [];
  const hear = (reason: unknown) => heard.push(reason);
  process.on("unhandledRejection", hear);
  t.after(() => process.off("unhandledRejection", hear));
  field.text = "a";
  const check = watch.check();
  watch.check();
  watch.stop();
  watch.check();
  await assert.rejects(check, { name: "AbortError" });
  await assert.rejects(watch.check(), { name: "AbortError" });
  await settled();
  assert.deepEqual(heard, []);
});

test("refresh() asks again for the same text, once for many changes", async (t) => {
  const made = scene(t, { language: () => "en" });
  const { clock, field, service, watch } = made;
  field.type("a");
  await clock.pass(200);
  service.last.answer();
  await settled();
  const before = watch.state;
  for (const channel of ["signal", "sms", "teams"] as const) {
    made.context = { channel };
    watch.refresh();
  }
  assert.deepEqual(watch.state, { status: "checking", text: "a", last: before });
  await clock.pass(200);
  assert.equal(service.asked.length, 2);
  assert.deepEqual(service.last.draft, { text: "a", context: { channel: "teams" }, language: "en" });
});

test("refresh() drops the answer that was asked with the old context", async (t) => {
  const made = scene(t);
  const { clock, field, service, states } = made;
  service.deaf = true;
  field.type("a");
  await clock.pass(200);
  made.context = { crisis: true };
  made.watch.refresh();
  assert.equal(service.asked[0]?.aborted, true);
  service.asked[0]?.answer();
  await clock.pass(200);
  assert.deepEqual(told(states), ["checking a"]);
  service.last.answer();
  await settled();
  const { state } = made.watch;
  assert.deepEqual(state.status === "assessed" && state.assessment, assessed({ text: "a", context: { crisis: true } }));
});

test("refresh() also counts when the text was another for a moment", async (t) => {
  const { clock, field, service, watch } = scene(t);
  field.type("a");
  await clock.pass(200);
  service.last.answer();
  await settled();
  watch.refresh();
  field.type("ab");
  field.type("a");
  await clock.pass(200);
  assert.deepEqual(service.texts, ["a", "a"]);
});

test("refresh() of nothing asks nothing", async (t) => {
  const { clock, service, watch, states } = scene(t);
  watch.refresh();
  await clock.pass(2000);
  assert.deepEqual([service.texts, states], [[], []]);
});

test("goes on when the field cannot be read for a while", async (t) => {
  const { clock, field, service, states, watch } = scene(t);
  field.type("a");
  await clock.pass(200);
  field.broken = true;
  field.type("ab");
  watch.refresh();
  await clock.pass(200);
  service.last.answer();
  await clock.pass(2000);
  assert.equal(told(states).at(-1), "assessed a");
  field.broken = false;
  field.tell();
  await clock.pass(200);
  assert.equal(service.texts.at(-1), "ab");
});

test("goes on when what it is given throws, and lets those errors come to light", async (t) => {
  const reported: unknown[] = [];
  Object.assign(globalThis, { reportError: (error: unknown) => reported.push(error) });
  t.after(() => Reflect.deleteProperty(globalThis, "reportError"));
  let states = 0;
  let wrong: string | null = "state";
  const broken = (name: string) => {
    if (wrong === name) throw new Error(name);
  };
  const { clock, field, service, watch } = scene(t, {
    onState: () => {
      states += 1;
      broken("state");
    },
    context: () => {
      broken("context");
      return {};
    },
    local: () => {
      broken("local");
      return NUMBERS;
    },
  });
  field.type("a");
  await clock.pass(200);
  service.last.answer();
  await settled();
  assert.equal(watch.state.status, "assessed");
  assert.equal(states, 2);

  wrong = "local";
  field.type("ab");
  await clock.pass(200);
  service.last.fail(failure("refused"));
  await settled();
  assert.deepEqual(watch.state, { status: "unchecked", text: "ab", why: "refused", numbers: null });

  wrong = "context";
  field.type("abc");
  await clock.pass(200);
  assert.deepEqual(watch.state, { status: "unchecked", text: "abc", why: "invalid_request", numbers: NUMBERS });
  assert.equal((await watch.check()).status, "unchecked");
  wrong = null;
  const check = watch.check();
  service.last.answer();
  assert.equal((await check).status, "assessed");
  assert.deepEqual([...new Set(reported.map(String))].sort(), ["Error: context", "Error: local", "Error: state"]);
});

test("stop() leaves no timer, no listener, no request and no text", async (t) => {
  const moments: Record<string, (made: ReturnType<typeof scene>) => Promise<void>> = {
    "at the beginning": async () => {},
    typing: async ({ field }) => field.type("a"),
    composing: async ({ field }) => {
      field.composes = true;
      field.type("a");
    },
    asking: async ({ field, clock }) => {
      field.type("a");
      await clock.pass(200);
      field.type("ab");
    },
    failing: async ({ field, clock, service }) => {
      field.type("a");
      await clock.pass(200);
      service.last.fail(failure("unreachable"));
      await settled();
    },
    known: async ({ field, clock, service }) => {
      field.type("a");
      await clock.pass(200);
      service.last.answer();
      await settled();
    },
  };
  for (const [moment, reach] of Object.entries(moments)) {
    const made = scene(t);
    const { clock, field, service, states, watch, page, window } = made;
    service.deaf = true;
    await reach(made);
    const before = states.length;
    watch.stop();
    watch.stop();
    assert.equal(clock.pending, 0, moment);
    assert.equal(field.listeners.size, 0, moment);
    assert.equal(getEventListeners(page, "visibilitychange").length, 0, moment);
    assert.equal(getEventListeners(window, "online").length, 0, moment);
    for (const asked of service.asked) asked.answer();
    field.type("later");
    watch.refresh();
    await clock.pass(100_000);
    assert.equal(states.length, before, moment);
    assert.equal(clock.pending, 0, moment);
    assert.deepEqual(watch.state, { status: "empty", text: "" });
    assert.ok(
      service.asked.every(({ aborted }) => aborted || moment !== "asking"),
      moment,
    );
  }
});

test("may be stopped, refreshed and checked from within onState", async (t) => {
  for (const act of ["stop", "refresh", "check"] as const) {
    for (const status of ["checking", "assessed", "unchecked", "empty"]) {
      let acted = 0;
      const made = scene(t, {
        onState: (state) => {
          if (state.status !== status || acted > 0) return;
          acted += 1;
          made.watch[act]();
        },
      });
      const { clock, field, service, watch } = made;
      for (const text of ["a", "ab", "", "abc"]) {
        field.type(text);
        await clock.pass(200);
        if (text === "ab") service.asked.at(-1)?.fail(failure("refused"));
        else service.asked.at(-1)?.answer();
        await clock.pass(200);
        service.asked.at(-1)?.answer();
        await settled();
      }
      assert.equal(acted, 1, `${act} ${status}`);
      assert.equal(clock.pending, 0, `${act} ${status}`);
      assert.equal(told([watch.state])[0], act === "stop" ? "empty" : "assessed abc", `${act} ${status}`);
    }
  }
});

test("asks once when it is checked from within onState during a refresh", async (t) => {
  let within = false;
  const { clock, field, service, watch } = scene(t, {
    onState: (state) => {
      if (within && state.status === "checking") watch.check();
    },
  });
  field.type("a");
  await clock.pass(200);
  service.last.answer();
  await settled();
  within = true;
  watch.refresh();
  service.last.answer();
  await clock.pass(2000);
  assert.deepEqual(service.texts, ["a", "a"]);
});

test("may be stopped from within the functions that it is given", async (t) => {
  for (const name of ["context", "local"] as const) {
    const states: WatchState[] = [];
    const { clock, field, service, watch } = scene(t, {
      onState: (state) => states.push(state),
      [name]: () => {
        watch.stop();
        return name === "local" ? [] : {};
      },
    });
    field.type("a");
    await clock.pass(200);
    for (const asked of service.asked) asked.fail(failure("unreachable"));
    await clock.pass(100_000);
    assert.deepEqual(told(states), ["checking a"], name);
    assert.deepEqual(watch.state, { status: "empty", text: "" });
    assert.equal(clock.pending, 0, name);
    assert.ok(service.asked.length <= (name === "local" ? 1 : 0), name);
  }
});

test("needs no page and no window", async (t) => {
  const made = scene(t);
  Reflect.deleteProperty(globalThis, "document");
  Reflect.deleteProperty(globalThis, "addEventListener");
  const { TextWatch } = await import("../../client/watch.js");
  const watch = new TextWatch(made.service.ask, made.field, { onState: () => {} });
  made.field.type("a");
  await made.clock.pass(200);
  made.service.last.fail(failure("unreachable"));
  await made.clock.pass(2500);
  assert.ok(made.service.asked.length >= 2);
  watch.stop();
});
