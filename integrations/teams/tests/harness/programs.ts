// The three programs: the service, the Teams app, and the Agents Playground that stands for Teams.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { answers, freePort, Program, PYTHON, REPOSITORY } from "./processes.js";

const PLAYGROUND = join(
  dirname(createRequire(import.meta.url).resolve("@microsoft/m365agentsplayground/package.json")),
  "cli.js",
);

const SERVICE = [PYTHON, "-m", "classifier"] as const;

export interface Running {
  origin: string;
  program: Program;
}

export interface Service extends Running {
  /** What the app shows the service, to ask it and to tell it. */
  key: string;
}

/** Starts the service as `make serve` does, but with keys, and waits until its whole model is ready. */
export async function startService(): Promise<Service> {
  const settings = {
    PYTHONPATH: REPOSITORY,
    BERICHTWACHT_DEVELOPMENT: "1",
    BERICHTWACHT_SECRET_KEYS: randomBytes(32).toString("base64url").padEnd(44, "="),
    BERICHTWACHT_RATE_PER_MINUTE: "100000",
    BERICHTWACHT_RATE_BURST: "10000",
  };
  const program = await Program.start("the service", [...SERVICE, "serve", "--port", "0"], settings);
  const origin = await program.until((output) => /running on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1] ?? false);
  await program.until(async () => (await fetch(`${origin}/health/ready`)).ok && origin);
  const [command, ...words] = [...SERVICE, "keys", "create", "teams", "--scope", "assess", "--scope", "feedback"];
  const env = { PATH: process.env["PATH"], ...settings };
  const made = await promisify(execFile)(command, words, { cwd: program.place, env });
  return { origin, program, key: made.stdout.trim() };
}

/** Starts the app in development mode, at its most talkative, with the service at this address. */
export async function startApp(service: string, key: string): Promise<Running> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const program = await Program.start("the Teams app", [PYTHON, "-m", "berichtwacht_teams"], {
    PYTHONPATH: [join(REPOSITORY, "integrations/python"), join(REPOSITORY, "integrations/teams")].join(delimiter),
    PYTHONDONTWRITEBYTECODE: "1",
    BERICHTWACHT_TEAMS_DEVELOPMENT: "1",
    BERICHTWACHT_TEAMS_PORT: String(port),
    BERICHTWACHT_TEAMS_SERVICE: service,
    BERICHTWACHT_TEAMS_SERVICE_KEY: key,
    BERICHTWACHT_TEAMS_LOG_LEVEL: "debug",
  });
  await program.until(async () => (await answers(origin)) && origin);
  return { origin, program };
}

/** Starts the Playground, which posts what people do to `app` and wants the app's messages at `connector`. */
export async function startPlayground(app: string, connector: string): Promise<Running> {
  const words = ["start", "--port", "0", "--app-endpoint", app, "--channel-id", "msteams", "--service-url", connector];
  const program = await Program.start(
    "the Playground",
    [process.execPath, PLAYGROUND, ...words, "--disable-telemetry"],
    {
      TEAMSAPPTESTER_BROWSER: "none",
      APPLICATION_INSIGHTS_NO_STATSBEAT: "1",
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: fileURLToPath(new URL("people.yml", import.meta.url)),
    },
  );
  const port = await program.until((output) => /Listening on (\d+)/.exec(output)?.[1] ?? false);
  return { origin: `http://127.0.0.1:${port}`, program };
}
