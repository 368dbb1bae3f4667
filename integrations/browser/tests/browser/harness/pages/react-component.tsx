// The component as React 19 renders it: what it is given are properties.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { Client } from "../../../../client/index.js";
import type { BerichtWacht } from "../../../../component/index.js";
import "../../../../component/index.js";

/** What React is asked to give; `undefined` is given too. */
export interface Given {
  language?: "nl" | "en" | undefined;
  history?: readonly string[] | undefined;
  client?: Client | null | undefined;
  guard?: boolean;
}

type Own = DetailedHTMLProps<HTMLAttributes<BerichtWacht>, BerichtWacht> & Given & { for: string; url: string };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "bericht-wacht": Own;
    }
  }
}

export interface ReactStage {
  client: Client;
  /** Renders, again. */
  render(given: Given): void;
}

declare global {
  interface Window {
    react?: ReactStage;
  }
}

const url = new URLSearchParams(location.search).get("url") ?? "";
const root = createRoot(document.querySelector("#place") ?? document.body);
window.react = {
  client: new Client({ url }),
  render: (given) =>
    flushSync(() =>
      root.render(
        <>
          <textarea id="field" aria-labelledby="label" />
          <bericht-wacht for="field" url={url} {...given} />
        </>,
      ),
    ),
};
