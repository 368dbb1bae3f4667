// The drafts of the tests, and the words in them that stand out.
export const CLEAR = "De vergadering over Kanariegeel begint om tien uur.";

export const NUMBER = {
  text: "Kun je mevrouw Tesfay bellen? Haar BSN is 123456782 en haar bijstand is stopgezet.",
  words: ["Tesfay", "123456782", "bijstand is stopgezet"],
  mended: "Bel je die mevrouw over Kanariegeel? Het dossier staat in Motion.",
  redacted: "Kun je mevrouw [naam] bellen? Haar BSN is [bsn] en haar bijstand is stopgezet.",
} as const;

export const PRIVATE_LIFE = "Kun je mevrouw Yilmaz bellen? Haar bijstand is stopgezet. Ze woont op Dorpsstraat 14.";
