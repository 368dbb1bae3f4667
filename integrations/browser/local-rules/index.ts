/**
 * Numbers and addresses that are found without the service: the local rules.
 *
 * They find what the service's own rules find: citizen service numbers, bank accounts, credit cards, Dutch telephone numbers
 * and e-mail addresses. Names, decisions and what is confidential only the service finds.
 */
import { citizenServiceNumbers } from "./bsn.js";
import { cardNumbers } from "./credit-card.js";
import { emailAddresses } from "./email-address.js";
import { accountNumbers } from "./iban.js";
import { telephoneNumbers } from "./phone-number.js";
import { type Match, type Reading, read } from "./reading.js";
import { TABLE } from "./table.js";
import type { LocalFinding } from "./types.js";

export type { LocalFinding } from "./types.js";

/** Version of the rule table. */
export const VERSION: number = TABLE.version;

type Rule = (reading: Reading) => Iterable<Match>;

const RULES: ReadonlyArray<readonly [LocalFinding["entity"], LocalFinding["level"], string, Rule]> = [
  ["NL_BSN", "warn", "BsnRecogniser", citizenServiceNumbers],
  ["IBAN_CODE", "warn", "IbanRecogniser", accountNumbers],
  ["CREDIT_CARD", "warn", "CreditCardRecogniser", cardNumbers],
  ["PHONE_NUMBER", "notice", "PhoneNumberRecogniser", telephoneNumbers],
  ["EMAIL_ADDRESS", "notice", "EmailAddressRecogniser", emailAddresses],
];

/**
 * What the rules find in `text`, in order of its place in code points; findings may overlap.
 *
 * Nothing is sent, kept or written. The time is linear in the length of the text.
 */
export function findNumbers(text: string): LocalFinding[] {
  const reading = read(text);
  const found = RULES.flatMap(([entity, level, recogniser, rule]) =>
    Array.from(rule(reading), (match): LocalFinding => {
      const { start, end, score, public: published = false, own = false } = match;
      return { category: "personal", entity, level, start, end, score, recogniser, public: published, own };
    }),
  );
  forget();
  return found.sort((one, other) => one.start - other.start || one.end - other.end);
}

/** Lets `RegExp.input`, which every script of the page can read, keep nothing of the text that was last matched. */
function forget(): void {
  /^/.test("");
}
