import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { BerichtwachtError, Client, type ClientOptions, type FailureKind } from "../../client/index.js";
import { assessment, feedbackReceived, policy, TEXT } from "./support/sample.js";
import { type Answer, json, problem, serve } from "./support/service.js";

const DRAFT = { text: TEXT };

/** Makes the call and gives the error with which it must fail. */
async function failure(call: Promise<unknown>, kind: FailureKind): Promise<BerichtwachtError> {
  const error = await call.then(
    () => assert.fail("it did not fail"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof BerichtwachtError, String(error));
  assert.equal(error.kind, kind);
  return error;
}

/** Milliseconds that the work takes. */
async function timed(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

/** An address of this machine at which nothing listens. */
async function nowhere(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

test("sends a draft and gives the assessment", async (t) => {
  const service = await serve(t, (response) => json(response, { ...assessment(), later: 1 }));
  const client = new Client({ url: `${service.url}/`, credential: "key" });
  const draft = { text: TEXT, context: { channel: "teams" as const }, language: "en" as const, redact: true };
  assert.deepEqual(await client.assess(draft), { ...assessment(), later: 1 });
  const [request] = service.received;
  assert.equal(request?.method, "POST");
  assert.equal(request?.path, "/v1/assessments");
  assert.equal(request?.headers.authorization, "Bearer key");
  assert.equal(request?.headers["content-type"], "application/json");
  assert.deepEqual(JSON.parse(request?.body ?? ""), draft);
});

test("sends feedback and gives the answer", async (t) => {
  const service = await serve(t, (response) => json(response, feedbackReceived(), 201));
  const feedback = { assessment: "id", action: "sent", reason: "urgent" } as const;
  assert.deepEqual(await new Client({ url: service.url }).feedback(feedback), feedbackReceived());
  assert.equal(service.received[0]?.path, "/v1/feedback");
  assert.deepEqual(JSON.parse(service.received[0]?.body ?? ""), feedback);
});

test("asks for the policy until it has it, and then never again", async (t) => {
  const service = await serve(t, (response, attempt) =>
    attempt === 0 ? json(response, problem("internal-error", 500), 500) : json(response, policy()),
  );
  const client = new Client({ url: service.url });
  await failure(client.policy(), "unreachable");
  assert.deepEqual(await client.policy(), policy());
  assert.deepEqual(await client.policy(), policy());
  assert.equal(service.received.length, 2);
  assert.equal(service.received[0]?.method, "GET");
  assert.equal(service.received[0]?.headers["content-type"], undefined);
});

test("replaces halves of surrogate pairs, which no service can read", async (t) => {
  const service = await serve(t, (response) => json(response, { ...assessment(), findings: [], topics: [] }));
  await new Client({ url: service.url }).assess({
    text: "\ufeffa\ud83d b\udc00 😀",
    context: { history: [{ text: "\udfff" }] },
  });
  assert.deepEqual(JSON.parse(service.received[0]?.body ?? ""), {
    text: "\ufeffa\ufffd b\ufffd 😀",
    context: { history: [{ text: "\ufffd" }] },
  });
});

test("asks at a path of the address, and takes no address that is none", async (t) => {
  const service = await serve(t, (response) => json(response, assessment()));
  await new Client({ url: `${service.url}/chat/berichtwacht//?a=b#c` }).assess(DRAFT);
  assert.equal(service.received[0]?.path, "/chat/berichtwacht/v1/assessments");
  for (const url of [
    "javascript:alert(1)",
    "ftp://example.nl",
    "https://user:word@example.nl",
    "/relative",
    "https://",
  ]) {
    assert.throws(() => new Client({ url }), TypeError, url);
  }
});

test("asks for the credential every time, and sends none when there is none", async (t) => {
  const service = await serve(t, (response) => json(response, assessment()));
  const credentials = ["one", "", "two"];
  const client = new Client({ url: service.url, credential: async () => credentials.shift() ?? "" });
  for (let call = 0; call < 3; call += 1) await client.assess(DRAFT);
  assert.deepEqual(
    service.received.map(({ headers }) => headers.authorization),
    ["Bearer one", undefined, "Bearer two"],
  );
});

test("sends nothing when the credential cannot be had or cannot be sent", async (t) => {
  const service = await serve(t, (response) => json(response, assessment()));
  const ask = (credential: ClientOptions["credential"] & {}) =>
    new Client({ url: service.url, credential, deadline: 100 }).assess(DRAFT);
  await failure(
    ask(() => Promise.reject(new Error("signed out"))),
    "unreachable",
  );
  await failure(
    ask(() => {
      throw new Error("signed out");
    }),
    "unreachable",
  );
  await failure(
    ask(() => new Promise(() => {})),
    "late",
  );
  await failure(ask("key\r\nX-Other: 1"), "refused");
  await failure(ask("sleutel…"), "refused");
  assert.equal(service.received.length, 0);
});

test("gives up at the deadline: no answer, a dribbling answer, a fetch that does not listen", async (t) => {
  const silent = await serve(t, () => {});
  const dribbling = await serve(t, (response) => {
    response.writeHead(200, { "Content-Type": "application/json" });
    const timer = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(timer));
  });
  for (const { url, gone, received } of [silent, dribbling]) {
    const error = failure(new Client({ url, deadline: 200 }).assess(DRAFT), "late");
    const took = await timed(error);
    assert.ok(took >= 190 && took < 1000, `${took} ms`);
    assert.equal((await error).status, null);
    await gone;
    assert.equal(received.length, 1);
  }
  const deaf = new Client({ url: silent.url, deadline: 50, fetch: () => new Promise(() => {}) });
  await failure(deaf.assess(DRAFT), "late");
});

test("asks no more once it gave up", async () => {
  let asked = 0;
  const deaf: typeof fetch = async () => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 60));
    throw new TypeError("fetch failed");
  };
  await failure(new Client({ url: "https://example.nl", deadline: 30, fetch: deaf }).assess(DRAFT), "late");
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 10);
  const client = new Client({ url: "https://example.nl", fetch: deaf });
  await assert.rejects(client.assess(DRAFT, controller), { name: "AbortError" });
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.equal(asked, 2);
});

