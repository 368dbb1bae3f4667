// What the specs are written with: `relay`, which misbehaves as asked, and `open`, which gives a chat with an editor. After
// each test it is looked at whether the page complained, or spoke to anybody but this machine.
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, type CDPSession, expect, type Locator, type Page } from "@playwright/test";
import type { WatchState } from "../../../client/types.js";
import type { StageWindow, Submitted } from "./pages/bare.js";
import type { Harness } from "./pages/mount.js";
import { Relay } from "./relay.js";
import { PAGES, SERVICE } from "./setup.js";
import { type Underline, underlines } from "./underlines.js";

export { expect };

export const FIELDS = ["textarea", "input", "react"] as const;
export const EDITABLES = ["editable", "lexical", "quill", "ckeditor"] as const;
export const EDITORS = [...FIELDS, ...EDITABLES] as const;
export type EditorName = (typeof EDITORS)[number];

/** Attributes for the component, and `alone` (no component) or `early` (the component before the editor). */
export type Wishes = Record<string, string>;

const OFTEN = { intervals: [30] };

/** A page with an editor and the component beside it. */
export class Chat {
  /** What the writer types in. */
  readonly field: Locator;
  component: Locator;
  #method: CDPSession | null = null;

  constructor(
    readonly page: Page,
    field = page.locator("#place").locator("textarea, input, [contenteditable=true]").first(),
  ) {
    this.field = field;
    this.component = page.locator("bericht-wacht");
  }

  /** Types key by key, as fast as it goes. */
  async type(text: string): Promise<void> {
    await this.field.focus();
    await this.page.keyboard.type(text);
  }

  /** Puts text in the place of what stands there, as a writer can: by selecting everything. */
  async replace(text: string): Promise<void> {
    await this.field.focus();
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.insertText(text);
  }

  /** Presses a key or a chord so many times. */
  async press(keys: string, times = 1): Promise<void> {
    for (let time = 0; time < times; time += 1) await this.page.keyboard.press(keys);
  }

  /** Copies text to the real clipboard and pastes it. */
  async paste(text: string): Promise<void> {
    await this.field.focus();
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press("Control+v");
  }

