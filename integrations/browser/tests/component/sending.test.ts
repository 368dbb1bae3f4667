import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Feedback, Settled } from "../../client/index.js";
import type { Reply } from "../../component/question.js";
import { type Decision, Sending } from "../../component/sending.js";
import { assessed, number } from "./builders.js";

const YES: Reply = { sends: true, reason: "urgent", sendsText: false };
const NO: Reply = { sends: false, reason: null, sendsText: false };
const fine = (text: string, id = "fine"): Settled =>
  assessed(text, { id, verdict: "none", levels: { personal: "none" } });

/** A writer and a service in miniature, which keep what they were asked and told. */
function scene(
  parts: { text?: string; settled?: (text: string) => Settled; reply?: Reply; tells?: boolean; isAway?: boolean } = {},
) {
  const scene = {
    text: parts.text ?? "Yilmaz is ziek",
    asked: 0,
    decisions: [] as Decision[],
    feedback: [] as Feedback[],
    advice: null as readonly string[] | null,
    typedOn: 0,
    reminded: 0,
    onAsk: () => {},
    onCheck: () => {},
  };
  const told = {
    code: "sent_anyway.archive",
    message: { nl: "bewaar het", en: "keep it" },
    clause: { id: "", quote: "" },
  };
  const client = {
    feedback: async (feedback: Feedback) => {
      scene.feedback.push(feedback);
      if (parts.isAway) throw new Error("away");
      return { reminders: [{ code: "", message: "bewaar en archiveer", clause: told.clause }], text_kept_until: null };
    },
    policy: async () => {
      if (parts.isAway) throw new Error("away");
      return { sent_anyway: [told] };
    },
  } as unknown as Client;
  const sending = new Sending({
    client,
    language: "nl",
    tells: parts.tells ?? false,
    read: () => scene.text,
    check: async () => {
      const { text } = scene;
      scene.onCheck();
      return parts.settled ? parts.settled(text) : assessed(text);
    },
    typedOn: () => {
      scene.typedOn += 1;
    },
    remind: () => {
      scene.reminded += 1;
    },
    ask: async () => {
      scene.asked += 1;
      scene.onAsk();
      return parts.reply ?? YES;
    },
    decided: (decision) => scene.decisions.push(decision),
    advise: (advice) => {
      scene.advice = advice("nl");
    },
  });
  return Object.assign(scene, { sending });
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test("what is in order is sent without a question", async () => {
  for (const settled of [
    fine,
    (text: string) => assessed(text, { verdict: "notice" }),
    (text: string): Settled => ({ status: "empty", text }),
    (text: string): Settled => ({ status: "unchecked", text, why: "offline", numbers: [number("PHONE_NUMBER", 0, 2)] }),
  ]) {
    const it = scene({ settled });
    assert.equal(await it.sending.confirm(), true);
    assert.equal(it.asked, 0);
    assert.deepEqual(it.decisions, []);
  }
});

test("a warning is asked about, and the advice comes from the policy", async () => {
  const it = scene();
  assert.equal(await it.sending.confirm(), true);
  await settle();
  assert.deepEqual(it.decisions, [{ action: "sent", reason: "urgent" }]);
  assert.deepEqual(it.advice, ["bewaar het"]);
  assert.deepEqual(it.feedback, []);
});

test("a number that passes its check is asked about when the service is away, and the advice comes anyway", async () => {
  const it = scene({
    settled: (text) => ({ status: "unchecked", text, why: "unreachable", numbers: [number("NL_BSN", 0, 9)] }),
    isAway: true,
  });
  assert.equal(await it.sending.confirm(), true);
  await settle();
  assert.equal(it.asked, 1);
  assert.deepEqual(it.advice, []);
});

test("going back sends nothing", async () => {
  const it = scene({ reply: NO });
  assert.equal(await it.sending.confirm(), false);
  assert.deepEqual(it.decisions, [{ action: "cancelled" }]);
  assert.equal(it.advice, null);
});

test("what was typed during the question is not sent by an old answer", async () => {
  const it = scene();
  it.onAsk = () => {
    it.text = "Yilmaz is ziek en thuis";
  };
  assert.equal(await it.sending.confirm(), false);
  assert.deepEqual(it.decisions, [{ action: "edited" }]);
});

test("what was typed during the check is not sent, and the writer hears it", async () => {
  const it = scene({ settled: fine });
  it.text = "hoi";
  it.onCheck = () => {
    it.text = "hoi, Yilmaz is ziek";
  };
  assert.equal(await it.sending.confirm(), false);
  assert.equal(it.asked, 0);
  assert.equal(it.typedOn, 1);
});

test("white space is sent, and is no change", async () => {
  const it = scene({ text: "  \n", settled: () => ({ status: "empty", text: "" }) });
  assert.equal(await it.sending.confirm(), true);
  assert.equal(it.sending.stands(), true);
});

test("a check that comes to nothing sends nothing, and the writer hears it", async () => {
  const it = scene({ settled: () => null as unknown as Settled });
  assert.equal(await it.sending.confirm(), false);
  assert.equal(it.typedOn, 1);
});

test("what was allowed only stands as long as nothing is typed", async () => {
  const it = scene({ settled: fine });
  assert.equal(it.sending.stands(), false);
  await it.sending.confirm();
  assert.equal(it.sending.stands(), true);
  it.text += "!";
  assert.equal(it.sending.stands(), false);
});

test("a yes that comes to nothing, because another draft is held back, is told to nobody", async () => {
  const it = scene({ tells: true });
  assert.equal(await it.sending.allow(), true);
  await settle();
  assert.deepEqual([it.decisions, it.feedback, it.advice], [[], [], null]);
  it.sending.sent();
  it.sending.sent();
  await settle();
  assert.deepEqual(it.decisions, [{ action: "sent", reason: "urgent" }]);
  assert.equal(it.feedback.length, 1);
});

test("two wishes to send are one question, and one yes is one sending", async () => {
  const it = scene();
  assert.deepEqual(await Promise.all([it.sending.confirm(), it.sending.confirm()]), [true, false]);
  assert.deepEqual([it.asked, it.reminded, it.decisions.length], [1, 1, 1]);
});

test("feedback is only sent where it may be, with the text only when the writer said so", async () => {
  const plain = scene({ tells: true });
  await plain.sending.confirm();
  await settle();
  assert.deepEqual(plain.feedback, [{ assessment: "sealed", action: "sent", reason: "urgent", language: "nl" }]);
  assert.deepEqual(plain.advice, ["bewaar en archiveer"]);
  const along = scene({ tells: true, reply: { sends: true, reason: "warning_wrong", sendsText: true } });
  await along.sending.confirm();
  await settle();
  assert.equal(along.feedback[0]?.text, "Yilmaz is ziek");
  assert.equal(along.feedback[0]?.right, false);
});

test("when feedback fails the advice comes all the same", async () => {
  const it = scene({ tells: true, isAway: true });
  assert.equal(await it.sending.confirm(), true);
  await settle();
  assert.deepEqual(it.advice, []);
});

test("a draft that was mended after a warning is told as edited, once", async () => {
  const it = scene({ tells: true, settled: fine });
  it.sending.noted(assessed("Yilmaz is ziek", { id: "warned" }));
  await it.sending.confirm();
  await it.sending.confirm();
  assert.deepEqual(it.feedback, [{ assessment: "warned", action: "edited" }]);
});

test("a draft that was thrown away is told to nobody", async () => {
  const it = scene({ tells: true, settled: fine });
  it.sending.noted(assessed("Yilmaz is ziek", { id: "warned" }));
  it.sending.noted({ status: "empty" });
  await it.sending.confirm();
  assert.deepEqual(it.feedback, []);
});

test("taking a draft elsewhere is told with the place, and without the draft", () => {
  const it = scene({ tells: true });
  it.sending.redirected("motion", assessed("Yilmaz", { id: "warned" }));
  assert.deepEqual(it.decisions, [{ action: "redirected", destination: "motion" }]);
  assert.deepEqual(it.feedback, [{ assessment: "warned", action: "redirected" }]);
});
