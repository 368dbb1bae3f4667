import type { Source } from "./types.js";

/** Milliseconds between two looks at whether a program changed the field, which no event tells. */
const LOOK = 400;

/**
 * Makes what stands in a field watchable: what is typed or pasted, what a program puts there, and a form's reset.
 *
 * While its page is hidden the field is not looked at; a watch looks at once when it is shown again.
 */
export function inputSource(element: HTMLTextAreaElement | HTMLInputElement): Source {
  let composing = false;
  return {
    read: () => element.value,
    composing: () => composing,
    subscribe(changed) {
      const page = element.ownerDocument;
      const listening = new AbortController();
      const on = (target: EventTarget | null, type: string, listener: () => void) =>
        target?.addEventListener(type, listener, { signal: listening.signal });
      let looking: ReturnType<typeof setInterval> | undefined;
      let resetting: ReturnType<typeof setTimeout> | undefined;
      const compose = (now: boolean) => () => {
        composing = now;
        changed();
      };
      const keepLooking = () => {
        clearInterval(looking);
        if (page.visibilityState !== "hidden") looking = setInterval(changed, LOOK);
      };
      for (const type of ["input", "change", "focus"]) on(element, type, changed);
      on(element, "compositionstart", compose(true));
      on(element, "compositionend", compose(false));
      on(page, "visibilitychange", keepLooking);
      on(element.form, "reset", () => {
        // The event comes before the fields are emptied.
        clearTimeout(resetting);
        resetting = setTimeout(changed);
      });
      keepLooking();
      return () => {
        listening.abort();
        clearInterval(looking);
        clearTimeout(resetting);
      };
    },
  };
}
