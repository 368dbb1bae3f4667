// The line stands under its word however the page draws the field. The oracle is a plain element with the same styles: how
// far the word stands from the corner of that element is how far its line must stand from the corner of the field.
import { expect, type Stage, test } from "./harness/fixtures.js";

const WORD = "123456782";
const STYLE =
  "display: block; box-sizing: border-box; margin: 0; border: 1px solid; padding: 5px 7px; resize: none; " +
  "font: 16px / 1.5 'DejaVu Sans', sans-serif; width: 300px; height: 120px; overflow: auto;";
const LONG = `Er staat nog veel meer in dit bericht, want het is lang. Zijn BSN is ${WORD} en meer staat er niet in.`;
const WATCH = '<bericht-wacht for="field"></bericht-wacht>';

interface Drawn {
  text?: string;
  /** Styles of the field and of the element that it is compared with. */
  style?: string;
  attributes?: string;
  /** Markup around both; `%` is where they stand. */
  around?: string;
  /** Whether the component stands within that too. */
  within?: boolean;
}

/** A textarea, and beside it an element that a browser draws the same. */
function area({ text = LONG, style = "", attributes = "", around = "%", within = false }: Drawn): string {
  const drawn = `<textarea id="field" style="${STYLE}${style}" ${attributes}>${text}</textarea>
    <div id="reference" style="white-space: pre-wrap; overflow-wrap: break-word; ${STYLE}${style}" ${attributes}>${text}</div>`;
  return within ? around.replace("%", drawn + WATCH) : around.replace("%", drawn) + WATCH;
}

/** An input, and beside it an element that a browser draws the same. */
function line({ text = LONG, style = "", attributes = "", around = "%", within = false }: Drawn): string {
  const own = `${STYLE} height: 34px; padding: 0 7px; line-height: 32px; overflow: hidden; ${style}`;
  const drawn = `<input id="field" style="${own}" ${attributes} value="${text}">
    <div id="reference" style="white-space: pre; ${own}" ${attributes}>${text}</div>`;
  return within ? around.replace("%", drawn + WATCH) : around.replace("%", drawn) + WATCH;
}

/** How many pixels the line and the word are apart at most, on any side; the two scroll as far. */
async function apart(chat: Stage): Promise<number> {
  const reference = chat.page.locator("#reference");
  const far = await chat.field.evaluate((field) => [field.scrollLeft, field.scrollTop] as const);
  const wanted = await reference.evaluate(
    (element, { word, far: [left, top] }) => {
      element.scrollTo(left, top);
      const node = element.firstChild as Text;
      const range = document.createRange();
      range.setStart(node, node.data.indexOf(word));
      range.setEnd(node, node.data.indexOf(word) + word.length);
      const [box, corner] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
      return [box.left - corner.left, box.right - corner.left, (box.top + box.bottom) / 2 - corner.top];
    },
    { word: WORD, far },
  );
  const mark = (await chat.underlines()).find(({ text }) => text === WORD)?.boxes[0];
  if (!mark) return Number.POSITIVE_INFINITY;
  const corner = await chat.field.evaluate((field) => {
    const { left, top } = field.getBoundingClientRect();
    return { left, top };
  });
  const found = [mark.x - corner.left, mark.x + mark.width - corner.left, mark.y + mark.height / 2 - corner.top];
  return Math.max(...found.map((place, side) => Math.abs(place - (wanted[side] ?? Number.NaN))));
}

async function standsUnder(chat: Stage): Promise<void> {
  await chat.underlined(WORD);
  await expect.poll(() => apart(chat), "CSS pixels between the line and its word").toBeLessThan(1.5);
}

const HEBREW = `שלום לכם, מה שלומכם היום? המספר שלו ${WORD} וזה הכול להיום חברים`;
const SCALED = '<div style="transform: scale(1.5); transform-origin: 20px 10px">%</div>';
const ZOOMED = '<div style="zoom: 1.5">%</div>';

const AREAS: Record<string, Drawn> = {
  "as it comes": {},
  "white-space: pre": { style: "white-space: pre;" },
  "wrap=off": { style: "white-space: pre;", attributes: 'wrap="off"' },
  "text-wrap: balance": { style: "text-wrap: balance;" },
  "a scaled field": { style: "transform: scale(1.5); transform-origin: 0 0; margin-bottom: 80px;" },
  "a scaled ancestor": { around: SCALED },
  "a scaled ancestor of the component too": { around: SCALED, within: true },
  "a moved ancestor of the component too": {
    around: '<div style="transform: translate(33px, 21px)">%</div>',
    within: true,
  },
  "a zoomed field": { style: "zoom: 1.5;" },
  "a zoomed ancestor": { around: ZOOMED },
  "a zoomed ancestor of the component too": { around: ZOOMED, within: true },
  "right to left": { text: HEBREW, attributes: 'dir="rtl"' },
  "a direction that follows the text": {
    text: `Hallo\n${HEBREW}\nDag`,
    attributes: 'dir="auto"',
    style: "unicode-bidi: plaintext;",
  },
};

