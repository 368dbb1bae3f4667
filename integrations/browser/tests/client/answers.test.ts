import assert from "node:assert/strict";
import { test } from "node:test";
import { assessmentOf, feedbackReceived as isFeedbackReceived, policy as isPolicy } from "../../client/answers.js";
import { codePointLength } from "../../client/index.js";
import { assessment, feedbackReceived, LENGTH, policy, TEXT } from "./support/sample.js";

type Path = readonly (string | number)[];

/** Every place in a value, deepest last. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const below = Object.entries(value).flatMap(([name, part]) =>
    placesIn(part, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [path, ...below];
}

/** A copy in which `path` holds `value`; `undefined` takes it away. */
function changed(whole: unknown, path: Path, value: unknown): unknown {
  if (path.length === 0) return value;
  const copy = structuredClone(whole);
  const last = path.at(-1) as string;
  // biome-ignore lint/suspicious/noExplicitAny: the path may lead anywhere
  const owner = path.slice(0, -1).reduce((part: any, name) => part[name], copy);
  if (value === undefined && !Array.isArray(owner)) delete owner[last];
  else owner[last] = value;
  return copy;
}

// biome-ignore lint/suspicious/noExplicitAny: the path may lead anywhere
function at(whole: unknown, path: Path): any {
  // biome-ignore lint/suspicious/noExplicitAny: the path may lead anywhere
  return path.reduce((part: any, name) => part[name], whole);
}

const isAssessment = assessmentOf(LENGTH);
const ANSWERS = [
  { name: "assessment", sample: assessment, check: isAssessment },
  { name: "feedback received", sample: feedbackReceived, check: isFeedbackReceived },
  { name: "policy", sample: policy, check: isPolicy },
];
const MAY_BE_ABSENT = ["redacted_text", "why.personal"];
const CATEGORIES = ["personal", "decision", "confidential"];
const MAY_BE_NULL = [
  ...["redacted_text", "text_kept_until", "entity", "url"],
  ...CATEGORIES.flatMap((category) => [`categories.${category}.level`, `categories.${category}.score`]),
];

/** What is wrong in the place of `value`, whatever field that is. */
function wrongFor(value: unknown): unknown[] {
  const empty = Array.isArray(value) ? [] : [[]];
  return [
    true,
    [1],
    ...empty,
    ...(typeof value === "string" ? [7.5, {}] : []),
    ...(typeof value === "number" ? ["7", {}] : []),
  ];
}

for (const { name, sample, check } of ANSWERS) {
  test(`${name}: takes what the service gives, also with fields that are new`, () => {
    assert.ok(check(sample()));
    const objects = placesIn(sample()).filter((path) => at(sample(), path)?.constructor === Object);
    for (const path of objects.filter((path) => path.at(-1) !== "why")) {
      assert.ok(check(changed(sample(), [...path, "new"], { later: true })), path.join("."));
    }
  });

  test(`${name}: refuses every field of another type`, () => {
    for (const path of placesIn(sample())) {
      for (const wrong of wrongFor(at(sample(), path))) {
        assert.equal(check(changed(sample(), path, wrong)), false, `${path.join(".")} ${JSON.stringify(wrong)}`);
      }
    }
  });

  test(`${name}: refuses every field that is absent or null where it may not be`, () => {
    const fields = placesIn(sample()).filter((path) => typeof path.at(-1) === "string");
    for (const path of fields) {
      const place = path.join(".");
      const mayBeAbsent = MAY_BE_ABSENT.some((end) => place.endsWith(end));
      const mayBeNull = at(sample(), path) === null || MAY_BE_NULL.some((end) => place.endsWith(end));
      assert.equal(check(changed(sample(), path, undefined)), mayBeAbsent, `${place} absent`);
      assert.equal(check(changed(sample(), path, null)), mayBeNull, `${place} null`);
    }
  });
}

test("refuses what is no object at all", () => {
  for (const value of [undefined, null, 1, "words", [], [assessment()]]) assert.equal(isAssessment(value), false);
});

