// The proof in a real browser: Debian's Chromium, the real service, real editors. `LATENCY=100 npx playwright test` measures
// instead of proving, with so many keystrokes.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

// Failures leave their screenshots here, nothing is written beside the source.
process.env["BERICHTWACHT_TEST_RESULTS"] ??= mkdtempSync(join(tmpdir(), "berichtwacht-results-"));

const measuring = process.env["LATENCY"] !== undefined;
const telling = process.env["STORY"] !== undefined; // one spec, for a service that its caller started
const apart = ["latency.spec.ts", "curate-story.spec.ts"];
const alone = measuring ? apart[0] : telling ? apart[1] : undefined;

export default defineConfig({
  testDir: "tests/browser",
  testMatch: alone ?? "*.spec.ts",
  testIgnore: alone === undefined ? apart : [],
  ...(telling ? {} : { globalSetup: "./tests/browser/harness/setup.ts" }),
  outputDir: process.env["BERICHTWACHT_TEST_RESULTS"],
  fullyParallel: true,
  workers: measuring ? 1 : 2,
  forbidOnly: true,
  retries: 0,
  timeout: measuring ? 600_000 : 30_000,
  expect: { timeout: 8_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "nl-NL",
    contextOptions: { reducedMotion: "reduce" }, // a colour on its way to another has the contrast of neither
    screenshot: "only-on-failure",
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
