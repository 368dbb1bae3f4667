// Words of the writer's language in the place of the service's names: `<PERSON>` is `[naam]`, `<PERSON_2>` is `[naam 2]`.
import type { Texts } from "./texts.js";

const NAME = /<([A-Z]+(?:_[A-Z]+)*)(?:_(\d+))?>/g;

/** Returns a redacted text with the names that are known put in words; what else stands between such marks stays. */
export function named(redacted: string, { placeholders }: Texts): string {
  const text = redacted.replace(NAME, (whole, name: string, count?: string) => {
    const word = placeholders[name];
    return word ? numbered(word, count) : whole;
  });
  /^/.test(""); // so that `RegExp.input` keeps nothing of the text
  return text;
}

function numbered(word: string, count: string | undefined): string {
  return count ? word.replace("]", ` ${count}]`) : word;
}
