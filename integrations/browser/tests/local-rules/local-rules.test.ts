/** The local rules find what the service's recognisers find: both are held to one table of cases. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { build } from "esbuild";
import { findNumbers, type LocalFinding, VERSION } from "../../local-rules/index.js";

type Row = [start: number, end: number, entity: string, score: number, published: boolean, own: boolean];

interface Case {
  text: string;
  findings: Row[];
}

const TABLE = new URL("../../../../tests/cases/local_rules.jsonl", import.meta.url);
const CASES: Case[] = readFileSync(TABLE, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));

/** Milliseconds that all rules together may take over 10,000 characters. */
const TIME_BOUND = 150;
const LARGEST = 30_000;

const NASTY: Record<string, string> = {
  digits: "1234567890".repeat(1_000),
  letters: "abcdefghij".repeat(1_000),
  separators: "1 2-3.4/5 ".repeat(1_000),
  "only separators": " -./".repeat(2_500),
  lines: "12\n".repeat(3_333),
  "plus signs": "+31 (0)6 ".repeat(1_111),
  "at signs": "a@b.".repeat(2_500),
  cues: "wachtwoord code bsn geb. zaaknr kenteken paspoort bel ".repeat(185),
  capitals: "AB12CD34EF".repeat(1_000),
  pairs: "AB 12 ".repeat(1_666),
  dates: "12-05-1974 ".repeat(909),
  "letters of other scripts": "дом٣é".repeat(2_000),
  "halves of characters": "\ud83d".repeat(10_000),
};

function rows(text: string): Row[] {
  const found = findNumbers(text).filter((finding) => finding.entity !== "PHONE_NUMBER" || !isForeign(text, finding));
  return found
    .map((finding): Row => {
      const { start, end, entity, score, public: published, own } = finding;
      return [start, end, entity, score, published, own];
    })
    .sort((one, other) => one[0] - other[0] || one[1] - other[1] || (one[2] < other[2] ? -1 : 1));
}

/** Whether a telephone number is dialled with the code of another country: those only the service knows. */
function isForeign(text: string, { start, end }: LocalFinding): boolean {
  const written = [...text].slice(start, end).join("").replaceAll("(0)", "").replaceAll("O", "0");
  return /^(?:\+(?!31)|00(?!31))/.test(written.replace(/[^+\p{Nd}]/gu, ""));
}

test("the rules find what the table holds", () => {
  assert.ok(CASES.length > 5_000);
  const differing = CASES.filter(({ text, findings }) => JSON.stringify(rows(text)) !== JSON.stringify(findings));
  assert.deepEqual(differing, []);
});

test("a finding speaks the terms of the service, in code points", () => {
  assert.deepEqual(findNumbers("👋 bsn 387981135, bel 06-12345678"), [
    {
      category: "personal",
      entity: "NL_BSN",
      level: "warn",
      start: 6,
      end: 15,
      score: 0.99,
      recogniser: "BsnRecogniser",
      public: false,
      own: false,
    },
    {
      category: "personal",
      entity: "PHONE_NUMBER",
      level: "notice",
      start: 21,
      end: 32,
      score: 0.95,
      recogniser: "PhoneNumberRecogniser",
      public: false,
      own: false,
    },
  ]);
});

test("the same text is read the same twice", () => {
  for (const { text } of CASES.slice(0, 500)) assert.deepEqual(findNumbers(text), findNumbers(text));
});

test("numbers of other countries are left to the service", () => {
  assert.deepEqual(findNumbers("bel +49 1512 3347706 of 0032 471229018"), []);
});

for (const [name, text] of Object.entries(NASTY)) {
  test(`fast on a text of ${name}`, () => {
    const times = Array.from({ length: 3 }, () => {
      const begin = performance.now();
      findNumbers(text);
      return performance.now() - begin;
    });
    assert.ok(Math.min(...times) < TIME_BOUND, `${Math.min(...times)} ms`);
  });
}

test("the module is small and needs no other", async () => {
  const built = await build({
    entryPoints: [new URL("../../local-rules/index.ts", import.meta.url).pathname],
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
    write: false,
  });
  const text = built.outputFiles[0]?.text ?? "";
  assert.ok(Buffer.byteLength(text) <= LARGEST);
  assert.doesNotMatch(text, /\bimport\b/);
});

test("the table has a version", () => {
  assert.ok(VERSION >= 1);
});

test("nothing of a text stays where a script of the page can read it", () => {
  findNumbers("bsn 387981135 van Yilmaz, bel 06-12345678 of yilmaz@voorbeeld.example");
  const kept = RegExp as unknown as Record<string, string>;
  assert.deepEqual([kept["input"], kept["lastMatch"], kept["$1"]], ["", "", ""]);
});
