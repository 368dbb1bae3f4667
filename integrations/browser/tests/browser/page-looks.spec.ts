// Everybody can use the page: axe finds nothing, nothing has to be scrolled sideways, and lines are seen in forced colours.
import { accessible, expect } from "./harness/fixtures.js";
import { BSN, type Practice, SEND, test } from "./harness/practice.js";

const NOTICED = "Mail naar jan.jansen@example.nl";
const LONG =
  "Kun je mevrouw Tesfay bellen? Haar BSN is 123456782 en haar bijstand is stopgezet. Zie https://voorbeeld.example.nl/zaken/een-heel-lang-adres-zonder-spaties/2026.";

/** The page is not wider than its window. */
async function fits(practice: Practice): Promise<void> {
  const tooWide = await practice.page.evaluate(() => {
    const found: string[] = [];
    const look = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll("*")) {
        const { right } = element.getBoundingClientRect();
        if (right > innerWidth) found.push(`${element.tagName} ${element.className}: ${right} of ${innerWidth}`);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) {
      found.push(`the page: ${scrollWidth} of ${innerWidth}`);
      look(document);
    }
    return found;
  });
  expect(tooWide).toEqual([]);
}

/** Goes through everything that the page shows, and looks at each. */
async function goThrough(practice: Practice, look: (practice: Practice) => Promise<void>): Promise<void> {
  const { page } = practice;
  await look(practice);
  await practice.type(LONG);
  await practice.underlined(BSN);
  await practice.choose("Waarom?");
  for (const clause of await page.locator("summary:visible").all()) {
    if ((await clause.locator("..").getAttribute("open")) === null) await clause.click();
  }
  await practice.choose("Haal namen en nummers weg");
  await expect(practice.component.getByRole("button", { name: "Gebruik deze versie" })).toBeVisible();
  await look(practice);
  await practice.field.focus();
  await practice.press(SEND);
  await expect(practice.component.getByRole("button", { name: "Toch versturen" })).toBeVisible();
  await practice.choose("Toch versturen");
  await look(practice);
  await practice.sendAnyway();
  await expect(practice.bubbles).toHaveCount(1);
  await expect(practice.component.getByRole("button", { name: "Ik heb het gelezen" })).toBeVisible();
  await look(practice);
  await practice.type(NOTICED);
  await page.locator(".example").first().getByRole("button").click();
  await expect(practice.question).toBeVisible();
  await look(practice);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in ${colorScheme}, whatever is open`, async ({ visit, page }) => {
    await page.emulateMedia({ colorScheme });
    await goThrough(await visit(), () => accessible(page));
  });
}

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("axe finds nothing and nothing is wider than the window, whatever is open", async ({ visit }) => {
    await goThrough(await visit(), async (practice) => {
      await accessible(practice.page);
      await fits(practice);
    });
  });
});

test.describe("at 200 %", () => {
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });

  test("nothing is wider than the window, whatever is open", async ({ visit }) => {
    await goThrough(await visit(), fits);
  });
});

test("lines are seen in forced colours", async ({ visit, page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const practice = await visit();
  for (const [draft, words, level] of [
    [LONG, BSN, "warn"],
    [NOTICED, "jan.jansen@example.nl", "notice"],
  ] as const) {
    await practice.replace(draft);
    const { boxes } = await practice.underlined(words, level);
    const [box] = boxes;
    if (!box) throw new Error("no box");
    const { colour, paper } = await practice.component.evaluate((component, wanted) => {
      const mark = [...(component.shadowRoot?.querySelectorAll("[data-mark]") ?? [])].find(
        ({ textContent }) => textContent === wanted,
      );
      const field = document.getElementById("compose");
      if (!mark || !field) throw new Error("not there");
      return { colour: getComputedStyle(mark).textDecorationColor, paper: getComputedStyle(field).backgroundColor };
    }, words);
    expect(colour).not.toBe(paper);
    const clip = { x: box.x, y: box.y, width: box.width, height: box.height + 4 };
    const shown = await page.screenshot({ clip });
    await practice.component.evaluate((component) => component.setAttribute("hidden", ""));
    expect((await page.screenshot({ clip })).equals(shown)).toBe(false);
    await practice.component.evaluate((component) => component.removeAttribute("hidden"));
  }
});
