// Two tabs with two drafts know nothing of each other, and nothing of a draft stays behind in the browser.
import { expect, test } from "./harness/fixtures.js";
import { after } from "./harness/relay.js";

const ONE = "Zijn BSN is 123456782";
const OTHER = "mevrouw Tesfay haar bijstand is stopgezet";

test("two tabs never mix their drafts", async ({ open, relay }) => {
  relay.behave(after(300));
  const [one, other] = [await open("textarea"), await open("textarea")];
  for (const chat of [one, other]) await chat.ask((harness) => harness.record());
  await one.page.bringToFront();
  await one.type(ONE);
  await other.page.bringToFront();
  await other.type(OTHER);
  await other.settled("assessed");
  await other.underlined("Tesfay");
  await one.page.bringToFront();
  await one.settled("assessed");
  await one.underlined("123456782");
  expect(await one.text()).toBe(ONE);
  expect(await other.text()).toBe(OTHER);
  for (const [chat, own] of [
    [one, ONE],
    [other, OTHER],
  ] as const) {
    for (const text of await chat.ask((harness) => harness.seen())) expect(own).toContain(text);
    expect((await chat.state()).text).toBe(own);
  }
});

test("nothing of a draft stays behind in the browser", async ({ open }) => {
  const chat = await open("textarea", { conversation: "team", channel: "whatsapp" });
  await chat.type(ONE);
  await chat.settled("assessed");
  const kept = await chat.page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      history.state,
      await indexedDB.databases(),
      await caches.keys(),
    ]),
  );
  expect(kept).not.toContain("123456782");
  expect(JSON.stringify(await chat.ask((harness) => harness.told))).not.toContain("123456782");
});
