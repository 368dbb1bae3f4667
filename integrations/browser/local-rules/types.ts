/** A number that a local rule found; offsets count code points of the text. */
export interface LocalFinding {
  category: "personal";
  entity: "NL_BSN" | "IBAN_CODE" | "CREDIT_CARD" | "PHONE_NUMBER" | "EMAIL_ADDRESS";
  level: "warn" | "notice";
  start: number;
  end: number;
  /** From 0 to 1. */
  score: number;
  recogniser: string;
  /** Whether an organisation publishes it itself. */
  public: boolean;
  /** Whether it belongs to the organisation that uses Berichtwacht. */
  own: boolean;
}
