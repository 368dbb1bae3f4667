// What a framework gives the component, in whatever order it comes.
import type { Page } from "@playwright/test";
import { expect, Stage, test } from "./harness/fixtures.js";
import type { Given } from "./harness/pages/react-component.js";
import type { Relay } from "./harness/relay.js";
import { PAGES } from "./harness/setup.js";

const BAD = "Zijn BSN is 123456782";
type Component = HTMLElement & { language: string; history: readonly string[]; client: unknown };

async function react(page: Page, relay: Relay, given: Given): Promise<Stage> {
  const address = new URL("/react-component", process.env[PAGES]);
  address.search = new URLSearchParams({ url: relay.origin }).toString();
  await page.goto(address.href);
  await page.waitForFunction(() => window.react !== undefined);
  const chat = new Stage(page);
  await render(chat, given);
  return chat;
}

/** `undefined` does not survive the way to the page by itself. */
async function render(chat: Stage, given: Given): Promise<void> {
  const pairs = Object.entries(given).map(([name, value]) => [name, value, value === undefined] as const);
  await chat.page.evaluate((all) => {
    const properties = all.map(([name, value, isNothing]) => [name, isNothing ? undefined : value]);
    window.react?.render(Object.fromEntries(properties));
  }, pairs);
}

test("React gives the language, the history and the client as properties, and takes them back", async ({
  page,
  relay,
}) => {
  const chat = await react(page, relay, { language: "en", history: ["Eerder bericht"], guard: true });
  await chat.type(BAD);
  await expect(chat.component.getByRole("heading", { name: "Do not send" })).toBeVisible();
  expect(await chat.component.evaluate((component) => [...(component as Component).history])).toEqual([
    "Eerder bericht",
  ]);
  await page.evaluate(() => window.react?.render({ client: window.react.client, language: "en" }));
  const isGiven = await chat.component.evaluate(
    (component) => (component as Component).client === window.react?.client,
  );
  expect(isGiven).toBe(true);
  await render(chat, { language: undefined, history: undefined, client: undefined });
  await expect(chat.component.getByRole("heading", { name: "Niet versturen" })).toBeVisible();
  const left = await chat.component.evaluate((component) => {
    const { language, history, client } = component as Component;
    return { language, history, isOwn: client !== window.react?.client, attribute: component.getAttribute("language") };
  });
  expect(left).toEqual({ language: "nl", history: [], isOwn: true, attribute: null });
  await chat.underlined("123456782");
});

test("a history that says the same again asks nothing", async ({ page, relay }) => {
  const chat = await react(page, relay, { history: ["Eerder bericht"] });
  await chat.type(BAD);
  await chat.settled("assessed");
  const before = relay.asked.length;
  await render(chat, { history: ["Eerder bericht"] });
  await page.waitForTimeout(400);
  expect(relay.asked.length).toBe(before);
  await render(chat, { history: ["Eerder bericht", "Nog een"] });
  await expect.poll(() => relay.asked.length).toBe(before + 1);
});

test("properties that were set before the element was defined count", async ({ stage }) => {
  const chat = await stage('<textarea id="field"></textarea><bericht-wacht for="field"></bericht-wacht>', {
    late: true,
  });
  await chat.component.evaluate((component) => {
    Object.assign(component, { language: "en", history: ["Eerder bericht"] });
  });
  await chat.page.evaluate(() => window.stage?.define());
  await chat.type(BAD);
  await expect(chat.component.getByRole("heading", { name: "Do not send" })).toBeVisible();
  const given = await chat.component.evaluate((component) => ({
    own: Object.keys(component),
    history: [...(component as Component).history],
  }));
  expect(given).toEqual({ own: [], history: ["Eerder bericht"] });
});

test("the module can be imported where there is no document", async () => {
  expect("document" in globalThis).toBe(false);
  const { BerichtWacht } = await import("../../component/index.js");
  expect(BerichtWacht.observedAttributes).toContain("for");
});
