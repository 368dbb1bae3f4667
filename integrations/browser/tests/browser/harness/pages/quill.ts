import Quill from "quill";
import "quill/dist/quill.snow.css";
import { field, mount } from "./mount.js";

mount((place) => {
  const holder = field("div");
  holder.removeAttribute("aria-labelledby");
  place.append(holder);
  const quill = new Quill(holder, { theme: "snow", modules: { toolbar: false } });
  quill.root.role = "textbox";
  quill.root.ariaMultiLine = "true";
  quill.root.setAttribute("aria-labelledby", "label");
  return {
    read: () => quill.getText().replace(/\n$/, ""),
    write: (text) => {
      quill.setText(text);
    },
  };
});
