// Serves the pages of the harness from an origin of their own, bundled from source at the start, each with the tightest
// Content Security Policy that its editor can live with.
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { close, listen } from "./listening.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCES = join(HERE, "pages");
const TYPES: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };

const STRICT = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
];
const TRUSTED_TYPES = ["require-trusted-types-for 'script'", "trusted-types 'none'"];

/** What an editor needs beyond the strict policy; the component needs none of it. */
const NEEDS: Record<string, string[]> = {
  // A test writes its markup there, with styles in it.
  bare: [
    ...STRICT.filter((rule) => !rule.startsWith("style-src")),
    "style-src 'self' 'unsafe-inline'",
    "img-src data:",
  ],
  // Its icons and its clipboard set HTML, and its theme shows images from data: addresses.
  quill: [...STRICT, "img-src data:"],
  // Icons are set as HTML, and styles of its own are put in the page.
  ckeditor: [
    ...STRICT.filter((rule) => !rule.startsWith("style-src")),
    "style-src 'self' 'unsafe-inline'",
    "img-src data:",
  ],
};

/** Keeps the component although nothing is taken from it: the package says that only its built file has side effects. */
const component: Plugin = {
  name: "component",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /\/component\/index\.js$/ }, async ({ path, pluginData, ...place }) => {
      if (pluginData === component) return null;
      const found = await resolve(path, { ...place, pluginData: component });
      return { path: found.path, errors: found.errors, sideEffects: true };
    });
  },
};

export interface Pages {
  origin: string;
  stop(): Promise<void>;
}

/** Bundles the pages into a temporary directory and serves them on a free port. */
export async function servePages(): Promise<Pages> {
  const place = await mkdtemp(join(tmpdir(), "berichtwacht-pages-"));
  await mkdir(place, { recursive: true });
  const sources = await readdir(SOURCES);
  await build({
    entryPoints: [
      ...sources.filter((name) => !name.startsWith("mount.")).map((name) => join(SOURCES, name)),
      join(HERE, "page.css"),
    ],
    outdir: place,
    outbase: SOURCES,
    entryNames: "[name]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [component],
    logLevel: "warning",
  });
  const files = new Set(await readdir(place));
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? "/", "http://127.0.0.1").pathname);
    if (files.has(name)) sendFile(response, join(place, name));
    else if (files.has(`${name}.js`)) sendPage(response, name, files.has(`${name}.css`));
    else response.writeHead(name === "favicon.ico" ? 204 : 404).end();
  });
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      await close(server);
      await rm(place, { recursive: true });
    },
  };
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const content = await readFile(path);
  response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" }).end(content);
}

function sendPage(response: ServerResponse, name: string, styled: boolean): void {
  const policy = NEEDS[name] ?? [...STRICT, ...TRUSTED_TYPES];
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy.join("; ") });
  response.end(`<!doctype html>
<html lang="nl">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Chat met ${name}</title>
    ${styled ? `<link rel="stylesheet" href="/${name}.css">` : ""}
    <link rel="stylesheet" href="/page.css">
    <script type="module" src="/${name}.js"></script>
  </head>
  <body>
    <main>
      <h1>Chat met ${name}</h1>
      <form id="chat">
        <p id="label">Je bericht</p>
        <div id="place"></div>
        <div id="watch"></div>
        <button type="submit">Verstuur</button>
      </form>
    </main>
  </body>
</html>
`);
}
