// The page's service worker. It takes a draft that another app shares, hands it to the page and forgets it, and it keeps
// the page's own files for when the service is away: never an answer of the service, never anything with a draft.
// The service puts a line in front that says which files there are and which version they make together (BUILD).

const CACHE = `berichtwacht-${BUILD.version}`;
const SHARE = "/share";
const SHARE_AGAIN = "/?share=again";

/** Milliseconds that the newest page may take to come before the one that was kept is shown. */
const PATIENCE = 1500;

/** Milliseconds that a file of the newest page may take: one that was kept may be of another version. */
const LONG_PATIENCE = 10_000;

/** Milliseconds that a shared draft waits in memory for the page to ask for it. */
const WAITING = 30_000;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/**
 * Drafts that wait for the page, by the id of its client; `left` is what the page before it still had in its box.
 * @type {Map<string, { text: string, left: string }>}
 */
const drafts = new Map();

/**
 * The clients that show a kept page, whose files are kept ones too, so that all are of one version.
 * @type {Set<string>}
 */
const showsKept = new Set();

/**
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
function later(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Keeps all files of this version, or none. */
async function keepFiles() {
  const cache = await caches.open(CACHE);
  await cache.addAll(BUILD.files.map((path) => new Request(path, { cache: "reload", redirect: "error" })));
}

/** Throws away the files of other versions. */
async function forgetOldFiles() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

/**
 * Answers with what the service has now, or with what was kept when it takes long, fails or cannot be reached.
 * @param {string} path
 * @param {Request} request
 * @param {number} patience Milliseconds.
 * @returns {Promise<{ answer: Response, isKept: boolean }>}
 */
async function newest(path, request, patience) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept === undefined) return { answer: await fetch(request), isKept: false };
  const instead = { answer: kept, isKept: true };
  const fetched = fetch(request).then(
    (answer) => (answer.status >= 500 ? instead : { answer, isKept: false }),
    () => instead,
  );
  return Promise.race([fetched, later(patience).then(() => instead)]);
}

/**
 * @param {FetchEvent} event
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function page(event, request) {
  const { answer, isKept } = await newest("/", request, PATIENCE);
  if (isKept) showsKept.add(event.resultingClientId);
  return answer;
}

/**
 * @param {FetchEvent} event
 * @param {string} path
 * @returns {Promise<Response>}
 */
async function file(event, path) {
  const kept = showsKept.has(event.clientId) ? await caches.match(path, { cacheName: CACHE }) : undefined;
  return kept ?? (await newest(path, event.request, LONG_PATIENCE)).answer;
}

/**
 * @param {FormData} form
 * @returns {string} What was shared, every part once.
 */
function sharedText(form) {
  const parts = ["title", "text", "url"].map((name) => form.get(name));
  const texts = parts.filter((part) => typeof part === "string").map((part) => part.trim());
  return [...new Set(texts)].filter((text) => text !== "").join("\n");
}

/**
 * Takes a shared draft into memory and answers with the page, which asks for it (see the messages below).
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function takeDraft(event) {
  const client = event.resultingClientId;
  const text = await event.request.formData().then(sharedText, () => "");
  if (client === "" || text === "") return Response.redirect(SHARE_AGAIN, 303);
  drafts.set(client, { text, left: "" });
  return page(event, new Request("/", { redirect: "error" }));
}

worker.addEventListener("install", (event) => {
  worker.skipWaiting();
  event.waitUntil(keepFiles());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldFiles().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  if (request.method === "POST" && request.mode === "navigate" && pathname === SHARE) {
    event.respondWith(takeDraft(event));
    event.waitUntil(later(WAITING).then(() => drafts.delete(event.resultingClientId)));
  } else if (request.method === "GET" && BUILD.files.includes(pathname)) {
    event.respondWith(pathname === "/" ? page(event, request) : file(event, pathname));
  }
});

worker.addEventListener("message", ({ data, ports, source }) => {
  if (!(source instanceof Client)) return;
  if (data.type === "leaving") {
    // The page that was shared with stood in the place of this one: what was typed in it goes along.
    for (const draft of drafts.values()) draft.left = data.text;
  } else if (data.type === "draft") {
    ports[0]?.postMessage(drafts.get(source.id) ?? null);
    drafts.delete(source.id);
  }
});
