// The page as a conversation: what is chosen and sent goes along, what is warned about is asked about first.
import type { Page } from "@playwright/test";
import type { Front } from "./harness/front.js";
import { BAD, BSN, expect, FINE, type Practice, SEND, test } from "./harness/practice.js";

/** Sends a message without a warning. */
async function sendFine(practice: Practice, words: string): Promise<void> {
  await practice.replace(words);
  await practice.press(SEND);
  await expect(practice.bubbles.last()).toContainText(words);
}

/** Waits for a draft to be asked about in a context, and looks at that context. */
async function asksWith(practice: Practice, front: Front, context: Record<string, unknown>): Promise<void> {
  await expect.poll(() => front.drafts.at(-1)?.context).toEqual(expect.objectContaining(context));
  await practice.settled("assessed");
}

test("what is chosen about the conversation goes along with every draft", async ({ visit, front }) => {
  const practice = await visit();
  const { page } = practice;
  await practice.type(FINE);
  await asksWith(practice, front, { channel: "whatsapp", crisis: false, recipients: [], history: [] });
  expect(front.drafts.at(-1)?.context).not.toHaveProperty("sender");
  await page.getByLabel("Welke app gebruik je?").selectOption("teams");
  await asksWith(practice, front, { channel: "teams" });
  await page.getByLabel("Wat is je rol?").selectOption("key_official");
  await asksWith(practice, front, { sender: { role: "key_official" } });
  const others = page.getByRole("group", { name: "Wie zit er nog meer in het gesprek?" });
  await others.getByLabel("Raadslid").check();
  await others.getByLabel("Iemand van buiten").check();
  await asksWith(practice, front, { recipients: [{ role: "councillor" }, { role: "external" }] });
  await others.getByLabel("Raadslid").uncheck();
  await page.getByLabel("Het is een crisis").check();
  await asksWith(practice, front, {
    ...{ channel: "teams", sender: { role: "key_official" }, recipients: [{ role: "external" }], crisis: true },
  });
  await page.getByLabel("Wat is je rol?").selectOption("");
  await expect.poll(() => front.drafts.at(-1)?.context).not.toHaveProperty("sender");
  await expect(page.locator("#summary")).toHaveText("Teams · Iemand van buiten · Het is een crisis");
});

test("the last ten messages go along, and 'Begin opnieuw' clears everything but the draft", async ({
  visit,
  front,
}) => {
  const practice = await visit();
  const messages = Array.from({ length: 12 }, (_, index) => `Vergadering ${index + 1} is verzet`);
  for (const words of messages) await sendFine(practice, words);
  await practice.type(FINE);
  await asksWith(practice, front, { history: messages.slice(-10).map((text) => ({ text })) });
  await expect(practice.bubbles).toHaveCount(12);
  const before = await practice.component.getAttribute("conversation");

  await practice.choose("Begin opnieuw");
  await expect(practice.bubbles).toHaveCount(0);
  await expect(practice.page.getByText("Nog geen berichten.")).toBeVisible();
  await expect(practice.page.getByRole("button", { name: "Begin opnieuw" })).toBeHidden();
  await expect(practice.field).toBeFocused();
  expect(await practice.text()).toBe(FINE);
  expect(await practice.component.getAttribute("conversation")).not.toBe(before);
  await practice.type("!");
  await asksWith(practice, front, { history: [] });
});

test("a message without a warning is sent at once, by the button and by the keyboard", async ({ visit }) => {
  const practice = await visit();
  await practice.choose("Verstuur");
  await expect(practice.notice).toHaveText("Typ eerst een bericht.");
  await sendFine(practice, FINE);
  await expect(practice.bubbles.last()).toContainText("In orde");
  await practice.type("Ja, tot dan");
  await practice.press("Enter");
  expect(await practice.text()).toBe("Ja, tot dan\n");
  await practice.settled("assessed");
  await practice.choose("Verstuur");
  await expect(practice.bubbles).toHaveCount(2);
  expect(await practice.text()).toBe("");
  await expect(practice.field).toBeFocused();
});

test("a message with a warning is asked about, and sent with a reason, a mark and an advice", async ({
  visit,
  front,
}) => {
  const practice = await visit();
  const anyway = practice.component.getByRole("button", { name: "Toch versturen" });
  await practice.type(BAD);
  await practice.press(SEND);
  await expect(anyway).toBeVisible();
  await practice.press("Escape");
  await expect(anyway).toBeHidden();
  await expect(practice.field).toBeFocused();
  expect(await practice.text()).toBe(BAD);

  await practice.choose("Verstuur");
  await anyway.click();
  await expect(practice.component.getByRole("alert")).toHaveText("Kies eerst een reden.");
  await expect(practice.bubbles).toHaveCount(0);
  await practice.sendAnyway();
  await expect(practice.bubbles).toHaveText(`${BAD}Toch verstuurd`);
  const advice = practice.component.getByRole("region", { name: "Bewaar dit bericht" });
  const { sent_anyway: reminders } = await (await fetch(`${front.origin}/v1/policy`)).json();
  await expect(advice).toContainText(reminders[0].message.nl);
  await practice.choose("English");
  await expect(practice.component.getByRole("region", { name: "Keep this message" })).toContainText(
    reminders[0].message.en,
  );
  await practice.choose("Nederlands");
  await practice.choose("Ik heb het gelezen");
  await expect(advice).toBeHidden();
  await expect(practice.field).toBeFocused();
});

