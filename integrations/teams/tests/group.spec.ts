// Among others: what the app thinks of a message is for its writer alone.
import { NUMBER } from "./harness/drafts.js";
import { expect, test } from "./harness/fixtures.js";
import type { Call, Relay } from "./harness/relay.js";

/** The messages that the app sent among others; the Playground shows them to all, Teams does not. */
function messages(relay: Relay): Call[] {
  return relay.calls.filter(({ method, path }) => method === "POST" && /\/19:[^/]*\/activities(\/|$)/.test(path));
}

for (const where of ["group", "channel"] as const) {
  test(`in a ${where}: only the writer sees the answer`, async ({ teams, relay }) => {
    const chat = await teams[where]();
    await chat.mention(NUMBER.text);
    await chat.card.says("Niet versturen", "Dit nummer hoort niet in een app");
    expect(await chat.card.highlighted()).toEqual(NUMBER.words);
    expect(messages(relay).map(({ isTargeted, status }) => ({ isTargeted, status }))).toEqual([
      { isTargeted: true, status: 201 },
    ]);
    expect(JSON.parse(messages(relay)[0]?.body ?? "").recipient.id).toBe("29:1noor-de-wit");
  });

  test(`in a ${where} where that cannot be: what all can read says nothing of the message`, async ({
    teams,
    relay,
  }) => {
    relay.refusesTargeted = true;
    const chat = await teams[where]();
    await chat.mention(NUMBER.text);
    await expect(teams.page.getByText("Ik kan hier niet besloten antwoorden").last()).toBeVisible();
    await expect(chat.cards).toHaveCount(0);
    const shown = messages(relay).filter(({ isTargeted }) => !isTargeted);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.body).not.toMatch(/Niet versturen|Tesfay|123456782|hoort niet/);
  });
}
