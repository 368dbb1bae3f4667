// A curator's afternoon in the browser. `tests/story` serves it: the service, a key, and the messages of the day by the ids of
// their items, with the labels that the guideline gives them. Run by `tests/parts/story.sh`, not with the other specs.
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { Curating } from "./harness/curating.js";

interface Labels {
  text: string;
  lang: string;
  personal: string;
  decision: string;
  confidential: string;
  topics: string[];
}

interface Story {
  origin: string;
  key: string;
  items: Record<string, Labels>;
}

const CATEGORIES = { personal: "Persoonsgegevens", decision: "Besluiten", confidential: "Vertrouwelijk" } as const;
const LIST = "Berichten om na te kijken";
const LEVELS: Record<string, string> = { none: "Mag", notice: "Kijk nog even", warn: "Mag niet" };

test.use({ actionTimeout: 15_000 });

test("a curator reviews what was objected to, one after the other", async ({ page }) => {
  test.setTimeout(600_000);
  const story: Story = JSON.parse(await readFile(process.env["STORY"] ?? "", "utf8"));
  const todo = new Map(Object.entries(story.items));
  const curating = new Curating(page);
  await page.goto(`${story.origin}/curate`);
  await page.getByLabel("Persoonlijke sleutel").fill(story.key);
  await curating.choose("Aanmelden");
  await curating.title(LIST);
  await page.locator(`[data-item="${[...todo.keys()][0]}"]`).click();
  while (todo.size > 0) {
    await curating.opened();
    const original = await curating.original.inputValue();
    const found = [...todo].find(([, { text }]) => text === original);
    if (found === undefined) {
      // A message for another day: back to the list, and on with the next of ours. While the page is busy it takes no click.
      const yes = page.locator("#question-yes");
      await expect(async () => {
        await curating.choose("Teruggeven");
        await expect(yes).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 15_000 });
      await yes.click();
      await curating.title(LIST);
      await page.locator(`[data-item="${[...todo.keys()][0]}"]`).click();
      continue;
    }
    const [item, labels] = found;
    for (const category of ["personal", "decision", "confidential"] as const) {
      await curating.level(CATEGORIES[category], LEVELS[labels[category]] ?? "").check();
    }
    await curating.checked();
    await expect(curating.checks).toHaveText(/^Ja/);
    await page.keyboard.press("Control+Enter");
    await expect(curating.settled).toContainText("Het bericht is bewaard.");
    todo.delete(item);
    if (todo.size > 0) await expect(curating.original).not.toHaveValue(original);
  }
});