test("waits as long as a timer can when there is no deadline", async (t) => {
  const service = await serve(t, (response) => setTimeout(() => json(response, assessment()), 50));
  await new Client({ url: service.url, deadline: Number.POSITIVE_INFINITY }).assess(DRAFT);
});

test("tries again after a network error, and says after the last that nothing was reached", async (t) => {
  const recovering = await serve(t, (response, attempt) =>
    attempt < 2 ? response.destroy() : json(response, assessment()),
  );
  await new Client({ url: recovering.url }).assess(DRAFT);
  assert.equal(recovering.received.length, 3);

  const closing = await serve(t, (response) => response.destroy());
  const error = await failure(new Client({ url: closing.url }).assess(DRAFT), "unreachable");
  assert.equal(closing.received.length, 3);
  assert.deepEqual([error.status, error.problem, error.retryAfter], [null, null, null]);
  await failure(new Client({ url: await nowhere() }).assess(DRAFT), "unreachable");
});

test("tries again when the answer breaks off", async (t) => {
  const service = await serve(t, (response, attempt) => {
    if (attempt > 0) return json(response, assessment());
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "5000" });
    response.write('{"id":', () => response.destroy());
  });
  await new Client({ url: service.url }).assess(DRAFT);
  assert.equal(service.received.length, 2);
});

test("says that the device is offline only when the browser says so and nothing was reached", async (t) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { onLine: false }, configurable: true });
  t.after(() =>
    before ? Object.defineProperty(globalThis, "navigator", before) : Reflect.deleteProperty(globalThis, "navigator"),
  );
  const service = await serve(t, (response) => json(response, assessment()));
  await new Client({ url: service.url }).assess(DRAFT);
  await failure(new Client({ url: await nowhere() }).assess(DRAFT), "offline");
});

