// Stands before the whole service, page and all, as a proxy does: notes what is asked, and is away, slow or ill as a test asks.
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { close, listen } from "./listening.js";

/** What was asked. */
export interface Asked {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly body: string;
}

/** What a test answers in the service's place, or the milliseconds by which it lets the service's own answer wait. */
export type Answer = { status: number; type: string; body: string } | number;

export class Front {
  readonly asked: Asked[] = [];
  /** Answers in the service's place; `undefined`: the service answers. */
  answers: (asked: Asked) => Answer | undefined = () => undefined;
  /** Names of headers of the service's answers that are left out, in lower case. */
  leftOut: readonly string[] = [];
  #service: string;
  #port = 0;
  readonly #server: Server;

  constructor(service: string) {
    this.#service = service;
    this.#server = createServer((question, response) => {
      this.#handle(question, response).catch(() => response.destroy());
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The drafts that were to be assessed, with their contexts, in the order in which they were asked about. */
  get drafts(): { text: string; language?: string; context: Record<string, unknown> }[] {
    return this.asked.filter(({ path }) => path === "/v1/assessments").map(({ body }) => JSON.parse(body));
  }

  /** Passes on to another service from now on. */
  set service(origin: string) {
    this.#service = origin;
  }

  /** Listens; after `down()` at the same address again. */
  async up(): Promise<void> {
    this.#port = await listen(this.#server, this.#port);
  }

  /** Is not there any more: connections are broken and new ones refused. */
  async down(): Promise<void> {
    if (this.#server.listening) await close(this.#server);
  }

  async #handle(question: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of question) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const asked: Asked = { method: question.method ?? "GET", path: question.url ?? "/", body: body.toString() };
    this.asked.push(asked);
    const answer = this.answers(asked);
    if (typeof answer === "object") {
      response.writeHead(answer.status, { "Content-Type": answer.type }).end(answer.body);
      return;
    }
    if (answer !== undefined) await sleep(answer, undefined, { ref: false });
    const passed = request(this.#service + asked.path, { method: asked.method, headers: question.headers });
    passed.on("response", (told) => {
      const headers = Object.entries(told.headers).filter(([name]) => !this.leftOut.includes(name));
      told.pipe(response.writeHead(told.statusCode ?? 502, Object.fromEntries(headers)));
    });
    passed.on("error", () => response.destroy());
    passed.end(body);
  }
}

/** Something went wrong inside; for everything that is asked. */
export const ill = (): Answer => ({ status: 503, type: "application/problem+json", body: '{"status": 503}' });
