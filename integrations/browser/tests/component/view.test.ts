import assert from "node:assert/strict";
import { test } from "node:test";
import { TEXTS } from "../../component/texts.js";
import { viewOf } from "../../component/view.js";
import { assessed, finding, number, reminder, warning } from "./builders.js";

const nl = TEXTS.nl;
const all = (): boolean => true;

test("nothing is shown of an empty draft", () => {
  assert.equal(viewOf({ status: "empty", text: " " }, nl, all), null);
});

test("each verdict has its title and its look", () => {
  for (const verdict of ["none", "notice", "warn", "unchecked"] as const) {
    const view = viewOf(assessed("hoi", { verdict }), nl, all);
    assert.equal(view?.tone, verdict);
    assert.equal(view?.title, nl.verdicts[verdict]);
  }
});

test("the same words for the same reason are told once, and point at every place", () => {
  const view = viewOf(assessed("Yilmaz belt Yilmaz", { findings: [finding(0, 6), finding(12, 18)] }), nl, all);
  assert.deepEqual(
    view?.words.map(({ words, reasons }) => [words, reasons]),
    [["Yilmaz", [0, 1]]],
  );
});

test("an answer in which a part is missing is no all-clear", () => {
  const fine = assessed("hoi", { verdict: "none", levels: { personal: "none" }, degraded: ["redaction"] });
  assert.equal(viewOf(fine, nl, all)?.title, nl.verdicts.unchecked);
});

test("an answer in which a part is missing says so", () => {
  const view = viewOf(assessed("hoi", { verdict: "unchecked", degraded: ["scores"] }), nl, all);
  assert.equal(view?.note, nl.partly);
});

test("without the service it says that only numbers were checked, and warns for one that passes its check", () => {
  const numbers = [number("NL_BSN", 4, 13)];
  const view = viewOf({ status: "unchecked", text: "bsn 123456782", why: "unreachable", numbers }, nl, all);
  assert.equal(view?.tone, "warn");
  assert.equal(view?.title, nl.numberWarning);
  assert.match(view?.note ?? "", /niet bereikbaar.*Alleen nummers/);
  assert.deepEqual(view?.words[0], {
    words: "123456782",
    explanation: nl.numbers.NL_BSN,
    level: "warn",
    reasons: [0],
  });
});

test("without the service and without numbers there is no all-clear", () => {
  for (const why of [
    "offline",
    "unreachable",
    "late",
    "busy",
    "refused",
    "invalid_request",
    "invalid_answer",
    "too_long",
  ] as const) {
    const view = viewOf({ status: "unchecked", text: "hoi", why, numbers: [] }, nl, all);
    assert.equal(view?.tone, "unchecked");
    assert.equal(view?.title, nl.notChecked[why]);
    assert.equal(view?.note, nl.onlyNumbers);
  }
  assert.equal(viewOf({ status: "unchecked", text: "hoi", why: "late", numbers: null }, nl, all)?.note, null);
});

test("a reminder is left out when it was shown before", () => {
  const state = assessed("hoi", { reminders: [reminder("retention.private_app"), reminder("awareness.executive")] });
  const view = viewOf(state, nl, ({ code }) => !code.startsWith("retention."));
  assert.deepEqual(
    view?.reminders.map(({ code }) => code),
    ["awareness.executive"],
  );
});

test("a safer version is offered only where personal data is underlined", () => {
  const of = (levels: object, findings = [finding(0, 3)]) =>
    viewOf(assessed("hoi", { levels, findings }), nl, all)?.offersSafer;
  assert.equal(of({ personal: "warn" }), true);
  assert.equal(of({ personal: "warn" }, []), false);
  assert.equal(of({ personal: "none", decision: "warn" }, [finding(0, 3, { category: "decision" })]), false);
  assert.equal(of({ personal: null }), false);
});

test("while an answer is awaited a warning stays, and an all-clear does not", () => {
  assert.equal(viewOf({ status: "checking", text: "h", last: null }, nl, all)?.tone, "checking");
  const warned = assessed("ho", { warnings: [warning("personal.name")] });
  assert.deepEqual(viewOf({ status: "checking", text: "hoi", last: warned }, nl, all), viewOf(warned, nl, all));
  const fine = assessed("ho", { verdict: "none", levels: { personal: "none" } });
  assert.equal(viewOf({ status: "checking", text: "hoi", last: fine }, nl, all)?.title, nl.checking);
});

test("both languages say the same things, each in its own words", () => {
  const keys = (texts: object): string[] =>
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === "object" ? keys(value).map((inner) => `${key}.${inner}`) : [key],
    );
  assert.deepEqual(keys(TEXTS.nl), keys(TEXTS.en));
  const values = (texts: object): string[] =>
    Object.values(texts).flatMap((value) =>
      typeof value === "object" ? values(value) : typeof value === "string" ? [value] : [],
    );
  const english = new Set(values(TEXTS.en));
  assert.deepEqual(
    values(TEXTS.nl).filter((text) => english.has(text)),
    [],
  );
});
