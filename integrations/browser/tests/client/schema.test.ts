import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const HERE = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

test("the types are those of the OpenAPI document", () => {
  const run = (tool: string, ...given: string[]) => ({
    fed: (input?: string) =>
      execFileSync(resolve(HERE, "node_modules/.bin", tool), given, {
        cwd: HERE,
        encoding: "utf8",
        stdio: ["pipe", "pipe", "ignore"],
        ...(input !== undefined && { input }),
      }),
  });
  const generated = run("openapi-typescript", "openapi.json").fed();
  const formatted = run("biome", "format", "--stdin-file-path=client/schema.ts").fed(generated);
  assert.equal(readFileSync(resolve(HERE, "client/schema.ts"), "utf8"), formatted, "run 'npm run schema' and commit");
});
