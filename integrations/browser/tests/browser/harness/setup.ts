// Once for all tests: the pages and the real service. Tests find them in the environment.
import { servePages } from "./pages.js";
import { startService } from "./service.js";

export const PAGES = "BERICHTWACHT_TEST_PAGES";
export const SERVICE = "BERICHTWACHT_TEST_SERVICE";

/** Where docs/browser.md lets its reader serve a page that asks the service. */
export const GUIDE = new URL("http://localhost:5500/");

export default async function setup(): Promise<() => Promise<void>> {
  const pages = await servePages();
  const service = await startService([pages.origin, GUIDE.origin]).catch(async (error) => {
    await pages.stop();
    throw error;
  });
  process.env[PAGES] = pages.origin;
  process.env[SERVICE] = service.origin;
  return async () => {
    await Promise.all([pages.stop(), service.stop()]);
  };
}
