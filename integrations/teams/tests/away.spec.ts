// The service is away: the app says so within the time that Teams gives it, and checks the numbers itself.
import { once } from "node:events";
import { createServer } from "node:net";
import { CLEAR, NUMBER } from "./harness/drafts.js";
import { test as base, expect, picture } from "./harness/fixtures.js";
import { freePort } from "./harness/processes.js";

/** How the service is away: nobody listens, or somebody listens and never answers. */
const WAYS = ["stopped", "silent"] as const;

for (const way of WAYS) {
  const test = base.extend<object, { service: string | null }>({
    service: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
      async ({}, use) => {
        if (way === "stopped") return use(`http://127.0.0.1:${await freePort()}`);
        const server = createServer(() => {}).listen(0, "127.0.0.1");
        await once(server, "listening");
        const address = server.address();
        if (address === null || typeof address === "string") throw new Error("nobody listens");
        await use(`http://127.0.0.1:${address.port}`);
        server.close();
      },
      { scope: "worker" },
    ],
  });

  test.describe(`the service is ${way}`, () => {
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
      if (way === "stopped") await picture(dialog, "unchecked");
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
