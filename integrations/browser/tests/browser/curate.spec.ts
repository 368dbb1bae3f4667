// Reviewing messages, as curators do it, against the real service.
import { DRAFT, expect, NAME, STREET, test } from "./harness/curating.js";

test("the list tells what the writer did and why a message is useful, and opens it", async ({ office, visit }) => {
  await office.object(DRAFT, {
    reason: "warning_wrong",
    levels: { personal: "notice", decision: "none", confidential: "none" },
  });
  const curating = await visit();
  await curating.listed();
  await expect(curating.rows).toHaveCount(1);
  const row = curating.rows.first();
  await expect(row).toContainText("Persoonsgegevens: mag niet");
  await expect(row).toContainText("Verstuurde het");
  await expect(row).toContainText("De waarschuwing klopt niet");
  await expect(row).toContainText("Vindt zelf: persoonsgegevens: kijk nog even");
  await expect(row.getByRole("meter")).toHaveCount(3);
  await curating.openFirst();
  await expect(curating.original).toHaveValue(DRAFT);
  const kept = await curating.kept.inputValue();
  expect(kept).not.toContain(NAME);
  expect(kept).not.toContain(STREET);
  await expect(curating.page.locator("#proposed-personal")).toContainText("Voorstel van de schrijver: Kijk nog even.");
});
