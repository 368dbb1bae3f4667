// What the relay and the line have in common: reading what was asked, and asking it of somebody else.
import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage, Server } from "node:http";

export interface Answer {
  status: number;
  type: string;
  body: string;
}

const OF_A_CONNECTION = new Set(["host", "connection", "keep-alive", "content-length", "accept-encoding", "expect"]);

export async function listen(server: Server, port = 0): Promise<void> {
  await once(server.listen(port, "127.0.0.1"), "listening");
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server does not listen");
  return address.port;
}

export async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

export async function ask(url: string, method: string, sent: string, headers: IncomingHttpHeaders): Promise<Answer> {
  const passed = Object.entries(headers).filter(([name]) => !OF_A_CONNECTION.has(name));
  const answer = await fetch(url, {
    method,
    headers: passed.map(([name, value]) => [name, String(value)] as [string, string]),
    body: method === "GET" ? null : sent,
  });
  const type = answer.headers.get("Content-Type") ?? "application/json";
  return { status: answer.status, type, body: await answer.text() };
}
