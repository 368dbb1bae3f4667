// Nothing typed is lost or changed, in any editor, while the component looks on.
import { EDITORS, expect, test } from "./harness/fixtures.js";
import { after, held } from "./harness/relay.js";

const MESSAGE = "Kun je mevrouw Tesfay bellen? Haar BSN is 123456782 en haar bijstand is stopgezet, zegt Ömer.";
/** 5,000 characters. */
const LONG = `${MESSAGE} `.repeat(60).slice(0, 4_999).concat(".");
const EMOJI = "👩‍👩‍👧‍👦 🇳🇱 👍🏽 𝒳 e\u0301 BSN 123456782 👩‍👩‍👧‍👦";

for (const editor of EDITORS) {
  test.describe(editor, () => {
    test("keeps every key of somebody who types fast", async ({ open, relay }) => {
      relay.behave(after(150));
      const chat = await open(editor);
      await chat.type(MESSAGE);
      expect(await chat.text()).toBe(MESSAGE);
      await chat.settled("assessed");
      expect(await chat.text()).toBe(MESSAGE);
      await chat.underlined("123456782");
      await chat.type("x");
      expect(await chat.text()).toBe(`${MESSAGE}x`);
      expect(relay.asked.at(-1)?.text).toBe(MESSAGE);
    });

    test("keeps keys in the middle of a text that is being underlined", async ({ open, relay }) => {
      relay.behave(after(50));
      const chat = await open(editor);
      await chat.type("BSN 123456782 en 123456782 klopt");
      await chat.settled("assessed");
      await chat.press("Home");
      for (const key of "Mijn ") {
        await chat.press(key === " " ? "Space" : key);
        await chat.page.waitForTimeout(90); // answers come in between the keys
      }
      expect(await chat.text()).toBe("Mijn BSN 123456782 en 123456782 klopt");
      await chat.settled("assessed");
      await chat.underlined("123456782");
      await chat.type("!");
      expect(await chat.text()).toBe("Mijn !BSN 123456782 en 123456782 klopt");
    });

    test("keeps a paste of 5,000 characters", async ({ open }) => {
      const chat = await open(editor);
      await chat.paste(LONG);
      await expect.poll(() => chat.text()).toBe(LONG);
      await chat.settled("assessed");
      await chat.underlined("123456782");
      await chat.type("Klaar");
      expect(await chat.text()).toBe(`${LONG}Klaar`);
    });

    test("keeps emoji whole and underlines the right words after them", async ({ open }) => {
      const chat = await open(editor);
      await chat.type(EMOJI);
      expect(await chat.text()).toBe(EMOJI);
      await chat.settled("assessed");
      await chat.underlined("123456782");
      await chat.press("Backspace");
      const alone = await open(editor, { alone: "" });
      await alone.type(EMOJI);
      await alone.press("Backspace");
      expect(await chat.text()).toBe(await alone.text());
    });

    test("keeps what is composed with an input method, and asks nothing meanwhile", async ({ open, relay }) => {
      const chat = await open(editor);
      await chat.type("BSN 123456782 ");
      await chat.settled("assessed");
      const before = relay.asked.length;
      for (const text of ["k", "か", "かn", "かん", "かんじ"]) {
        await chat.compose(text);
        await chat.page.waitForTimeout(120);
      }
      expect(relay.asked.slice(before)).toEqual([]);
      await chat.composed("漢字");
      await chat.type(" klopt");
      expect(await chat.text()).toBe("BSN 123456782 漢字 klopt");
      await chat.settled("assessed");
      await chat.underlined("123456782");
    });

    test("asks nothing when an input method starts right after a key", async ({ open, relay }) => {
      const chat = await open(editor);
      await chat.type("BSN 123456782 ");
      await chat.compose("k");
      const before = relay.asked.length;
      await chat.page.waitForTimeout(700);
      expect(relay.asked.slice(before)).toEqual([]);
      await chat.composed("か");
      await chat.settled("assessed");
      expect(await chat.text()).toBe("BSN 123456782 か");
    });

    test("undoes everything and does it again", async ({ open }) => {
      const chat = await open(editor);
      const parts = ["BSN 123456782 ", "hoort hier ", "niet thuis"];
      for (const part of parts) {
        await chat.type(part);
        await chat.settled("assessed");
      }
      const whole = parts.join("");
      await again(
        () => chat.press("Control+z"),
        () => chat.text(),
        "",
      );
      await chat.settled("empty");
      await chat.clean();
      await again(
        () => chat.press("Control+Shift+z"),
        () => chat.text(),
        whole,
      );
      await chat.settled("assessed");
      await chat.underlined("123456782");
    });

    test("keeps lines apart", async ({ open }) => {
      test.skip(editor === "input", "an input has one line");
      const chat = await open(editor);
      await chat.type("Beste Ömer,");
      await chat.press("Enter");
      await chat.type("BSN 123456782");
      await chat.press("Enter");
      await chat.type("Groet");
      const alone = await open(editor, { alone: "" });
      await alone.type("Beste Ömer,");
      await alone.press("Enter");
      await alone.type("BSN 123456782");
      await alone.press("Enter");
      await alone.type("Groet");
      expect(await chat.text()).toBe(await alone.text());
      await chat.settled("assessed");
      await chat.underlined("123456782");
      expect(await chat.text()).toBe(await alone.text());
    });

    test("shows nothing of a draft that the writer has left", async ({ open, relay }) => {
      const { behaviour, letGo } = held();
      relay.behave(behaviour);
      const chat = await open(editor);
      await chat.type("Zijn BSN is 123456782");
      await expect.poll(() => relay.asked.length).toBe(1);
      await chat.ask((harness) => {
        harness.write("Zien we elkaar om tien uur?");
        harness.record();
      });
      letGo();
      await chat.settled("assessed");
      await chat.frames(5);
      expect(await chat.text()).toBe("Zien we elkaar om tien uur?");
      expect(await chat.ask((harness) => harness.seen())).toEqual([]);
    });
  });
}

/** Does something until the text is what it should become. */
async function again(act: () => Promise<void>, text: () => Promise<string>, wanted: string): Promise<void> {
  for (let time = 0; time < 60 && (await text()) !== wanted; time += 1) await act();
  expect(await text()).toBe(wanted);
}
