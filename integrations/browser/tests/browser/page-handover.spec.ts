// A message that does not belong in an app is taken to where it does, and no address but that of a mail holds it.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BAD, BSN, expect, type Practice, test } from "./harness/practice.js";
import { REPOSITORY, startService } from "./harness/service.js";

const LONG = `${BAD} ${"en dat klopt ".repeat(200)}`.trim();

/** Opens the panel for a draft. */
async function warned(practice: Practice, draft: string): Promise<void> {
  await practice.replace(draft);
  await practice.settled("assessed");
  await practice.choose("Waarom?");
}

/** Every address that the page goes to from now on. */
async function goneTo(practice: Practice): Promise<string[]> {
  const tab = await practice.page.context().newCDPSession(practice.page);
  await tab.send("Page.enable");
  const addresses: string[] = [];
  tab.on("Page.frameRequestedNavigation", ({ url }) => addresses.push(url));
  return addresses;
}

const clipboard = (practice: Practice): Promise<string> => practice.page.evaluate(() => navigator.clipboard.readText());

test("the mail program gets the draft, and only when its button is pressed", async ({ visit }) => {
  const practice = await visit();
  const gone = await goneTo(practice);
  const draft = `Beste Ömer,\n${BAD} & haar zoon 🙂?`;
  await warned(practice, draft);
  expect(await practice.page.content()).not.toContain("mailto:");
  await expect(practice.component.locator("a[href]")).toHaveCount(0);
  expect(gone).toEqual([]);
  await practice.choose("E-mail");
  await expect.poll(() => gone.length).toBe(1);
  const address = new URL(gone[0] ?? "");
  expect(address.protocol).toBe("mailto:");
  expect([...address.searchParams]).toEqual([["body", draft.replace("\n", "\r\n")]]);
  expect(practice.page.url()).not.toContain(BSN);
  expect(await practice.text()).toBe(draft);
  expect(await practice.remains()).not.toContain(BSN);
});

test("a draft that is too long for a mail address goes to the clipboard", async ({ visit }) => {
  const practice = await visit();
  const gone = await goneTo(practice);
  await warned(practice, LONG);
  await practice.choose("E-mail");
  await practice.shows("Je bericht is te lang om in de mail te zetten.");
  expect(gone).toEqual([`mailto:?body=${encodeURIComponent("(plak hier je bericht)")}`]);
  expect(await clipboard(practice)).toBe(LONG);
});

for (const [place, draft] of [
  ["Motion", BAD],
  ["iBabs", "Ik ga akkoord met optie B voor het zwembad. Stemmen jullie morgen ook voor?"],
] as const) {
  test(`${place}: the draft is on the clipboard, and without a link nothing opens`, async ({ visit, context }) => {
    const practice = await visit();
    const gone = await goneTo(practice);
    await warned(practice, draft);
    await practice.choose(`Kopieer voor ${place}`);
    await practice.shows(`Je bericht is gekopieerd. Plak het in ${place}.`);
    expect(await clipboard(practice)).toBe(draft);
    expect(gone).toEqual([]);
    expect(context.pages().length).toBe(1);
  });
}

test("with a link in the policy a new tab opens, which knows nothing of the page or the draft", async ({
  visit,
  front,
  context,
}) => {
  test.slow(); // it starts a service of its own
  const place = await mkdtemp(join(tmpdir(), "berichtwacht-policy-"));
  const policy = join(place, "policy.yaml");
  const link = "https://127.0.0.1/zaken?van=berichtwacht"; // answered below: nothing listens there
  await context.route(link, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Motion</h1>" }));
  const guideline = await readFile(join(REPOSITORY, "classifier/decide/handreiking.yaml"), "utf8");
  await writeFile(policy, guideline.replace(/^ {2}(motion|ibabs): \{\}$/gm, `  $1: {url: "${link}"}`));
  const other = await startService([], { settings: { BERICHTWACHT_POLICY: policy } });
  try {
    front.service = other.origin;
    // The component sees to it by itself, on sites without these headers too.
    front.leftOut = ["cross-origin-opener-policy", "referrer-policy"];
    const practice = await visit();
    await warned(practice, BAD);
    const opened = context.waitForEvent("page");
    const asked = context.waitForEvent("request", (request) => request.url() === link);
    await practice.choose("Motion");
    const tab = await opened;
    await tab.waitForLoadState();
    expect(tab.url()).toBe(link);
    expect(await (await asked).headerValue("referer")).toBeNull();
    expect(await tab.evaluate(() => [window.opener, document.referrer, window.name])).toEqual([null, "", ""]);
    expect(await clipboard(practice)).toBe(BAD);
    await practice.shows("Je bericht is gekopieerd. Plak het in Motion.");
  } finally {
    await other.stop();
    await rm(place, { recursive: true });
  }
});

test("the safer version takes the draft's place, is assessed again, and can be undone", async ({ visit, front }) => {
  const practice = await visit();
  await warned(practice, BAD);
  await practice.choose("Haal namen en nummers weg");
  await expect(practice.component.getByText("Zijn BSN is [bsn]", { exact: true })).toBeVisible();
  expect(await practice.text()).toBe(BAD);
  await practice.choose("Gebruik deze versie");
  expect(await practice.text()).toBe("Zijn BSN is [bsn]");
  await practice.settled("assessed");
  expect(front.drafts.at(-1)?.text).toBe("Zijn BSN is [bsn]");
  await practice.clean();
  await expect(practice.component.getByText("Niet versturen")).toBeHidden();
  await practice.field.focus();
  await practice.press("Control+z");
  expect(await practice.text()).toBe(BAD);
  await practice.settled("assessed");
  await practice.underlined(BSN);
});
