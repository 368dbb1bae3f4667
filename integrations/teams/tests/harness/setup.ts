// Once for all tests: the real service. Tests find it in the environment. At the end what it wrote is searched.
import { expect } from "@playwright/test";
import { startService } from "./programs.js";
import { secretsIn } from "./secrets.js";

export const SERVICE = "BERICHTWACHT_TEST_SERVICE";

export default async function setup(): Promise<() => Promise<void>> {
  const { origin, program } = await startService();
  process.env[SERVICE] = origin;
  return async () => {
    await program.stop();
    expect(program.output).not.toBe("");
    expect(secretsIn(program.output), "what the service wrote").toEqual([]);
  };
}