const NOT_ANSWERS: Record<string, Answer> = {
  "no JSON": (response) => response.end("{'id': 1}"),
  "half of it": (response) => response.end(JSON.stringify(assessment()).slice(0, -1)),
  "a page": (response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Welkom op de wifi</h1>"),
  nothing: (response) => response.end(),
  "no content": (response) => response.writeHead(204).end(),
  "no UTF-8": (response) =>
    response.end(Buffer.from(JSON.stringify({ ...assessment(), redacted_text: "é" }), "latin1")),
  "another thing": (response) => json(response, policy()),
  null: (response) => json(response, null),
  "a script as address": (response) => {
    const answer = assessment();
    const [destination] = answer.warnings[0]?.destinations ?? [];
    if (destination) destination.url = "javascript:alert(document.cookie)";
    json(response, answer);
  },
  "words outside the text": (response) => {
    const answer = assessment();
    if (answer.findings[0]) answer.findings[0].end = TEXT.length;
    json(response, answer);
  },
  "more than a mebibyte": (response) => json(response, { ...assessment(), later: "x".repeat(1_048_576) }),
};

for (const [name, answer] of Object.entries(NOT_ANSWERS)) {
  test(`takes no answer that is ${name}`, async (t) => {
    const service = await serve(t, answer);
    const error = await failure(new Client({ url: service.url }).assess(DRAFT), "invalid_answer");
    assert.equal(error.status, name === "no content" ? 204 : 200);
    assert.equal(service.received.length, 1);
  });
}

test("takes an answer of just under a mebibyte", async (t) => {
  const rest = 1_048_576 - Buffer.byteLength(JSON.stringify({ ...assessment(), later: "" }));
  const service = await serve(t, (response) => json(response, { ...assessment(), later: "x".repeat(rest) }));
  await new Client({ url: service.url }).assess(DRAFT);
});

test("stops reading an answer without end", async (t) => {
  let sent = 0;
  const service = await serve(t, (response) => {
    const chunk = Buffer.alloc(65_536, 32);
    const more = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      response.once("drain", more);
    };
    more();
  });
  await failure(new Client({ url: service.url }).assess(DRAFT), "invalid_answer");
  await service.gone;
  assert.ok(sent < 16_000_000, `${sent} bytes were sent`);
});

test("stops unpacking a small answer that becomes large", async (t) => {
  const bomb = gzipSync(Buffer.alloc(200_000_000, 32));
  assert.ok(bomb.length < 1_048_576);
  const service = await serve(t, (response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb));
  const before = process.memoryUsage().rss;
  await failure(new Client({ url: service.url }).assess(DRAFT), "invalid_answer");
  const grown = process.memoryUsage().rss - before;
  assert.ok(grown < 100_000_000, `${grown} bytes`);
});

test("waits as long as the service asks, when that fits in the deadline", async (t) => {
  const service = await serve(t, (response, attempt) =>
    attempt === 0
      ? json(response, problem("too-many-requests", 429), 429, { "Retry-After": "1" })
      : json(response, assessment()),
  );
  const took = await timed(new Client({ url: service.url }).assess(DRAFT));
  assert.ok(took >= 990 && took < 2000, `${took} ms`);
  assert.equal(service.received.length, 2);
});

test("does not wait when the service asks for longer than the deadline", async (t) => {
  const later = new Date(Date.now() + 60_000).toUTCString();
  for (const [header, least, most] of [
    ["60", 60, 60],
    [later, 57, 61],
  ] as const) {
    const service = await serve(t, (response) =>
      json(response, problem("too-many-requests", 429), 429, { "Retry-After": header }),
    );
    const call = failure(new Client({ url: service.url }).assess(DRAFT), "busy");
    assert.ok((await timed(call)) < 1000);
    const { retryAfter, status } = await call;
    assert.ok(retryAfter !== null && retryAfter >= least && retryAfter <= most, String(retryAfter));
    assert.equal(status, 429);
    assert.equal(service.received.length, 1);
  }
});

test("reads no time from a Retry-After that has none", async (t) => {
  for (const header of ["soon", "-5", "1e3", "", "Infinity"]) {
    const service = await serve(t, (response) =>
      json(response, problem("overloaded", 503), 503, { "Retry-After": header }),
    );
    const error = await failure(new Client({ url: service.url, retries: 0 }).assess(DRAFT), "busy");
    assert.ok(error.retryAfter === null || error.retryAfter === 0, `${header}: ${error.retryAfter}`);
  }
});

test("tries again after a status that may pass", async (t) => {
  for (const status of [408, 429, 502, 503, 504]) {
    const service = await serve(t, (response, attempt) =>
      attempt < 2 ? json(response, {}, status) : json(response, assessment()),
    );
    await new Client({ url: service.url }).assess(DRAFT);
    assert.equal(service.received.length, 3, String(status));
  }
});

const KINDS: [number, FailureKind, number][] = [
  [400, "invalid_request", 1],
  [404, "invalid_request", 1],
  [413, "invalid_request", 1],
  [401, "refused", 1],
  [403, "refused", 1],
  [408, "unreachable", 2],
  [429, "busy", 2],
  [500, "unreachable", 1],
  [502, "unreachable", 2],
  [503, "busy", 2],
  [504, "unreachable", 2],
];

