// Before sending: the dialog from the row under the box. What comes out of it stands in the box as a card.
import { CLEAR, NUMBER } from "./harness/drafts.js";
import { expect, picture, test } from "./harness/fixtures.js";
import type { Line, Told } from "./harness/line.js";
import type { Conversation, Dialog, Teams } from "./harness/teams.js";

/** Opens the dialog in the group and checks a draft. */
async function check(teams: Teams, text: string): Promise<{ chat: Conversation; dialog: Dialog }> {
  const chat = await teams.group();
  const dialog = await chat.openDialog();
  await dialog.fill(text);
  await dialog.submit("Controleer");
  return { chat, dialog };
}

/** The message stands in the box, and nobody has read it yet; then it is sent as it is. */
async function inserted(chat: Conversation, dialog: Dialog, text: string): Promise<void> {
  await dialog.closed();
  await expect(chat.readyCard.locator).toHaveText(text);
  await expect(chat.cards).toHaveCount(0);
  await chat.send();
  await expect(chat.card.locator).toHaveText(text);
}

/** The service hears this, once; the draft goes along only where that is said. */
async function told(line: Line, what: Told): Promise<void> {
  await expect.poll(() => line.feedback).toEqual([expect.objectContaining({ text: null, ...what })]);
}

test("a clear draft comes in the box at once", async ({ teams }) => {
  const chat = await teams.group();
  const dialog = await chat.openDialog();
  await dialog.says("Mag dit in een app?", "In deze groep zitten 6 mensen.");
  await picture(dialog, "ask");
  await dialog.fill(CLEAR);
  await dialog.submit("Controleer");
  await inserted(chat, dialog, CLEAR);
});

test("every line of a draft stays a line, and nothing in it is read as markup", async ({ teams }) => {
  const lines = [
    "De vergadering over Kanariegeel is om tien uur.",
    "",
    "- Neem je **koffie** mee?",
    "# Tot [dan](https://x.example) & groet",
  ];
  const { chat, dialog } = await check(teams, lines.join("\n"));
  await dialog.closed();
  expect(await shownLines(chat)).toEqual(lines.map((line) => line || "\u00a0"));
});

test("an empty box is not sent anywhere", async ({ teams, relay }) => {
  const chat = await teams.group();
  const dialog = await chat.openDialog();
  await dialog.press("Controleer");
  await dialog.says("Typ eerst een bericht.");
  expect(relay.exchanges.filter(({ kind }) => kind.endsWith("submitAction"))).toEqual([]);
});

test("a warning shows the words; the draft is mended, checked again and inserted", async ({ teams, line }) => {
  const { chat, dialog } = await check(teams, NUMBER.text);
  await dialog.says("Niet versturen", "Dit nummer hoort niet in een app", "Dit is een burgerservicenummer.");
  expect(await dialog.highlighted()).toEqual(NUMBER.words);
  await expect(dialog.draft).toHaveValue(NUMBER.text);
  await picture(dialog, "warn");
  await dialog.fill(NUMBER.mended);
  await dialog.submit("Opnieuw controleren");
  await inserted(chat, dialog, NUMBER.mended);
  await told(line, { action: "edited" });
});

test("the version without personal data comes in the box, with marks to fill in", async ({ teams }) => {
  const { chat, dialog } = await check(teams, NUMBER.text);
  await dialog.submit("Haal namen en nummers weg");
  await expect(dialog.draft).toHaveValue(NUMBER.redacted);
  await dialog.says("Namen en nummers zijn weggehaald");
  await dialog.fill(NUMBER.mended);
  await dialog.submit("Controleer");
  await inserted(chat, dialog, NUMBER.mended);
});

test("a place where it does belong: what to copy and what to do, and back again", async ({ teams, line }) => {
  const { dialog } = await check(teams, NUMBER.text);
  await dialog.submit("Naar Motion");
  await dialog.says("Neem je bericht mee naar Motion", "Kopieer de tekst hieronder.", "Er staat niets in de chat.");
  await expect(dialog.draft).toHaveValue(NUMBER.text);
  await picture(dialog, "redirect");
  await told(line, { action: "redirected" });
  await dialog.submit("Terug naar mijn bericht");
  await dialog.says("Mag dit in een app?");
  await expect(dialog.draft).toHaveValue(NUMBER.text);
});

test("place it all the same: with a reason only, and as it was checked", async ({ teams, line }) => {
  const { chat, dialog } = await check(teams, NUMBER.text);
  await dialog.press("Toch plaatsen");
  await dialog.says("Waarom verstuur je het toch?", "Bewaar dit bericht");
  await dialog.press("Plaats mijn bericht");
  await dialog.says("Kies eerst een reden.");
  await dialog.choose("Het heeft haast");
  await picture(dialog, "anyway");
  await dialog.submit("Plaats mijn bericht");
  await inserted(chat, dialog, NUMBER.text);
  await told(line, { action: "sent", reason: "urgent" });
});

test("a text that was changed after the check is not placed without a check", async ({ teams }) => {
  const { chat, dialog } = await check(teams, NUMBER.text);
  await dialog.press("Toch plaatsen");
  await dialog.choose("Het heeft haast");
  await dialog.fill("Mevrouw Yilmaz heeft BSN 123456782.");
  await dialog.submit("Plaats mijn bericht");
  expect(await dialog.highlighted()).toEqual(["Yilmaz", "BSN", "123456782"]);
  await dialog.says("Niet versturen");
  await expect(chat.readyCard.locator).toHaveCount(0);
});

test("in a crisis a warning becomes a notice, and the message is placed without a reason", async ({ teams }) => {
  const { chat, dialog } = await check(teams, NUMBER.text);
  await dialog.crisis.check();
  await dialog.submit("Opnieuw controleren");
  await dialog.says("Kijk nog even", "In een crisis mag je appen");
  await expect(dialog.crisis).toBeChecked();
  await dialog.submit("Plaats mijn bericht");
  await inserted(chat, dialog, NUMBER.text);
});

test("a warning that is wrong: the message goes along when its writer says so, and is still there", async ({
  teams,
  line,
}) => {
  const { dialog } = await check(teams, NUMBER.text);
  await dialog.press("Deze waarschuwing klopt niet");
  await dialog.share.check();
  await picture(dialog, "wrong");
  await dialog.submit("Meld dit");
  await dialog.says("Bedankt.");
  await expect(dialog.draft).toHaveValue(NUMBER.text);
  await told(line, { action: "cancelled", right: false, text: NUMBER.text });
});

/** The lines of the card in the box, as they are seen. */
async function shownLines(chat: Conversation): Promise<string[]> {
  return chat.readyCard.locator.locator(".ac-richTextBlock").allTextContents();
}
