// Who reads Teams in another language than Dutch reads English.
import { CLEAR, NUMBER } from "./harness/drafts.js";
import { expect, picture, test } from "./harness/fixtures.js";

test.use({ language: "en-US" });

test("the dialog and its card", async ({ teams }) => {
  const chat = await teams.group();
  const dialog = await chat.openDialog();
  await dialog.says("May this go in an app?");
  await dialog.fill(NUMBER.text);
  await dialog.submit("Check");
  await dialog.says("Do not send");
  expect(await dialog.highlighted()).toEqual(NUMBER.words);
  await picture(dialog, "warn-english");
  await dialog.fill(CLEAR);
  await dialog.submit("Check again");
  await dialog.closed();
  await expect(chat.readyCard.locator).toHaveText(CLEAR);
});

test("the chat with the app", async ({ teams }) => {
  const chat = await teams.alone();
  await chat.card.says("What does Berichtwacht do?");
  await chat.sendDraft(NUMBER.text);
  await chat.card.says("Do not send", "This is a citizen service number");
});
