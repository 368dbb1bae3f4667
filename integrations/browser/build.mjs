// Builds the three modules: for the package (dist/) and for the page, which is served without a build (api/web/static/modules/).
// `node build.mjs --check` builds in memory and fails when what is committed for the page is not what the source gives.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const PAGE = resolve(HERE, "../../api/web/static/modules");
const DIST = join(HERE, "dist");
const MODULES = ["client", "local-rules", "component"];

/** Bytes that a module may take, and how they are counted. */
const LIMITS = { client: { gzipped: 8_000 }, "local-rules": { raw: 30_000 } };

/** Makes what one module takes from another an import of the built file beside it. */
const neighbours = {
  name: "neighbours",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/(client|local-rules|component)\/index\.js$/ }, ({ path }) => ({
      path: `./${path.split("/")[1]}.js`,
      external: true,
    }));
  },
};

async function built(name) {
  const result = await build({
    absWorkingDir: HERE,
    entryPoints: [`${name}/index.ts`],
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    banner: { js: `// Berichtwacht, EUPL-1.2. Built from integrations/browser/${name}.` },
    plugins: [neighbours],
    write: false,
    logLevel: "warning",
  });
  return result.outputFiles[0].text;
}

function sizes(name, text) {
  const bytes = { raw: Buffer.byteLength(text), gzipped: gzipSync(text, { level: 9 }).length };
  for (const [kind, most] of Object.entries(LIMITS[name] ?? {})) {
    if (bytes[kind] > most) throw new Error(`${name}: ${bytes[kind]} bytes ${kind}, at most ${most} are allowed`);
  }
  return bytes;
}

function committed(name) {
  try {
    return readFileSync(join(PAGE, `${name}.js`), "utf8");
  } catch {
    return null;
  }
}

const checking = process.argv.includes("--check");
const stale = [];
for (const name of MODULES) {
  const text = await built(name);
  const { raw, gzipped } = sizes(name, text);
  process.stdout.write(`${name}: ${raw} bytes, ${gzipped} gzipped\n`);
  if (checking) {
    if (committed(name) !== text) stale.push(name);
    continue;
  }
  for (const directory of [DIST, PAGE]) {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `${name}.js`), text);
  }
}
if (stale.length > 0) {
  process.stderr.write(`not what the source gives: ${stale.join(", ")}; run 'npm run build' and commit\n`);
  process.exitCode = 1;
}
if (!checking) {
  execFileSync(join(HERE, "node_modules/.bin/tsc"), ["--project", join(HERE, "tsconfig.declarations.json")], {
    stdio: "inherit",
  });
}
