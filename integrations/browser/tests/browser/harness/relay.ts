// Stands between the page and the real service, and behaves as a test asks: passes on, dawdles, breaks off, or lies.
// Only answers to drafts are touched; everything else is passed on as it is.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Assessment } from "../../../client/types.js";
import { close, listen } from "./listening.js";

/** A draft that somebody asks about. */
export interface Exchange {
  /** The text that was asked about. */
  readonly text: string;
  /** How many drafts were asked about before this one, since the behaviour was set. */
  readonly before: number;
  /** Asks the real service about this draft, or about another text. */
  assess(text?: string): Promise<Assessment>;
  /** Answers with JSON. */
  answer(body: unknown, status?: number, headers?: Record<string, string>): void;
  /** Answers with whatever it is. */
  send(status: number, type: string, body: string | Buffer, headers?: Record<string, string>): void;
  readonly response: ServerResponse;
}

export type Behaviour = (exchange: Exchange) => Promise<void> | void;

/** What was asked, and when. */
export interface Asked {
  text: string;
  /** Milliseconds, by the clock of `performance.now()`. */
  at: number;
  /** Whether the page broke off before it had its whole answer. */
  abandoned: boolean;
}

export class Relay {
  readonly asked: Asked[] = [];
  #behaviour: Behaviour = pass;
  #before = 0;
  #port = 0;
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch(() => response.destroy());
  });

  constructor(private readonly service: string) {}

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens; after `down()` at the same address again. */
  async up(): Promise<void> {
    this.#port = await listen(this.#server, this.#port);
  }

  /** Is not there any more: connections are broken and new ones refused. */
  async down(): Promise<void> {
    if (this.#server.listening) await close(this.#server);
  }

  behave(behaviour: Behaviour): void {
    this.#behaviour = behaviour;
    this.#before = 0;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const headers = Object.fromEntries(
      ["origin", "content-type", "authorization", "access-control-request-method", "access-control-request-headers"]
        .map((name) => [name, request.headers[name]] as const)
        .filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
    const pass = (sent: Buffer): Promise<Response> =>
      fetch(this.service + request.url, {
        method: request.method ?? "GET",
        headers,
        ...(sent.length > 0 && { body: new Uint8Array(sent) }),
      });
    if (request.method !== "POST" || request.url !== "/v1/assessments") {
      await passOn(await pass(body), response);
      return;
    }
    const draft = JSON.parse(body.toString()) as { text: string };
    const asked: Asked = { text: draft.text, at: performance.now(), abandoned: false };
    this.asked.push(asked);
    response.once("close", () => {
      asked.abandoned = !response.writableFinished;
    });
    const send: Exchange["send"] = (status, type, content, extra = {}) => {
      response.writeHead(status, {
        "Content-Type": type,
        "Access-Control-Allow-Origin": request.headers.origin ?? "*",
        "Access-Control-Expose-Headers": "API-Version, Retry-After",
        ...extra,
      });
      response.end(content);
    };
    this.#before += 1;
    await this.#behaviour({
      text: draft.text,
      before: this.#before - 1,
      assess: async (text = draft.text) => (await pass(Buffer.from(JSON.stringify({ ...draft, text })))).json(),
      answer: (content, status = 200, extra = {}) => send(status, "application/json", JSON.stringify(content), extra),
      send,
      response,
    });
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function passOn(answer: Response, response: ServerResponse): Promise<void> {
  const headers = [...answer.headers].filter(([name]) => !/^(content-encoding|content-length|connection)$/.test(name));
  response.writeHead(answer.status, Object.fromEntries(headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

/** The truth, at once. */
export const pass: Behaviour = async ({ assess, answer }) => answer(await assess());

/** The truth, after so many milliseconds: one number for each draft in turn, the last one for all that come after. */
export function after(...delays: number[]): Behaviour {
  return async ({ before, assess, answer }) => {
    const [truth] = await Promise.all([assess(), sleep(delays[Math.min(before, delays.length - 1)])]);
    answer(truth);
  };
}

/** The truth, but about the first draft, or `all`, only when it is let go. */
export function held({ all = false } = {}): { behaviour: Behaviour; letGo(): void } {
  let letGo = (): void => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return {
    behaviour: async ({ before, assess, answer }) => {
      const truth = await assess();
      if (all || before === 0) await gone;
      answer(truth);
    },
    letGo,
  };
}

/** Takes the question and never answers. */
export const hang: Behaviour = () => {};

/** Breaks the connection off in the middle of an answer. */
export const drop: Behaviour = ({ response }) => {
  response.writeHead(200, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
  response.write('{"id": "', () => response.destroy());
};

/** A page of somebody's proxy instead of an answer. */
export const webPage: Behaviour = ({ send }) => send(200, "text/html", "<h1>Welkom op de gastenwifi</h1>");

/** Half an answer. */
export const malformed: Behaviour = async ({ assess, send }) =>
  send(200, "application/json", JSON.stringify(await assess()).slice(0, -20));

/** Something went wrong inside. */
export const broken: Behaviour = ({ answer }) => answer({ title: "Internal error", status: 500 }, 500);

/** Too busy for the first drafts, with word of when to come back; then the truth. */
export function busy(times: number, seconds: number): Behaviour {
  return async (exchange) => {
    if (exchange.before >= times) return pass(exchange);
    return exchange.answer({ title: "Overloaded", status: 503 }, 503, { "Retry-After": String(seconds) });
  };
}

/** A right answer that goes on and on, to 50 MB of white space. */
export const endless: Behaviour = async ({ assess, response }) => {
  response.writeHead(200, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
  response.write(JSON.stringify(await assess()));
  const part = Buffer.alloc(1 << 20, " ");
  for (let megabytes = 0; megabytes < 50 && !response.destroyed; megabytes += 1) {
    if (!response.write(part)) await new Promise<void>((go) => response.once("drain", go).once("close", go));
  }
  response.end();
};

/** The truth, changed by a test. */
export function changed(change: (truth: Assessment) => unknown): Behaviour {
  return async ({ assess, answer }) => answer(change(await assess()));
}

/** What is true of another text. */
export function insteadOf(text: string): Behaviour {
  return async ({ assess, answer }) => answer(await assess(text));
}
