/** E-mail addresses, of persons and of functions. */
import type { Match, Reading } from "./reading.js";
import { endOf, PATTERNS, TABLE } from "./table.js";

const MAILBOXES: ReadonlySet<string> = new Set(TABLE.organisation.mailboxes);
const DOMAINS: ReadonlySet<string> = new Set(TABLE.organisation.domains);

/** Every address, and those of large providers that lack their ending. */
export function* emailAddresses(reading: Reading): Generator<Match> {
  const score = TABLE.scores.email;
  for (const match of PATTERNS.email_address.all(reading.plain)) {
    const [address, mailbox, domain] = [match[1] ?? "", match[2]?.toLowerCase() ?? "", match[3]?.toLowerCase() ?? ""];
    const functional = isFunctional(mailbox) && !PATTERNS.email_anybodys.at(domain);
    const end = endOf(match);
    yield {
      start: end - address.length,
      end,
      score,
      public: functional || MAILBOXES.has(`${mailbox}@${domain}`),
      own: DOMAINS.has(domain),
    };
  }
  for (const match of PATTERNS.email_provider.all(reading.folded)) {
    yield { start: match.index, end: endOf(match), score };
  }
}

function isFunctional(mailbox: string): boolean {
  if (MAILBOXES.has(mailbox)) return true;
  const [first, ...others] = PATTERNS.email_parts.split(mailbox);
  return (
    first !== undefined &&
    MAILBOXES.has(first) &&
    others.every((part) => PATTERNS.digit_group.isWhole(part) || MAILBOXES.has(part))
  );
}