  /** Shows what an input method has so far; the writer is not done with it. */
  async compose(text: string): Promise<void> {
    this.#method ??= await this.page.context().newCDPSession(this.page);
    await this.#method.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  /** Puts what the input method made of it in its place. */
  async composed(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  /** Waits until the page was drawn so many times. */
  async frames(count: number): Promise<void> {
    await this.page.evaluate(async (times) => {
      for (let time = 0; time < times; time += 1) await new Promise(requestAnimationFrame);
    }, count);
  }

  /** What the editor holds, by its own account. */
  text(): Promise<string> {
    return this.ask((harness) => harness.read());
  }

  /** Calls something of the page's harness. */
  async ask<Found>(question: (harness: Harness, given: string) => Found, given = ""): Promise<Found> {
    const harness = await this.page.evaluateHandle(() => window.harness as Harness);
    return (await harness.evaluate(question, given)) as Found;
  }

  state(): Promise<WatchState> {
    return this.component.evaluate((component) => (component as HTMLElement & { state: WatchState }).state);
  }

  underlines(): Promise<Underline[]> {
    return this.page.evaluate(underlines);
  }

  /** Waits until what the component says is about what stands there now, and returns it. */
  async settled(status?: WatchState["status"]): Promise<WatchState> {
    const known = async (): Promise<string> => {
      const [state, text] = [await this.state(), await this.text()];
      if (squeezed(state.text) !== squeezed(text)) return "about another text";
      return state.status;
    };
    await expect.poll(known, OFTEN).toMatch(status ? new RegExp(`^${status}$`) : /^(assessed|unchecked|empty)$/);
    return this.state();
  }

  /** Waits until these words, and nothing that overlaps them, are underlined. */
  async underlined(words: string, level: Underline["level"] = "warn"): Promise<Underline> {
    const find = async (): Promise<Underline | undefined> =>
      (await this.underlines()).find((line) => line.text === words && line.level === level);
    await expect
      .poll(async () => (await find()) !== undefined, { ...OFTEN, message: `"${words}" is underlined (${level})` })
      .toBe(true);
    return (await find()) as Underline;
  }

  /** Waits until nothing is underlined. */
  async clean(): Promise<void> {
    await expect.poll(() => this.underlines(), { ...OFTEN, message: "nothing is underlined" }).toEqual([]);
  }
}

/** A page that a test wrote itself; the field is `#field` unless it is said otherwise. */
export class Stage extends Chat {
  readonly anyway: Locator;
  readonly question: Locator;

  constructor(page: Page, field = page.locator("#field"), component = page.locator("bericht-wacht").first()) {
    super(page, field);
    this.component = component;
    this.anyway = component.getByRole("button", { name: "Toch versturen" });
    this.question = component.getByRole("heading", { name: "Wil je dit bericht toch versturen?" });
  }

  /** The same page, with another field and the component that looks after it. */
  other(field: string, component: string): Stage {
    return new Stage(this.page, this.page.locator(field), this.page.locator(component));
  }

  override text(): Promise<string> {
    return this.field.evaluate((field) => (field as HTMLTextAreaElement).value ?? field.textContent);
  }

  /** What the page saw. */
  async see<Name extends "sent" | "decisions" | "errors">(name: Name): Promise<StageWindow[Name]> {
    const found = await this.page.evaluate((wanted) => window.stage?.[wanted], name);
    return found as StageWindow[Name];
  }

  async sent(): Promise<Submitted[]> {
    return this.see("sent");
  }

  /** Presses the button of the form. */
  async send(): Promise<void> {
    await this.page.getByRole("button", { name: "Verstuur", exact: true }).click();
  }

  /** Answers the question: it goes anyway. */
  async sendAnyway(): Promise<void> {
    await this.component.getByRole("combobox").selectOption("urgent");
    await this.anyway.click();
  }
}

/** White space as one space: an editor's own text and its page may differ in that. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Fails when axe finds anything on the page; what CKEditor says of itself beside its own field is not ours to change. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude(".ck-powered-by").analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(found).toEqual([]);
}

interface Fixtures {
  relay: Relay;
  /** Opens a chat; the component asks through the relay. */
  open(editor: EditorName, wishes?: Wishes): Promise<Chat>;
  /** Opens a page with this markup, in which every component asks through the relay; `late`: the component is not defined. */
  stage(markup: string, options?: { late?: boolean }): Promise<Stage>;
  /** The address of the service itself, with its page. */
  service: string;
  quiet: undefined;
}

// What Chromium itself says of a call that failed; it names addresses only.
const NETWORK = /^(Failed to load resource|Access to fetch at)/;

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
  service: async ({}, use) => {
    await use(process.env[SERVICE] ?? "");
  },
  relay: async ({ service }, use) => {
    const relay = new Relay(service);
    await relay.up();
    await use(relay);
    await relay.down();
  },
  open: async ({ context, relay }, use) => {
    await use(async (editor, wishes = {}) => {
      const page = await context.newPage();
      const address = new URL(`/${editor}`, process.env[PAGES]);
      address.search = new URLSearchParams({ url: relay.origin, ...wishes }).toString();
      await page.goto(address.href);
      await page.waitForFunction(() => window.harness !== undefined);
      return new Chat(page);
    });
  },
  stage: async ({ context, relay }, use) => {
    await use(async (markup, { late = false } = {}) => {
      const page = await context.newPage();
      await page.goto(new URL("/bare", process.env[PAGES]).href);
      await page.waitForFunction(() => window.stage !== undefined);
      if (!late) await page.evaluate(() => window.stage?.define());
      const whole = markup.replaceAll("<bericht-wacht", `<bericht-wacht url="${relay.origin}"`);
      await page.evaluate((html) => window.stage?.build(html), whole);
      return new Stage(page);
    });
  },
  quiet: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on("console", (message) => {
        if (!NETWORK.test(message.text())) complaints.push(`console: ${message.text()}`);
      });
      context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().message}`));
      context.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (/^(https?|wss?):$/.test(protocol) && hostname !== "127.0.0.1") complaints.push(`asked ${request.url()}`);
      });
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
