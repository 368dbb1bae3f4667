// Everybody can use the pages for curators: axe finds nothing, nothing has to be scrolled sideways, keys can be switched off.
import { accessible, type Curating, DRAFT, expect, NAME, type Office, test } from "./harness/curating.js";

const LONG = `${DRAFT} Zie https://voorbeeld.example.nl/zaken/een-heel-lang-adres-zonder-spaties/2026/nummer-een.`;

/** The page is not wider than its window. */
async function fits({ page }: Curating): Promise<void> {
  const tooWide = await page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth)
      .map((element) => `${element.tagName}#${element.id} ${element.className}`);
  });
  expect(tooWide).toEqual([]);
}

/** Goes through everything that the pages show, and looks at each. */
async function goThrough(office: Office, visit: () => Promise<Curating>, look: (at: Curating) => Promise<void>) {
  const item = await office.object(LONG, { comment: "Dit mag toch?", reason: "urgent" });
  const curating = await visit();
  const { page } = curating;
  await expect(curating.rows).toHaveCount(1);
  await look(curating);
  await office.open("bo", item);
  await curating.rows.first().getByRole("button").click();
  await expect(curating.problem).toBeVisible();
  await look(curating);
  await office.ask("bo", "/v1/curation/releases", { item });
  await curating.openFirst();
  await look(curating);
  await curating.kept.fill(`${await curating.kept.inputValue()} Groet aan ${NAME}, bel 06-87654321`);
  await expect(page.locator("#left li").first()).toBeVisible();
  await curating.choose("Bewaren");
  await expect(curating.refused).not.toBeEmpty();
  await look(curating);
  await curating.select(curating.kept, "Kun");
  await expect(page.locator("#marking-panel")).toBeVisible();
  await look(curating);
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("h");
  await expect(page.locator("#guide-subject")).toBeFocused();
  await page.getByLabel("Toon", { exact: true }).selectOption("entities");
  await page.getByLabel("Geld").focus();
  await expect(page.locator("#guide-subject")).toHaveValue("topics");
  await look(curating);
  await page.keyboard.press("Escape");
  await expect(curating.question).toBeVisible();
  await look(curating);
  await curating.choose("Geef het terug");
  await curating.listed();
  await curating.choose("Toetsen");
  await look(curating);
  await curating.choose("Sluit");
  await curating.openFirst();
  await curating.choose("Laat een ander ook kijken");
  await expect(curating.settled).toBeVisible();
  await look(curating);
  const { revision, labellings } = await office.open("bo", item);
  const [{ text }] = labellings as [{ text: string }];
  const labels = { lang: "nl", personal: "none", decision: "warn", confidential: "notice", topics: [], entities: [] };
  const review = { item, revision, outcome: "accepted", record: { text, ...labels, look_alike: false } };
  expect((await office.ask("bo", "/v1/curation/reviews", review)).status).toBe(201);
  await curating.choose("Ververs de lijst");
  await curating.openFirst();
  await curating.title("Kies wat het wordt");
  await look(curating);
  await page.context().clearCookies();
  await page.reload();
  await curating.title("Meld je aan");
  await curating.choose("Aanmelden");
  await look(curating);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in ${colorScheme}, whatever is open`, async ({ office, visit }) => {
    test.slow();
    const look = async (at: Curating) => accessible(at.page);
    await goThrough(
      office,
      async () => {
        const curating = await visit();
        await curating.page.emulateMedia({ colorScheme });
        return curating;
      },
      look,
    );
  });
}

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("axe finds nothing and nothing is wider than the window, whatever is open", async ({ office, visit }) => {
    test.slow();
    await goThrough(office, visit, async (at) => {
      await accessible(at.page);
      await fits(at);
    });
  });

  test("the guideline is closed until somebody opens it", async ({ office, visit }) => {
    await office.object();
    const curating = await visit();
    await curating.openFirst();
    await expect(curating.page.locator("#guide-body")).toBeHidden();
    await curating.page.getByText("Handreiking", { exact: true }).click();
    await expect(curating.page.locator("#guide-body")).toContainText("Vervang elke naam");
  });
});

test.describe("at 200 %", () => {
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });

  test("nothing is wider than the window, whatever is open", async ({ office, visit }) => {
    test.slow();
    await goThrough(office, visit, fits);
  });
});

test("the guideline follows the category that has the focus", async ({ office, visit }) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  const guide = page.locator("#guide-body");
  for (const [category, words] of [
    ["Persoonsgegevens", "Een nummer dat bij één persoon hoort"],
    ["Besluiten", "Een advies over een besluit dat nog komt"],
    ["Vertrouwelijk", "Biedingen, ramingen en grenzen"],
  ] as const) {
    await curating.level(category, "Mag niet").focus();
    await expect(guide).toContainText(words);
    await expect(guide.locator("blockquote")).not.toBeEmpty();
  }
  await page.getByLabel("Toon", { exact: true }).selectOption("entities");
  await expect(guide).toContainText("De naam zonder ‘mevrouw’ of ‘meneer’");
});

test("single keys do nothing in a field for text, and can be switched off", async ({ office, visit }) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  const personal = curating.level("Persoonsgegevens", "Mag");
  await curating.level("Persoonsgegevens", "Mag niet").check();
  await page.getByLabel(`Vervanging voor ${NAME}`).press("1");
  await expect(personal).not.toBeChecked();
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("1");
  await expect(personal).toBeChecked();
  await page.keyboard.press("?");
  const overview = page.getByRole("dialog", { name: "Toetsen" });
  await expect(overview).toContainText("Persoonsgegevens: mag, kijk nog even, mag niet");
  await overview.getByLabel("Losse toetsen werken").uncheck();
  await page.keyboard.press("Escape");
  await expect(overview).toBeHidden();
  await page.getByRole("heading", { level: 1 }).focus();
  for (const key of ["3", "x", "?"]) await page.keyboard.press(key);
  await expect(personal).toBeChecked();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await curating.select(curating.original, NAME);
  await page.keyboard.press("l");
  await expect(page.locator("#marking-panel")).toBeVisible();
  await page.keyboard.press("F2");
  await expect(page.getByRole("button", { name: "Naam", exact: true })).toBeFocused();
  await page.getByLabel("Geld").focus();
  await expect(page.locator("#marking-panel")).toBeHidden();
});

test("nobody is caught by the keyboard: Tab gets from the first control of a message to the last", async ({
  office,
  visit,
}) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  const seen = new Set<string>();
  for (let step = 0; step < 90; step += 1) {
    await page.keyboard.press("Tab");
    const place = await page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) return "";
      const { outlineStyle, outlineColor } = getComputedStyle(
        activeElement.closest(".choices .choice") ?? activeElement,
      );
      const isSeen = outlineStyle !== "none" && !/rgba\(.*, 0\)$/.test(outlineColor);
      return `${activeElement.id || activeElement.textContent}${isSeen ? "" : " without a ring"}`;
    });
    seen.add(place);
    if (place === "guide-body") break;
  }
  expect([...seen].filter((place) => place.endsWith("without a ring"))).toEqual([]);
  for (const id of ["original", "kept", "topic-health", "lang", "save", "give-back", "guide-subject", "guide-body"]) {
    expect([...seen]).toContain(id);
  }
});

test("marks and levels are seen in forced colours", async ({ office, visit }) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  await page.emulateMedia({ forcedColors: "active" });
  await curating.openFirst();
  const seen = await page
    .locator("#original-marks mark")
    .first()
    .evaluate((mark) => {
      const copy = mark.parentElement;
      if (copy === null) throw new Error("not there");
      return { line: getComputedStyle(mark).textDecorationColor, paper: getComputedStyle(copy).backgroundColor };
    });
  expect(seen.line).not.toBe(seen.paper);
  expect(seen.line).not.toMatch(/, 0\)$/);
  const box = await page.locator("#original-marks mark").first().boundingBox();
  if (box === null) throw new Error("not there");
  const clip = { ...box, height: box.height + 4 };
  const shown = await page.screenshot({ clip });
  await page.locator("#original-marks").evaluate((copy) => copy.replaceChildren(copy.textContent ?? ""));
  expect((await page.screenshot({ clip })).equals(shown)).toBe(false);
});
