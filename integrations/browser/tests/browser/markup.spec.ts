// Whatever the service or the writer says is shown as text.
import { expect, test } from "./harness/fixtures.js";
import { changed } from "./harness/relay.js";

const MARKUP = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script><b>vet</b> &amp;`;

for (const editor of ["textarea", "quill"] as const) {
  test(`${editor}: markup in a warning is shown as text`, async ({ open, relay }) => {
    relay.behave(
      changed((truth) => ({
        ...truth,
        findings: truth.findings.map((finding) => ({ ...finding, explanation: `uitleg ${MARKUP}` })),
        warnings: truth.warnings.map((warning) => ({
          ...warning,
          title: `titel ${MARKUP}`,
          message: `bericht ${MARKUP}`,
          clause: { id: "x", quote: `citaat ${MARKUP}` },
          destinations: warning.destinations.map((where) => ({
            ...where,
            label: `label ${MARKUP}`,
            why: `om ${MARKUP}`,
          })),
        })),
        reminders: [{ code: "x", message: `herinnering ${MARKUP}`, clause: { id: "x", quote: MARKUP } }],
      })),
    );
    const chat = await open(editor, { open: "" });
    await chat.type("Zijn BSN is 123456782");
    await chat.settled("assessed");
    for (const part of ["titel", "bericht"]) {
      await expect(chat.component.getByText(`${part} ${MARKUP}`).first()).toBeVisible();
    }
    await expect(chat.component.locator("img[src=x], script, b")).toHaveCount(0);
    expect(await chat.page.title()).not.toBe("taken");
  });
}

for (const editor of ["textarea", "input", "lexical"] as const) {
  test(`${editor}: markup in a draft stays text`, async ({ open }) => {
    const chat = await open(editor);
    await chat.type(`${MARKUP} BSN 123456782`);
    await chat.settled("assessed");
    await chat.underlined("123456782");
    expect(await chat.text()).toBe(`${MARKUP} BSN 123456782`);
    await expect(chat.page.locator("img[src=x], bericht-wacht script, bericht-wacht b")).toHaveCount(0);
    expect(await chat.page.title()).not.toBe("taken");
  });
}
