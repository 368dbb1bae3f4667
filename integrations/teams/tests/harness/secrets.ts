// Words that only drafts hold. Every draft of a test has at least one, and nothing that a program writes may have any.
export const SECRETS = ["Yilmaz", "Tesfay", "123456782", "NL91ABNA0417164300", "Kanariegeel", "Dorpsstraat"] as const;

/** The secrets that stand in a text. */
export function secretsIn(text: string): string[] {
  return SECRETS.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));
}
