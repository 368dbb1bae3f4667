// Stands between the Playground and the app, and writes down what they say. The Playground always says that its user reads
// English, and shows a message for one reader to everybody; so the language is put right here, and what was private is seen.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What somebody did, and what the app answered. */
export interface Exchange {
  /** The name of an invoke, or the type of another activity. */
  kind: string;
  activity: Record<string, unknown>;
  status: number;
  answer: unknown;
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

  async listen(): Promise<void> {
    await once(this.#server.listen(0, "127.0.0.1"), "listening");
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
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the relay does not listen");
    return `http://localhost:${address.port}`;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const url = new URL(request.url ?? "", this.#origin);
    const { status, type, answer } =
      url.pathname === "/api/messages" ? await this.#toApp(body) : await this.#toPlayground(request, url, body);
    response.writeHead(status, { "Content-Type": type }).end(answer);
  }

  async #toApp(body: string): Promise<Answer> {
    const activity = inLanguage(JSON.parse(body), this.locale);
    const began = performance.now();
    const answer = await ask(`${this.app}/api/messages`, "POST", JSON.stringify(activity));
    this.exchanges.push({
      kind: String(activity["name"] ?? activity["type"]),
      activity,
      status: answer.status,
      answer: parsed(answer.answer),
      milliseconds: performance.now() - began,
    });
    return answer;
  }

  async #toPlayground(request: IncomingMessage, url: URL, body: string): Promise<Answer> {
    const method = request.method ?? "GET";
    const isTargeted = url.searchParams.get("isTargetedActivity") === "true";
    const answer =
      isTargeted && this.refusesTargeted
        ? { status: 403, type: "application/json", answer: '{"error":{"code":"Forbidden","message":"not here"}}' }
        : await ask(this.playground + url.pathname + url.search, method, body);
    this.calls.push({ method, path: url.pathname, isTargeted, body, status: answer.status });
    return answer;
  }
}

interface Answer {
  status: number;
  type: string;
  answer: string;
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

async function ask(url: string, method: string, body: string): Promise<Answer> {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(url, { method, headers, body: method === "GET" ? null : body });
  return {
    status: answer.status,
    type: answer.headers.get("Content-Type") ?? "application/json",
    answer: await answer.text(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function inLanguage(activity: Record<string, unknown>, locale: string): Record<string, unknown> {
  if (activity["locale"] !== undefined) activity["locale"] = locale;
  for (const entity of (activity["entities"] as Record<string, unknown>[] | undefined) ?? []) {
    if (entity["type"] === "clientInfo") entity["locale"] = locale;
  }
  return activity;
}
