import assert from "node:assert/strict";
import { test } from "node:test";
import { named } from "../../component/naming.js";
import { TEXTS } from "../../component/texts.js";

test("the service's names become words of the writer's language, with their numbers", () => {
  const redacted = "<PERSON> belt <PERSON_2> op <PHONE_NUMBER_12>, bsn <NL_BSN>";
  assert.equal(named(redacted, TEXTS.nl), "[naam] belt [naam 2] op [telefoonnummer 12], bsn [bsn]");
  assert.equal(named("<PERSON_2>", TEXTS.en), "[name 2]");
});

test("what else stands between such marks stays", () => {
  for (const text of ["a < b > c", "<b>vet</b>", "<HTML>", "<PERSON", "<person>", "<PERSON_X>"]) {
    assert.equal(named(text, TEXTS.nl), text);
  }
});

test("nothing of the text stays where a script of the page can read it", () => {
  named("Yilmaz en <PERSON_2>", TEXTS.nl);
  assert.equal(Reflect.get(RegExp, "input"), "");
});
