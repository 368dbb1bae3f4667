// What the page (api/web/static/) takes for granted of the component and of browsers, beyond TypeScript's own types.
import type { Verdict, WatchState } from "./client/types.js";

/** The component as the page uses it; without its module the element is there and does nothing. */
export interface BerichtWacht extends HTMLElement {
  history?: readonly string[];
  readonly state?: WatchState;
  readonly verdict?: Verdict | null;
  refresh?(): void;
  confirm?(): Promise<boolean>;
}

/** A draft that another app shared, and what still stood in the box of the page before. */
export interface SharedDraft {
  text: string;
  left: string;
}

/** The part of trusted types that the page uses (W3C Trusted Types). */
export interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

/** The browser's offer to install the page (Chromium). */
export interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}
