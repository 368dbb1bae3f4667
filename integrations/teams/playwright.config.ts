// The proof in Microsoft's own client for testing: the Agents Playground, with the real app and the real service behind it.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

// Failures leave their screenshots here, nothing is written beside the source.
process.env["BERICHTWACHT_TEST_RESULTS"] ??= mkdtempSync(join(tmpdir(), "berichtwacht-results-"));

export default defineConfig({
  testDir: "tests",
  globalSetup: "./tests/harness/setup.ts",
  outputDir: process.env["BERICHTWACHT_TEST_RESULTS"],
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 40_000,
  expect: { timeout: 8_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 1700 }, // the Playground begins a card anew when the window changes,
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 8_000,
    screenshot: "only-on-failure",
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
