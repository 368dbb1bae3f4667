// What every page of the harness shares: a form with an editor and <bericht-wacht> beside it, and `window.harness`, through
// which a test looks at the editor's own content (never at what the component says of it).
import "../../../../component/index.js";
import { underlines } from "../underlines.js";

/** An editor on a page. */
export interface Editor {
  /** The text that the editor holds, by its own account. */
  read(): string;
  /** Puts another draft there, as a chat app does when the writer goes to another conversation. */
  write(text: string): void;
}

/** What a test sees of the page. */
export interface Harness extends Editor {
  /** The texts of the messages that were sent. */
  sent: string[];
  /** The states that the component told, without text. */
  told: { status: string }[];
  /** What the writer decided. */
  decisions: { action: string; reason?: string }[];
  /** Every text that was underlined in any frame since `record()`. */
  seen(): string[];
  record(): void;
  /** Begins to wait for the next `input` event, and then for the frame in which these words are underlined. */
  startClock(words: string): void;
  /** The milliseconds between the two. */
  clock(): Promise<number>;
}

declare global {
  interface Window {
    harness?: Harness;
  }
}

/** Makes the editor in its place, then the component, as the page's address asks; then the page is ready. */
export async function mount(make: (place: HTMLElement) => Editor | Promise<Editor>): Promise<void> {
  const wishes = new URLSearchParams(location.search);
  const place = element("place");
  const early = wishes.has("early");
  if (early) watch(wishes);
  const editor = await make(place);
  if (!early && !wishes.has("alone")) watch(wishes);
  window.harness = harness(editor);
}

function watch(wishes: URLSearchParams): void {
  const component = document.createElement("bericht-wacht");
  component.setAttribute("for", "field");
  for (const [name, value] of wishes) if (name !== "early") component.setAttribute(name, value);
  element("watch").append(component);
}

function harness(editor: Editor): Harness {
  const found: Harness = { ...editor, sent: [], told: [], decisions: [], ...recorder(), ...stopwatch() };
  element("chat").addEventListener("submit", (event) => {
    event.preventDefault();
    found.sent.push(editor.read());
    editor.write("");
  });
  document.addEventListener("bericht-wacht-state", (event) => found.told.push((event as CustomEvent).detail));
  document.addEventListener("bericht-wacht-decision", (event) => found.decisions.push((event as CustomEvent).detail));
  return found;
}

function recorder(): Pick<Harness, "record" | "seen"> {
  let texts = new Set<string>();
  let running = false;
  const look = (): void => {
    for (const { text } of underlines()) texts.add(text);
    requestAnimationFrame(look);
  };
  return {
    seen: () => [...texts],
    record: () => {
      texts = new Set();
      if (!running) look();
      running = true;
    },
  };
}

function stopwatch(): Pick<Harness, "startClock" | "clock"> {
  let time = Promise.resolve(Number.NaN);
  const wait = (words: string, done: (time: number) => void): void => {
    const start = ({ timeStamp }: Event): void => {
      const look = (): void => {
        if (underlines().some(({ text }) => text === words)) done(performance.now() - timeStamp);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    document.addEventListener("input", start, { capture: true, once: true });
  };
  return {
    startClock: (words) => {
      time = new Promise((done) => wait(words, done));
    },
    clock: () => time,
  };
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** Makes an element that is the field, or holds it, with the name that the page's label gives. */
export function field<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.id = "field";
  made.setAttribute("aria-labelledby", "label");
  return made;
}
