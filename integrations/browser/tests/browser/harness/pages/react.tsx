// A textarea that React controls: its value is set back on every change, from state that React keeps.
import { useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { mount } from "./mount.js";

let kept = "";
let set: (text: string) => void = () => {};

function Field({ ready }: { ready: () => void }) {
  const [text, setText] = useState("");
  kept = text;
  set = setText;
  useLayoutEffect(ready, [ready]);
  return (
    <textarea
      id="field"
      rows={5}
      aria-labelledby="label"
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

mount(async (place) => {
  await new Promise<void>((ready) => createRoot(place).render(<Field ready={ready} />));
  return {
    read: () => {
      const shown = place.querySelector("textarea")?.value;
      return shown === kept ? kept : `React keeps ${JSON.stringify(kept)} and shows ${JSON.stringify(shown)}`;
    },
    write: (text) => flushSync(() => set(text)),
  };
});
