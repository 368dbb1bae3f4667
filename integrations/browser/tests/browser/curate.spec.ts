// The list of messages, and reviewing one, as curators do it, against the real service.
import { DRAFT, expect, NAME, STREET, test } from "./harness/curating.js";

const CORRECTED = { personal: "notice", decision: "none", confidential: "none" };
const FINE = "Zien we elkaar om tien uur in kamer 2?";

test("the list tells what the writer did and why a message is useful, and opens it", async ({ office, visit }) => {
  await office.object(DRAFT, { reason: "warning_wrong", levels: CORRECTED, comment: "Dit mag toch?" });
  const curating = await visit();
  await curating.listed();
  await expect(curating.rows).toHaveCount(1);
  const row = curating.rows.first();
  await expect(row).toContainText("Persoonsgegevens: mag niet");
  await expect(row).toContainText("Verstuurde het");
  await expect(row).toContainText("De waarschuwing klopt niet");
  await expect(row).toContainText("Vindt zelf: persoonsgegevens: kijk nog even");
  await expect(row.getByRole("meter", { name: /^Niet eens: \d+ procent$/ })).toBeVisible();
  await expect(row.getByRole("meter")).toHaveCount(3);
  await expect(row).not.toContainText(NAME);

  await curating.openFirst();
  await expect(curating.original).toHaveValue(DRAFT);
  await expect(curating.page.getByText("Dit mag toch?")).toBeVisible();
  const kept = await curating.kept.inputValue();
  expect(kept).not.toContain(NAME);
  expect(kept).not.toContain(STREET);
  await expect(curating.page.locator("#proposed-personal")).toHaveText(
    "Voorstel van de schrijver: Kijk nog even. Berichtwacht zegt: Mag niet.",
  );
  await expect(curating.level("Persoonsgegevens", "Kijk nog even")).toBeChecked();
});

test("the list is gone through with the keyboard, filtered, and says when there is nothing", async ({
  office,
  visit,
}) => {
  await office.object();
  await office.object(FINE);
  const curating = await visit();
  const { keyboard } = curating.page;
  await expect(curating.rows).toHaveCount(2);
  const buttons = curating.rows.getByRole("button");
  await keyboard.press("j");
  await expect(buttons.nth(0)).toBeFocused();
  await keyboard.press("ArrowDown");
  await expect(buttons.nth(1)).toBeFocused();
  await keyboard.press("j");
  await expect(buttons.nth(1)).toBeFocused();
  await keyboard.press("k");
  await expect(buttons.nth(0)).toBeFocused();

  await curating.page.getByLabel("Onderwerp van de waarschuwing").selectOption("personal");
  await expect(curating.rows).toHaveCount(1);
  await expect(curating.page.locator("#shown")).toHaveText("1 bericht.");
  await curating.page.getByLabel("Waar het op wacht").selectOption("differs");
  await expect(curating.page.locator("#shown")).toHaveText("Geen bericht past bij deze keuze.");
  await curating.page.getByLabel("Waar het op wacht").selectOption("");
  await buttons.first().focus();
  await keyboard.press("Enter");
  await curating.opened();
  await expect(curating.original).toHaveValue(DRAFT);
});

test("a message is kept with invented words and the labels that keys chose, and the next one opens", async ({
  office,
  visit,
}) => {
  await office.object();
  const before = (await office.messages()).length;
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  await office.object(FINE);
  await page.getByLabel(`Vervanging voor ${NAME}`).fill("Bakker");
  await page.getByLabel(`Vervanging voor ${STREET}`).fill("Molenpad 9");
  await expect(curating.kept).toHaveValue(DRAFT.replace(NAME, "Bakker").replace(STREET, "Molenpad 9"));
  await page.getByRole("heading", { level: 1 }).focus();
  for (const key of ["3", "w", "a"]) await page.keyboard.press(key);
  await expect(curating.level("Persoonsgegevens", "Mag niet")).toBeChecked();
  await expect(curating.level("Besluiten", "Kijk nog even")).toBeChecked();
  await expect(curating.level("Vertrouwelijk", "Mag")).toBeChecked();
  await page.getByLabel("Geld").check();
  await curating.checked();
  await page.keyboard.press("Control+Enter");

  await expect(curating.settled).toContainText("Het bericht is bewaard.");
  await expect(curating.original).toHaveValue(FINE);
  const messages = await office.messages();
  expect(messages.length).toBe(before + 1);
  expect(messages.at(-1)).toMatchObject({
    text: DRAFT.replace(NAME, "Bakker").replace(STREET, "Molenpad 9"),
    ...{ personal: "warn", decision: "notice", confidential: "none", topics: ["finance"] },
    entities: [{ label: "PERSON" }, { label: "STREET_ADDRESS" }],
  });
});

