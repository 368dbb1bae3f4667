// A draft that another app shares gets to the box, and nowhere else.
import { BAD, BSN, expect, FINE, Practice, test } from "./harness/practice.js";

const LOST = "Je gedeelde bericht is niet aangekomen en niet bewaard. Deel het nog een keer.";
const HERE = "Dit bericht is met je gedeeld. Pas het aan en neem het mee terug.";

// The page's policy lets no form be sent; the browser itself sends what is shared, and needs no leave for it.
test.use({ bypassCSP: true });

/** Sends what another app shares, as the browser does: a form that takes the place of the page. */
async function share(practice: Practice, parts: Record<string, string>, { asFile = false } = {}): Promise<void> {
  const loaded = practice.page.waitForEvent("load");
  await practice.page.evaluate(
    ([given, isFile]) => {
      const form = document.createElement("form");
      Object.assign(form, { action: "/share", method: "post", enctype: "multipart/form-data" });
      for (const [name, text] of Object.entries(given)) {
        const field = document.createElement("input");
        if (isFile) {
          const files = new DataTransfer();
          files.items.add(new File([text], "note.txt", { type: "text/plain" }));
          Object.assign(field, { type: "file", files: files.files });
        }
        field.name = name;
        if (!isFile) field.value = text;
        form.append(field);
      }
      document.body.append(form);
      form.submit();
    },
    [parts, asFile] as const,
  );
  await loaded;
}

/** Nothing of what was shared is anywhere but in the box, and it is not shared again. */
async function leavesNothing(practice: Practice, origin: string): Promise<void> {
  expect(practice.page.url()).toBe(`${origin}/`);
  expect(await practice.remains()).not.toContain(BSN);
  await practice.page.reload();
  expect(practice.page.url()).toBe(`${origin}/`);
  await expect(practice.notice).toBeEmpty();
  expect(await practice.text()).toBe("");
  expect(await practice.remains()).not.toContain(BSN);
}

test("without a worker the service reads nothing and the page asks to share again", async ({
  visit,
  front,
  context,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(navigator.serviceWorker, "register", { value: () => Promise.reject(new Error("none")) });
  });
  const practice = await visit();
  const answer = practice.page.waitForResponse((response) => response.url().endsWith("/share"));
  await share(practice, { text: BAD });
  expect((await answer).status()).toBe(303);
  await expect(practice.notice).toHaveText(LOST);
  expect(await practice.text()).toBe("");
  await leavesNothing(practice, front.origin);
});

test("with a worker it stands in the box and is assessed, and the service never gets the form", async ({
  visit,
  front,
}) => {
  const practice = await visit({ installed: true });
  await share(practice, { title: "Over mevrouw", text: BAD, url: BAD });
  await expect(practice.notice).toHaveText(HERE);
  expect(await practice.text()).toBe(`Over mevrouw\n${BAD}`);
  await expect(practice.field).toBeFocused();
  await practice.settled("assessed");
  await practice.underlined(BSN);
  await leavesNothing(practice, front.origin);
  expect(front.asked.filter(({ path }) => path.startsWith("/share"))).toEqual([]);
});

test("it stands in the box when the service is away", async ({ visit, front }) => {
  const practice = await visit({ installed: true });
  await front.down();
  await share(practice, { text: BAD });
  await expect(practice.notice).toHaveText(HERE);
  expect(await practice.text()).toBe(BAD);
  await practice.underlined(BSN);
  await leavesNothing(practice, front.origin);
});

test("it stands in the box without a network", async ({ visit, front, context }) => {
  const practice = await visit({ installed: true });
  await context.setOffline(true);
  await share(practice, { text: BAD });
  await expect(practice.notice).toHaveText(HERE);
  expect(await practice.text()).toBe(BAD);
  await leavesNothing(practice, front.origin);
});

for (const isAway of [false, true]) {
  test(`what is no text is not taken for a draft${isAway ? " when the service is away" : ""}`, async ({
    visit,
    front,
  }) => {
    const practice = await visit({ installed: true });
    if (isAway) await front.down();
    for (const [parts, asFile] of [
      [{}, false],
      [{ title: " ", text: "\n", url: "" }, false],
      [{ text: BAD }, true],
    ] as const) {
      await share(practice, parts, { asFile });
      await expect(practice.notice).toHaveText(LOST);
      expect(await practice.text()).toBe("");
      await leavesNothing(practice, front.origin);
    }
  });
}

const TYPED = "Half bericht ";

for (const [answer, outcome] of [
  ["Zet de tekst eronder", `${TYPED.trim()}\n${BAD}`],
  ["Vervang mijn bericht", BAD],
  ["Laat mijn bericht staan", TYPED],
  ["Escape", TYPED],
] as const) {
  test(`what stood in the box already is not lost: ${answer}`, async ({ visit, front }) => {
    const practice = await visit({ installed: true });
    await practice.type(TYPED);
    await share(practice, { text: BAD });
    await expect(practice.question).toBeVisible();
    expect(await practice.text()).toBe(TYPED);
    if (answer === "Escape") await practice.press("Escape");
    else await practice.choose(answer);
    await expect(practice.question).toBeHidden();
    await expect(practice.field).toBeFocused();
    expect(await practice.text()).toBe(outcome);
    await practice.settled("assessed");
    await leavesNothing(practice, front.origin);
  });
}

test("what is shared twice is not asked about", async ({ visit }) => {
  const practice = await visit({ installed: true });
  await share(practice, { text: BAD });
  await expect(practice.notice).toHaveText(HERE);
  await share(practice, { text: BAD });
  await expect(practice.notice).toHaveText(HERE);
  await expect(practice.question).toBeHidden();
  expect(await practice.text()).toBe(BAD);
});

test("what is shared with two pages gets to its own", async ({ visit, context, front }) => {
  const practice = await visit({ installed: true });
  const page = await context.newPage();
  await page.goto(front.origin);
  const other = new Practice(page, page.locator("#compose"));
  await Promise.all([share(practice, { text: BAD }), share(other, { text: FINE })]);
  await expect.poll(() => practice.text()).toBe(BAD);
  await expect.poll(() => other.text()).toBe(FINE);
});
