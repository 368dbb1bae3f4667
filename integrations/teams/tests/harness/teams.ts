// Teams, as a civil servant has it before them; the Playground plays its part.
import { expect, type Locator, type Page } from "@playwright/test";
import { secretsIn } from "./secrets.js";

/** A card, but not one that a button of a card has brought. */
const OUTER_CARD = ".ac-adaptiveCard:not(.ac-adaptiveCard *)";

/** What people said themselves; the list beside it and cards repeat that. */
const SAID = ":not([role=treeitem] *, .ac-adaptiveCard *)";

/** The Playground empties a dialog so long after it has shown a message or a conversation. */
const SETTLED = 500; // milliseconds

/** A card of the app, wherever it is shown. */
export class Card {
  readonly draft: Locator;
  readonly crisis: Locator;
  readonly share: Locator;

  constructor(readonly locator: Locator) {
    this.draft = locator.getByRole("textbox").first();
    this.crisis = locator.getByRole("checkbox", { name: /crisis/i });
    this.share = locator.getByRole("checkbox", { name: "Stuur mijn bericht mee" });
  }

  button(name: string): Locator {
    return this.locator.getByRole("button", { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** Presses a button that asks the app, and waits until the answer has taken the place of what stands there. */
  async submit(name: string): Promise<void> {
    const before = await this.#shown();
    await this.press(name);
    await expect.poll(() => this.#shown(), `the answer to ${name}`).not.toBe(before);
  }

  async choose(choice: string): Promise<void> {
    await this.locator.getByRole("radio", { name: choice }).check();
  }

  async fill(text: string): Promise<void> {
    await this.draft.fill(secret(text));
  }

  /** The words that stand out in the text that the card shows. */
  async highlighted(): Promise<string[]> {
    return this.locator
      .locator(".ac-textRun")
      .evaluateAll((runs) =>
        runs
          .filter((run) => (run as HTMLElement).style.backgroundColor !== "")
          .map((run) => (run.textContent ?? "").trim()),
      );
  }

  /** Waits until all of this can be read. */
  async says(...texts: string[]): Promise<void> {
    for (const text of texts) await expect(this.locator).toContainText(text, { useInnerText: true });
  }

  async saysNot(...texts: string[]): Promise<void> {
    for (const text of texts) await expect(this.locator).not.toContainText(text, { useInnerText: true });
  }

  async #shown(): Promise<string> {
    return this.locator.evaluateAll((cards) => cards.map((card) => card.textContent).join());
  }
}

/** One conversation: with the app alone, in a group, or in a channel. */
export class Conversation {
  readonly box: Locator;
  /** The cards in the conversation, the oldest first; the one in the box is not among them. */
  readonly cards: Locator;

  constructor(
    readonly page: Page,
    private readonly isChannel: boolean,
  ) {
    const boxes = page.locator("[data-lexical-editor=true]");
    this.box = isChannel ? boxes.first() : boxes.last();
    this.cards = page.locator(`${OUTER_CARD}:not([data-lexical-editor] *)`);
  }

  /** The newest card. */
  get card(): Card {
    return new Card(this.isChannel ? this.cards.first() : this.cards.last());
  }

  /** The card that is ready to be sent. */
  get readyCard(): Card {
    return new Card(this.box.locator(".ac-adaptiveCard"));
  }

  async write(text: string): Promise<void> {
    await this.box.click();
    await this.page.keyboard.insertText(text);
    await expect(this.box).toContainText(text);
  }

  async send(): Promise<void> {
    const name = this.isChannel ? "Post" : "Send Message";
    await this.page.getByRole("button", { name, exact: true }).first().click();
    await expect(this.box).toHaveText("");
  }

  /** Sends words to whoever is there. */
  async say(text: string): Promise<void> {
    await this.write(text);
    await this.send();
  }

  /** Sends a draft, which has a secret in it. */
  async sendDraft(text: string): Promise<void> {
    await this.say(secret(text));
  }

  /** Sends a draft to the app in front of others. */
  async mention(text: string): Promise<void> {
    await this.box.click();
    await this.page.keyboard.type("@Berichtw");
    await this.page
      .getByRole("listbox", { name: "Typeahead menu" })
      .getByRole("menuitem", { name: "Berichtwacht" })
      .click();
    await this.page.keyboard.insertText(` ${secret(text)}`);
    await this.send();
  }

  /** Opens the dialog to write in, as from the row under the box. */
  async openDialog(): Promise<Dialog> {
    await this.page.getByRole("button", { name: "Trigger Message Extension App" }).first().click();
    return this.#command("check");
  }

  /** Opens the dialog on a message that stands in the conversation. */
  async openDialogOn(message: string): Promise<Dialog> {
    const sent = this.page.getByText(message, { exact: true }).and(this.page.locator(SAID)).last();
    const header = sent.locator("xpath=ancestor::*[.//button[@aria-label='Show more information']][1]");
    await header.getByRole("button", { name: "Show more information" }).last().click();
    return this.#command("check-sent");
  }

  /** The Playground reads no manifest: whoever opens a command types its name. */
  async #command(name: string): Promise<Dialog> {
    await this.page.waitForTimeout(SETTLED);
    await this.page.getByRole("menuitem", { name: "Action Command" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Command ID" }).fill(name);
    await dialog.getByRole("button", { name: "Create" }).click();
    await expect(dialog.locator(OUTER_CARD)).toBeVisible();
    return new Dialog(dialog);
  }
}

/** The dialog of the app. */
export class Dialog extends Card {
  constructor(readonly frame: Locator) {
    super(frame.locator(OUTER_CARD));
  }

  /** Waits until it has closed. */
  async closed(): Promise<void> {
    await expect(this.frame).toBeHidden();
  }

  async close(): Promise<void> {
    await this.frame.getByRole("button", { name: "Close" }).click();
    await this.closed();
  }
}

/** The window. */
export class Teams {
  constructor(readonly page: Page) {}

  /** Opens the Playground where the app has just been installed. */
  static async open(page: Page, origin: string): Promise<Teams> {
    await page.goto(origin);
    await page.getByRole("button", { name: "Hide log panel" }).click();
    return new Teams(page);
  }

  async alone(): Promise<Conversation> {
    return this.#go("Personal Chat");
  }

  async group(): Promise<Conversation> {
    return this.#go("Wijkteam Noord");
  }

  async channel(): Promise<Conversation> {
    return this.#go("Sociaal domein - Overleg", true);
  }

  async #go(name: string, isChannel = false): Promise<Conversation> {
    await this.page.getByRole("treeitem", { name }).click();
    const conversation = new Conversation(this.page, isChannel);
    await expect(conversation.box).toBeVisible();
    return conversation;
  }
}

/** A draft without a secret would not be found in a log. */
function secret(text: string): string {
  if (secretsIn(text).length === 0) throw new Error(`this draft holds none of the secrets: ${text}`);
  return text;
}