test("while something of the original is left, nothing is kept, and the page says what", async ({ office, visit }) => {
  await office.object();
  const before = (await office.messages()).length;
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  await curating.kept.fill(`${await curating.kept.inputValue()} Groet aan ${NAME}!`);
  await expect(curating.checks).toHaveText("Nog niet. Dit staat nog in de tekst:");
  await expect(page.locator("#left li")).toContainText([NAME]);
  await curating.choose("Bewaren");
  await expect(curating.refused).toHaveText("Nog niet bewaard: er staat nog iets van het echte bericht in de tekst.");
  await expect(curating.kept).toBeFocused();
  expect((await office.messages()).length).toBe(before);
  await page.keyboard.press("Control+z");
  await expect(curating.kept).not.toHaveValue(new RegExp(NAME));
  await curating.checked();
  await expect(curating.checks).toHaveText("Ja. Er staat niets meer in van het echte bericht.");
});

test("another proposal takes the place of the first everywhere", async ({ office, visit }) => {
  await office.object(`${DRAFT} Zeg mevrouw Yilmaz dat het goed komt.`);
  const curating = await visit();
  await curating.openFirst();
  const field = curating.page.getByLabel(`Vervanging voor ${NAME}`);
  const first = await field.inputValue();
  await curating.page.getByRole("listitem").filter({ has: field }).getByRole("button").click();
  const second = await field.inputValue();
  expect(second).not.toBe(first);
  expect((await curating.kept.inputValue()).split(second).length).toBe(3);
});

for (const way of ["keyboard", "mouse"] as const) {
  test(`further words of the original are marked with the ${way}, and must be replaced`, async ({ office, visit }) => {
    await office.object("Kees zijn bakfiets is gestolen bij Feestwinkel Hop");
    const curating = await visit();
    const { page } = curating;
    await curating.openFirst();
    if (way === "keyboard") {
      await curating.select(curating.original, "Feestwinkel Hop");
      await expect(page.locator("#marking-words")).toContainText("‘Feestwinkel Hop’");
      await page.keyboard.press("l");
    } else {
      await curating.select(curating.original, "Feestwinkel ");
      const box = await curating.original.boundingBox();
      if (box === null) throw new Error("not there");
      await page.mouse.dblclick(box.x + 40, box.y + 24);
      const words = await curating.original.evaluate((field: HTMLTextAreaElement) =>
        field.value.slice(field.selectionStart, field.selectionEnd).trim(),
      );
      await expect(page.locator("#marking-words")).toContainText(`‘${words}`);
      await curating.select(curating.original, "Feestwinkel Hop");
      await page.getByRole("button", { name: "Plaats", exact: true }).click();
    }
    const field = page.getByLabel("Vervanging voor Feestwinkel Hop");
    await expect(field).toBeFocused();
    await page.keyboard.press("Control+Enter");
    await expect(curating.refused).toHaveText("Nog niet bewaard: typ bij elke vervanging wat er moet komen te staan.");
    await page.keyboard.insertText("de kapper");
    await expect(curating.kept).toHaveValue(/bij de kapper$/);
    expect(await curating.spans()).toContainEqual(["de kapper", "LOCATION"]);
  });
}

