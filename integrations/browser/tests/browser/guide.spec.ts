// What docs/browser.md tells web developers to do works as it stands there.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium, type Page } from "@playwright/test";
import { test as base, Chat, expect } from "./harness/fixtures.js";
import { PYTHON, REPOSITORY } from "./harness/service.js";
import { GUIDE } from "./harness/setup.js";

const MODULES = ["client.js", "local-rules.js", "component.js"];
const SENTENCE = "mevrouw Tesfay haar bijstand is stopgezet";

interface Guide {
  /** The code blocks in a language, in the order in which they stand there. */
  blocks(language: string): string[];
  /** Everything that the guide says. */
  text: string;
}

interface Fixtures {
  guide: Guide;
  /** Opens the guide's page, with more in the folder when a test wants that, as the guide says. */
  follow(files?: Record<string, string>): Promise<Page>;
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
  guide: async ({}, use) => {
    const text = await readFile(join(REPOSITORY, "docs/browser.md"), "utf8");
    const blocks = (language: string): string[] => {
      const found = text.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms);
      return [...found].filter((match) => match[2] === language).map((match) => match[3] ?? "");
    };
    await use({ blocks, text });
  },
  follow: async ({ guide, service, launchOptions }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "berichtwacht-guide-"));
    for (const name of MODULES) await cp(join(REPOSITORY, "api/web/static/modules", name), join(folder, name));
    await writeFile(join(folder, "index.html"), guide.blocks("html")[0] ?? "");
    const server = spawn(PYTHON, ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1"], { cwd: folder });
    // The addresses stay as they stand there; only the ports behind them are others.
    const rules = [`MAP ${GUIDE.host} 127.0.0.1:${await port(server)}`, `MAP 127.0.0.1:8000 ${new URL(service).host}`];
    const browser = await chromium.launch({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), `--host-resolver-rules=${rules.join(",")}`],
    });
    await use(async (files = {}) => {
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
      const page = await browser.newPage({ locale: "nl-NL" });
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(GUIDE.href);
      expect(complaints).toEqual([]);
      return page;
    });
    await browser.close();
    server.kill();
    await once(server, "exit");
    await rm(folder, { recursive: true });
  },
});

/** Reads the port that Python's own server of files listens on. */
async function port(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error("the server says nothing");
  for await (const line of createInterface({ input: server.stdout })) {
    const found = / port (\d+) /.exec(line)?.[1];
    if (found) return found;
  }
  throw new Error("the server did not start");
}

/** The box of the guide's page. */
function boxOf(page: Page): Chat {
  return new Chat(page, page.getByLabel("Bericht", { exact: true }));
}

test("five minutes: two words are underlined, and on 'Verstuur' it asks first", async ({ guide, follow }) => {
  expect(guide.blocks("sh")[0]).toBe(`BERICHTWACHT_CORS_ORIGINS=${GUIDE.origin} make serve\n`);
  expect(guide.text).toContain(
    `\`python3 -m http.server ${GUIDE.port}\`, open <${GUIDE.href}> and type\n\`${SENTENCE}\``,
  );
  const page = await follow();
  expect(page.url()).toBe(GUIDE.href);
  const chat = boxOf(page);
  await chat.type(SENTENCE);
  await chat.underlined("Tesfay");
  expect((await chat.underlines()).length).toBe(2);
  await page.getByRole("button", { name: "Verstuur", exact: true }).click();
  await expect(chat.component.getByText("Wil je dit bericht toch versturen?")).toBeVisible();
  expect(page.url()).toBe(GUIDE.href);
  await chat.component.getByRole("combobox").selectOption("urgent");
  await chat.component.getByRole("button", { name: "Toch versturen" }).click();
  await expect(page).toHaveTitle(SENTENCE);
  await expect(
    boxOf(page).component.getByText("Een bericht dat je toch verstuurt", { exact: false }).last(),
  ).toBeVisible();
});

