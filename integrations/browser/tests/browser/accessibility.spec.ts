// For everybody: somebody who listens, somebody who has only a keyboard, somebody whose hand shakes.
import { accessible, expect, type Stage, test } from "./harness/fixtures.js";

const BAD = "Kun je mevrouw Tesfay bellen? Haar BSN is 123456782";
const page = (attributes: string) => `<h1>Chat</h1><form id="f"><label for="field">Bericht</label>
  <input id="field" name="text"><button>Verstuur</button></form>
  <bericht-wacht for="field" guard ${attributes}></bericht-wacht>`;

test("what is said is in the language of the component when the page has another", async ({ stage }) => {
  const chat = await stage(page('language="en" feedback'));
  await chat.page.evaluate(() => {
    document.documentElement.lang = "fr";
  });
  await chat.type(BAD);
  await chat.send();
  const question = chat.component.getByRole("heading", { name: "Do you want to send this message anyway?" });
  await expect(question).toBeVisible();
  const spoken = await chat.component.evaluate((component) => {
    const language = (element: Element): string | null => element.closest("[lang]")?.getAttribute("lang") ?? null;
    const written = [
      ...(component.shadowRoot?.querySelectorAll(":is(h2, h3, label, option, button, [role=status])") ?? []),
    ];
    return [...new Set(written.map(language))];
  });
  expect(spoken).toEqual(["en"]);
  await chat.component.evaluate((component) => component.setAttribute("language", "nl"));
  const later = await chat.component.getByRole("status").getAttribute("lang");
  expect(later).toBe("nl");
});

test("the region that speaks is there before it speaks, and says the verdict once", async ({ stage }) => {
  const chat = await stage(page(""));
  const status = chat.component.getByRole("status");
  await expect(status).toHaveCount(1);
  expect(await status.textContent()).toBe("");
  const handle = await status.elementHandle();
  await chat.type(BAD);
  await expect(status).toHaveText(/Niet versturen/);
  expect(await status.evaluate((now, then) => now === then, handle)).toBe(true);
});

test("the question takes the focus to its heading, and the error goes when a reason is chosen", async ({ stage }) => {
  const chat = await stage(page(""));
  await chat.type(BAD);
  await chat.press("Enter");
  await expect(chat.question).toBeFocused();
  await chat.anyway.click();
  const problem = chat.component.getByRole("alert");
  const reasons = chat.component.getByRole("combobox");
  await expect(problem).toHaveText("Kies eerst een reden.");
  await expect(reasons).toBeFocused();
  await expect(reasons).toHaveAttribute("aria-invalid", "true");
  expect(await chat.sent()).toEqual([]);
  await reasons.selectOption("urgent");
  await expect(problem).toHaveText("");
  await expect(reasons).not.toHaveAttribute("aria-invalid");
});

test("a message is sent anyway with the keyboard alone, and the focus goes back to the field", async ({ stage }) => {
  const chat = await stage(page("feedback open"));
  await chat.type(BAD);
  await chat.press("Enter");
  await expect(chat.question).toBeFocused();
  await reach(chat, "select");
  await chat.press("ArrowDown", 2);
  await reach(chat, "[data-action=send]");
  await chat.press("Enter");
  await expect.poll(async () => (await chat.sent()).length).toBe(1);
  await expect(chat.field).toBeFocused();
  await reach(chat, "[data-action=read]");
  await chat.press("Enter");
  await expect(chat.component.getByRole("button", { name: "Ik heb het gelezen" })).toBeHidden();
  await expect(chat.field).toBeFocused();
});

test("the focus is not lost when a program takes the question back", async ({ stage }) => {
  const chat = await stage(page(""));
  await chat.type(BAD);
  await chat.press("Enter");
  await expect(chat.question).toBeFocused();
  await chat.page.evaluate(() => {
    (document.querySelector("#field") as HTMLInputElement).value = "Een ander bericht";
  });
  await expect(chat.question).toBeHidden();
  await expect(chat.field).toBeFocused();
});

test("everything that can be pressed is 24 pixels high and wide, also on a page with small letters", async ({
  stage,
}) => {
  const chat = await stage(`<style>html { font-size: 62.5% }</style>${page("feedback open")}`);
  await chat.type(BAD);
  await chat.send();
  await expect(chat.question).toBeVisible();
  const sizes = await chat.component.evaluate((component) =>
    [...(component.shadowRoot?.querySelectorAll("button, summary, select, input") ?? [])]
      .filter((control) => control.checkVisibility())
      .map((control) => ({ control: control.textContent?.slice(0, 30), box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ control, box }) => `${control}: ${box.width} x ${box.height}`),
  );
  expect(sizes).toEqual([]);
  await accessible(chat.page);
});

/** Presses Tab until something within the component has the focus. */
async function reach(chat: Stage, selector: string): Promise<void> {
  const isThere = (): Promise<boolean> =>
    chat.component.evaluate(
      (component, wanted) => component.shadowRoot?.activeElement?.matches(wanted) ?? false,
      selector,
    );
  for (let step = 0; step < 40 && !(await isThere()); step += 1) await chat.press("Tab");
  expect(await isThere(), `${selector} can be reached with Tab`).toBe(true);
}
