// Signing in, and that nothing of what a curator typed is lost or left behind.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { DRAFT, expect, NAME, test } from "./harness/curating.js";

const PROBLEM = "application/problem+json";

/** Lets the service answer like this from now on. */
async function answer(page: Page, path: string, status: number): Promise<void> {
  await page.route(path, (route) => route.fulfill({ status, contentType: PROBLEM, body: JSON.stringify({ status }) }));
}

test("somebody signs in with a personal key, is told what is wrong with one, and signs out", async ({
  office,
  visit,
}) => {
  await office.object();
  const curating = await visit(null);
  const { page } = curating;
  const key = page.getByLabel("Persoonlijke sleutel");
  await curating.title("Meld je aan");
  await expect(key).toBeFocused();
  await expect(key).toHaveAttribute("type", "password");
  await expect(key).toHaveAttribute("autocomplete", "off");
  await curating.choose("Aanmelden");
  await expect(page.locator("#key-wrong")).toHaveText("Vul je sleutel in.");
  await key.fill("bw_wrong");
  await key.press("Enter");
  await expect(page.locator("#key-wrong")).toContainText("Deze sleutel klopt niet");
  await key.fill(office.house.keys.chat);
  await key.press("Enter");
  await expect(page.locator("#key-wrong")).toContainText("Deze sleutel is niet voor nakijken.");
  await key.fill(office.house.keys.ans);
  await key.press("Enter");
  await curating.listed();
  await expect(curating.rows).toHaveCount(1);
  await expect(key).toHaveValue("");
  await page.reload();
  await curating.listed();
  await curating.choose("Afmelden");
  await curating.title("Meld je aan");
  await expect(curating.rows).toHaveCount(0);
  await page.reload();
  await curating.title("Meld je aan");
});

test("who is signed in by a proxy as somebody who may not curate is told so", async ({ context, office, visit }) => {
  await context.setExtraHTTPHeaders({ "X-API-Key": office.house.keys.chat });
  const curating = await visit(null);
  await expect(curating.page.locator("#key-wrong")).toContainText("Deze sleutel is niet voor nakijken.");
});

test("what was typed survives the end of a session: signing in goes on in place", async ({
  context,
  office,
  visit,
}) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  await curating.level("Persoonsgegevens", "Mag niet").check();
  await context.clearCookies();
  await curating.kept.fill("Bel mevrouw Bakker even");
  await curating.title("Meld je aan");
  await expect(page.getByText("Wat je hebt getypt, staat er straks nog.")).toBeVisible();
  await page.getByLabel("Persoonlijke sleutel").fill(office.house.keys.ans);
  await page.keyboard.press("Enter");
  await expect(curating.status).toHaveText("Je bent weer aangemeld. Je werk staat er nog.");
  await expect(curating.kept).toHaveValue("Bel mevrouw Bakker even");
  await expect(curating.kept).toBeFocused();
  await expect(curating.level("Persoonsgegevens", "Mag niet")).toBeChecked();
  await expect(curating.checks).toContainText("Ja.");
  await curating.choose("Bewaren");
  await expect(curating.settled).toContainText("Het bericht is bewaard.");
});

test("what was typed survives a service that is too busy, and a connection that is gone", async ({
  context,
  office,
  visit,
}) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  await answer(page, "**/v1/curation/reviews", 503);
  await curating.choose("Bewaren");
  await expect(curating.problem).toContainText("Berichtwacht heeft het te druk. Wat je typte, staat er nog.");
  await page.unroute("**/v1/curation/reviews");

  await context.setOffline(true);
  await curating.kept.fill("Bel mevrouw Bakker even");
  await expect(curating.checks).toContainText("Dat kan nu niet worden nagekeken.");
  await curating.choose("Bewaren");
  await expect(curating.refused).toContainText("Dat kan nu niet worden nagekeken.");
  await context.setOffline(false);
  await expect(curating.checks).toContainText("Ja.");
  await expect(curating.kept).toHaveValue("Bel mevrouw Bakker even");
  await curating.choose("Bewaren");
  await expect(curating.settled).toContainText("Het bericht is bewaard.");
  await expect(curating.problem).toBeHidden();
});

