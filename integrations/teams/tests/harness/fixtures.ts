// What the specs are written with: `teams`, a fresh Playground with the app installed; `relay`, which hears what they say to
// one another; and `line`, which hears what the app tells the service. After each test it is looked at whether every answer was in time, and whether a word of a draft came where it may not be.
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { Line } from "./line.js";
import { type Running, startApp, startPlayground } from "./programs.js";
import { Relay } from "./relay.js";
import { secretsIn } from "./secrets.js";
import { KEY, SERVICE } from "./setup.js";
import { type Card, Teams } from "./teams.js";

export { expect };

/** Teams waits so long for an answer, and not longer. */
const DEADLINE = 5_000;
const PICTURES = process.env["SCREENSHOTS"];

/** Leaves a picture of a card there where SCREENSHOTS says. */
export async function picture(card: Card, name: string): Promise<void> {
  if (PICTURES) await card.locator.screenshot({ path: join(PICTURES, `teams-${name}.png`), animations: "disabled" });
}

interface Fixtures {
  relay: Relay;
  teams: Teams;
}

interface Options {
  /** What the writer reads, as Teams says it. */
  language: "nl-NL" | "en-US";
}

interface Shared {
  line: Line;
  app: Running;
}

export const test = base.extend<Fixtures & Options, Shared>({
  language: ["nl-NL", { option: true }],
  line: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
    async ({}, use) => {
      const line = new Line(process.env[SERVICE] ?? "");
      await line.open();
      await use(line);
      line.cut();
    },
    { scope: "worker" },
  ],
  app: [
    async ({ line }, use) => {
      const app = await startApp(line.origin, process.env[KEY] ?? "");
      await use(app);
      await app.program.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  relay: async ({ app, language, line }, use) => {
    const relay = new Relay(app.origin, language);
    await relay.open();
    await use(relay);
    await relay.close();
    await line.mend();
    for (const { kind, status, milliseconds } of relay.exchanges) {
      expect(status, `${kind}; the app wrote:\n${app.program.output.slice(-2_000)}`).toBe(200);
      expect(milliseconds, `${kind} is answered in time`).toBeLessThan(DEADLINE);
    }
    expect(app.program.output, "the app writes a log").not.toBe("");
    expect(secretsIn(app.program.output), "what the app wrote").toEqual([]);
    expect(app.program.output, "what the app wrote").not.toContain(process.env[KEY]);
    expect([...(await app.program.files()).keys()], "what the app left on the disk").toEqual([]);
  },
  teams: async ({ context, page, relay }, use) => {
    const strays: string[] = [];
    const complaints: string[] = [];
    await context.route(
      ({ hostname }) => !["localhost", "127.0.0.1"].includes(hostname),
      (route) => route.abort(), // the Playground asks for fonts
    );
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("popup", (popup) => strays.push(popup.url()));
    const playground = await startPlayground(relay.endpoint, relay.connector);
    relay.playground = playground.origin;
    await use(await Teams.open(page, playground.origin));
    await playground.program.stop();
    expect(complaints).toEqual([]);
    expect(strays).toEqual([]);
  },
});
