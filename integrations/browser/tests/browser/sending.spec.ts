// What goes out is what was allowed and nothing else, once, the way the form would have sent it itself.
import { expect, test } from "./harness/fixtures.js";
import { after, held } from "./harness/relay.js";

const BAD = "Zijn BSN is 123456782";
const FINE = "Zien we elkaar om tien uur?";
const TYPED_ON = /Niet verstuurd: je bericht is veranderd/;
const AREA = '<textarea id="field" name="text"></textarea>';
const BUTTON = "<button>Verstuur</button>";
const WATCH = '<bericht-wacht for="field" guard></bericht-wacht>';
const FORM = `<form id="f">${AREA}${BUTTON}</form>${WATCH}`;
const sentAs = (text: string, form = "f") => ({ form, data: { text } });

test("a fine message that is settled goes at once when the button is pressed", async ({ stage, relay }) => {
  const chat = await stage(FORM);
  await chat.type(FINE);
  await chat.settled("assessed");
  const before = relay.asked.length;
  await chat.send();
  await expect.poll(() => chat.sent(), { timeout: 500 }).toEqual([sentAs(FINE)]);
  expect(relay.asked.length).toBe(before);
});

test("a fine message that is settled goes at once with Enter", async ({ stage, relay }) => {
  const chat = await stage(`<form id="f"><input id="field" name="text">${BUTTON}</form>${WATCH}`);
  await chat.type(FINE);
  await chat.settled("assessed");
  const before = relay.asked.length;
  await chat.press("Enter");
  await expect.poll(() => chat.sent(), { timeout: 500 }).toEqual([sentAs(FINE)]);
  expect(relay.asked.length).toBe(before);
});

test("Enter twice sends once", async ({ stage, relay }) => {
  relay.behave(after(400));
  const chat = await stage(`<form id="f"><input id="field" name="text">${BUTTON}</form>${WATCH}`);
  await chat.type(FINE);
  await chat.press("Enter", 2);
  await expect.poll(() => chat.sent()).toEqual([sentAs(FINE)]);
  await chat.page.waitForTimeout(300);
  expect(await chat.sent()).toHaveLength(1);
});

test.describe("two fields in one form", () => {
  const TWO = `<form id="f">${AREA}<input id="other" name="more">${BUTTON}</form>
    <bericht-wacht for="field" guard></bericht-wacht><bericht-wacht for="other" guard></bericht-wacht>`;

  test("both are asked about, and the form goes once", async ({ stage }) => {
    const chat = await stage(TWO);
    const other = chat.other("#other", "bericht-wacht[for=other]");
    await chat.type(BAD);
    await other.type(BAD);
    await chat.settled("assessed");
    await other.settled("assessed");
    await chat.send();
    await expect(chat.question).toBeVisible();
    await chat.sendAnyway();
    await expect(other.question).toBeVisible();
    expect(await chat.sent()).toEqual([]);
    await other.sendAnyway();
    await expect.poll(() => chat.sent()).toEqual([{ form: "f", data: { text: BAD, more: BAD } }]);
    await chat.page.waitForTimeout(300);
    expect(await chat.sent()).toHaveLength(1);
    await expect(chat.question).toBeHidden();
  });

  test("a field that was allowed and is changed while the other is asked about is not sent, and the writer reads why", async ({
    stage,
  }) => {
    const chat = await stage(TWO);
    const other = chat.other("#other", "bericht-wacht[for=other]");
    await chat.type(FINE);
    await other.type(BAD);
    await chat.settled("assessed");
    await other.settled("assessed");
    await chat.send();
    await expect(other.question).toBeVisible();
    await chat.type(" Ja?");
    await chat.settled("assessed");
    await other.sendAnyway();
    await expect(chat.component.getByText(TYPED_ON).first()).toBeVisible();
    expect(await chat.sent()).toEqual([]);
  });
});

test("a field that stands outside its form is guarded", async ({ stage }) => {
  const chat = await stage(
    `<form id="f">${BUTTON}</form><textarea id="field" name="text" form="f"></textarea>${WATCH}`,
  );
  await chat.type(BAD);
  await chat.send();
  await expect(chat.question).toBeVisible();
  expect(await chat.sent()).toEqual([]);
  await chat.sendAnyway();
  await expect.poll(() => chat.sent()).toEqual([sentAs(BAD)]);
});

test("another form on the page goes its own way", async ({ stage }) => {
  const chat = await stage(
    `<form id="f">${AREA}</form>${WATCH}<form id="g"><input name="text" value="zoek">${BUTTON}</form>`,
  );
  await chat.type(BAD);
  await chat.send();
  await expect.poll(() => chat.sent()).toEqual([sentAs("zoek", "g")]);
});

test("what is typed while the check runs is not sent, and the writer reads why", async ({ stage, relay }) => {
  const { behaviour, letGo } = held({ all: true });
  relay.behave(behaviour);
  const chat = await stage(FORM);
  await chat.type(FINE);
  await chat.send();
  await expect(chat.component.getByText(/Even wachten|eerst gecontroleerd/).first()).toBeVisible();
  await chat.type(" Neem mee.");
  letGo();
  await expect(chat.component.getByText(TYPED_ON).first()).toBeVisible();
  expect(await chat.sent()).toEqual([]);
  await chat.send();
  await expect.poll(() => chat.sent()).toEqual([sentAs(`${FINE} Neem mee.`)]);
  await expect(chat.component.getByText(TYPED_ON).first()).toBeHidden();
});

test("what is typed during the question takes it back", async ({ stage }) => {
  const chat = await stage(FORM);
  await chat.type(BAD);
  await chat.send();
  await expect(chat.question).toBeVisible();
  await chat.type("!");
  await expect(chat.question).toBeHidden();
  await chat.page.waitForTimeout(100);
  expect(await chat.sent()).toEqual([]);
  expect(await chat.see("decisions")).toEqual([{ action: "edited" }]);
  await expect(chat.field).toBeFocused();
});

test("a draft that a program changes between the yes and the submit is not sent", async ({ stage }) => {
  const chat = await stage(FORM);
  await chat.type(BAD);
  await chat.send();
  await expect(chat.question).toBeVisible();
  await chat.page.evaluate(() =>
    document.addEventListener("click", () => {
      setTimeout(() => {
        (document.querySelector("#field") as HTMLTextAreaElement).value = "Een ander bericht";
      });
    }),
  );
  await chat.sendAnyway();
  await expect(chat.component.getByText(TYPED_ON).first()).toBeVisible();
  await chat.page.waitForTimeout(100);
  expect(await chat.sent()).toEqual([]);
  expect(await chat.see("decisions")).toEqual([]);
});

test("the button that was pressed goes along", async ({ stage }) => {
  const chat = await stage(
    `<form id="f">${AREA}<button name="how" value="later">Later</button><button name="how" value="now">Verstuur</button></form>${WATCH}`,
  );
  await chat.type(FINE);
  await chat.send();
  await expect.poll(() => chat.sent()).toEqual([{ form: "f", data: { text: FINE, how: "now" } }]);
});

for (const text of ["", " \n "]) {
  test(`nothing but ${JSON.stringify(text)} goes`, async ({ stage, relay }) => {
    const chat = await stage(FORM);
    await chat.page.evaluate((blank) => {
      (document.querySelector("#field") as HTMLTextAreaElement).value = blank;
    }, text);
    await chat.send();
    await expect.poll(() => chat.sent()).toEqual([sentAs(text)]);
    expect(relay.asked).toEqual([]);
  });
}
