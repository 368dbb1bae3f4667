// The draft is nobody's business: it stands in no error, no console and no memory once the call is over.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { inspect } from "node:util";
import { getHeapSnapshot } from "node:v8";
import { Client } from "../../client/index.js";
import { assessment } from "./support/sample.js";
import { type Answer, json, serve } from "./support/service.js";

const DRAFT = "Fatima-Yilmaz-heeft-schulden";
const KEY = "bw_a-key-of-somebody";

/** Answers that repeat the draft wherever they can, as a bad or broken service would. */
const REPEATING: Record<string, Answer> = {
  "in a problem": (response) =>
    json(response, { type: DRAFT, title: DRAFT, status: 400, detail: DRAFT, errors: [DRAFT], [DRAFT]: DRAFT }, 400),
  "in a problem of a known kind": (response) =>
    json(response, { type: `urn:problem-type:berichtwacht:${DRAFT}`, title: DRAFT, detail: DRAFT }, 403),
  "in a busy problem": (response) =>
    json(response, { type: "about:blank", title: DRAFT }, 503, { "Retry-After": DRAFT }),
  "in the reason phrase": (response) => response.writeHead(500, DRAFT).end(DRAFT),
  "in an error page": (response) => response.writeHead(502).end(`<h1>${DRAFT}</h1>`),
  "in a page": (response) => response.end(`<h1>${DRAFT}</h1>`),
  "in JSON that is none": (response) => response.end(`{"${DRAFT}": ${DRAFT}}`),
  "in an address": (response) => {
    const answer = assessment();
    const [destination] = answer.warnings[0]?.destinations ?? [];
    if (destination) destination.url = `javascript:${DRAFT}`;
    json(response, answer);
  },
  "in offsets": (response) => json(response, { ...assessment(), findings: [{ start: DRAFT, end: DRAFT }] }),
  "in a redirect": (response) => response.writeHead(307, { Location: `/${DRAFT}` }).end(),
  "and breaks off": (response) => {
    response.writeHead(200, { "Content-Length": "5000" });
    response.write(DRAFT, () => response.destroy());
  },
  "and goes on for ever": (response) => {
    response.writeHead(200);
    response.write(`"${DRAFT}`);
  },
};

/** Everything that is ever shown or logged of an error. */
function everythingOf(error: unknown): string {
  const parts: string[] = [];
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    const { message, stack } = current;
    const own = Object.getOwnPropertyNames(current).map((name) => String(Reflect.get(current as Error, name)));
    parts.push(message, String(stack), String(current), JSON.stringify(current), ...own);
    parts.push(inspect(current, { depth: 10, showHidden: true }), JSON.stringify({ ...current }));
  }
  return parts.join("\n");
}

for (const [name, answer] of Object.entries(REPEATING)) {
  test(`says nothing of a draft that is repeated ${name}`, async (t) => {
    const service = await serve(t, answer);
    const written: string[] = [];
    for (const method of ["log", "info", "warn", "error", "debug", "trace", "dir"] as const) {
      t.mock.method(console, method, (...values: unknown[]) => written.push(inspect(values)));
    }
    const client = new Client({ url: service.url, credential: KEY, deadline: 700, retries: 1 });
    const error = await client.assess({ text: DRAFT, context: { history: [{ text: DRAFT }] } }).then(
      () => assert.fail("it did not fail"),
      (reason: unknown) => reason,
    );
    const said = everythingOf(error);
    assert.ok(said.includes("BerichtwachtError"));
    assert.ok(!said.toLowerCase().includes(DRAFT.toLowerCase()), said);
    assert.ok(!said.includes(KEY), said);
    assert.ok(!inspect(client, { depth: 10, showHidden: true }).includes(KEY));
    assert.deepEqual(written, []);
    assert.ok(service.received[0]?.body.includes(DRAFT));
  });
}

test("leaves neither draft nor credential where every script of the page can read it", async () => {
  const left: string[] = [];
  const fetch = async () => {
    left.push((RegExp as unknown as { input: string }).input);
    return new Response(JSON.stringify(assessment()));
  };
  const draft = { text: `😀 ${DRAFT} \ud83d 😀` };
  await new Client({ url: "https://example.nl", fetch }).assess(draft);
  await new Client({ url: "https://example.nl", credential: KEY, fetch }).assess(draft);
  assert.equal(left.length, 2);
  for (const input of left) assert.ok(!input.includes(DRAFT) && !input.includes(KEY), input);
});

/** Tells whether a text can still be found in the memory of this process; `mirrored` is it backwards. */
async function remembers(mirrored: string): Promise<boolean> {
  const wanted = Buffer.from([...mirrored].reverse().join(""));
  let tail = Buffer.alloc(0);
  for await (const chunk of getHeapSnapshot()) {
    const piece = Buffer.concat([tail, chunk]);
    if (piece.includes(wanted)) return true;
    tail = piece.subarray(-wanted.length);
  }
  return false;
}

test("keeps no draft after it answered or failed", async () => {
  for (const status of [200, 400]) {
    const fetch = async () => new Response(JSON.stringify(assessment()), { status });
    const client = new Client({ url: "https://example.nl", fetch });
    const { signal } = new AbortController();
    const mirrored = [...randomUUID()].reverse().join("");
    let held: { text: string } | null = { text: `😀 bel Yilmaz, ${[...mirrored].reverse().join("")}` };
    await client.assess(held, { signal }).catch(() => {});
    assert.equal(await remembers(mirrored), true);
    held = null;
    assert.equal(await remembers(mirrored), false, String(status));
    assert.ok(client && signal);
  }
});
