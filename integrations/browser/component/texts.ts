// What the component says, in Dutch at B1 level and in English. What the service says comes in its own words.
import type { FailureKind, Language, Verdict, Why } from "../client/types.js";
import type { LocalFinding } from "../local-rules/types.js";

export interface Texts {
  readonly panel: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly checking: string;
  readonly holding: string;
  readonly typedOn: string;
  readonly notChecked: Readonly<Record<FailureKind | "too_long", string>>;
  readonly onlyNumbers: string;
  readonly partly: string;
  readonly why: string;
  readonly less: string;
  readonly elsewhere: string;
  readonly clause: string;
  readonly underlined: string;
  readonly show: string;
  readonly reminder: string;
  readonly numbers: Readonly<Record<LocalFinding["entity"], string>>;
  readonly numberWarning: string;
  readonly safer: string;
  readonly saferTitle: string;
  readonly saferBusy: string;
  readonly saferSame: string;
  readonly saferFailed: string;
  readonly useSafer: string;
  readonly replaceFailed: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFor: (place: string) => string;
  readonly copiedTo: (place: string) => string;
  readonly copyFailed: string;
  readonly mailTooLong: string;
  readonly pasteHere: string;
  readonly question: string;
  readonly reason: string;
  readonly choose: string;
  readonly reasons: Readonly<Record<Why, string>>;
  readonly reasonMissing: string;
  readonly sendText: string;
  readonly sendAnyway: string;
  readonly back: string;
  readonly afterwards: string;
  readonly archive: string;
  readonly read: string;
  readonly placeholders: Readonly<Record<string, string>>;
}

const NL: Texts = {
  panel: "Controle van je bericht",
  verdicts: {
    none: "In orde: niets gevonden",
    notice: "Kijk nog even",
    warn: "Niet versturen",
    unchecked: "Niet helemaal gecontroleerd",
  },
  checking: "Je bericht wordt gecontroleerd",
  holding: "Even wachten: je bericht wordt eerst gecontroleerd.",
  typedOn: "Niet verstuurd: je bericht is veranderd. Verstuur het nog een keer.",
  notChecked: {
    offline: "Niet gecontroleerd: je hebt geen internet",
    unreachable: "Niet gecontroleerd: Berichtwacht is niet bereikbaar",
    late: "Niet gecontroleerd: het antwoord duurt te lang",
    busy: "Niet gecontroleerd: Berichtwacht heeft het te druk",
    refused: "Niet gecontroleerd: je hebt geen toegang tot Berichtwacht",
    invalid_request: "Niet gecontroleerd: Berichtwacht begrijpt deze vraag niet",
    invalid_answer: "Niet gecontroleerd: het antwoord klopt niet",
    too_long: "Niet gecontroleerd: je bericht is te lang",
  },
  onlyNumbers:
    "Alleen nummers zijn gecontroleerd: BSN, rekening, kaart, telefoon en e-mail. Kijk zelf of de rest in een app mag.",
  partly: "Niet alles kon worden gecontroleerd. Kijk je bericht zelf goed na.",
  why: "Waarom?",
  less: "Minder",
  elsewhere: "Hier kan het wel:",
  clause: "Wat zegt de handreiking?",
  underlined: "Wat is er onderstreept?",
  show: "laat zien in je bericht",
  reminder: "Denk hieraan",
  numbers: {
    NL_BSN: "Dit is een burgerservicenummer.",
    IBAN_CODE: "Dit is een rekeningnummer.",
    CREDIT_CARD: "Dit is een nummer van een creditcard.",
    PHONE_NUMBER: "Dit is een telefoonnummer.",
    EMAIL_ADDRESS: "Dit is een e-mailadres.",
  },
  numberWarning: "Dit nummer hoort niet in een app",
  safer: "Haal namen en nummers weg",
  saferTitle: "Je bericht zonder namen en nummers",
  saferBusy: "Namen en nummers worden weggehaald",
  saferSame: "Er staan geen namen of nummers in die we kunnen weghalen.",
  saferFailed: "Dat lukt nu niet. Haal zelf weg wat onderstreept is.",
  useSafer: "Gebruik deze versie",
  replaceFailed: "Dat lukt hier niet. Kopieer de versie en plak hem zelf.",
  copy: "Kopieer",
  copied: "Gekopieerd.",
  copyFor: (place) => `Kopieer voor ${place}`,
  copiedTo: (place) => `Je bericht is gekopieerd. Plak het in ${place}.`,
  copyFailed: "Kopiëren lukt niet. Selecteer je bericht en kopieer het zelf.",
  mailTooLong: "Je bericht is te lang om in de mail te zetten. Het is gekopieerd: plak het in de mail.",
  pasteHere: "(plak hier je bericht)",
  question: "Wil je dit bericht toch versturen?",
  reason: "Waarom verstuur je het toch?",
  choose: "Kies een reden",
  reasons: {
    warning_wrong: "De waarschuwing klopt niet",
    already_public: "Het is al openbaar",
    urgent: "Het heeft haast",
    no_other_way: "Het kan niet anders",
    agreed_with_person: "De persoon vindt het goed",
    other: "Een andere reden",
  },
  reasonMissing: "Kies eerst een reden.",
  sendText:
    "Stuur mijn bericht mee, zodat de waarschuwingen beter worden. Het wordt versleuteld bewaard en na een vaste tijd gewist.",
  sendAnyway: "Toch versturen",
  back: "Terug naar mijn bericht",
  afterwards: "Bewaar dit bericht",
  archive: "Je hebt het bericht toch gestuurd. Bewaar het goed en zorg dat het in het archief komt.",
  read: "Ik heb het gelezen",
  placeholders: {
    PERSON: "[naam]",
    NL_BSN: "[bsn]",
    IBAN_CODE: "[rekeningnummer]",
    CREDIT_CARD: "[kaartnummer]",
    PHONE_NUMBER: "[telefoonnummer]",
    EMAIL_ADDRESS: "[e-mailadres]",
    STREET_ADDRESS: "[adres]",
    NL_POSTCODE: "[postcode]",
    LOCATION: "[plaats]",
    DATE_OF_BIRTH: "[geboortedatum]",
    NL_LICENSE_PLATE: "[kenteken]",
    ID_DOCUMENT: "[documentnummer]",
    CASE_NUMBER: "[zaaknummer]",
    CREDENTIAL: "[wachtwoord]",
  },
};

