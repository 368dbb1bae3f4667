// Stands between the Playground and the app, and writes down what they say. The Playground always says that its user reads
// English, and shows a message for one reader to everybody; so the language is put right here, and what was private is seen.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, ask, listen, portOf, read } from "./http.js";

/** What somebody did, and how the app answered. */
export interface Exchange {
  /** The name of an invoke, or the type of another activity. */
  kind: string;
  activity: Record<string, unknown>;
  status: number;
  milliseconds: number;
}

/** What the app asked of Teams. */
export interface Call {
  method: string;
  path: string;
  /** Whether only one person may see the message. */
  isTargeted: boolean;
  body: string;
  status: number;
}

/** Passes activities on to the app, and the app's messages on to the Playground. */
export class Relay {
  readonly exchanges: Exchange[] = [];
  readonly calls: Call[] = [];
  /** Whether Teams refuses messages for one reader, as it does in some kinds of conversation. */
  refusesTargeted = false;
  playground = "";
  readonly #server: Server;
  #busy = 0;

  constructor(
    private readonly app: string,
    private readonly locale: string,
  ) {
    this.#server = createServer((request, response) => {
      this.#busy += 1;
      this.#pass(request, response)
        .catch((problem) => response.writeHead(502).end(String(problem)))
        .finally(() => {
          this.#busy -= 1;
        });
    });
  }

  async open(): Promise<void> {
    await listen(this.#server);
  }

  /** Waits until nothing is under way, and closes. */
  async close(): Promise<void> {
    while (this.#busy > 0) await sleep(20);
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get endpoint(): string {
    return `${this.#origin}/api/messages`;
  }

  get connector(): string {
    return `${this.#origin}/_connector`;
  }

  get #origin(): string {
    return `http://localhost:${portOf(this.#server)}`;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await read(request);
    const url = new URL(request.url ?? "", this.#origin);
    const isToApp = url.pathname === "/api/messages";
    const { status, type, body } = await (isToApp ? this.#toApp(request, sent) : this.#toTeams(request, url, sent));
    response.writeHead(status, { "Content-Type": type }).end(body);
  }

  async #toApp({ headers }: IncomingMessage, sent: string): Promise<Answer> {
    const activity = inLanguage(JSON.parse(sent), this.locale);
    const began = performance.now();
    const answer = await ask(`${this.app}/api/messages`, "POST", JSON.stringify(activity), headers);
    this.exchanges.push({
      kind: String(activity["name"] ?? activity["type"]),
      activity,
      status: answer.status,
      milliseconds: performance.now() - began,
    });
    return answer;
  }

  async #toTeams({ method = "GET", headers }: IncomingMessage, url: URL, body: string): Promise<Answer> {
    const isTargeted = url.searchParams.get("isTargetedActivity") === "true";
    const answer =
      isTargeted && this.refusesTargeted
        ? { status: 403, type: "application/json", body: '{"error":{"code":"Forbidden","message":"not here"}}' }
        : await ask(this.playground + url.pathname + url.search, method, body, headers);
    this.calls.push({ method, path: url.pathname, isTargeted, body, status: answer.status });
    return answer;
  }
}

function inLanguage(activity: Record<string, unknown>, locale: string): Record<string, unknown> {
  if (activity["locale"] !== undefined) activity["locale"] = locale;
  for (const entity of (activity["entities"] as Record<string, unknown>[] | undefined) ?? []) {
    if (entity["type"] === "clientInfo") entity["locale"] = locale;
  }
  return activity;
}
