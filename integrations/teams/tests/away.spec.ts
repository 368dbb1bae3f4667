// The service goes away: the app says so within the time that Teams gives it, and checks the numbers itself.
import { CLEAR, NUMBER } from "./harness/drafts.js";
import { expect, picture, test } from "./harness/fixtures.js";

for (const way of ["nobody listens", "nothing is answered"] as const) {
  test.describe(way, () => {
    test.beforeEach(({ line }) => (way === "nobody listens" ? line.cut() : line.silence()));

    test("the dialog says that only numbers were checked, and places the message when asked", async ({ teams }) => {
      const chat = await teams.group();
      const dialog = await chat.openDialog();
      await dialog.fill(CLEAR);
      await dialog.submit("Controleer");
      await dialog.says("Niet gecontroleerd", "Alleen nummers zijn gecontroleerd", "Er zijn geen nummers gevonden");
      await dialog.fill(NUMBER.text);
      await dialog.submit("Opnieuw controleren");
      expect(await dialog.highlighted()).toEqual(["123456782"]);
      await dialog.says("Dit nummer hoort niet in een app", "Dit is een burgerservicenummer.");
      if (way === "nobody listens") await picture(dialog, "unchecked");
      await dialog.submit("Plaatsen zonder controle");
      await dialog.closed();
      await expect(chat.readyCard.locator).toHaveText(NUMBER.text);
    });

    test("so do the chat with the app, and the dialog on a message", async ({ teams }) => {
      const chat = await teams.alone();
      await chat.sendDraft(NUMBER.text);
      await chat.card.says("Alleen nummers zijn gecontroleerd", "Dit is een burgerservicenummer.");
      const dialog = await chat.openDialogOn(NUMBER.text);
      await dialog.says("Alleen nummers zijn gecontroleerd", "Dit is een burgerservicenummer.");
    });
  });
}

test("it goes away in the middle, and comes back", async ({ teams, line }) => {
  const chat = await teams.group();
  const dialog = await chat.openDialog();
  await dialog.fill(NUMBER.text);
  await dialog.submit("Controleer");
  await dialog.says("Niet versturen");
  line.cut();
  await dialog.submit("Opnieuw controleren");
  await dialog.says("Niet gecontroleerd");
  await line.mend();
  await dialog.submit("Opnieuw controleren");
  await dialog.says("Niet versturen");
});
