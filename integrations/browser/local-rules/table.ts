/**
 * The rule table: its numbers and words, and its patterns compiled.
 *
 * The table is data that Python and TypeScript read alike. A pattern is written in what the regular expressions of both
 * languages have in common, so it uses neither \w nor \b nor flags that change what a character is. A name in braces stands
 * for one of the table's parts: a list there is a choice of words, and `word`, `letter`, `upper`, `digit` and `space` are
 * what stands in a class of characters.
 */
import table from "../../python/berichtwacht_client/local_rules.json" with { type: "json" };

export { table as TABLE };

export type PatternName = keyof typeof table.patterns;

const PARTS: Readonly<Record<string, string | readonly string[]>> = table.parts;

function expanded(pattern: string | readonly string[]): string {
  const written = typeof pattern === "string" ? pattern : pattern.join("|");
  return written.replace(/\{([a-z_]+)\}/g, (_, name: string) => expanded(PARTS[name] as string | readonly string[]));
}

/** A pattern of the table in the ways in which it is asked; it keeps no state between two questions. */
export class Pattern {
  readonly #anywhere: RegExp;
  readonly #here: RegExp;
  readonly #whole: RegExp;

  constructor(source: string) {
    this.#anywhere = new RegExp(source, "gu");
    this.#here = new RegExp(source, "yu");
    this.#whole = new RegExp(`^(?:${source})$`, "u");
  }

  /** The first match at `start` or after it. */
  search(text: string, start = 0): RegExpExecArray | null {
    this.#anywhere.lastIndex = start;
    return this.#anywhere.exec(text);
  }

  /** The match that begins at `start`. */
  at(text: string, start = 0): RegExpExecArray | null {
    this.#here.lastIndex = start;
    return this.#here.exec(text);
  }

  all(text: string): Iterable<RegExpExecArray> {
    this.#anywhere.lastIndex = 0;
    return text.matchAll(this.#anywhere);
  }

  isWhole(text: string): boolean {
    return this.#whole.test(text);
  }

  remove(text: string): string {
    return text.replace(this.#anywhere, "");
  }

  split(text: string): string[] {
    return text.split(this.#anywhere);
  }

  /** Where the last match ends, -1 when there is none. */
  lastEnd(text: string): number {
    let end = -1;
    for (const match of this.all(text)) end = endOf(match);
    return end;
  }
}

export function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length;
}

/** The table's patterns by name; they are made for the texts of a `Reading`. */
export const PATTERNS = Object.fromEntries(
  Object.entries(table.patterns).map(([name, source]) => [name, new Pattern(expanded(source))]),
) as Readonly<Record<PatternName, Pattern>>;
