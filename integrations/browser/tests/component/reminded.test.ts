import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isDue, keep } from "../../component/reminded.js";

let stored = new Map<string, string>();

beforeEach(() => {
  stored = new Map();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
});

test("a reminder is due once a conversation and day", () => {
  assert.equal(isDue("met Yilmaz", "2026-1-1"), true);
  keep("met Yilmaz", "2026-1-1");
  assert.equal(isDue("met Yilmaz", "2026-1-1"), false);
  assert.equal(isDue("met Jansen", "2026-1-1"), true);
  assert.equal(isDue("met Yilmaz", "2026-1-2"), true);
});

test("what is kept names no conversation, and only one day", () => {
  keep("met Yilmaz", "2026-2-1");
  keep("met Yilmaz", "2026-2-2");
  keep("met Jansen", "2026-2-2");
  const [value] = [...stored.values()];
  assert.ok(!/Yilmaz|Jansen/.test(value ?? ""));
  assert.match(value ?? "", /^\{"day":"2026-2-2","conversations":\[\d+,\d+\]\}$/);
});

test("another tab counts too, and what it cannot read counts as nothing", () => {
  keep("groep", "2026-3-1");
  const kept = [...stored][0] as [string, string];
  keep("groep", "2026-3-2"); // what this page remembers is of another day now
  stored = new Map([kept]);
  assert.equal(isDue("groep", "2026-3-1"), false);
  for (const nonsense of ["", "null", "7", "{", '{"day":"2026-3-1"}', '{"day":"2026-3-1","conversations":{}}']) {
    stored = new Map([[kept[0], nonsense]]);
    assert.equal(isDue("groep", "2026-3-1"), true, nonsense);
  }
});

test("without storage it is kept while the page is open", () => {
  const refuse = (): never => {
    throw new Error("refused");
  };
  Object.defineProperty(globalThis, "localStorage", {
    value: { getItem: refuse, setItem: refuse },
    configurable: true,
  });
  assert.equal(isDue("zonder", "2026-4-1"), true);
  keep("zonder", "2026-4-1");
  assert.equal(isDue("zonder", "2026-4-1"), false);
});
