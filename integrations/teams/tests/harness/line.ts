// The line from the app to the service: it hears what the app tells, and it can be cut.
import { createServer, type Server } from "node:http";
import { ask, listen, portOf, read } from "./http.js";

/** What the service is told of a draft. */
export type Told = Record<string, unknown>;

export class Line {
  readonly feedback: Told[] = [];
  readonly #server: Server;
  #port = 0;
  #isSilent = false;

  constructor(private readonly service: string) {
    this.#server = createServer(async (request, response) => {
      const sent = await read(request);
      if (this.#isSilent) return;
      const path = request.url ?? "";
      if (path === "/v1/feedback") this.feedback.push(JSON.parse(sent));
      const { status, type, body } = await ask(this.service + path, request.method ?? "GET", sent, request.headers);
      response.writeHead(status, { "Content-Type": type }).end(body);
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async open(): Promise<void> {
    await listen(this.#server, this.#port);
    this.#port = portOf(this.#server);
  }

  /** From now on nobody listens. */
  cut(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** From now on what is asked gets no answer. */
  silence(): void {
    this.#isSilent = true;
  }

  /** Makes it as it was, for the next test. */
  async mend(): Promise<void> {
    this.#isSilent = false;
    this.feedback.length = 0;
    this.#server.closeAllConnections();
    if (!this.#server.listening) await this.open();
  }
}
