// The three programs: the service, the Teams app, and the Agents Playground that stands for Teams.
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { answers, freePort, Program, PYTHON, REPOSITORY } from "./processes.js";

const PLAYGROUND = join(
  dirname(createRequire(import.meta.url).resolve("@microsoft/m365agentsplayground/package.json")),
  "cli.js",
);

export interface Running {
  origin: string;
  program: Program;
}

/** Starts the service as `make serve` does and waits until its whole model is ready. */
export async function startService(): Promise<Running> {
  const program = await Program.start("the service", [PYTHON, "-m", "classifier", "serve", "--port", "0"], {
    PYTHONPATH: REPOSITORY,
    BERICHTWACHT_DEVELOPMENT: "1",
    BERICHTWACHT_RATE_PER_MINUTE: "100000",
    BERICHTWACHT_RATE_BURST: "10000",
  });
  const origin = await program.until((output) => /running on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1] ?? false);
  await program.until(async () => (await fetch(`${origin}/health/ready`)).ok && origin);
  return { origin, program };
}

/** Starts the app in development mode, at its most talkative, with the service at this address. */
export async function startApp(service: string): Promise<Running> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const program = await Program.start("the Teams app", [PYTHON, "-m", "berichtwacht_teams"], {
    PYTHONPATH: [join(REPOSITORY, "integrations/python"), join(REPOSITORY, "integrations/teams")].join(delimiter),
    PYTHONDONTWRITEBYTECODE: "1",
    BERICHTWACHT_TEAMS_DEVELOPMENT: "1",
    BERICHTWACHT_TEAMS_PORT: String(port),
    BERICHTWACHT_TEAMS_SERVICE: service,
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
