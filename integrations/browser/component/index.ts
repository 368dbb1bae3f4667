// The component <bericht-wacht>; importing this module defines it.
import { BerichtWacht } from "./element.js";

export type { Decision } from "./sending.js";
export { BerichtWacht };

declare global {
  interface HTMLElementTagNameMap {
    "bericht-wacht": BerichtWacht;
  }
}

if (globalThis.customElements && !customElements.get("bericht-wacht"))
  customElements.define("bericht-wacht", BerichtWacht);