test("a chat that sends in its own way asks the component", async ({ guide, follow }) => {
  const [confirming = ""] = guide.blocks("js");
  const script = `
    import "./component.js";
    const compose = document.querySelector("textarea");
    const send = (text) => { document.title = text; };
    window.sending = async () => {
      ${confirming}
    };`;
  const page = await follow({
    "chat.js": script,
    "index.html": (guide.blocks("html")[0] ?? "")
      .replace('src="component.js"', 'src="chat.js"')
      .replace(" guard>", ">"),
  });
  const chat = boxOf(page);
  const send = () => page.evaluate(() => void (window as unknown as { sending(): Promise<void> }).sending());
  await chat.type(SENTENCE);
  await send();
  const asks = chat.component.getByText("Wil je dit bericht toch versturen?");
  await expect(asks).toBeVisible();
  await chat.press("Escape");
  await expect(asks).toBeHidden();
  expect(await page.title()).toBe("Mijn chat");
  await chat.replace("Zien we elkaar om tien uur?");
  await send();
  await expect(page).toHaveTitle("Zien we elkaar om tien uur?");
});

test("a client of one's own sends the token of the person who is signed in", async ({ guide, follow }) => {
  const script = `
    const session = { accessToken: async () => "a.b.c" };
    ${guide.blocks("js")[1]?.replace(/^ *import .*$/m, "")}`;
  const page = await follow({
    "chat.js": `import "./component.js";\n${/^ *import .*$/m.exec(guide.blocks("js")[1] ?? "")?.[0]}\n${script}`,
    "index.html": (guide.blocks("html")[0] ?? "").replace('src="component.js"', 'src="chat.js"'),
  });
  const asked: (string | undefined)[] = [];
  await page.route("https://berichtwacht.example.nl/**", (route) => {
    asked.push(route.request().headers()["authorization"]);
    return route.fulfill({ status: 401 });
  });
  await boxOf(page).type(SENTENCE);
  await expect.poll(() => [...new Set(asked)]).toEqual(["Bearer a.b.c"]);
});

test("the client alone finds the words, in a page, in a worker and in Node", async ({ guide, follow, service }) => {
  const watching = guide.blocks("js")[2] ?? "";
  const page = await follow({
    "chat.js": `const show = (spans) => { window.spans = spans; };\n${watching}`,
    "index.html": (guide.blocks("html")[0] ?? "").replace('src="component.js"', 'src="chat.js"'),
    "worker.js": `
      import { Client } from "./client.js";
      import { findNumbers } from "./local-rules.js";
      onmessage = async ({ data }) => {
        const { verdict } = await new Client({ url: "http://127.0.0.1:8000" }).assess({ text: data });
        postMessage([verdict, findNumbers("BSN 123456782").length]);
      };`,
  });
  await page.locator("textarea").fill(`👋 ${SENTENCE}`);
  const words = () =>
    page.evaluate(() => {
      const { spans = [] } = window as unknown as { spans?: { start: number; end: number }[] };
      return spans.map(({ start, end }) => document.querySelector("textarea")?.value.slice(start, end));
    });
  await expect.poll(words).toContain("Tesfay");
  const inWorker = await page.evaluate(
    (text) =>
      new Promise((found) => {
        const worker = new Worker("worker.js", { type: "module" });
        worker.addEventListener("message", ({ data }) => found(data));
        worker.postMessage(text);
      }),
    SENTENCE,
  );
  expect(inWorker).toEqual(["warn", 1]);

  const modules = join(REPOSITORY, "api/web/static/modules");
  const script = `
    const { Client } = await import(${JSON.stringify(join(modules, "client.js"))});
    await import(${JSON.stringify(join(modules, "component.js"))});
    const { verdict } = await new Client({ url: ${JSON.stringify(service)} }).assess({ text: ${JSON.stringify(SENTENCE)} });
    console.log(verdict);`;
  const node = spawn(process.execPath, ["--no-warnings", "--input-type=module", "--eval", script]);
  const said: string[] = [];
  for await (const line of createInterface({ input: node.stdout })) said.push(line);
  expect(said).toEqual(["warn"]);
});
