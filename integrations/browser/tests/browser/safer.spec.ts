// The version without personal data takes the place of the draft that it was made of, and of nothing else.
import { expect, type Stage, test } from "./harness/fixtures.js";
import { after, changed, held } from "./harness/relay.js";

const BAD = "Zijn BSN is 123456782";
const CHAT = '<textarea id="field"></textarea><bericht-wacht for="field" open></bericht-wacht>';
const FAILED = "Dat lukt nu niet. Haal zelf weg wat onderstreept is.";
const make = (chat: Stage) => chat.component.getByRole("button", { name: "Haal namen en nummers weg" });
const use = (chat: Stage) => chat.component.getByRole("button", { name: "Gebruik deze versie" });

async function warned(chat: Stage): Promise<Stage> {
  await chat.type(BAD);
  await chat.settled("assessed");
  return chat;
}

test("it takes the place of the draft, and can be undone", async ({ stage }) => {
  const chat = await warned(await stage(CHAT));
  await make(chat).click();
  await use(chat).click();
  expect(await chat.text()).toBe("Zijn BSN is [bsn]");
  await chat.press("Control+z");
  expect(await chat.text()).toBe(BAD);
});

test("it does not take the place of another draft that a program put there", async ({ stage }) => {
  const chat = await warned(await stage(CHAT));
  await make(chat).click();
  await expect(use(chat)).toBeVisible();
  await chat.page.evaluate(() => {
    const { shadowRoot } = document.querySelector("bericht-wacht") as Element;
    const button = shadowRoot?.querySelector("[data-action=use-safer]") as HTMLElement;
    (document.querySelector("#field") as HTMLTextAreaElement).value = "Een ander gesprek";
    button.click();
  });
  expect(await chat.text()).toBe("Een ander gesprek");
  await expect(use(chat)).toBeHidden();
});

test("one that comes after the draft was left is not shown", async ({ stage, relay }) => {
  const chat = await warned(await stage(CHAT));
  const { behaviour, letGo } = held();
  relay.behave(behaviour);
  await make(chat).click();
  await expect.poll(() => relay.asked.length).toBe(2);
  await chat.page.evaluate(() => {
    (document.querySelector("#field") as HTMLTextAreaElement).value = "Haar BSN is 111222333";
  });
  await chat.settled("assessed");
  letGo();
  await chat.page.waitForTimeout(300);
  await expect(use(chat)).toBeHidden();
});

test("two people get two names", async ({ stage, relay }) => {
  const chat = await warned(await stage(CHAT));
  relay.behave(changed((truth) => ({ ...truth, redacted_text: "<PERSON> belt <PERSON_2> over <b>haar</b> <FOO>" })));
  await make(chat).click();
  await use(chat).click();
  expect(await chat.text()).toBe("[naam] belt [naam 2] over <b>haar</b> <FOO>");
});

test("there is none when not everything was looked at", async ({ stage, relay }) => {
  const chat = await warned(await stage(CHAT));
  relay.behave(changed((truth) => ({ ...truth, degraded: ["personal"], redacted_text: "Zijn BSN is <NL_BSN>" })));
  await make(chat).click();
  await expect(chat.component.getByText(FAILED).first()).toBeVisible();
  await expect(use(chat)).toBeHidden();
});

test("it takes no focus from somebody who types elsewhere when it comes", async ({ stage, relay }) => {
  const chat = await warned(await stage(`<input id="search">${CHAT}`));
  relay.behave(after(400));
  await make(chat).click();
  await chat.page.locator("#search").focus();
  await expect(use(chat)).toBeVisible();
  await expect(chat.page.locator("#search")).toBeFocused();
});

test("a field that cannot be written in is left as it is, and the writer reads what to do", async ({ stage }) => {
  const chat = await stage(
    `<textarea id="field" readonly>${BAD}</textarea><bericht-wacht for="field" open></bericht-wacht>`,
  );
  await chat.settled("assessed");
  await make(chat).click();
  await use(chat).click();
  await expect(chat.component.getByText(/Dat lukt hier niet/).first()).toBeVisible();
  expect(await chat.text()).toBe(BAD);
});
