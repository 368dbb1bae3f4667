// How long from a key to its line: measured in the page, from the `input` event of the key that makes a text wrong to the
// frame in which its words are underlined. Every key comes after a pause, so the time that the component waits for more keys
// is in it. LATENCY=100 measures 100 keys in each editor; LATENCY_OUTPUT=FILE keeps the numbers.
import { writeFileSync } from "node:fs";
import { type Chat, type EditorName, expect, test } from "./harness/fixtures.js";

const KEYS = Number(process.env["LATENCY"] ?? 100);
const OUTPUT = process.env["LATENCY_OUTPUT"];
/** Milliseconds that the component waits for another key. */
const PAUSE = 200;
const MEASURED: readonly [EditorName, "up" | "down"][] = [
  ["textarea", "up"],
  ["lexical", "up"],
  ["textarea", "down"],
];

interface Row {
  editor: string;
  service: string;
  keys: number;
  p50: number;
  p95: number;
  most: number;
}

test("from a key to its line", async ({ open, relay }) => {
  const rows: Row[] = [];
  print(["editor", "service", "keys", "p50 ms", "p95 ms", "most ms", "p50 - pause", "p95 - pause"]);
  for (const [editor, service] of MEASURED) {
    if (service === "down") await relay.down();
    const chat = await open(editor);
    const times: number[] = [];
    for (let key = 0; key < KEYS; key += 1) times.push(await measured(chat, key));
    await chat.page.close();
    const row = { editor, service, keys: KEYS, ...summary(times) };
    rows.push(row);
    print([...Object.values(row), row.p50 - PAUSE, row.p95 - PAUSE]);
  }
  if (OUTPUT) writeFileSync(OUTPUT, `${JSON.stringify({ version: 1, pause: PAUSE, rows }, null, 2)}\n`);
  for (const { p95, service } of rows) if (service === "up") expect(p95).toBeLessThan(2_000);
});

/** Puts all but the last digit of a number there, waits, and measures the last one. */
async function measured(chat: Chat, key: number): Promise<number> {
  const number = bsn(key);
  await chat.replace(`Bericht ${key}: zijn BSN is ${number.slice(0, -1)}`);
  await chat.settled();
  await chat.ask((harness, wanted) => harness.startClock(wanted), number);
  await chat.page.keyboard.press(number.slice(-1));
  return chat.ask((harness) => harness.clock());
}

/** The so manieth number that passes the test of eleven; no other digit at its end does. */
function bsn(count: number): string {
  const found: string[] = [];
  for (let start = 20_000_000 + 37 * count; found.length === 0; start += 1) {
    const digits = [...String(start)].map(Number);
    const rest = digits.reduce((sum, digit, place) => sum + digit * (9 - place), 0) % 11;
    if (rest < 10) found.push(`${start}${rest}`);
  }
  return found[0] ?? "";
}

function summary(times: readonly number[]): Pick<Row, "p50" | "p95" | "most"> {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), most: at(1) };
}

function print(cells: readonly unknown[]): void {
  process.stdout.write(`${cells.map((cell) => String(cell).padStart(12)).join("")}\n`);
}
