// A contenteditable without any library.
import { field, mount } from "./mount.js";

mount((place) => {
  const box = field("div");
  box.contentEditable = "true";
  box.role = "textbox";
  box.ariaMultiLine = "true";
  place.append(box);
  return {
    // biome-ignore lint/performance/useDomNodeTextContent: lines count as the writer sees them
    read: () => box.innerText.replace(/\n$/, ""),
    write: (text) => {
      box.textContent = text;
    },
  };
});
