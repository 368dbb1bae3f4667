// What is shown is about what stands there now, in the text and in the panel.
import { expect, type Stage, test } from "./harness/fixtures.js";
import { hang, held } from "./harness/relay.js";

const FINE = "Zien we elkaar om tien uur?";
const NUMBER = "123456782";
const ALL_CLEAR = "In orde: niets gevonden";
const CHAT = '<textarea id="field"></textarea><bericht-wacht for="field"></bericht-wacht>';
const EDITOR = '<div id="field" contenteditable="true"></div><bericht-wacht for="field"></bericht-wacht>';
const said = (chat: Stage): Promise<string | null> => chat.component.getByRole("status").textContent();

test("an all-clear is never shown over newer text while the service is slow", async ({ stage, relay }) => {
  const chat = await stage(CHAT);
  await chat.type(FINE);
  await chat.settled("assessed");
  await expect(chat.component.getByText(ALL_CLEAR).first()).toBeVisible();
  const { behaviour, letGo } = held();
  relay.behave(behaviour);
  await chat.type(" Tesfay is ziek");
  await expect(chat.component.getByRole("heading", { name: ALL_CLEAR })).toBeHidden();
  await expect.poll(() => relay.asked.length).toBeGreaterThan(1);
  await expect(chat.component.getByRole("heading", { name: /wordt gecontroleerd/ })).toBeVisible();
  expect(await said(chat)).not.toContain(ALL_CLEAR);
  await chat.type("!");
  letGo();
  await chat.settled("assessed");
});

test("an all-clear of an older text does not come when the answer comes after more was typed", async ({
  stage,
  relay,
}) => {
  const { behaviour, letGo } = held();
  relay.behave((exchange) => (exchange.before === 0 ? behaviour : hang)(exchange));
  const chat = await stage(CHAT);
  await chat.type(FINE);
  await expect.poll(() => relay.asked.length).toBe(1);
  await chat.page.evaluate(() => {
    const { shadowRoot } = document.querySelector("bericht-wacht") as Element;
    const seen = new Set<string>();
    const look = (): void => {
      seen.add(shadowRoot?.querySelector("h2")?.textContent ?? "");
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { seen });
  });
  await chat.type(" En");
  letGo();
  await chat.page.waitForTimeout(500);
  const seen = await chat.page.evaluate(() => [...((window as Window & { seen?: Set<string> }).seen ?? [])]);
  expect(seen).toEqual([expect.stringMatching(/wordt gecontroleerd/)]);
});

for (const [name, markup] of [
  ["textarea", CHAT],
  ["editor", EDITOR],
] as const) {
  test(`${name}: marks come back when a letter is taken away and typed again`, async ({ stage, relay }) => {
    const chat = await stage(markup);
    await chat.type(`BSN ${NUMBER}`);
    await chat.underlined(NUMBER);
    await chat.settled("assessed");
    relay.behave(hang);
    await chat.press("Backspace");
    await expect.poll(() => chat.page.evaluate(() => window.stage?.words())).not.toContain(NUMBER);
    await chat.type(NUMBER.slice(-1));
    await chat.underlined(NUMBER);
    expect((await chat.state()).status).toBe("assessed");
  });
}

test("an editor that makes its elements anew keeps its underline", async ({ stage, relay }) => {
  const chat = await stage(EDITOR);
  await chat.type(`BSN ${NUMBER} klopt`);
  await chat.underlined(NUMBER);
  await chat.settled("assessed");
  const [asked, marks] = [relay.asked.length, await chat.page.evaluate(() => window.stage?.words())];
  await chat.field.evaluate((field, text) => {
    const line = document.createElement("p");
    line.textContent = text;
    field.replaceChildren(line);
  }, `BSN ${NUMBER} klopt`);
  await chat.underlined(NUMBER);
  expect(await chat.page.evaluate(() => window.stage?.words())).toEqual(marks);
  expect(relay.asked.length).toBe(asked);
});

test("the hint of an empty editor is no text", async ({ stage, relay }) => {
  const hint = `<span data-slate-placeholder="true">Schrijf BSN ${NUMBER}</span>`;
  await stage(
    `<div id="field" contenteditable="true">${hint}<p>Hallo</p></div><bericht-wacht for="field"></bericht-wacht>`,
  );
  await expect.poll(() => relay.asked.map(({ text }) => text)).toEqual(["Hallo"]);
});

test("the words for a picture count", async ({ stage, relay }) => {
  const picture = `<img alt="BSN ${NUMBER}" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`;
  const chat = await stage(
    `<div id="field" contenteditable="true">Zie ${picture} hier</div><bericht-wacht for="field"></bericht-wacht>`,
  );
  await expect.poll(() => relay.asked.map(({ text }) => text)).toEqual([`Zie BSN ${NUMBER} hier`]);
  await expect(chat.component.getByRole("heading", { name: "Niet versturen" })).toBeVisible();
});
