// One call to the service: within a deadline, tried again where that may help, and read no further than is sensible.
import type { Check } from "./answers.js";
import { BerichtwachtError, type Problem } from "./errors.js";

/** A request and what its answer must be. */
export interface Call<T> {
  url: string;
  method: "GET" | "POST";
  body?: string;
  /** Whether it goes on when the page is left. */
  keepalive?: boolean;
  check: Check<T>;
}

/** How calls are made. */
export interface Manner {
  credential: string | (() => string | Promise<string>) | undefined;
  /** Milliseconds, all tries included. */
  deadline: number;
  /** Tries after the first. */
  retries: number;
  credentials: RequestCredentials;
  fetch: typeof fetch | undefined;
}

const LARGEST_ANSWER = 1_048_576;
const LARGEST_PROBLEM = 65_536;
const FIRST_WAIT = 150;
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Makes the call.
 *
 * @throws {@link BerichtwachtError} when there is no answer, or not the right one.
 * @throws The reason of `signal` when that is aborted, as `fetch` does.
 */
export function send<T>(call: Call<T>, manner: Manner, signal: AbortSignal | undefined): Promise<T> {
  return within(Math.min(manner.deadline, LONGEST_TIMER), signal, async (ending) => {
    const until = performance.now() + manner.deadline;
    const headers = await headersOf(call, manner.credential);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once(call, manner, headers, ending);
      } catch (error) {
        const wait = waitAfter(error, attempt);
        if (attempt >= manner.retries || wait === null || performance.now() + wait >= until) throw error;
        await pause(wait, ending);
      }
    }
  });
}

/** Does the work until it is done, the time is over or the caller gives up, whichever comes first. */
function within<T>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  work: (ending: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const controller = new AbortController();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    const end = (reason: unknown) => {
      done();
      reject(reason);
      controller.abort(reason);
    };
    const abort = () => end(signal?.reason);
    const timer = setTimeout(() => end(new BerichtwachtError("late")), milliseconds);
    signal?.addEventListener("abort", abort);
    work(controller.signal).then(resolve, reject).finally(done);
  });
}

async function headersOf(call: Call<unknown>, credential: Manner["credential"]): Promise<Record<string, string>> {
  const headers: Record<string, string> = { Accept: "application/json, application/problem+json" };
  if (call.body !== undefined) headers["Content-Type"] = "application/json";
  const value = typeof credential === "function" ? await asked(credential) : credential;
  if (value) {
    if (!isPrintable(value)) throw new BerichtwachtError("refused");
    headers["Authorization"] = `Bearer ${value}`;
  }
  return headers;
}

/** Whether this may stand in a header; without a regular expression, as `RegExp.input` would keep it. */
function isPrintable(value: string): boolean {
  return [...value].every((character) => character > " " && character <= "~");
}

async function asked(credential: () => string | Promise<string>): Promise<string> {
  try {
    return await credential();
  } catch {
    throw unreached();
  }
}

function unreached(): BerichtwachtError {
  return new BerichtwachtError(globalThis.navigator?.onLine === false ? "offline" : "unreachable");
}

async function once<T>(
  { url, check, ...call }: Call<T>,
  { credentials, fetch: given }: Manner,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<T> {
  const ask = given ?? globalThis.fetch;
  let response: Response;
  let answer: unknown;
  try {
    response = await ask(url, {
      ...call,
      headers,
      credentials,
      signal,
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    answer = parsed(await bounded(response, response.ok ? LARGEST_ANSWER : LARGEST_PROBLEM));
  } catch {
    throw signal.aborted ? signal.reason : unreached();
  }
  const { ok, status } = response;
  if (!ok) throw failure(response, answer);
  if (!check(answer)) throw new BerichtwachtError("invalid_answer", { status });
  return answer;
}

/** Reads the body, unpacked, and stops when it is larger than `most` bytes: then there is none. */
async function bounded({ body }: Response, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  let size = 0;
  for (;;) {
    const read = await reader?.read();
    if (!read?.value) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    size += read.value.length;
    chunks.push(read.value);
    if (size > most) {
      reader?.cancel().catch(() => {});
      return new Uint8Array();
    }
  }
}

/** Reads JSON in UTF-8; `undefined` when it is not. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function failure({ status, headers }: Response, answer: unknown): BerichtwachtError {
  const said = answer as Partial<Problem> | null | undefined;
  const problem = typeof said?.type === "string" && typeof said.title === "string" ? (said as Problem) : null;
  const circumstances = { status, problem, retryAfter: secondsUntil(headers.get("Retry-After")) };
  return new BerichtwachtError(kindOf(status), circumstances);
}

function kindOf(status: number): BerichtwachtError["kind"] {
  if (status === 429 || status === 503) return "busy";
  if (status === 401 || status === 403) return "refused";
  if (status >= 500 || status === 408) return "unreachable";
  return status >= 400 ? "invalid_request" : "invalid_answer";
}

/** Reads `Retry-After`, in seconds or as a date; `null` when it says neither. */
function secondsUntil(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/** Milliseconds to wait before the next try, at random up to twice as long each time; `null` when that cannot help. */
function waitAfter(error: unknown, attempt: number): number | null {
  if (!(error instanceof BerichtwachtError)) return null;
  const { kind, status, retryAfter } = error;
  const again = status === null ? kind === "unreachable" : [408, 429, 502, 503, 504].includes(status);
  return again ? (retryAfter ?? 0) * 1000 + Math.random() * FIRST_WAIT * 2 ** attempt : null;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
  });
}
