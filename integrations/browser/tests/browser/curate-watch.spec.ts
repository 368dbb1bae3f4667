// How Berichtwacht does, as curators see it, against the real service with weeks of counts in its store.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { accessible, test as base, expect, type Office } from "./harness/curating.js";
import { PYTHON, REPOSITORY } from "./harness/service.js";

const FILL = join(REPOSITORY, "tests/counted.py");

interface Fixtures {
  /** Opens the page of somebody who is signed in. */
  watch(): Promise<Page>;
}

const test = base.extend<Fixtures, { filled: undefined }>({
  filled: [
    async ({ house }, use) => {
      await promisify(execFile)(PYTHON, [FILL, house.store], { env: { PATH: "", PYTHONPATH: REPOSITORY } });
      await use(undefined);
    },
    { scope: "worker", timeout: 60_000 },
  ],
  watch: async ({ filled, context, office }, use) => {
    expect(filled).toBeUndefined();
    await use(async () => {
      const page = await context.newPage();
      await context.setExtraHTTPHeaders({ "X-API-Key": office.house.keys.ans });
      await page.goto(address(office));
      await expect(page.getByRole("heading", { level: 1, name: "Hoe gaat het met Berichtwacht?" })).toBeVisible();
      return page;
    });
  },
});

const address = ({ house }: Office): string => `${house.origin}/curate/watch`;

test("says in a sentence what has changed, and what is sent all the same", async ({ watch }) => {
  const page = await watch();
  const sentences = page.locator("#sentences");
  await expect(sentences).toContainText(
    /Persoonsgegevens: de scores zijn deze week (heel|iets) anders verdeeld dan in de eerste week van deze versie\. Kijk mee/,
  );
  await expect(sentences).toContainText("Besluiten: de scores zijn verdeeld zoals in de eerste week");
  await expect(sentences).toContainText("versturen hun bericht toch na ‘Er staan contactgegevens in je bericht’");
  await expect(sentences).not.toContainText("na ‘Dit gaat over iemands privéleven’");
});

test("every drawing has its numbers in a table", async ({ watch }) => {
  const page = await watch();
  const figures = page.getByRole("figure");
  await expect(figures).toHaveCount(7);
  await expect(page.locator("figure svg[role=img]")).toHaveCount(7);
  for (const details of await page.locator("figure details").all()) await details.locator("summary").click();
  const weeks = page.getByRole("table", { name: "Persoonsgegevens" }).first();
  await expect(weeks.getByRole("row")).toHaveCount(10);
  const bars = page.locator("#levels-plots figure").first().locator("svg rect.warn");
  await expect(bars).toHaveCount(9);
  const scores = page.locator("#scores-plots table").first();
  await expect(scores.getByRole("row")).toHaveCount(21);
  await expect(scores.getByRole("row").nth(1)).toContainText("490");
  await expect(scores.getByRole("row").nth(1)).toContainText("840");
  const sent = page.getByRole("table", { name: "Deel van de berichten dat toch werd verstuurd" });
  await expect(sent.getByRole("row", { name: "Dit gaat over iemands privéleven" })).toContainText("20 %");
  const few = sent.getByRole("row", { name: "Dit gaat over een besluit" });
  await expect(few).toContainText("niet bekend");
  await expect(few).toContainText("0 % en");
});

test("can be used by everybody, on a small screen and in the dark", async ({ watch }) => {
  const page = await watch();
  for (const details of await page.locator("figure details").all()) await details.locator("summary").click();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
        .toBe(0);
      await accessible(page);
    }
  }
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await accessible(page);
});

test("asks for a key who has none", async ({ context, office }) => {
  const page = await context.newPage();
  await page.goto(address(office));
  await expect(page.getByRole("heading", { level: 1, name: "Meld je aan" })).toBeVisible();
  await expect(page.getByLabel("Persoonlijke sleutel")).toBeFocused();
  await accessible(page);
});

test("says that the service is away, and tries again", async ({ watch }) => {
  const page = await watch();
  await page.route("**/v1/monitoring", (route) => route.fulfill({ status: 503, json: {} }));
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("te druk");
  await page.unroute("**/v1/monitoring");
  await page.getByRole("button", { name: "Probeer opnieuw" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Hoe gaat het met Berichtwacht?" })).toBeVisible();
});
