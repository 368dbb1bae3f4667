// Asking the service. What it answers is kept in memory only, and an error never holds a text.

/** @typedef {import("../../../../integrations/browser/curate.js").Queue} Queue */
/** @typedef {import("../../../../integrations/browser/curate.js").Opened} Opened */
/** @typedef {import("../../../../integrations/browser/curate.js").Checks} Checks */
/** @typedef {import("../../../../integrations/browser/curate.js").Span} Span */
/** @typedef {import("../../../../integrations/browser/curate.js").State} State */
/** @typedef {import("../../../../integrations/browser/curate.js").MessageRecord} MessageRecord */
/** @typedef {import("../../../../integrations/browser/curate.js").Problem} Problem */
/** @typedef {"signIn" | "forbidden" | "gone" | "taken" | "labelled" | "changed" | "late" | "invalid" | "busy" | "offline" | "failed"} FailureKind */

/** @type {Record<number, FailureKind>} */
const KINDS = {
  ...{ 400: "invalid", 401: "signIn", 403: "forbidden", 404: "gone", 409: "taken" },
  ...{ 413: "invalid", 429: "busy", 502: "busy", 503: "busy", 504: "busy" },
};

/** @type {Record<string, FailureKind>} What the service says in the type of a problem. */
const CONFLICTS = { "item-labelled": "labelled", "item-changed": "changed", "not-undone": "late" };

/** The service did not do what was asked. */
export class Failure extends Error {
  /** @param {FailureKind} kind @param {Problem} problem */
  constructor(kind, problem = {}) {
    super(kind);
    this.kind = kind;
    this.problem = problem;
  }
}

/**
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {string} path
 * @param {object} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<unknown>} What the service answered; `null` when that is nothing.
 */
async function ask(method, path, body, signal) {
  const answer = await fetch(path, {
    ...{ method, cache: "no-store", credentials: "same-origin", redirect: "error", signal: signal ?? null },
    ...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  }).catch((error) => {
    throw signal?.aborted ? error : new Failure("offline");
  });
  if (answer.status === 204) return null;
  const told = await answer.json().catch(() => null);
  if (!answer.ok) throw failureOf(answer.status, told ?? {});
  if (told === null) throw new Failure("failed");
  return told;
}

/** @param {number} status @param {Problem} problem */
function failureOf(status, problem) {
  const slug = problem.type?.split(":").at(-1) ?? "";
  return new Failure(CONFLICTS[slug] ?? KINDS[status] ?? "failed", problem);
}

/** @param {string} key */
export async function signIn(key) {
  await ask("POST", "/curate/session", { key });
}

export async function signOut() {
  await ask("DELETE", "/curate/session");
}

export async function readQueue() {
  return /** @type {Queue} */ (await ask("GET", "/v1/curation/queue"));
}

/** @typedef {import("../../../../integrations/browser/curate.js").Monitoring} Monitoring */

export async function readMonitoring() {
  return /** @type {Monitoring} */ (await ask("GET", "/v1/monitoring"));
}

/** Claims a message, or claims it again, and opens it. @param {string} item */
export async function claim(item) {
  return /** @type {Opened} */ (await ask("POST", "/v1/curation/claims", { item }));
}

/** @param {string} item */
export async function release(item) {
  await ask("POST", "/v1/curation/releases", { item });
}

/**
 * @param {{ item: string, text: string, entities: Span[], originals: Span[] }} asked
 * @param {AbortSignal} signal
 */
export async function check(asked, signal) {
  return /** @type {Checks} */ (await ask("POST", "/v1/curation/checks", asked, signal));
}

/**
 * @param {{ item: string, revision: string, originals: Span[] }} reviewed
 * @param {MessageRecord | null} record `null`: nothing is learned from this message.
 * @param {boolean} second Whether another curator looks too.
 */
export async function review(reviewed, record, second) {
  const outcome = record === null ? "dismissed" : "accepted";
  const body = { ...reviewed, outcome, record, second };
  return /** @type {{ state: State }} */ (await ask("POST", "/v1/curation/reviews", body));
}

/** @param {string} item */
export async function undo(item) {
  return /** @type {{ state: State }} */ (await ask("POST", "/v1/curation/undo", { item }));
}
