// The conversation around a draft, as the attributes of the component say.
import type { Channel, Context, Role } from "../client/types.js";

/** Earlier messages that go along, and how many characters of each: more is of no use, and may not fit. */
const [MOST_HISTORY, LONGEST_HISTORY] = [10, 2000];

/** Returns the context that the attributes `channel`, `crisis`, `sender` and `recipients` and earlier messages make. */
export function contextOf(element: Element, history: readonly string[]): Context {
  const [channel, sender] = [element.getAttribute("channel"), element.getAttribute("sender")];
  const recipients = (element.getAttribute("recipients") ?? "").split(",").map((role) => role.trim());
  return {
    ...(channel ? { channel: channel as Channel } : {}),
    ...(sender ? { sender: { role: sender as Role } } : {}),
    crisis: element.hasAttribute("crisis"),
    recipients: recipients.filter(Boolean).map((role) => ({ role: role as Role })),
    history: history.slice(-MOST_HISTORY).map((text) => ({ text: wellFormed(text.slice(-LONGEST_HISTORY)) })),
  };
}

/** A character that was cut in two, or that a program left half, is none. */
export function wellFormed(text: string): string {
  return text.toWellFormed?.() ?? text;
}