const EN: Texts = {
  panel: "Check of your message",
  verdicts: {
    none: "Fine: nothing found",
    notice: "Have another look",
    warn: "Do not send",
    unchecked: "Not fully checked",
  },
  checking: "Your message is being checked",
  holding: "One moment: your message is checked first.",
  typedOn: "Not sent: your message was changed. Send it once more.",
  notChecked: {
    offline: "Not checked: you have no internet",
    unreachable: "Not checked: Berichtwacht cannot be reached",
    late: "Not checked: the answer takes too long",
    busy: "Not checked: Berichtwacht is too busy",
    refused: "Not checked: you have no access to Berichtwacht",
    invalid_request: "Not checked: Berichtwacht does not understand the question",
    invalid_answer: "Not checked: the answer makes no sense",
    too_long: "Not checked: your message is too long",
  },
  onlyNumbers:
    "Only numbers were checked: citizen number, account, card, telephone and e-mail. See for yourself whether the rest may go into an app.",
  partly: "Not everything could be checked. Look over your message yourself.",
  why: "Why?",
  less: "Less",
  elsewhere: "Here you can say it:",
  clause: "What does the guideline say?",
  underlined: "What is underlined?",
  show: "show in your message",
  reminder: "Think of this",
  numbers: {
    NL_BSN: "This is a citizen service number.",
    IBAN_CODE: "This is an account number.",
    CREDIT_CARD: "This is a credit card number.",
    PHONE_NUMBER: "This is a telephone number.",
    EMAIL_ADDRESS: "This is an e-mail address.",
  },
  numberWarning: "This number does not belong in an app",
  safer: "Take out names and numbers",
  saferTitle: "Your message without names and numbers",
  saferBusy: "Names and numbers are being taken out",
  saferSame: "There are no names or numbers in it that we can take out.",
  saferFailed: "That does not work now. Take out what is underlined yourself.",
  useSafer: "Use this version",
  replaceFailed: "That does not work here. Copy the version and paste it yourself.",
  copy: "Copy",
  copied: "Copied.",
  copyFor: (place) => `Copy for ${place}`,
  copiedTo: (place) => `Your message is copied. Paste it into ${place}.`,
  copyFailed: "Copying does not work. Select your message and copy it yourself.",
  mailTooLong: "Your message is too long to put into the mail. It is copied: paste it into the mail.",
  pasteHere: "(paste your message here)",
  question: "Do you want to send this message anyway?",
  reason: "Why do you send it anyway?",
  choose: "Choose a reason",
  reasons: {
    warning_wrong: "The warning is wrong",
    already_public: "It is public already",
    urgent: "It is urgent",
    no_other_way: "There is no other way",
    agreed_with_person: "The person agrees",
    other: "Another reason",
  },
  reasonMissing: "Choose a reason first.",
  sendText:
    "Send my message along, so that the warnings get better. It is kept encrypted and erased after a fixed time.",
  sendAnyway: "Send anyway",
  back: "Back to my message",
  afterwards: "Keep this message",
  archive: "You sent the message anyway. Keep it and see to it that it is archived.",
  read: "I have read this",
  placeholders: {
    PERSON: "[name]",
    NL_BSN: "[citizen number]",
    IBAN_CODE: "[account number]",
    CREDIT_CARD: "[card number]",
    PHONE_NUMBER: "[telephone number]",
    EMAIL_ADDRESS: "[e-mail address]",
    STREET_ADDRESS: "[address]",
    NL_POSTCODE: "[postal code]",
    LOCATION: "[place]",
    DATE_OF_BIRTH: "[date of birth]",
    NL_LICENSE_PLATE: "[number plate]",
    ID_DOCUMENT: "[document number]",
    CASE_NUMBER: "[case number]",
    CREDENTIAL: "[password]",
  },
};

export const TEXTS: Readonly<Record<Language, Texts>> = { nl: NL, en: EN };
