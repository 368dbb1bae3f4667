// What the specs of the pages for curators are written with: a service of its own for every worker, with keys and a store,
// to which drafts come as writers send them; and `office`, whose list is empty when a test begins.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import { test as base, expect } from "./fixtures.js";
import { PYTHON, REPOSITORY, startService } from "./service.js";

export { accessible } from "./fixtures.js";
export { expect };

const run = promisify(execFile);

/** Who has a key, and for what. */
const KEYS = {
  ans: ["curate"],
  bo: ["curate"],
  cleaner: ["curate"],
  chat: ["assess", "feedback"],
} as const;

type Who = keyof typeof KEYS;
export type Curator = "ans" | "bo";

interface House {
  origin: string;
  /** The URL of the store. */
  store: string;
  keys: Record<Who, string>;
}

export const DRAFT = "Kun je mevrouw Yilmaz bellen? Haar bijstand is stopgezet. Ze woont op Dorpsstraat 14.";
export const NAME = "Yilmaz";
export const STREET = "Dorpsstraat 14";

/** What a writer may say besides. */
export type Objection = Record<string, unknown>;

/** Where curators work: the service with what writers sent to it. */
export class Office {
  constructor(readonly house: House) {}

  async ask(who: Who, path: string, body?: unknown): Promise<Response> {
    const headers = { "X-API-Key": this.house.keys[who], "Content-Type": "application/json" };
    const method = body === undefined ? "GET" : "POST";
    return fetch(this.house.origin + path, { method, headers, body: JSON.stringify(body) ?? null });
  }

  /** A writer sends a draft along with what they think of the answer; returns the id of its item. */
  async object(draft = DRAFT, more: Objection = {}): Promise<string> {
    const before = await this.items();
    const { id } = await (await this.ask("chat", "/v1/assessments", { text: draft })).json();
    const body = { assessment: id, action: "sent", text: draft, right: false, ...more };
    expect((await this.ask("chat", "/v1/feedback", body)).status).toBe(201);
    const item = (await this.items()).find((one) => !before.includes(one));
    if (item === undefined) throw new Error("the draft did not come in the queue");
    return item;
  }

  async items(): Promise<string[]> {
    const { items } = await (await this.ask("cleaner", "/v1/curation/queue")).json();
    return items.map(({ id }: { id: string }) => id);
  }

  async open(who: Who, item: string): Promise<Record<string, unknown>> {
    const answer = await this.ask(who, "/v1/curation/claims", { item });
    expect(answer.status).toBe(200);
    return answer.json();
  }

  /** The accepted messages. */
  async messages(): Promise<Record<string, unknown>[]> {
    const told = await (await this.ask("cleaner", "/v1/curation/messages")).text();
    return told
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  }

  /** Settles everything that is left of the tests before, whoever has it. */
  async clean(): Promise<void> {
    for (let tries = 0; tries < 4; tries += 1) {
      const items = await this.items();
      if (items.length === 0) return;
      for (const item of items) {
        for (const who of ["ans", "bo", "cleaner"] as const) await this.ask(who, "/v1/curation/releases", { item });
        const opened = await this.open("cleaner", item);
        const review = { item, revision: opened["revision"], outcome: "dismissed", record: null };
        expect((await this.ask("cleaner", "/v1/curation/reviews", review)).status).toBe(201);
      }
    }
    throw new Error("the queue does not get empty");
  }
}

/** The page, as a curator has it before them. */
export class Curating {
  readonly rows: Locator;
  readonly original: Locator;
  readonly kept: Locator;
  readonly checks: Locator;
  readonly status: Locator;
  readonly problem: Locator;
  readonly refused: Locator;
  readonly question: Locator;
  readonly settled: Locator;

  constructor(readonly page: Page) {
    this.rows = page.locator("#rows tr");
    this.original = page.getByRole("textbox", { name: "Het bericht zoals het was" });
    this.kept = page.locator("#kept");
    this.checks = page.locator("#checks");
    this.status = page.locator("#said");
    this.problem = page.locator("#problem");
    this.refused = page.locator("#refused");
    this.question = page.getByRole("dialog");
    this.settled = page.locator("#settled");
  }

