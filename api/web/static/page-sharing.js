// Sharing: the service worker, drafts that come from another app, and the way back to it.

/** @typedef {import("../../../integrations/browser/page.js").SharedDraft} SharedDraft */
/** @typedef {import("../../../integrations/browser/page.js").TrustedTypes} TrustedTypes */

const WORKER = "/service-worker.js";

/** Milliseconds that the worker may take to hand over a draft. */
const PATIENCE = 3000;

/** @returns {string} The address of the worker's script, as the browser wants it: the one that this page ever makes. */
function workerAddress() {
  const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis);
  const policy = trustedTypes?.createPolicy("berichtwacht", {
    createScriptURL(address) {
      if (address !== WORKER) throw new TypeError("not the address of the service worker");
      return address;
    },
  });
  return policy?.createScriptURL(WORKER) ?? WORKER;
}

/** Starts the service worker; without one the page works too, but not when the service is away. */
export async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  const address = workerAddress();
  await navigator.serviceWorker.register(address, { scope: "/", updateViaCache: "none" }).catch(() => undefined);
}

/**
 * @returns {Promise<SharedDraft | "lost" | null>} What another app shared with this page; `lost` if it did not get here,
 *   `null` if nothing was shared.
 */
export async function sharedDraft() {
  const { pathname, search } = window.location;
  const wasShared = pathname === "/share";
  if (!wasShared && new URLSearchParams(search).get("share") !== "again") return null;
  window.history.replaceState(null, "", "/"); // loading the page again must not share again
  return (wasShared && (await askWorker())) || "lost";
}

/** @returns {Promise<SharedDraft | null>} */
function askWorker() {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return Promise.resolve(null);
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener("message", ({ data }) => resolve(data), { once: true });
    port1.start();
    worker.postMessage({ type: "draft" }, [port2]);
    setTimeout(() => resolve(null), PATIENCE);
  });
}

/**
 * Hands what is still typed to the worker when the page goes. It keeps it in memory, and only while another draft is
 * being shared with the page that comes in this one's place.
 * @param {() => string} text
 */
export function carryOver(text) {
  window.addEventListener("pagehide", () => {
    if (text().trim() !== "") navigator.serviceWorker?.controller?.postMessage({ type: "leaving", text: text() });
  });
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} Whether the text is on the clipboard now.
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @returns {boolean} Whether this browser can hand a text to another app. */
export function canShare() {
  return typeof navigator.share === "function";
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} Whether the browser took it, or the writer chose not to.
 */
export async function shared(text) {
  try {
    await navigator.share({ text });
    return true;
  } catch (problem) {
    return problem instanceof DOMException && problem.name === "AbortError";
  }
}
