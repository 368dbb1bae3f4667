// A page with nothing on it: a test writes the markup. What is submitted stays here.
import { underlines } from "../underlines.js";

/** A message as its form would have sent it. */
export interface Submitted {
  form: string;
  data: Record<string, string>;
}

/** What a test sees of the page. */
export interface StageWindow {
  sent: Submitted[];
  decisions: { action: string; reason?: string }[];
  /** What was reported as an error; nobody else hears of it. */
  errors: string[];
  /** Defines the component. */
  define(): Promise<unknown>;
  /** Writes the markup, with shadow roots where it declares them. */
  build(markup: string): void;
  /** The words that are underlined. */
  words(): string[];
}

declare global {
  interface Window {
    stage?: StageWindow;
  }
}

const stage: StageWindow = {
  sent: [],
  decisions: [],
  errors: [],
  define: () => import("../../../../component/index.js"),
  build: (markup) => document.querySelector("main")?.setHTMLUnsafe(markup),
  words: () => underlines().map(({ text }) => text),
};
window.stage = stage;

/** Keeps what a form, here or in a shadow root, submits. */
function keep(event: Event): void {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const data = [...new FormData(form, (event as SubmitEvent).submitter)] as [string, string][];
  stage.sent.push({ form: form.id, data: Object.fromEntries(data) });
}

document.addEventListener("submit", keep);
document.addEventListener("bericht-wacht-decision", (event) => stage.decisions.push((event as CustomEvent).detail));
addEventListener("error", (event) => {
  event.preventDefault();
  stage.errors.push(event.message);
});
