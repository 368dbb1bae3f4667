// Once for all tests: the real service. Tests find it in the environment. At the end it is looked at what it wrote.
import { expect } from "@playwright/test";
import { startService } from "./programs.js";
import { secretsIn } from "./secrets.js";

export const SERVICE = "BERICHTWACHT_TEST_SERVICE";
export const KEY = "BERICHTWACHT_TEST_KEY";

export default async function setup(): Promise<() => Promise<void>> {
  const { origin, key, program } = await startService();
  process.env[SERVICE] = origin;
  process.env[KEY] = key;
  return async () => {
    const files = await program.files();
    await program.stop();
    expect(program.output).not.toBe("");
    expect(secretsIn(program.output), "what the service wrote").toEqual([]);
    expect([...files.keys()].join()).toContain(".sqlite3");
    expect(secretsIn([...files.values()].join()), "what the service keeps").toEqual([]);
  };
}
