import { ClassicEditor, Essentials, type ModelElement, Paragraph } from "ckeditor5";
import "ckeditor5/ckeditor5.css";
import { field, mount } from "./mount.js";

mount(async (place) => {
  const holder = field("div");
  holder.removeAttribute("aria-labelledby");
  const source = document.createElement("div");
  holder.append(source);
  place.append(holder);
  const editor = await ClassicEditor.create({
    attachTo: source,
    licenseKey: "GPL",
    plugins: [Essentials, Paragraph],
    toolbar: ["undo", "redo"],
    root: { label: "Bericht" },
  });
  return { read: () => text(editor), write: (draft) => write(editor, draft) };
});

function text(editor: ClassicEditor): string {
  const blocks = [...(editor.model.document.getRoot()?.getChildren() ?? [])] as ModelElement[];
  return blocks
    .map((block) => [...block.getChildren()].map((part) => (part.is("$text") ? part.data : "\n")).join(""))
    .join("\n");
}

function write(editor: ClassicEditor, draft: string): void {
  editor.model.change((writer) => {
    const root = editor.model.document.getRoot();
    if (!root) return;
    writer.remove(writer.createRangeIn(root));
    const block = writer.createElement("paragraph");
    writer.append(block, root);
    writer.insertText(draft, block);
  });
}