for (const [name, drawn] of Object.entries(AREAS)) {
  test(`textarea: ${name}`, async ({ stage }) => {
    await standsUnder(await stage(area(drawn)));
  });
}

test("textarea: a width that is no whole number", async ({ stage }) => {
  const chat = await stage(area({}));
  await chat.underlined(WORD);
  for (const width of [156.5, 157.25, 201.75, 233.4]) {
    await chat.page.evaluate((wide) => {
      for (const id of ["field", "reference"]) {
        const element = document.getElementById(id) as HTMLElement;
        element.style.width = `${wide}px`;
      }
    }, width);
    await chat.frames(3);
    await standsUnder(chat);
  }
});

test("textarea: a word that just fits, at every fraction of a pixel", async ({ stage }) => {
  const chat = await stage(area({ text: `Zijn BSN is ${WORD} ja` }));
  await chat.underlined(WORD);
  const fits = await chat.page.locator("#reference").evaluate((element, word) => {
    const node = element.firstChild as Text;
    const range = document.createRange();
    range.setStart(node, 0);
    range.setEnd(node, node.data.indexOf(word) + word.length);
    return range.getBoundingClientRect().width + 16;
  }, WORD);
  for (const more of [-0.5, -0.05, 0.05, 0.5]) {
    await chat.page.evaluate((wide) => {
      for (const id of ["field", "reference"]) {
        const element = document.getElementById(id) as HTMLElement;
        element.style.width = `${wide}px`;
      }
    }, fits + more);
    await chat.frames(3);
    await standsUnder(chat);
  }
});

const LINES: Record<string, Drawn> = {
  "as it comes": { text: `Zijn BSN is ${WORD} ja` },
  "padding that is not the same above and below": { text: WORD, style: "padding: 20px 7px 2px; height: 56px;" },
  "a scaled field": { text: `BSN ${WORD}`, style: "transform: scale(1.5); transform-origin: 0 0;" },
  "a zoomed ancestor of the component too": { text: `BSN ${WORD}`, around: ZOOMED, within: true },
  "right to left, with room": { text: `BSN ${WORD} ja`, attributes: 'dir="rtl"' },
};

for (const [name, drawn] of Object.entries(LINES)) {
  test(`input: ${name}`, async ({ stage }) => {
    await standsUnder(await stage(line(drawn)));
  });
}

for (const [name, drawn] of [
  ["left to right", { text: LONG }],
  ["right to left", { text: HEBREW, attributes: 'dir="rtl"', style: "width: 200px;" }],
] as const) {
  test(`input: text that does not fit, ${name}`, async ({ stage }) => {
    const chat = await stage(line(drawn));
    await standsUnder(chat);
    await chat.field.focus();
    await chat.press("End");
    await standsUnder(chat);
    await chat.press("Home");
    await standsUnder(chat);
  });
}

test("textarea: one that scrolls in a shadow root", async ({ stage }) => {
  const text = `${"regel\n".repeat(5)}${LONG}${"\nregel".repeat(9)}`;
  const chat = await stage(`<div><template shadowrootmode="open">${area({ text })}</template></div>`);
  for (const top of [30, 90]) {
    await chat.field.evaluate((field, wanted) => field.scrollTo(0, wanted), top);
    await standsUnder(chat);
  }
});

test("textarea: one whose ancestor scrolls in a shadow root", async ({ stage }) => {
  const around = '<div id="scroller" style="height: 150px; overflow: auto">%<p style="height: 900px"></p></div>';
  const chat = await stage(`<div><template shadowrootmode="open">${area({ around })}</template></div>`);
  await standsUnder(chat);
  await chat.page.locator("#scroller").evaluate((scroller) => scroller.scrollTo(0, 40));
  await standsUnder(chat);
});

test("nothing is seen of the mirror but its lines, however the page draws its letters", async ({ stage }) => {
  const letters =
    "text-shadow: 0 0 4px red; -webkit-text-fill-color: blue; -webkit-text-stroke: 1px green; " +
    "text-emphasis: dot; text-decoration: line-through;";
  const chat = await stage(`<style>main, #field { ${letters} } #field { caret-color: transparent }</style>${area({})}`);
  await standsUnder(chat);
  const clip = await chat.field.boundingBox();
  if (!clip) throw new Error("the field has no place");
  const picture = () => chat.page.screenshot({ clip, caret: "initial", animations: "allow" });
  const underlined = await picture();
  await chat.component.evaluate(({ shadowRoot }) => {
    for (const mark of shadowRoot?.querySelectorAll("[data-mark]") ?? []) mark.removeAttribute("data-mark");
  });
  const bare = await picture();
  expect(bare.equals(underlined), "the line can be seen").toBe(false);
  await chat.component.evaluate(({ shadowRoot }) => shadowRoot?.querySelector(".mirror")?.remove());
  expect((await picture()).equals(bare), "nothing but the line can be seen").toBe(true);
});
