// Two curators on one message: the second labels without seeing what the first chose, and what differs is settled.
import { type Curating, DRAFT, expect, NAME, type Office, STREET, test } from "./harness/curating.js";

const REWRITTEN = DRAFT.replace(NAME, "Bakker").replace(STREET, "Molenpad 9");

/** The first curator keeps the message and wants another to look. */
async function keepFor(curating: Curating): Promise<void> {
  const { page } = curating;
  await curating.openFirst();
  await page.getByLabel(`Vervanging voor ${NAME}`).fill("Bakker");
  await page.getByLabel(`Vervanging voor ${STREET}`).fill("Molenpad 9");
  await curating.level("Persoonsgegevens", "Mag niet").check();
  for (const box of await page.getByRole("checkbox", { checked: true }).all()) await box.uncheck();
  await page.getByLabel("Geld").check();
  await curating.choose("Laat een ander ook kijken");
  await expect(curating.settled).toContainText("Nu kijkt een collega er ook naar.");
  await expect(curating.rows).toHaveCount(0);
}

/** Another curator labels what the first rewrote. */
async function review(office: Office, item: string, more: Record<string, unknown>): Promise<string> {
  const { revision, labellings } = await office.open("bo", item);
  const [{ text }] = labellings as [{ text: string }];
  const levels = { personal: "warn", decision: "none", confidential: "none", topics: ["finance"] };
  const record = { text, lang: "nl", ...levels, entities: [], look_alike: false, ...more };
  const answer = await office.ask("bo", "/v1/curation/reviews", { item, revision, outcome: "accepted", record });
  expect(answer.status).toBe(201);
  return (await answer.json()).state;
}

test("the second curator sees the rewritten text only, and labels it without a proposal", async ({ office, visit }) => {
  const item = await office.object();
  const { revision } = await office.open("bo", item);
  const labels = { lang: "nl", personal: "warn", decision: "none", confidential: "none", topics: ["finance"] };
  const record = { text: REWRITTEN, ...labels, entities: [], look_alike: false };
  const body = { item, revision, outcome: "accepted", record, second: true };
  expect((await office.ask("bo", "/v1/curation/reviews", body)).status).toBe(201);
  const before = (await office.messages()).length;

  const curating = await visit();
  const { page } = curating;
  await expect(curating.rows.first()).toContainText("Tweede keer nakijken");
  await curating.openFirst();
  await curating.title("Kijk dit bericht als tweede na");
  await expect(curating.original).toBeHidden();
  await expect(curating.kept).toHaveValue(REWRITTEN);
  await expect(page.locator("#proposed-personal")).toHaveText("Kies zelf.");
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await curating.kept.press("x");
  await expect(curating.kept).toHaveValue(REWRITTEN);

  await curating.choose("Bewaren");
  await expect(curating.refused).toHaveText("Nog niet bewaard: kies bij elk onderwerp wat het is.");
  await expect(curating.level("Persoonsgegevens", "Mag")).toBeFocused();
  for (const key of ["3", "q", "a"]) await page.keyboard.press(key);
  await page.getByLabel("Geld").check();
  await curating.choose("Bewaren");
  await expect(curating.settled).toContainText("Het bericht is bewaard.");
  expect((await office.messages()).length).toBe(before + 1);
});

test("where two differ, both labellings stand side by side, and one is taken over", async ({ office, visit }) => {
  const item = await office.object();
  const curating = await visit();
  const { page } = curating;
  await keepFor(curating);
  expect(await review(office, item, { personal: "notice", confidential: "warn" })).toBe("differs");
  await curating.choose("Ververs de lijst");
  await expect(curating.rows.first()).toContainText("Niet eens: kies");
  await curating.openFirst();
  await curating.title("Kies wat het wordt");
  const compared = page.getByRole("region", { name: "Wat de twee collega's kozen" });
  await expect(compared.locator(".differs")).toHaveText([
    "Mag niet",
    "Mag",
    "Naam: Bakker; Adres: Molenpad 9",
    "Kijk nog even",
    "Mag niet",
    "Geen",
  ]);
  await compared.getByRole("button").nth(1).click();
  await expect(curating.level("Persoonsgegevens", "Kijk nog even")).toBeChecked();
  await expect(curating.level("Vertrouwelijk", "Mag niet")).toBeChecked();
  await curating.level("Vertrouwelijk", "Mag").check();
  await curating.choose("Bewaren");
  await expect(curating.settled).toContainText("Het bericht is bewaard.");
  expect((await office.messages()).at(-1)).toMatchObject({ personal: "notice", confidential: "none", text: REWRITTEN });
});

test("a review cannot be undone once another curator looked after it", async ({ office, visit }) => {
  const item = await office.object();
  const curating = await visit();
  await keepFor(curating);
  expect(await review(office, item, {})).toBe("accepted");
  await curating.choose("Ongedaan maken");
  await expect(curating.problem).toHaveText("Dit kan niet meer ongedaan worden gemaakt.");
  await expect(curating.settled).toBeHidden();
});

test("a message that changed since it was opened is opened again when its curator says so", async ({
  office,
  visit,
}) => {
  const item = await office.object();
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  await office.ask("ans", "/v1/curation/releases", { item });
  const { revision } = await office.open("bo", item);
  const labels = { lang: "nl", personal: "warn", decision: "none", confidential: "none", topics: ["finance"] };
  const record = { text: REWRITTEN, ...labels, entities: [], look_alike: false };
  await office.ask("bo", "/v1/curation/reviews", { item, revision, outcome: "accepted", record, second: true });
  await curating.level("Persoonsgegevens", "Mag niet").check();
  await curating.choose("Bewaren");
  await expect(curating.problem).toContainText("heeft iets veranderd aan dit bericht");
  await expect(curating.original).toHaveValue(DRAFT);
  await curating.choose("Open opnieuw");
  await curating.title("Kijk dit bericht als tweede na");
  await expect(page.locator("#original")).toHaveValue(REWRITTEN);
});
