// The line stands under the words that it is about, wherever the field goes.
import { type Chat, EDITORS, expect, FIELDS, test } from "./harness/fixtures.js";
import type { Underline } from "./harness/underlines.js";

const WORDS = "123456782";

/** Where the words after `before` stand in a field with a font of one width, by counting letters and lines. */
async function counted(chat: Chat, before: string): Promise<{ x: number; y: number; width: number; height: number }> {
  const { left, top, letter, line, width } = await chat.field.evaluate((field) => {
    const style = getComputedStyle(field);
    const pixels = (name: string): number => Number.parseFloat(style.getPropertyValue(name));
    const pen = document.createElement("canvas").getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.font = style.font;
    const box = field.getBoundingClientRect();
    return {
      left: box.x + field.clientLeft + pixels("padding-left") - field.scrollLeft,
      top: box.y + field.clientTop + pixels("padding-top") - field.scrollTop,
      letter: pen.measureText("m".repeat(100)).width / 100,
      line: pixels("line-height"),
      width: field.localName === "textarea" ? field.clientWidth - 2 * pixels("padding-left") : Infinity,
    };
  });
  const { row, column } = end(before + WORDS, Math.floor(width / letter + 0.001));
  return {
    x: left + (column - WORDS.length) * letter,
    y: top + row * line,
    width: WORDS.length * letter,
    height: line,
  };
}

/** The row and the column where a text ends that goes to the next row where a word does not fit. */
function end(text: string, room: number): { row: number; column: number } {
  let [row, column] = [0, 0];
  for (const piece of text.match(/[^ \n]+|[ \n]/g) ?? []) {
    const isNext = piece === "\n" || (piece !== " " && column + piece.length > room);
    if (isNext) row += 1;
    column = (isNext ? 0 : column) + (piece === "\n" ? 0 : piece.length);
  }
  return { row, column };
}

/** Waits until the line stands where counting says; an `input` puts its one line in its middle. */
async function standsUnder(chat: Chat, before: string): Promise<void> {
  const apart = async (): Promise<number> => {
    const [line, place] = [await chat.underlined(WORDS), await counted(chat, before)];
    const box = line.boxes[0];
    if (!box) return Number.POSITIVE_INFINITY;
    const middles = [box.y + box.height / 2, place.y + place.height / 2] as const;
    return Math.max(Math.abs(box.x - place.x), Math.abs(box.width - place.width), Math.abs(middles[0] - middles[1]));
  };
  await expect.poll(apart, "CSS pixels between the line and its words").toBeLessThan(1.5);
}

for (const editor of FIELDS) {
  test(`${editor}: the line stands under its words`, async ({ open }) => {
    const chat = await open(editor);
    await chat.type(`Zijn BSN is ${WORDS}, ja`);
    await chat.settled("assessed");
    await standsUnder(chat, "Zijn BSN is ");
    await chat.page.evaluate(() => document.querySelector("h1")?.after(document.createElement("hr"), "Iets nieuws"));
    await standsUnder(chat, "Zijn BSN is ");
    await chat.page.setViewportSize({ width: 500, height: 500 });
    await standsUnder(chat, "Zijn BSN is ");
  });
}

test("textarea: the line goes along when the text wraps and scrolls", async ({ open }) => {
  const chat = await open("textarea");
  const before = `${"Er staat nog veel meer in dit bericht. ".repeat(20)}\n\nZijn BSN is `;
  await chat.paste(`${before}${WORDS}\n${"regel\n".repeat(10)}`);
  await chat.settled("assessed");
  await standsUnder(chat, before);
  for (const top of [0, 40, 217]) {
    await chat.field.evaluate((field, wanted) => field.scrollTo(0, wanted), top);
    await standsUnder(chat, before);
  }
  await chat.page.setViewportSize({ width: 420, height: 600 });
  await standsUnder(chat, before);
});

test("input: the line goes along when the text scrolls", async ({ open }) => {
  const chat = await open("input");
  const before = "Er staat nog veel meer in dit bericht. ".repeat(5);
  await chat.type(`${before}${WORDS}`);
  await chat.settled("assessed");
  await standsUnder(chat, before);
  await chat.press("Home");
  await standsUnder(chat, before);
});

for (const editor of EDITORS) {
  test(`${editor}: the line can be seen, also with forced colours`, async ({ open }) => {
    const chat = await open(editor);
    await chat.type(`Zijn BSN is ${WORDS} en meer staat er niet`);
    await chat.settled("assessed");
    const box = (await chat.underlined(WORDS)).boxes[0];
    if (!box) throw new Error("the line has no place");
    const underlined = [await look(chat, box, "none"), await look(chat, box, "active")];
    await chat.page.evaluate(() => {
      CSS.highlights.clear();
      for (const { shadowRoot } of document.querySelectorAll("bericht-wacht")) {
        for (const mark of shadowRoot?.querySelectorAll("[data-mark]") ?? []) mark.removeAttribute("data-mark");
      }
    });
    expect((await look(chat, box, "none")).equals(underlined[0] as Buffer)).toBe(false);
    expect((await look(chat, box, "active")).equals(underlined[1] as Buffer)).toBe(false);
  });
}

/** A picture of the words and the line under them; the same twice, so that nothing but the line makes a difference. */
async function look(chat: Chat, box: Underline["boxes"][number], forcedColors: "none" | "active"): Promise<Buffer> {
  await chat.page.emulateMedia({ forcedColors });
  await chat.frames(2);
  const clip = { ...box, height: box.height + 4 };
  // The caret, which stands elsewhere, is not hidden: for that a style would be put in the page.
  const take = (): Promise<Buffer> => chat.page.screenshot({ clip, caret: "initial", animations: "allow" });
  const [first, second] = [await take(), await take()];
  expect(first.equals(second)).toBe(true);
  return first;
}
