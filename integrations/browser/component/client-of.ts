import { Client } from "../client/index.js";

/** Returns a client of the service at `url`; where that is no address, one for which the service is always away. */
export function clientOf(url: string): Client {
  try {
    return new Client({ url });
  } catch (error) {
    reportError(error);
    return new Client({ fetch: () => Promise.reject(error) });
  }
}
