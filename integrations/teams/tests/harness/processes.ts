// Programs that run beside the tests. What they write is kept in memory, to be searched; nothing of it goes to a disk.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../../../..");
export const PYTHON = process.env["PYTHON"] ?? join(REPOSITORY, ".venv/bin/python");
const SECONDS_TO_START = 60;

/** A program in an empty directory of its own. */
export class Program {
  #output = "";

  private constructor(
    readonly name: string,
    readonly place: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (piece: string) => {
        this.#output += piece;
      });
    }
  }

  /** Starts it with these settings and no others. */
  static async start(name: string, words: readonly string[], settings: Record<string, string>): Promise<Program> {
    const place = await mkdtemp(join(tmpdir(), "berichtwacht-teams-"));
    const [command, ...rest] = words as [string, ...string[]];
    const child = spawn(command, rest, {
      cwd: place,
      env: { PATH: process.env["PATH"], HOME: place, ...settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const program = new Program(name, place, child);
    process.once("exit", program.#kill); // a test that takes too long may never come to stop it
    return program;
  }

  /** All that it wrote. */
  get output(): string {
    return this.#output;
  }

  /** The files that it left in its directory, by their names, byte for byte. */
  async files(): Promise<Map<string, string>> {
    const found = await readdir(this.place, { recursive: true, withFileTypes: true });
    const paths = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path, "latin1")] as const)));
  }

  /** Waits until what it wrote matches, or until `ready` says so. */
  async until(ready: (output: string) => string | false | Promise<string | false>): Promise<string> {
    for (let tries = 0; tries < SECONDS_TO_START * 20; tries += 1) {
      const found = await ready(this.#output);
      if (found !== false) return found;
      if (this.#hasEnded) break;
      await sleep(50);
    }
    const output = this.#output;
    await this.stop();
    throw new Error(`${this.name} did not start:\n${output}`);
  }

  async stop(): Promise<void> {
    process.off("exit", this.#kill);
    if (!this.#hasEnded) {
      this.child.kill("SIGTERM");
      await once(this.child, "exit");
    }
    await rm(this.place, { recursive: true, force: true });
  }

  get #hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  readonly #kill = (): void => {
    this.child.kill();
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}

/** Whether somebody answers there, whatever the answer is. */
export async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  );
}
