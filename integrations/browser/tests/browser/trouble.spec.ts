// The service is down, slow, or lies: the writer loses nothing, numbers are still underlined, and it comes right by itself.
import type { Assessment } from "../../client/types.js";
import { type Chat, expect, test } from "./harness/fixtures.js";
import {
  after,
  type Behaviour,
  broken,
  busy,
  changed,
  drop,
  endless,
  hang,
  held,
  malformed,
  pass,
  webPage,
} from "./harness/relay.js";

const MESSAGE = "Zijn BSN is 123456782, zegt Ömer";

/** The truth, with every finding changed. */
function findings(change: (finding: Assessment["findings"][number], length: number) => object): Behaviour {
  return (exchange) =>
    changed((truth) => ({
      ...truth,
      findings: truth.findings.map((finding) => ({ ...finding, ...change(finding, [...exchange.text].length) })),
    }))(exchange);
}

/** The truth, with every destination leading elsewhere. */
function leadingTo(url: string): Behaviour {
  return changed((truth) => ({
    ...truth,
    warnings: truth.warnings.map((warning) => ({
      ...warning,
      destinations: warning.destinations.map((destination) => ({ ...destination, url })),
    })),
  }));
}

const TROUBLES: Record<string, Behaviour> = {
  "never answers": hang,
  "breaks off in the middle of an answer": drop,
  "fails inside": broken,
  "answers without end": endless,
};

const LIES: Record<string, Behaviour> = {
  "answers with a web page": webPage,
  "answers half": malformed,
  "answers with nothing": changed(() => null),
  "answers in another shape": changed(({ findings: _, ...truth }) => truth),
  "names words beyond the end": findings((_, length) => ({ end: length + 1 })),
  "names words that end before they begin": findings(({ start }) => ({ end: start - 1 })),
  "names words before the beginning": findings(() => ({ start: -3 })),
  "names half words": findings(({ start }) => ({ start: start + 0.5 })),
  "sends writers to a script": leadingTo("javascript:alert(document.domain)"),
  "sends writers to a page of its own making": leadingTo("data:text/html,<script>alert(1)</script>"),
};

for (const [trouble, behaviour] of Object.entries(TROUBLES)) {
  test(`numbers are still underlined when the service ${trouble}, and it comes right by itself`, async ({
    open,
    relay,
  }) => {
    relay.behave(behaviour);
    const chat = await open("textarea");
    await chat.type(MESSAGE);
    await onlyNumbers(chat);
    relay.behave(pass);
    await chat.settled("assessed");
    await chat.underlined("123456782");
    expect(await chat.text()).toBe(MESSAGE);
  });
}

test("a service that lies is not believed, and it comes right by itself", async ({ open, relay }) => {
  const chat = await open("textarea", { open: "" });
  for (const [lie, behaviour] of Object.entries(LIES)) {
    await test.step(lie, async () => {
      relay.behave(behaviour);
      await chat.replace("");
      await chat.settled("empty");
      await chat.replace(MESSAGE);
      await onlyNumbers(chat);
      await expect(chat.component.locator("a[href^='javascript:'], a[href^='data:']")).toHaveCount(0);
    });
  }
  relay.behave(pass);
  await chat.settled("assessed");
  await chat.underlined("123456782");
  expect(await chat.text()).toBe(MESSAGE);
});

for (const editor of ["textarea", "react", "lexical", "quill"] as const) {
  test(`${editor}: numbers are still underlined when the service is down, and it comes right by itself`, async ({
    open,
    relay,
  }) => {
    await relay.down();
    const chat = await open(editor);
    await chat.type(MESSAGE);
    await onlyNumbers(chat);
    await chat.type(" ja");
    await relay.up();
    await chat.settled("assessed");
    await chat.underlined("123456782");
    expect(await chat.text()).toBe(`${MESSAGE} ja`);
  });
}

test("does not read to the end what has no end", async ({ open, relay }) => {
  let sent = 0;
  relay.behave(async (exchange) => {
    await endless(exchange);
    sent = exchange.response.socket?.bytesWritten ?? sent;
  });
  const chat = await open("textarea");
  await chat.type(MESSAGE);
  await chat.settled("unchecked");
  await expect.poll(() => relay.asked[0]?.abandoned).toBe(true);
  expect(sent).toBeLessThan(20 << 20);
});

test("comes back when a busy service said that it may", async ({ open, relay }) => {
  relay.behave(busy(1, 1));
  const chat = await open("textarea");
  await chat.type(MESSAGE);
  await chat.settled("assessed");
  const [first, second] = relay.asked.map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(950);
  expect(relay.asked.length).toBe(2);
});

test("tells that it is checking while the service is slow, and the writer can go on", async ({ open, relay }) => {
  relay.behave(after(2_500));
  const chat = await open("lexical");
  await chat.type(MESSAGE);
  await expect.poll(() => relay.asked.length).toBe(1);
  expect((await chat.state()).status).toBe("checking");
  await chat.type(" en dat klopt");
  expect(await chat.text()).toBe(`${MESSAGE} en dat klopt`);
  await chat.settled("assessed");
  expect(relay.asked[0]?.abandoned).toBe(true);
});

for (const editor of ["textarea", "lexical"] as const) {
  test(`${editor}: an answer that comes late says nothing of what was typed since`, async ({ open, relay }) => {
    const { behaviour, letGo } = held();
    relay.behave(behaviour);
    const chat = await open(editor);
    await chat.type("Zijn BSN is 123456782");
    await expect.poll(() => relay.asked.length).toBe(1);
    await chat.replace("Tot morgen om tien uur");
    await chat.ask((harness) => harness.record());
    letGo();
    await chat.settled("assessed");
    await chat.frames(5);
    expect((await chat.state()).text).toBe("Tot morgen om tien uur");
    expect(await chat.ask((harness) => harness.seen())).toEqual([]);
  });
}

test("stays quick under thousands of findings", async ({ open, relay }) => {
  relay.behave(
    changed((truth) => ({
      ...truth,
      findings: Array.from({ length: 4_000 }, (_, index) => ({ ...truth.findings[0], start: index % 20, end: 21 })),
    })),
  );
  const chat = await open("textarea");
  await chat.type(MESSAGE);
  await chat.settled();
  const start = performance.now();
  await chat.type("0123456789");
  await chat.settled();
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(await chat.text()).toBe(`${MESSAGE}0123456789`);
});

/** The state without the service: the number is underlined, the writer is told, and what was typed stands there. */
async function onlyNumbers(chat: Chat): Promise<void> {
  await chat.settled("unchecked");
  expect((await chat.underlines()).map(({ text }) => text)).toEqual(["123456782"]);
  await expect(chat.component.getByText(/alleen.*nummers|nummers.*alleen/i).first()).toBeVisible();
  expect(await chat.text()).toBe(MESSAGE);
}
