import assert from "node:assert/strict";
import { test } from "node:test";
import { mailAddress } from "../../component/hand-over.js";

const bodyOf = (address: string): string | null => new URL(address).searchParams.get("body");

test("the mail holds the draft as it is", () => {
  for (const text of [
    "hoi",
    "a&b=c?d#e",
    "100% zeker",
    "<b>vet</b>",
    "regel 1\nregel 2\r\nregel 3",
    "👩‍👧 één",
    "a+b c",
  ]) {
    const whole = mailAddress("mailto:", text);
    assert.equal(bodyOf(whole)?.replaceAll("\r\n", "\n"), text.replaceAll("\r\n", "\n"));
    assert.ok(!whole.includes(" ") && !whole.includes("+"));
  }
});

test("new lines are those of mail (RFC 6068)", () => {
  assert.equal(mailAddress("mailto:", "a\nb\r\nc"), "mailto:?body=a%0D%0Ab%0D%0Ac");
});

test("an address and a subject that the municipality chose stay", () => {
  assert.equal(
    mailAddress("mailto:griffie@gemeente.example?subject=App", "hoi"),
    "mailto:griffie@gemeente.example?subject=App&body=hoi",
  );
});

test("half a character breaks nothing", () => {
  assert.equal(bodyOf(mailAddress("mailto:", "a\ud83d")), "a\ufffd");
});
