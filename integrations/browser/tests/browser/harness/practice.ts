// What the specs of the service's own page are written with: `front`, which stands before the service, and `visit`, which
// opens the page there.
import { test as base, Chat, expect } from "./fixtures.js";
import { Front } from "./front.js";

export { expect };

export const BSN = "123456782";
export const BAD = `Zijn BSN is ${BSN}`;
export const FINE = "Zien we elkaar om tien uur?";

/** Keys that send. */
export const SEND = "Control+Enter";

/** The page, with its box. */
export class Practice extends Chat {
  readonly notice = this.page.locator("#notice");
  readonly bubbles = this.page.locator("#log .bubble");
  readonly question = this.page.getByRole("dialog");

  override text(): Promise<string> {
    return this.field.inputValue();
  }

  /** Presses a button of the page or the component. */
  async choose(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  /** Waits until the component shows these words; it may say them to a screen reader besides. */
  async shows(words: string): Promise<void> {
    await expect(this.component.getByText(words).last()).toBeVisible();
  }

  /** Sends a message in spite of its warning. */
  async sendAnyway(): Promise<void> {
    await this.component.getByRole("combobox").selectOption("urgent");
    await this.choose("Toch versturen");
  }

  /** Waits until the service worker answers for the page. */
  async installed(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return;
      await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    });
  }

  /** The names of the caches, and the paths and texts of the answers in them. */
  kept(): Promise<{ names: string[]; paths: string[]; texts: string }> {
    return this.page.evaluate(async () => {
      const names = await caches.keys();
      const answers = [];
      for (const name of names) {
        const cache = await caches.open(name);
        answers.push(...(await Promise.all((await cache.keys()).map((key) => cache.match(key)))));
      }
      const texts = await Promise.all(answers.map((answer) => answer?.text()));
      return { names, paths: answers.map((answer) => new URL(answer?.url ?? "").pathname), texts: texts.join("\n") };
    });
  }

  /** Everything that this page's origin, its address and the history of its tab hold. */
  async remains(): Promise<string> {
    const stored = await this.page.evaluate(async () =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        await indexedDB.databases(),
        location.href,
        history.state,
        performance.getEntries().map(({ name }) => name),
      ]),
    );
    const tab = await this.page.context().newCDPSession(this.page);
    const visited = await tab.send("Page.getNavigationHistory");
    return [stored, (await this.kept()).texts, JSON.stringify(visited)].join("\n");
  }
}

interface Fixtures {
  front: Front;
  /** Opens the page; `installed`: with its service worker. */
  visit(options?: { installed?: boolean }): Promise<Practice>;
}

export const test = base.extend<Fixtures>({
  front: async ({ service }, use) => {
    const front = new Front(service);
    await front.up();
    await use(front);
    await front.down();
  },
  visit: async ({ page, front }, use) => {
    await use(async ({ installed = false } = {}) => {
      await page.goto(front.origin);
      const practice = new Practice(page, page.locator("#compose"));
      if (installed) await practice.installed();
      return practice;
    });
  },
});

/** For tests in which the browser has to complain. */
export const loud = test.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
  quiet: async ({}, use) => use(undefined),
});
