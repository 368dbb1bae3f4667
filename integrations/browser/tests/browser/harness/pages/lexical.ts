import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerPlainText } from "@lexical/plain-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";
import { field, mount } from "./mount.js";

mount((place) => {
  const box = field("div");
  box.contentEditable = "true";
  box.role = "textbox";
  box.ariaMultiLine = "true";
  place.append(box);
  const editor = createEditor({
    onError: (error) => {
      throw error;
    },
  });
  editor.setRootElement(box);
  registerPlainText(editor);
  registerHistory(editor, createEmptyHistoryState(), 300);
  return {
    read: () => editor.read(() => $getRoot().getTextContent()),
    write: (text) =>
      editor.update(
        () => {
          const paragraph = $createParagraphNode();
          if (text) paragraph.append($createTextNode(text));
          $getRoot().clear().append(paragraph);
        },
        { discrete: true },
      ),
  };
});
