// Taking a message to where it belongs. What is built here stays on the writer's own device: a draft is in no address that
// the service or a page could see, only in the one that opens the writer's own mail program.
import type { Destination } from "../client/types.js";
import { wellFormed } from "./context.js";
import type { Texts } from "./texts.js";

/** Characters of a mail address with its body that every mail program takes. */
const LONGEST_MAIL = 1900;

/** Opens the destination with the text, or with the text on the clipboard; returns what to tell the writer. */
export async function handOver(destination: Destination, text: string, texts: Texts): Promise<string> {
  if (destination.url?.startsWith("mailto:")) return mail(destination.url, text, texts);
  const isCopied = await copy(text);
  if (destination.url) open(destination.url, "_blank", "noopener,noreferrer");
  return isCopied ? texts.copiedTo(destination.label) : texts.copyFailed;
}

async function mail(address: string, text: string, texts: Texts): Promise<string> {
  const whole = mailAddress(address, text);
  if (whole.length <= LONGEST_MAIL) {
    follow(whole);
    return "";
  }
  const isCopied = await copy(text);
  follow(mailAddress(address, texts.pasteHere));
  return isCopied ? texts.mailTooLong : texts.copyFailed;
}

/** Returns `address` with `text` as the body of the mail (RFC 6068). */
export function mailAddress(address: string, text: string): string {
  const body = encodeURIComponent(wellFormed(text)).replaceAll("%0D%0A", "%0A").replaceAll("%0A", "%0D%0A");
  return `${address}${address.includes("?") ? "&" : "?"}body=${body}`;
}

function follow(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.click();
}

/** Puts `text` on the clipboard; returns whether that worked. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
