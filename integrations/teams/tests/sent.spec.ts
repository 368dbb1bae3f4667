// After sending: 'Controleer dit bericht' on a message that stands in the conversation.
import { CLEAR, NUMBER } from "./harness/drafts.js";
import { expect, picture, test } from "./harness/fixtures.js";

test("a message that should not have been sent: what is wrong, and what to do now", async ({ teams, line }) => {
  const chat = await teams.group();
  await chat.sendDraft(NUMBER.text);
  const dialog = await chat.openDialogOn(NUMBER.text);
  await dialog.says("Dit hoort niet in een app", "Zo zet je het recht", "verwijder het", "Bewaar dit bericht");
  expect(await dialog.highlighted()).toEqual(NUMBER.words);
  await picture(dialog, "sent");
  await dialog.submit("Deze waarschuwing klopt niet");
  await dialog.says("Bedankt");
  expect(line.feedback).toEqual([expect.objectContaining({ action: "sent", right: false, text: null })]);
});

test("a message in which nothing is found", async ({ teams }) => {
  const chat = await teams.group();
  await chat.sendDraft(CLEAR);
  const dialog = await chat.openDialogOn(CLEAR);
  await dialog.says("In orde: niets gevonden", "Berichtwacht kan iets missen");
  await dialog.close();
});

test("a message in a channel", async ({ teams }) => {
  const chat = await teams.channel();
  await chat.sendDraft(NUMBER.text);
  const dialog = await chat.openDialogOn(NUMBER.text);
  await dialog.says("Dit hoort niet in een app", "Zo zet je het recht");
});
