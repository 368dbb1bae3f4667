// The component goes along with what a page does to its elements, and leaves nothing behind.
import { expect, type Stage, test } from "./harness/fixtures.js";

const BAD = "Zijn BSN is 123456782";
const FORM = `<form id="f"><textarea id="field" name="text"></textarea><button>Verstuur</button></form>
  <bericht-wacht for="field" guard></bericht-wacht>`;
const EDITOR =
  '<div id="field" contenteditable="true"></div><bericht-wacht for="field"></bericht-wacht><div id="elsewhere"></div>';

/** How many words are highlighted, by the browser's own account. */
function highlighted(chat: Stage): Promise<number> {
  return chat.page.evaluate(() => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0));
}

test("a field that a framework makes anew is followed at once", async ({ stage, relay }) => {
  const chat = await stage(FORM);
  await chat.type("Hallo");
  await chat.settled("assessed");
  await chat.page.evaluate((text) => {
    const old = document.querySelector("#field") as HTMLTextAreaElement;
    const made = old.cloneNode() as HTMLTextAreaElement;
    made.value = text;
    Object.assign(window, { old });
    old.replaceWith(made);
  }, BAD);
  await chat.settled("assessed");
  await chat.underlined("123456782");
  const before = relay.asked.length;
  await chat.page.evaluate(() => {
    const { old } = window as Window & { old?: HTMLTextAreaElement };
    if (old) old.value = "Van een veld dat weg is";
    old?.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await chat.page.waitForTimeout(600);
  expect(relay.asked.length).toBe(before);
});

test("a field that is made anew at the moment of the submit is guarded", async ({ stage }) => {
  const chat = await stage(FORM);
  await chat.type("Hallo");
  await chat.settled("assessed");
  await chat.page.evaluate((text) => {
    const old = document.querySelector("#field") as HTMLTextAreaElement;
    const made = old.cloneNode() as HTMLTextAreaElement;
    made.value = text;
    old.replaceWith(made);
    (document.querySelector("#f") as HTMLFormElement).requestSubmit();
  }, BAD);
  await expect(chat.question).toBeVisible();
  expect(await chat.sent()).toEqual([]);
  await chat.sendAnyway();
  await expect.poll(() => chat.sent()).toEqual([{ form: "f", data: { text: BAD } }]);
});

test("a component that is moved, taken away and put back leaves nothing behind", async ({ stage, relay }) => {
  const chat = await stage(EDITOR);
  await chat.type(BAD);
  await chat.settled("assessed");
  await chat.underlined("123456782");
  const marks = await highlighted(chat);
  for (let time = 0; time < 3; time += 1) {
    await chat.page.evaluate(() => {
      const component = document.querySelector("bericht-wacht") as HTMLElement;
      document.querySelector("#elsewhere")?.append(component);
    });
    await chat.underlined("123456782");
    expect(await highlighted(chat)).toBe(marks);
  }
  await chat.page.evaluate(() => {
    const component = document.querySelector("bericht-wacht") as HTMLElement;
    Object.assign(window, { component });
    component.remove();
  });
  expect(await highlighted(chat)).toBe(0);
  const before = relay.asked.length;
  await chat.type(" Ja");
  await chat.page.waitForTimeout(500);
  expect(relay.asked.length).toBe(before);
  await chat.page.evaluate(() => {
    const { component } = window as Window & { component?: HTMLElement };
    document.querySelector("main")?.append(component as HTMLElement);
  });
  await chat.underlined("123456782");
  expect(await highlighted(chat)).toBe(marks);
  expect(relay.asked.slice(before).map(({ text }) => text)).toEqual([`${BAD} Ja`]);
});

test("a component that was taken away holds nothing back, and asks once when it is put back", async ({ stage }) => {
  const chat = await stage(FORM);
  await chat.type(BAD);
  await chat.settled("assessed");
  await chat.page.evaluate(() => {
    const component = document.querySelector("bericht-wacht") as HTMLElement;
    Object.assign(window, { component });
    component.remove();
  });
  await chat.send();
  await expect.poll(async () => (await chat.sent()).length).toBe(1);
  await chat.page.evaluate(() => {
    const { component } = window as Window & { component?: HTMLElement };
    document.querySelector("main")?.append(component as HTMLElement);
  });
  await chat.send();
  await expect(chat.question).toBeVisible();
  await chat.sendAnyway();
  await expect.poll(async () => (await chat.sent()).length).toBe(2);
  expect(await chat.see("decisions")).toHaveLength(1);
});

test("a question that is open when the component is taken away is answered with no", async ({ stage }) => {
  const chat = await stage(FORM);
  await chat.type(BAD);
  const answer = chat.component.evaluate((component) =>
    (component as HTMLElement & { confirm(): Promise<boolean> }).confirm(),
  );
  await expect(chat.question).toBeVisible();
  await chat.page.evaluate(() => document.querySelector("bericht-wacht")?.remove());
  expect(await answer).toBe(false);
});

test("two components on one page keep their fields apart", async ({ stage }) => {
  const chat = await stage(`
    <form id="f"><textarea id="field" name="text"></textarea><button>Verstuur</button></form>
    <form id="g"><div id="other" contenteditable="true"></div><button>Plaats</button></form>
    <bericht-wacht for="field" guard></bericht-wacht><bericht-wacht for="other" guard></bericht-wacht>`);
  const other = chat.other("#other", "bericht-wacht[for=other]");
  await chat.type("Zien we elkaar?");
  await other.type(BAD);
  await chat.settled("assessed");
  await other.settled("assessed");
  await other.underlined("123456782");
  const marks = await highlighted(chat);
  await chat.send();
  await expect.poll(() => chat.sent()).toEqual([{ form: "f", data: { text: "Zien we elkaar?" } }]);
  await chat.page.getByRole("button", { name: "Plaats" }).click();
  await expect(other.question).toBeVisible();
  await expect(chat.question).toBeHidden();
  await chat.component.evaluate((component) => component.remove());
  expect(await highlighted(chat)).toBe(marks);
});

test("two editors on one page: when one is emptied or left the other keeps its lines", async ({ stage }) => {
  const editor = (id: string) =>
    `<div id="${id}" contenteditable="true"></div><bericht-wacht for="${id}"></bericht-wacht>`;
  const chat = await stage(editor("field") + editor("other"));
  const other = chat.other("#other", "bericht-wacht[for=other]");
  await other.type(BAD);
  await other.settled("assessed");
  const marks = await highlighted(chat);
  expect(marks).toBeGreaterThan(0);
  await chat.type(BAD);
  await chat.settled("assessed");
  expect(await highlighted(chat)).toBe(2 * marks);
  await chat.replace("Hallo");
  await chat.settled("assessed");
  expect(await highlighted(chat)).toBe(marks);
  await chat.component.evaluate((component) => component.remove());
  expect(await highlighted(chat)).toBe(marks);
});

for (const [name, field] of [
  ["textarea", '<textarea id="field" name="text"></textarea>'],
  ["editor", '<div id="field" contenteditable="true"></div>'],
] as const) {
  test(`${name}: works within a shadow root`, async ({ stage }) => {
    const chat = await stage(`<div id="host"><template shadowrootmode="open">
      <form id="f">${field}<button>Verstuur</button></form><bericht-wacht for="field" guard open></bericht-wacht>
      </template></div>`);
    await chat.type(BAD);
    await chat.settled("assessed");
    await chat.underlined("123456782");
    await chat.component.getByRole("button", { name: /^123456782/ }).click();
    await chat.page.keyboard.insertText("456");
    await expect.poll(() => chat.text()).toBe("Zijn BSN is 456");
    await chat.replace(BAD);
    await chat.underlined("123456782");
    await chat.send();
    await expect(chat.question).toBeVisible();
    await chat.press("Escape");
    await expect(chat.question).toBeHidden();
    await expect(chat.field).toBeFocused();
    await chat.component.getByRole("button", { name: "Haal namen en nummers weg" }).click();
    await chat.component.getByRole("button", { name: "Gebruik deze versie" }).click();
    await expect.poll(() => chat.text()).toBe("Zijn BSN is [bsn]");
  });
}

test("a field that comes later is found", async ({ stage }) => {
  const chat = await stage('<div id="place"></div><bericht-wacht for="field"></bericht-wacht>');
  await chat.page.evaluate(() => {
    const holder = document.createElement("div");
    holder.id = "field";
    document.querySelector("#place")?.append(holder);
  });
  await chat.page.waitForTimeout(50);
  await chat.page.evaluate((text) => {
    const area = document.createElement("textarea");
    area.value = text;
    document.querySelector("#field")?.append(area);
  }, BAD);
  await chat.underlined("123456782");
});

test("an input that becomes one of a kind that is not read is not looked at any more", async ({ stage, relay }) => {
  const chat = await stage('<input id="field"><bericht-wacht for="field"></bericht-wacht>');
  await chat.type("Hallo");
  await chat.settled("assessed");
  await chat.field.evaluate((field) => {
    (field as HTMLInputElement).type = "tel";
  });
  const before = relay.asked.length;
  await chat.type("0612345678");
  await chat.page.waitForTimeout(600);
  expect(relay.asked.length).toBe(before);
});

test("where `for` names nothing an error is reported and nothing is held back", async ({ stage }) => {
  const chat = await stage(`<form id="f"><textarea id="field" name="text"></textarea><button>Verstuur</button></form>
    <bericht-wacht for="nergens" guard></bericht-wacht>`);
  await chat.type(BAD);
  const may = await chat.component.evaluate((component) =>
    (component as HTMLElement & { confirm(): Promise<boolean> }).confirm(),
  );
  expect(may).toBe(true);
  expect(await chat.see("errors")).toEqual([expect.stringContaining('<bericht-wacht for="nergens">')]);
  await chat.send();
  await expect.poll(() => chat.sent()).toEqual([{ form: "f", data: { text: BAD } }]);
});