  async choose(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  async title(words: string): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: words })).toBeVisible();
  }

  async signIn(key: string): Promise<void> {
    await this.page.getByLabel("Persoonlijke sleutel").fill(key);
    await this.choose("Aanmelden");
    await this.listed();
  }

  /** Waits for the list. */
  async listed(): Promise<void> {
    await this.title("Berichten om na te kijken");
  }

  /** Opens the first message of the list and waits until its text has been looked at. */
  async openFirst(): Promise<void> {
    await this.rows.first().getByRole("button").click();
    await this.opened();
  }

  async opened(): Promise<void> {
    await expect(this.page.locator("#review")).toBeVisible();
    await this.checked();
  }

  /** Waits until it is known whether the text may be kept. */
  async checked(): Promise<void> {
    await expect(this.checks).toHaveText(/^(Ja|Nog niet|Dat kan nu niet)/);
  }

  /** The radio button of a level. */
  level(category: string, level: string): Locator {
    return this.page.getByRole("group", { name: category }).getByRole("radio", { name: level, exact: true });
  }

  /** Selects words in one of the texts, as with Shift and the arrows. */
  async select(field: Locator, words: string): Promise<void> {
    await field.focus();
    const start = (await field.inputValue()).indexOf(words);
    expect(start).toBeGreaterThanOrEqual(0);
    await this.page.keyboard.press("Control+Home");
    for (let step = 0; step < start; step += 1) await this.page.keyboard.press("ArrowRight");
    for (let step = 0; step < words.length; step += 1) await this.page.keyboard.press("Shift+ArrowRight");
  }

  /** What is marked in the text to keep: words and label. */
  async spans(): Promise<[string, string][]> {
    const rows = await this.page.locator("#spans li:has(select)").all();
    return Promise.all(
      rows.map(async (row) => {
        const label = await row.getByRole("combobox").inputValue();
        return [(await row.locator(".words").textContent()) ?? "", label] as [string, string];
      }),
    );
  }
}

interface Fixtures {
  office: Office;
  /** Opens the page for a curator who is signed in, or for somebody who is not. */
  visit(who?: Curator | null): Promise<Curating>;
}

export const test = base.extend<Fixtures, { house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
    async ({}, use) => {
      const place = await mkdtemp(join(tmpdir(), "berichtwacht-curating-"));
      const call = async (settings: Record<string, string>, ...words: string[]): Promise<string> => {
        const env = { PATH: process.env["PATH"], PYTHONPATH: REPOSITORY, ...settings };
        return (await run(PYTHON, ["-m", "classifier", ...words], { cwd: place, env })).stdout.trim();
      };
      const settings = {
        BERICHTWACHT_DEVELOPMENT: "0",
        BERICHTWACHT_CURATE: "1",
        BERICHTWACHT_PAGE: "1",
        BERICHTWACHT_STORE: `sqlite:///${join(place, "store.sqlite3")}`,
        BERICHTWACHT_SECRET_KEYS: await call({}, "keys", "secret"),
        BERICHTWACHT_ALLOWED_HOSTS: "127.0.0.1",
      };
      const keys = {} as Record<Who, string>;
      for (const [who, scopes] of Object.entries(KEYS)) {
        const given = scopes.flatMap((scope) => ["--scope", scope]);
        keys[who as Who] = await call(settings, "keys", "create", who, ...given);
      }
      const service = await startService([], { settings });
      await use({ origin: service.origin, store: settings.BERICHTWACHT_STORE, keys });
      await service.stop();
      await rm(place, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
  office: async ({ house }, use) => {
    const office = new Office(house);
    await office.clean();
    await use(office);
  },
  visit: async ({ context, office }, use) => {
    await use(async (who = "ans") => {
      const page = await context.newPage();
      await page.goto(`${office.house.origin}/curate`);
      const curating = new Curating(page);
      if (who !== null) await curating.signIn(office.house.keys[who]);
      return curating;
    });
  },
});