test("marks in the text to keep are added, renamed, moved and taken away with the keyboard", async ({
  office,
  visit,
}) => {
  await office.object(FINE);
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  await curating.select(curating.kept, "tien");
  await page.keyboard.press("F2");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: "BSN", exact: true })).toBeFocused();
  await page.keyboard.press("z");
  await expect(curating.kept).toBeFocused();
  expect(await curating.spans()).toEqual([["tien", "CASE_NUMBER"]]);
  await page.getByRole("button", { name: "Einde naar rechts bij ‘tien’" }).press("Enter");
  await expect(page.getByRole("button", { name: "Einde naar rechts bij ‘tien ’" })).toBeFocused();
  await page.keyboard.press("Enter");
  expect(await curating.spans()).toEqual([["tien u", "CASE_NUMBER"]]);
  await page.getByLabel("Wat is ‘tien u’?").selectOption("CREDENTIAL");
  expect(await curating.spans()).toEqual([["tien u", "CREDENTIAL"]]);
  await page.getByRole("button", { name: "Haal de markering van ‘tien u’ weg" }).press("Enter");
  expect(await curating.spans()).toEqual([]);
  await page.keyboard.press("Control+z");
  expect(await curating.spans()).toEqual([["tien u", "CREDENTIAL"]]);
  await page.keyboard.press("Control+Shift+z");
  expect(await curating.spans()).toEqual([]);
});

test("what recognisers find in the new text is offered as a mark", async ({ office, visit }) => {
  await office.object(FINE);
  const curating = await visit();
  await curating.openFirst();
  await curating.kept.fill("Bel 06-87654321 even");
  await curating.page.getByRole("button", { name: "Markeer ‘06-87654321’ als Telefoonnummer" }).click();
  expect(await curating.spans()).toEqual([["06-87654321", "PHONE_NUMBER"]]);
  await expect(curating.page.getByText("Berichtwacht vindt ook")).toBeHidden();
});

test("what is no record is refused with the reason", async ({ office, visit }) => {
  await office.object(FINE);
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  await page.getByLabel("Geloof").check();
  await curating.choose("Bewaren");
  await expect(curating.refused).toContainText("Er is een gevoelig onderwerp aangekruist.");
  await page.getByLabel("Geloof").uncheck();
  await curating.select(curating.kept, "kamer");
  await page.keyboard.press("F2");
  await page.keyboard.press("b");
  await expect(page.locator("#left")).toContainText("Bij ‘kamer’ klopt iets niet.");
});

test("a message from which nothing is learned is put aside after a question, and that is undone", async ({
  office,
  visit,
}) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  await page.getByLabel(`Vervanging voor ${NAME}`).fill("Bakker");
  await curating.choose("Hier leren we niet van");
  await page.keyboard.press("Escape");
  await expect(curating.question).toBeHidden();
  await curating.choose("Hier leren we niet van");
  await curating.choose("Ja, niet gebruiken");
  await expect(curating.settled).toContainText("Het bericht wordt niet gebruikt.");
  await expect(page.locator("#shown")).toContainText("Er is niets om na te kijken.");
  await page.keyboard.press("u");
  await curating.opened();
  await expect(curating.original).toHaveValue(DRAFT);
  await expect(page.getByLabel(`Vervanging voor ${NAME}`)).toHaveValue("Bakker");
  await expect(curating.settled).toBeHidden();
});

test("a message is given back after a question, and somebody else can have it", async ({ office, visit }) => {
  const item = await office.object();
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  expect((await office.ask("bo", "/v1/curation/claims", { item })).status).toBe(409);
  await page.keyboard.press("Escape");
  await expect(curating.question).toContainText("Dit bericht teruggeven?");
  await curating.choose("Ga verder met nakijken");
  await expect(curating.original).toHaveValue(DRAFT);
  await page.keyboard.press("Escape");
  await curating.choose("Geef het terug");
  await curating.listed();
  await office.open("bo", item);
});

test("who opens what somebody else has is told until when, and gets the next", async ({ office, visit }) => {
  const item = await office.object();
  await office.object(FINE);
  const curating = await visit();
  await expect(curating.rows).toHaveCount(2);
  await office.open("bo", item);
  const warned = curating.rows.filter({ hasText: "mag niet" });
  await warned.getByRole("button").click();
  await expect(curating.problem).toHaveText(/Een collega kijkt dit bericht al na, tot \d\d:\d\d\./);
  await curating.choose("Kijk het volgende na");
  await curating.opened();
  await expect(curating.original).toHaveValue(FINE);
  await expect(curating.problem).toBeHidden();
});
