// In a chat with the app alone: what is typed is a message already, so the answer says what it would mean to send it on.
import { CLEAR, NUMBER, PRIVATE_LIFE } from "./harness/drafts.js";
import { expect, picture, test } from "./harness/fixtures.js";

test("who installs the app reads once what it does, and reads it again on request", async ({ teams }) => {
  const chat = await teams.alone();
  await chat.card.says("Wat doet Berichtwacht?", "Jij kijkt en beslist", "Is het een crisis?");
  await expect(chat.cards).toHaveCount(1);
  await picture(chat.card, "help");
  await chat.say("hulp");
  await expect(chat.cards).toHaveCount(2);
  await chat.card.says("Wat doet Berichtwacht?");
});

test("a clear text is in order", async ({ teams }) => {
  const chat = await teams.alone();
  await chat.sendDraft(CLEAR);
  await chat.card.says("In orde: niets gevonden", "Berichtwacht kan iets missen");
  expect(await chat.card.highlighted()).toEqual([]);
  await expect(chat.card.locator.getByRole("button")).toHaveCount(0);
});

test("a warning shows the words, why, and where the message does belong", async ({ teams }) => {
  const chat = await teams.alone();
  await chat.sendDraft(NUMBER.text);
  await chat.card.says("Niet versturen", "Dit nummer hoort niet in een app", "Dit is een burgerservicenummer.");
  await chat.card.says("E-mail", "Motion");
  expect(await chat.card.highlighted()).toEqual(NUMBER.words);
  await chat.card.saysNot("Wat zegt de handreiking?");
  await picture(chat.card, "bot");
  await chat.card.press("Waarom?");
  await chat.card.says("Wat zegt de handreiking?", "niet delen via berichtenapps");
});

test("the version without personal data comes when it is asked for", async ({ teams }) => {
  const chat = await teams.alone();
  await chat.sendDraft(NUMBER.text);
  await chat.card.says("123456782");
  await chat.card.saysNot("<NL_BSN>");
  await chat.card.press("Laat zien zonder namen en nummers");
  await chat.card.says(NUMBER.redacted);
});

test("a warning that is wrong: the service hears so, but not what the message was", async ({ teams, line }) => {
  const chat = await teams.alone();
  await chat.sendDraft(PRIVATE_LIFE);
  await chat.card.says("Dit gaat over iemands privéleven");
  await chat.card.press("Deze waarschuwing klopt niet");
  await expect(chat.card.share).not.toBeChecked();
  await chat.card.submit("Meld dit");
  await chat.card.says("Bedankt");
  expect(line.feedback).toEqual([expect.objectContaining({ action: "cancelled", right: false, text: null })]);
});

test("who sends it all the same says why, and reads how to keep it", async ({ teams, line }) => {
  const chat = await teams.alone();
  await chat.sendDraft(PRIVATE_LIFE);
  await chat.card.press("Toch versturen");
  await chat.card.press("Ik verstuur het toch");
  await chat.card.says("Waarom verstuur je het toch?", "Kies eerst een reden.");
  await chat.card.choose("Het heeft haast");
  await chat.card.submit("Ik verstuur het toch");
  await chat.card.says("Bewaar dit bericht", "in het archief");
  await chat.card.saysNot("Yilmaz");
  expect(line.feedback).toEqual([expect.objectContaining({ action: "sent", reason: "urgent" })]);
});

test("in a crisis a warning becomes a notice", async ({ teams }) => {
  const chat = await teams.alone();
  await chat.sendDraft(NUMBER.text);
  await chat.card.says("Niet versturen");
  await chat.card.submit("Het is een crisis");
  await chat.card.says("Kijk nog even", "Je hebt gezegd dat het een crisis is.", "In een crisis mag je appen");
  await chat.card.saysNot("Niet versturen");
});