test("leaving the page with unfinished work asks first, and without it does not", async ({ office, visit }) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  const asked: string[] = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await curating.openFirst();
  await page.reload();
  await curating.listed();
  expect(asked).toEqual([]);
  await curating.openFirst();
  await curating.kept.press("x");
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
});

test("nothing of a message stays in the browser, and the page at / keeps nothing of these", async ({
  office,
  visit,
}) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  const { origin } = office.house;
  await page.goto(origin);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  });
  const handled: string[] = [];
  page.on("response", (response) => {
    if (response.fromServiceWorker()) handled.push(new URL(response.url()).pathname);
  });
  await page.goto(`${origin}/curate`);
  await curating.openFirst();
  await curating.kept.fill("Bel mevrouw Bakker even");
  await curating.checked();
  await curating.choose("Bewaren");
  await expect(curating.settled).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(handled).toEqual([]);
  const kept = await page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    const paths = caches_.flat().map(({ url }) => new URL(url).pathname);
    const stored = [{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), document.cookie];
    return { paths, stored, address: location.href, state: history.state };
  });
  expect(kept.stored).toEqual([{}, {}, [], ""]);
  expect(kept.address).toBe(`${origin}/curate`);
  expect(kept.state).toBe(null);
  expect(kept.paths.length).toBeGreaterThan(5);
  expect(kept.paths.filter((path) => path.startsWith("/curate") || path.startsWith("/v1"))).toEqual([]);
  expect(await page.content()).not.toContain(NAME);
});

test("a whole session breaks no rule of the policy and puts no text in an address", async ({
  context,
  office,
  visit,
}) => {
  await office.object();
  const asked: string[] = [];
  context.on("request", (request) => asked.push(request.url()));
  await context.addInitScript(() => {
    const broken: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective));
    Object.assign(window, { broken });
  });
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  await expect(curating.original).toHaveValue(DRAFT);
  await curating.select(curating.kept, "Kun");
  await page.keyboard.press("F2");
  await page.keyboard.press("n");
  await curating.choose("Toetsen");
  await curating.choose("Sluit");
  await curating.choose("Hier leren we niet van");
  await curating.choose("Ja, niet gebruiken");
  await expect(curating.settled).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([]);
  expect(asked.filter((address) => !address.startsWith(office.house.origin) || /[?#]/.test(address))).toEqual([]);
});

test("the accepted messages are downloaded as a file", async ({ office, visit }) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  await curating.openFirst();
  await curating.choose("Bewaren");
  await expect(curating.settled).toContainText("Het bericht is bewaard.");
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download de berichten" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("berichten.jsonl");
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(await office.messages());
  expect(lines.length).toBeGreaterThan(0);
});

test("a message is held while somebody works on it, and not when they walked away", async ({ office, visit }) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  await page.clock.install();
  await curating.openFirst();
  let claims = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/v1/curation/claims")) claims += 1;
  });
  const minutes = async (count: number): Promise<void> => page.clock.runFor(count * 60_000);
  await minutes(16);
  expect(claims).toBe(0);
  await curating.kept.press("End");
  await minutes(5);
  expect(claims).toBe(1);
  await minutes(20);
  expect(claims).toBe(1);
});

test("nothing of a message stays in memory once its curator signed out", async ({ context, office, visit }) => {
  await office.object();
  const curating = await visit();
  const { page } = curating;
  const devtools = await context.newCDPSession(page);
  const remembers = async (words: string): Promise<boolean> => {
    let snapshot = "";
    const collect = ({ chunk }: { chunk: string }): void => {
      snapshot += chunk;
    };
    devtools.on("HeapProfiler.addHeapSnapshotChunk", collect);
    await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    devtools.off("HeapProfiler.addHeapSnapshotChunk", collect);
    return snapshot.includes(words);
  };
  await curating.openFirst();
  await curating.select(curating.original, `Kun je mevrouw ${NAME}`);
  await expect(page.locator("#marking-words")).toContainText(NAME);
  expect(await remembers(NAME)).toBe(true);
  await curating.choose("Afmelden");
  await curating.title("Meld je aan");
  expect(await page.locator("html").innerHTML()).not.toContain(NAME);
  expect(await remembers(NAME)).toBe(false);
});
