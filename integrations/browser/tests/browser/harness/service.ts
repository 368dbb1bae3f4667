// Starts the real service, as `make serve` does, on a free port.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../../../../..");
export const PYTHON = process.env["PYTHON"] ?? join(REPOSITORY, ".venv/bin/python");
const SECONDS_TO_START = 60;

export interface Service {
  origin: string;
  stop(): Promise<void>;
}

/** How a service differs from the one that most tests ask. */
export interface Differences {
  /** Settings, by the names of their environment variables. */
  settings?: Record<string, string>;
  /** The directory with the packages that it runs. */
  packages?: string;
}

/** Starts the service for pages of the origins given and waits until it is ready with its whole model. */
export async function startService(
  origins: readonly string[],
  { settings = {}, packages = REPOSITORY }: Differences = {},
): Promise<Service> {
  const place = await mkdtemp(join(tmpdir(), "berichtwacht-service-"));
  const child = spawn(PYTHON, ["-m", "classifier", "serve", "--port", "0"], {
    cwd: place,
    env: {
      PATH: process.env["PATH"],
      PYTHONPATH: packages,
      BERICHTWACHT_DEVELOPMENT: "1",
      BERICHTWACHT_CORS_ORIGINS: origins.join(","),
      BERICHTWACHT_RATE_PER_MINUTE: "100000",
      BERICHTWACHT_RATE_BURST: "10000",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => child.kill();
  process.once("exit", kill); // a test that takes too long may never come to stop it
  const stop = async (): Promise<void> => {
    process.off("exit", kill);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(place, { recursive: true, force: true });
  };
  try {
    const origin = await Promise.race([address(child), tooLate()]);
    await ready(origin);
    return { origin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Reads from the log where it listens, and goes on reading so that the pipes never fill. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    const lines: string[] = [];
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`the service ended with ${code}:\n${lines.join("\n")}`)));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        if (lines.length < 100) lines.push(line);
        const match = /Uvicorn running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line);
        if (match?.[1]) found(match[1]);
      });
    }
  });
}

async function tooLate(): Promise<never> {
  await sleep(SECONDS_TO_START * 1000, undefined, { ref: false });
  throw new Error(`the service did not start in ${SECONDS_TO_START} seconds`);
}

async function ready(origin: string): Promise<void> {
  for (let tries = 0; tries < SECONDS_TO_START; tries += 1) {
    const { ok } = await fetch(`${origin}/health/ready`);
    if (ok) return;
    await sleep(1000);
  }
  throw new Error("the service lives, but is not ready");
}
