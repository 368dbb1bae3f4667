// What everybody can use: axe finds nothing, in light and dark, large, narrow, and with the keyboard alone. With
// SCREENSHOTS=DIRECTORY pictures are left there for people to look at.
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { accessible, Chat, EDITORS, expect, test } from "./harness/fixtures.js";

const BAD = "Kun je mevrouw Tesfay bellen? Haar BSN is 123456782 en haar bijstand is stopgezet.";
const PICTURES = process.env["SCREENSHOTS"];

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true, caret: "initial" });
}

/** A page whose content is wider than its window makes its reader scroll two ways. */
async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

/** The page of the service itself, with the bad message typed and underlined. */
async function realPage(page: Page, service: string): Promise<Chat> {
  await page.goto(service);
  const chat = new Chat(page, page.getByLabel("Je bericht", { exact: true }));
  await chat.type(BAD);
  await chat.underlined("123456782");
  return chat;
}

for (const editor of EDITORS) {
  test(`${editor}: axe finds nothing in light, in dark, and when it asks`, async ({ open }) => {
    const chat = await open(editor, { guard: "", open: "" });
    await chat.type(BAD);
    await chat.underlined("123456782");
    await accessible(chat.page);
    await picture(chat.page, `${editor}-light`);
    await chat.page.emulateMedia({ colorScheme: "dark" });
    await chat.page.getByRole("button", { name: "Verstuur", exact: true }).click();
    await expect(chat.component.getByRole("button", { name: "Toch versturen" })).toBeVisible();
    await accessible(chat.page);
    await picture(chat.page, `${editor}-dark`);
  });
}

test("axe finds nothing when only numbers were checked", async ({ open, relay }) => {
  await relay.down();
  const chat = await open("textarea");
  await chat.type(BAD);
  await chat.settled("unchecked");
  await accessible(chat.page);
  await chat.page.emulateMedia({ colorScheme: "dark" });
  await accessible(chat.page);
  await picture(chat.page, "unchecked-dark");
});

test("the page of the service: axe finds nothing in light and in dark", async ({ page, service }) => {
  await page.goto(service);
  await accessible(page);
  const { component } = await realPage(page, service);
  await component.getByRole("button", { name: "Waarom?" }).click();
  await accessible(page);
  await picture(page, "page-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await accessible(page);
  await picture(page, "page-dark");
});

test("the page of the service: the line can be seen with forced colours", async ({ page, service }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await realPage(page, service);
  await accessible(page);
  await picture(page, "page-forced-colours");
});

for (const { name, viewport, deviceScaleFactor } of [
  { name: "at 200 %", viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  { name: "at 320 pixels", viewport: { width: 320, height: 512 }, deviceScaleFactor: 1 },
]) {
  test.describe(name, () => {
    test.use({ viewport, deviceScaleFactor });

    for (const editor of ["textarea", "quill", "ckeditor"] as const) {
      test(`${editor}: everything fits and can be reached`, async ({ open }) => {
        const chat = await open(editor, { guard: "", open: "" });
        await chat.type(BAD);
        await chat.underlined("123456782");
        await fits(chat.page);
        await chat.page.getByRole("button", { name: "Verstuur", exact: true }).click();
        await expect(chat.component.getByRole("button", { name: "Toch versturen" })).toBeVisible();
        await fits(chat.page);
        await picture(chat.page, `${editor}-${name.replace(/\W+/g, "-")}`);
      });
    }

    test("the page of the service: everything fits", async ({ page, service }) => {
      const { component } = await realPage(page, service);
      await component.getByRole("button", { name: "Waarom?" }).click();
      await fits(page);
      await picture(page, `page-${name.replace(/\W+/g, "-")}`);
    });
  });
}

for (const where of ["textarea", "ckeditor", "the page of the service"] as const) {
  test(`${where}: everything can be reached and seen with the keyboard alone`, async ({ open, page, service }) => {
    const isReal = where === "the page of the service";
    const chat = isReal ? await realPage(page, service) : await open(where, { open: "" });
    await chat.type(isReal ? "" : BAD);
    await chat.underlined("123456782");
    if (isReal) await chat.component.getByRole("button", { name: "Waarom?" }).press("Enter");
    const controls = chat.component.locator("button, summary, select, input, a[href]").filter({ visible: true });
    const wanted = await controls.count();
    expect(wanted).toBeGreaterThan(2);
    await chat.field.focus();
    const reached = new Set<string>();
    for (let step = 0; step < wanted + 5; step += 1) {
      await chat.press("Tab");
      const { name, inside, isSeen } = await chat.page.evaluate(focused);
      if (inside) reached.add(name);
      if (inside) expect(isSeen, `the focus on "${name}" can be seen`).toBe(true);
    }
    expect(reached.size).toBe(wanted);
  });
}

/** What has the focus, whether it is in the component, and whether that can be seen. */
function focused(): { name: string; inside: boolean; isSeen: boolean } {
  const inner = document.activeElement?.shadowRoot?.activeElement ?? null;
  const place = inner ? [...(inner.getRootNode() as ShadowRoot).querySelectorAll("*")].indexOf(inner) : -1;
  const style = inner ? getComputedStyle(inner) : null;
  return {
    name: `${inner?.textContent ?? ""} (${place})`,
    inside: inner !== null,
    isSeen: style?.outlineStyle !== "none" && Number.parseFloat(style?.outlineWidth ?? "0") >= 2,
  };
}
