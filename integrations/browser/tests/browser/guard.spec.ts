// With `guard` a message with a warning is held back, until the writer says why it has to go.
import { type Chat, EDITORS, expect, test } from "./harness/fixtures.js";
import { after } from "./harness/relay.js";

const BAD = "Zijn BSN is 123456782";
const sent = (chat: Chat): Promise<string[]> => chat.ask((harness) => harness.sent);
const send = (chat: Chat): Promise<void> => chat.page.getByRole("button", { name: "Verstuur", exact: true }).click();
const anyway = (chat: Chat) => chat.component.getByRole("button", { name: /toch versturen/i });

/** Chooses the first reason that is offered, in whatever it is offered. */
async function giveReason(chat: Chat): Promise<void> {
  await expect(anyway(chat)).toBeVisible();
  const list = chat.component.getByRole("combobox");
  if ((await list.count()) > 0) await list.first().selectOption({ index: 1 });
  else await chat.component.getByRole("radio").first().check();
}

for (const editor of EDITORS) {
  test(`${editor}: holds back a message with a warning, and lets it through once with a reason`, async ({ open }) => {
    const chat = await open(editor, { guard: "" });
    await chat.type(BAD);
    await chat.settled("assessed");
    await send(chat);
    await expect(anyway(chat)).toBeVisible();
    await chat.press("Escape");
    await expect(anyway(chat)).toBeHidden();
    await expect(chat.field).toBeFocused();
    expect(await sent(chat)).toEqual([]);
    expect(await chat.text()).toBe(BAD);

    await send(chat);
    await giveReason(chat);
    await anyway(chat).click();
    await expect.poll(() => sent(chat)).toEqual([BAD]);
    expect(await chat.ask((harness) => harness.decisions)).toEqual([
      { action: "cancelled" },
      { action: "sent", reason: expect.any(String) },
    ]);

    await chat.type(BAD);
    await chat.settled("assessed");
    await send(chat);
    await expect(anyway(chat)).toBeVisible();
    expect(await sent(chat)).toEqual([BAD]);
  });
}

test("lets a message without a warning through at once", async ({ open }) => {
  const chat = await open("textarea", { guard: "" });
  await chat.type("Zien we elkaar om tien uur?");
  await chat.settled("assessed");
  await send(chat);
  await expect.poll(() => sent(chat)).toEqual(["Zien we elkaar om tien uur?"]);
});

test("holds a message back that is sent before the answer is there", async ({ open, relay }) => {
  relay.behave(after(700));
  const chat = await open("textarea", { guard: "" });
  await chat.type(BAD);
  await send(chat);
  await expect(anyway(chat)).toBeVisible();
  expect(await sent(chat)).toEqual([]);
});

test("sends a message once that is sent before the answer is there, however often the button is pressed", async ({
  open,
  relay,
}) => {
  relay.behave(after(700));
  const chat = await open("textarea", { guard: "" });
  await chat.type("Zien we elkaar om tien uur?");
  await send(chat);
  await send(chat);
  await expect.poll(() => sent(chat)).toEqual(["Zien we elkaar om tien uur?"]);
  await chat.page.waitForTimeout(500);
  expect(await sent(chat)).toEqual(["Zien we elkaar om tien uur?"]);
});

test("can be done with the keyboard alone", async ({ open }) => {
  const chat = await open("input", { guard: "" });
  await chat.type(BAD);
  await chat.settled("assessed");
  await chat.press("Enter");
  await expect(anyway(chat)).toBeVisible();
  expect(await sent(chat)).toEqual([]);
  await giveReason(chat);
  await anyway(chat).focus();
  await chat.press("Enter");
  await expect.poll(() => sent(chat)).toEqual([BAD]);
});