test("examples go into the box, and are what they say", async ({ visit }) => {
  const practice = await visit();
  const examples = practice.page.locator(".example");
  await expect(examples).toHaveCount(6);
  for (const example of await examples.all()) {
    const isWrong = (await example.getAttribute("class"))?.includes("wrong") ?? false;
    await example.getByRole("button", { name: "Probeer dit bericht" }).click();
    const words = (await example.locator(".words").textContent()) ?? "";
    expect(await practice.text()).toBe(words);
    const state = await practice.settled("assessed");
    expect(state.status === "assessed" && state.assessment.verdict).toBe(isWrong ? "warn" : "none");
    await practice.field.fill("");
  }
  await practice.type(FINE);
  await examples.first().getByRole("button").click();
  await expect(practice.question).toBeVisible();
  await practice.press("Escape");
  expect(await practice.text()).toBe(FINE);
});

/** Every text of the page's own that can be read or heard: neither drafts nor quotations. */
function words(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const read = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll("*")) {
        if (!element.checkVisibility() || element.closest("blockquote, .mirror, #log p:first-child")) continue;
        const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
        found.push(own.map(({ textContent }) => textContent?.trim()).join(""), element.ariaLabel ?? "");
        if (element.shadowRoot) read(element.shadowRoot);
      }
    };
    read(document);
    return [...found, document.title].filter((text) => text.length > 3);
  });
}

test("the other language is that of everything, the component's too", async ({ visit, front }) => {
  const practice = await visit();
  const { page } = practice;
  await practice.type(BAD);
  await practice.settled("assessed");
  await practice.press(SEND);
  await practice.sendAnyway();
  await practice.choose("Ik heb het gelezen");
  await practice.type("Haar BSN is 111222333");
  await practice.settled("assessed");
  const dutch = new Set(await words(page));

  await practice.choose("English");
  await expect.poll(() => front.drafts.at(-1)?.language).toBe("en");
  await practice.settled("assessed");
  await expect(practice.component.getByRole("heading", { name: "Do not send" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const names = ["Berichtwacht", "WhatsApp", "Signal", "Telegram", "Teams", "E-mail", "Motion", "111222333"];
  await expect
    .poll(async () => (await words(page)).filter((text) => dutch.has(text) && !names.includes(text)))
    .toEqual([]);
  await practice.choose("Nederlands");
  await expect.poll(async () => new Set(await words(page))).toEqual(dutch);
});

test("without a sign-in it says so, and asks again when the writer comes back", async ({ visit, front }) => {
  front.answers = ({ path }) =>
    path.startsWith("/v1/") ? { status: 401, type: "application/problem+json", body: '{"status": 401}' } : undefined;
  const practice = await visit();
  const notice = practice.page.locator("#refused");
  await practice.type(BAD);
  await expect(notice).toBeVisible();
  await practice.underlined(BSN);
  const asked = front.drafts.length;
  front.answers = () => undefined;
  await practice.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await practice.settled("assessed");
  await expect(notice).toBeHidden();
  expect(front.drafts.length).toBe(asked + 1);
  expect(await practice.text()).toBe(BAD);
});

test("'Deel' asks first on a warning, and gives the text to the browser", async ({ visit, context }) => {
  await context.addInitScript(() => {
    const shared: unknown[] = [];
    Object.assign(window, { shared });
    Object.defineProperty(navigator, "share", { value: async (given: unknown) => shared.push(given) });
  });
  const practice = await visit();
  const shared = () => practice.page.evaluate(() => (window as unknown as { shared: unknown[] }).shared);
  await practice.choose("Deel");
  await expect(practice.notice).toHaveText("Typ eerst een bericht.");
  await practice.type(BAD);
  await practice.choose("Deel");
  await expect(practice.component.getByRole("button", { name: "Toch versturen" })).toBeVisible();
  await practice.press("Escape");
  expect(await shared()).toEqual([]);
  await practice.choose("Deel");
  await practice.sendAnyway();
  await expect.poll(shared).toEqual([{ text: BAD }]);
  await practice.replace(FINE);
  await practice.choose("Deel");
  await expect.poll(shared).toEqual([{ text: BAD }, { text: FINE }]);
  expect(await practice.text()).toBe(FINE);
});

test("'Kopieer' puts the text on the clipboard, or selects it where that is refused", async ({ visit }) => {
  const practice = await visit();
  await practice.type(BAD);
  await practice.choose("Kopieer");
  await expect(practice.notice).toHaveText("Je bericht is gekopieerd. Plak het in je app.");
  expect(await practice.page.evaluate(() => navigator.clipboard.readText())).toBe(BAD);
  await practice.page.evaluate(() => navigator.clipboard.writeText(""));
  await practice.page.evaluate(() =>
    Object.defineProperty(navigator.clipboard, "writeText", {
      value: () => Promise.reject(new DOMException("", "NotAllowedError")),
    }),
  );
  await practice.choose("Kopieer");
  await expect(practice.notice).toHaveText("Kopiëren lukte niet. Je bericht is geselecteerd: kopieer het zelf.");
  const chosen = await practice.field.evaluate((field) => {
    const { selectionStart, selectionEnd, value } = field as HTMLTextAreaElement;
    return value.slice(selectionStart, selectionEnd);
  });
  expect(chosen).toBe(BAD);
});