test("refuses levels, verdicts and categories that do not exist", () => {
  const places: Path[] = [
    ["verdict"],
    ["categories", "personal", "level"],
    ["warnings", 0, "level"],
    ["warnings", 0, "category"],
    ["findings", 0, "category"],
  ];
  for (const path of places) {
    for (const value of ["", "WARN", "error", "toString", "__proto__", 0]) {
      assert.equal(isAssessment(changed(assessment(), path, value)), false, `${path.join(".")} ${value}`);
    }
  }
  assert.equal(isAssessment(changed(assessment(), ["warnings", 0, "level"], "unchecked")), false);
  assert.ok(isAssessment(changed(assessment(), ["verdict"], "unchecked")));
});

test("refuses offsets that are not whole, in the wrong order or outside the text", () => {
  assert.equal(codePointLength(TEXT), LENGTH);
  assert.equal(TEXT.length, LENGTH + 1);
  const wrong = [
    [-1, 3],
    [3, 2],
    [0, LENGTH + 1],
    [LENGTH + 1, LENGTH + 1],
    [0.5, 2],
    [0, 1e300],
    [Number.NaN, 1],
    ["0", 1],
    [null, 1],
    [1, null],
  ];
  for (const field of ["findings", "topics"]) {
    for (const [start, end] of wrong) {
      const started = changed(assessment(), [field, 0, "start"], start);
      const answer = changed(started, [field, 0, "end"], end);
      assert.equal(isAssessment(answer), false, `${field} ${start} ${end}`);
    }
    for (const [start, end] of [
      [0, 0],
      [LENGTH, LENGTH],
      [0, LENGTH],
    ]) {
      assert.ok(isAssessment(changed(changed(assessment(), [field, 0, "start"], start), [field, 0, "end"], end)));
    }
  }
  assert.equal(isAssessment(changed(assessment(), ["findings", 0, "start"], null)), false);
});

test("refuses addresses that are not safe to put in a link", () => {
  const unsafe = [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "data:text/html,x",
    "blob:https://example.nl/1",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.nl/",
    "//example.nl/",
    "/path",
    "",
    "https://",
    1,
    {},
  ];
  for (const url of unsafe) {
    const answer = changed(assessment(), ["warnings", 0, "destinations", 0, "url"], url);
    assert.equal(isAssessment(answer), false, String(url));
    assert.equal(isPolicy(changed(policy(), ["destinations", 0, "url"], url)), false, String(url));
  }
  for (const url of ["https://example.nl/?a=b", "http://intranet/", "mailto:", "mailto:a@example.nl", null]) {
    assert.ok(isAssessment(changed(assessment(), ["warnings", 0, "destinations", 0, "url"], url)), String(url));
  }
});

test("takes an assessment with and without a redacted text, and a topic that is new", () => {
  assert.ok(isAssessment(changed(assessment(), ["redacted_text"], null)));
  assert.ok(isAssessment(changed(assessment(), ["redacted_text"], undefined)));
  assert.ok(isAssessment(changed(assessment(), ["topics", 0, "topic"], "weather")));
});

test("refuses an id that feedback could not name", () => {
  assert.equal(isAssessment(changed(assessment(), ["id"], "")), false);
  assert.equal(isAssessment(changed(assessment(), ["id"], "x".repeat(4097))), false);
  assert.ok(isAssessment(changed(assessment(), ["id"], "x".repeat(4096))));
});

test("refuses an all-clear that its own parts contradict", () => {
  const calm = { level: "none", score: 0 };
  const told = (level: string | null, verdict: string, warnings: readonly unknown[] = []): unknown => ({
    ...assessment(),
    verdict,
    warnings,
    categories: { personal: { level, score: level && 0.5 }, decision: calm, confidential: calm },
  });
  const { warnings } = assessment();
  assert.equal(isAssessment(told("none", "none")), true);
  assert.equal(isAssessment(told(null, "unchecked")), true);
  assert.equal(isAssessment(told("warn", "notice", warnings)), true, "a crisis makes a warning lighter");
  assert.equal(isAssessment(told("none", "warn", warnings)), true, "earlier messages may raise it");
  for (const verdict of ["none", "notice"]) assert.equal(isAssessment(told(null, verdict)), false);
  for (const level of ["notice", "warn"]) assert.equal(isAssessment(told(level, "none")), false);
  assert.equal(isAssessment(told("none", "none", warnings)), false);
});
