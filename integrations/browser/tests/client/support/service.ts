import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

/** A request as it came in. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** A server on this machine that answers as a test wants, and remembers what it was asked. */
export interface Service {
  url: string;
  received: Received[];
  /** Resolves when the connection of a request was closed before its answer was complete. */
  gone: Promise<void>;
}

export type Answer = (response: ServerResponse, attempt: number) => void;

/** Serves until the test ends; `answer` is told how often it was asked before. */
export async function serve(t: TestContext, answer: Answer): Promise<Service> {
  const received: Received[] = [];
  let left = () => {};
  const gone = new Promise<void>((resolve) => {
    left = resolve;
  });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      received.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
      answer(response, received.length - 1);
    });
    response.on("close", () => response.writableFinished || left());
    response.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, gone };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "Content-Type": type, ...headers }).end(JSON.stringify(value));
}

/** A problem document of the service. */
export function problem(name: string, status: number): object {
  return {
    type: `urn:problem-type:berichtwacht:${name}`,
    title: "Something is not right",
    status,
    detail: "See there.",
  };
}
