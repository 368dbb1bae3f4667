// What must hold when the site around the component is not as it should be, or is in the way.
import { expect, test } from "./harness/fixtures.js";

const BAD = "Zijn BSN is 123456782";
const FINE = "Zien we elkaar om tien uur?";
const AREA = '<textarea id="field" name="text"></textarea>';

test("where the address of the service is none, numbers are still found and hold the draft back", async ({ stage }) => {
  const chat = await stage("");
  await chat.page.evaluate(
    (markup) => window.stage?.build(markup),
    `<form id="f">${AREA}<button>Verstuur</button></form>
     <bericht-wacht for="field" guard url="localhost:8000"></bericht-wacht>`,
  );
  await chat.type(BAD);
  await expect(chat.component.getByText("Alleen nummers zijn gecontroleerd", { exact: false }).last()).toBeVisible();
  await chat.send();
  await expect(chat.question).toBeVisible();
  expect(await chat.sent()).toEqual([]);
  expect(await chat.see("errors")).toEqual([expect.stringContaining("url must be an address over HTTP")]);
});

test("Escape in the question goes back to the draft and leaves the dialog around it open", async ({ stage }) => {
  const chat = await stage(`<dialog><form id="f">${AREA}<button>Verstuur</button></form>
    <bericht-wacht for="field" guard></bericht-wacht></dialog>`);
  await chat.page.evaluate(() => document.querySelector("dialog")?.showModal());
  await chat.type(BAD);
  await chat.send();
  await expect(chat.question).toBeVisible();
  await chat.press("Escape");
  await expect(chat.question).toBeHidden();
  await expect(chat.field).toBeFocused();
  expect(await chat.page.evaluate(() => document.querySelector("dialog")?.open)).toBe(true);
});

test("a form that the browser finds not valid sends nothing, and nothing is told", async ({ stage }) => {
  const chat =
    await stage(`<form id="f">${AREA}<input id="subject" value="hoi" required><button>Verstuur</button></form>
    <bericht-wacht for="field" guard></bericht-wacht>`);
  await chat.type(BAD);
  await chat.send();
  await expect(chat.question).toBeVisible();
  await chat.page.evaluate(() => {
    (document.querySelector("#subject") as HTMLInputElement).value = "";
  });
  await chat.sendAnyway();
  await expect(chat.question).toBeHidden();
  await chat.page.waitForTimeout(100);
  expect(await chat.sent()).toEqual([]);
  expect(await chat.see("decisions")).toEqual([]);
});

test("a second wish to send leads back to the question, and one yes is one sending", async ({ stage }) => {
  const chat = await stage(`<form id="f">${AREA}<button>Verstuur</button></form>
    <bericht-wacht for="field" guard></bericht-wacht>`);
  await chat.type(BAD);
  await chat.send();
  await expect(chat.question).toBeVisible();
  await chat.field.focus();
  await chat.send();
  await expect(chat.component.getByRole("heading", { name: "Wil je dit bericht toch versturen?" })).toBeFocused();
  const second = chat.component.evaluate((component) =>
    (component as HTMLElement & { confirm(): Promise<boolean> }).confirm(),
  );
  expect(await second).toBe(false);
  await chat.sendAnyway();
  await expect.poll(() => chat.sent()).toEqual([{ form: "f", data: { text: BAD } }]);
  expect(await chat.see("decisions")).toEqual([{ action: "sent", reason: "urgent" }]);
});

test("an answer in which a part is missing is nowhere an all-clear", async ({ stage, relay }) => {
  relay.behave(async ({ assess, answer }) => {
    const truth = await assess();
    answer({ ...truth, degraded: ["encoder"] });
  });
  const chat = await stage(`${AREA}<bericht-wacht for="field"></bericht-wacht>`);
  await chat.type(FINE);
  await expect(chat.component.getByText("Niet helemaal gecontroleerd").last()).toBeVisible();
  const verdict = await chat.component.evaluate(
    (component) => (component as HTMLElement & { verdict: string }).verdict,
  );
  expect(verdict).toBe("unchecked");
});
