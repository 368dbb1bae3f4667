// The page as an app of its own: it can be installed, shows itself when the service is away, and renews itself.
import { appendFile, cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Front, ill } from "./harness/front.js";
import { BAD, BSN, expect, type Practice, SEND, test } from "./harness/practice.js";
import { REPOSITORY, type Service, startService } from "./harness/service.js";

/** The service worker's own list of the page's files. */
async function files(origin: string): Promise<string[]> {
  const script = await (await fetch(`${origin}/service-worker.js`)).text();
  return JSON.parse(/^const BUILD = (.*);$/m.exec(script)?.[1] ?? "").files;
}

test("the browser takes the page for an app, with its icons", async ({ visit }) => {
  const { page } = await visit({ installed: true });
  const tab = await page.context().newCDPSession(page);
  const { url, errors, data } = await tab.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(new URL(url).pathname).toBe("/static/manifest.webmanifest");
  expect(JSON.parse(data ?? "").share_target.action).toBe("/share");
  const { installabilityErrors } = await tab.send("Page.getInstallabilityErrors");
  const wrong = installabilityErrors.map(({ errorId }) => errorId);
  expect(wrong.filter((error) => error !== "in-incognito")).toEqual([]); // every test runs in a window of that kind
});

test("the worker keeps the files of the page and nothing else", async ({ visit, front }) => {
  const practice = await visit({ installed: true });
  await practice.type(BAD);
  await practice.settled("assessed");
  await practice.page.reload();
  const { names, paths } = await practice.kept();
  expect(names).toEqual([expect.stringMatching(/^berichtwacht-[0-9a-f]{16}$/)]);
  expect(paths.sort()).toEqual((await files(front.origin)).sort());
  expect(paths.filter((path) => /^\/(v1|share|health)/.test(path))).toEqual([]);
});

/** The page is there, only numbers were checked, and it says so. */
async function worksAlone(practice: Practice): Promise<void> {
  await expect(practice.page.getByRole("heading", { level: 1 })).toHaveText("Berichtwacht");
  await practice.type(BAD);
  await practice.settled("unchecked");
  await practice.underlined(BSN);
  await practice.shows("Dit nummer hoort niet in een app");
  await practice.shows("Alleen nummers zijn gecontroleerd");
  await practice.press(SEND);
  await expect(practice.component.getByRole("button", { name: "Toch versturen" })).toBeVisible();
  await expect(practice.bubbles).toHaveCount(0);
}

const TROUBLES: Record<string, (front: Front) => unknown> = {
  away: (front) => front.down(),
  ill: (front) => {
    front.answers = ill;
  },
};

for (const [how, trouble] of Object.entries(TROUBLES)) {
  test(`the kept page is shown and works when the service is ${how}`, async ({ visit, front }) => {
    const practice = await visit({ installed: true });
    await trouble(front);
    await practice.page.reload();
    await worksAlone(practice);
  });
}

test("the kept page is shown and works without a network", async ({ visit, context }) => {
  const practice = await visit({ installed: true });
  await context.setOffline(true);
  await practice.page.reload();
  await worksAlone(practice);
});

test("the kept page is shown when the service is slower than a second and a half", async ({ visit, front }) => {
  const { page } = await visit({ installed: true });
  front.answers = ({ path }) => (path === "/" || path.startsWith("/static/") ? 20_000 : undefined);
  const start = performance.now();
  await page.reload();
  await expect(page.locator("bericht-wacht")).toHaveJSProperty("state.status", "empty");
  const took = performance.now() - start;
  expect(took).toBeGreaterThan(1_500);
  expect(took).toBeLessThan(8_000); // the page, its files and what those ask for wait in turn
});

/** A service with one changed file: the page's own style, which says so. */
async function upgraded(): Promise<Service> {
  const packages = await mkdtemp(join(tmpdir(), "berichtwacht-upgraded-"));
  try {
    await cp(join(REPOSITORY, "api"), join(packages, "api"), { recursive: true });
    for (const name of ["classifier", "models"]) await symlink(join(REPOSITORY, name), join(packages, name));
    await appendFile(join(packages, "api/web/static/style.css"), ":root { --upgraded: yes; }");
    const { origin, stop } = await startService([], { packages });
    return { origin, stop: () => stop().finally(() => rm(packages, { recursive: true })) };
  } catch (error) {
    await rm(packages, { recursive: true });
    throw error;
  }
}

test("a changed file makes a new worker, is shown at once, and the old files are thrown away", async ({
  visit,
  front,
}) => {
  test.slow(); // it starts a service of its own
  const practice = await visit({ installed: true });
  const isUpgraded = () =>
    practice.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--upgraded"));
  const before = (await practice.kept()).names;
  const after = await upgraded();
  try {
    front.service = after.origin;
    await practice.page.reload();
    expect(await isUpgraded()).toBe("yes");
    await expect.poll(async () => (await practice.kept()).names, { timeout: 10_000 }).not.toEqual(before);
    await expect.poll(async () => (await practice.kept()).names.length, { timeout: 10_000 }).toBe(1);
    expect((await practice.kept()).paths.sort()).toEqual((await files(front.origin)).sort());
    await front.down();
    await practice.page.reload();
    expect(await isUpgraded()).toBe("yes");
  } finally {
    await after.stop();
  }
});
