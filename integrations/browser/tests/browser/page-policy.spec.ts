// The page does what its content security policy says, and can do nothing else.
import { BAD, expect, FINE, loud, SEND, test } from "./harness/practice.js";

/** What the page tried, and the error that it got for it; empty when it was allowed. */
type Tries = Record<string, () => unknown>;

loud("trusted types refuse markup, other policies and other workers", async ({ visit, context }) => {
  await context.addInitScript(() => {
    const factory = (window as unknown as { trustedTypes: Factory }).trustedTypes;
    const create = factory.createPolicy.bind(factory);
    factory.createPolicy = (name, rules) => {
      Object.assign(window, { rules });
      return create(name, rules);
    };
  });
  const { page } = await visit({ installed: true });
  const refusals = await page.evaluate(async () => {
    const { trustedTypes, rules } = window as unknown as { trustedTypes: Factory; rules: Rules };
    const tries: Tries = {
      markup: () => Reflect.set(document.body, "innerHTML", "<b>vet</b>"),
      "another policy": () => trustedTypes.createPolicy("another", rules),
      "the policy again": () => trustedTypes.createPolicy("berichtwacht", rules),
      "another worker by the policy": () => rules.createScriptURL("/static/page.js"),
      "a worker elsewhere by the policy": () => rules.createScriptURL("https://example.nl/service-worker.js"),
      "another worker": () => navigator.serviceWorker.register("/static/page.js"),
      "a worker of its own": () => new Worker("/static/page.js"),
      "text as a script": () => Reflect.construct(Function, ["return 1"]),
    };
    const found: [string, string][] = [];
    await new Promise((done) => setTimeout(done)); // the debugger may make code of text, until here
    for (const [name, act] of Object.entries(tries)) {
      const error = await Promise.resolve()
        .then(act)
        .then(
          () => "allowed",
          (problem: unknown) => (problem as Error).name,
        );
      found.push([name, error]);
    }
    return found;
  });
  expect(refusals.filter(([, error]) => !/^(TypeError|EvalError)$/.test(error))).toEqual([]);
  expect(refusals.length).toBe(8);
  const workers = await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ active }) => new URL(active?.scriptURL ?? "").pathname),
  );
  expect(workers).toEqual(["/service-worker.js"]);
});

loud("the policy lets nothing be loaded from elsewhere and no form be sent", async ({ visit, service, context }) => {
  const { page } = await visit();
  const gone: string[] = [];
  context.on("requestfinished", (request) => gone.push(request.url()));
  const refused = await page.evaluate(async (elsewhere) => {
    const broken = new Set<string>();
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => broken.add(effectiveDirective));
    const put = (name: string, properties: object): void => {
      document.head.append(Object.assign(document.createElement(name), properties));
    };
    put("img", { src: `${elsewhere}/static/icon.svg` });
    put("link", { rel: "stylesheet", href: `${elsewhere}/static/style.css` });
    put("iframe", { src: `${elsewhere}/` });
    put("style", { textContent: "body { color: red }" });
    await fetch(`${elsewhere}/health/live`).catch(() => undefined);
    const form = Object.assign(document.createElement("form"), { action: "/share", method: "post" });
    document.body.append(form);
    form.submit();
    for (let wait = 0; wait < 50 && broken.size < 6; wait += 1) await new Promise((done) => setTimeout(done, 20));
    return [...broken];
  }, service);
  expect(refused.sort()).toEqual(["connect-src", "form-action", "frame-src", "img-src", "style-src-elem"].sort());
  expect(gone.filter((address) => address.startsWith(service))).toEqual([]);
});

test("a whole session breaks no rule of the policy and asks nobody else", async ({ visit, front, context }) => {
  const origins = new Set<string>();
  context.on("request", (request) => origins.add(new URL(request.url()).origin));
  await context.addInitScript(() => {
    const broken: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective));
    Object.assign(window, { broken });
  });
  const practice = await visit({ installed: true });
  await practice.type(BAD);
  await practice.settled("assessed");
  await practice.choose("Waarom?");
  await practice.choose("Haal namen en nummers weg");
  await practice.choose("Gebruik deze versie");
  await practice.settled("assessed");
  await practice.press(SEND);
  await practice.replace(BAD);
  await practice.settled("assessed");
  await practice.press(SEND);
  await practice.sendAnyway();
  await practice.choose("Ik heb het gelezen");
  await practice.choose("English");
  await practice.choose("Nederlands");
  await practice.page.getByLabel("Het is een crisis").check();
  await practice.page.getByLabel("Welke app gebruik je?").selectOption("signal");
  await practice.type(FINE);
  await practice.settled("assessed");
  await practice.choose("Kopieer");
  await practice.choose("Begin opnieuw");
  expect(await practice.page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([]);
  expect([...origins]).toEqual([front.origin]);
  expect(new Set(front.asked.map(({ path }) => path))).toEqual(
    new Set(["/", "/service-worker.js", "/v1/assessments", "/v1/policy", ...STATIC]),
  );
});

interface Rules {
  createScriptURL(address: string): string;
}

interface Factory {
  createPolicy(name: string, rules: Rules): unknown;
}

const STATIC = [
  ...["icon.svg", "icon-192.png", "icon-512.png", "icon-maskable-512.png", "manifest.webmanifest"],
  ...["base.css", "style.css", "tokens.css", "page.js", "page-sharing.js", "page-texts.js"],
  ...["modules/client.js", "modules/component.js", "modules/local-rules.js"],
].map((name) => `/static/${name}`);