test("says what kind of failure a status is, and how often it was tried", async (t) => {
  for (const [status, kind, tries] of KINDS) {
    const service = await serve(t, (response) => json(response, problem("overloaded", status), status));
    const error = await failure(new Client({ url: service.url, retries: 1 }).assess(DRAFT), kind);
    assert.equal(error.status, status);
    assert.deepEqual(error.problem, problem("overloaded", status));
    assert.match(error.message, new RegExp(`\\(${status}, urn:problem-type:berichtwacht:overloaded\\)$`));
    assert.equal(service.received.length, tries, String(status));
  }
});

test("says so when the service does not answer for this host", async () => {
  // Node's own fetch, unlike a browser's, trips over the body when it asks again after a 421 as it should.
  const ask = async () => new Response(JSON.stringify(problem("host-not-allowed", 421)), { status: 421 });
  const error = await failure(new Client({ url: "https://example.nl", fetch: ask }).assess(DRAFT), "invalid_request");
  assert.equal(error.problem?.type, "urn:problem-type:berichtwacht:host-not-allowed");
});

test("has no problem of an error page, an odd document or a very large one", async (t) => {
  const pages = [
    "<h1>Bad Gateway</h1>",
    "",
    "null",
    "[]",
    '{"title": "x"}',
    '{"type": 1, "title": "x"}',
    JSON.stringify({ ...problem("overloaded", 500), detail: "x".repeat(65_536) }),
  ];
  for (const page of pages) {
    const service = await serve(t, (response) => response.writeHead(500, { "Content-Type": "text/html" }).end(page));
    const error = await failure(new Client({ url: service.url }).assess(DRAFT), "unreachable");
    assert.equal(error.problem, null, page.slice(0, 40));
    assert.equal(error.status, 500);
  }
});

test("follows no redirect", async (t) => {
  const elsewhere = await serve(t, (response) => json(response, assessment()));
  for (const status of [301, 302, 303, 307, 308]) {
    const service = await serve(t, (response) =>
      response.writeHead(status, { Location: `${elsewhere.url}/v1/assessments` }).end(),
    );
    await failure(new Client({ url: service.url, credential: "key", retries: 0 }).assess(DRAFT), "unreachable");
    assert.equal(service.received.length, 1);
  }
  assert.equal(elsewhere.received.length, 0);
});

test("rejects with the reason of whoever aborts: before, during and between two tries", async (t) => {
  const silent = await serve(t, () => {});
  const busy = await serve(t, (response) => json(response, problem("overloaded", 503), 503, { "Retry-After": "2" }));
  const reason = new Error("the page is left");
  await assert.rejects(new Client({ url: silent.url }).assess(DRAFT, { signal: AbortSignal.abort(reason) }), reason);
  assert.equal(silent.received.length, 0);
  for (const service of [silent, busy]) {
    const controller = new AbortController();
    const call = new Client({ url: service.url }).assess(DRAFT, controller);
    setTimeout(() => controller.abort(reason), 100);
    await assert.rejects(call, (error) => error === reason);
    assert.equal(service.received.length, 1);
    assert.equal(getEventListeners(controller.signal, "abort").length, 0);
  }
  await silent.gone;
  const controller = new AbortController();
  const call = new Client({ url: silent.url }).assess(DRAFT, controller);
  controller.abort();
  await assert.rejects(call, { name: "AbortError" });
});

test("leaves no listener on a signal that is used for many calls", async (t) => {
  const service = await serve(t, (response, attempt) =>
    attempt % 2 === 0 ? json(response, assessment()) : json(response, {}, 400),
  );
  const { signal } = new AbortController();
  const client = new Client({ url: service.url });
  for (let call = 0; call < 4; call += 1) await client.assess(DRAFT, { signal }).catch(() => {});
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("asks in a way that keeps nothing and tells nobody", async () => {
  const asked: RequestInit[] = [];
  const answer =
    (value: unknown): typeof fetch =>
    async (_, how) => {
      asked.push(how ?? {});
      return new Response(JSON.stringify(value));
    };
  await new Client({ url: "https://example.nl", fetch: answer(assessment()) }).assess(DRAFT);
  await new Client({ url: "https://example.nl", credentials: "omit", fetch: answer(feedbackReceived()) }).feedback({
    assessment: "id",
    action: "sent",
  });
  const always = { cache: "no-store", redirect: "error", referrerPolicy: "no-referrer" };
  const [first, second] = asked.map(({ cache, redirect, referrerPolicy, credentials, keepalive }) => ({
    ...{ cache, redirect, referrerPolicy, credentials, keepalive },
  }));
  assert.deepEqual(first, { ...always, credentials: "same-origin", keepalive: false });
  assert.deepEqual(second, { ...always, credentials: "omit", keepalive: true });
});
