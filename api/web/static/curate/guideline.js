// The labelling guideline in Dutch at B1 level: what counts per category and level, with examples, the sensitive subjects
// and what is marked. The paragraphs of the municipality's guideline are quoted as they are; a test holds them to it.

/** @typedef {import("../../../../integrations/browser/curate.js").Category} Category */
/** @typedef {import("../../../../integrations/browser/curate.js").Level} Level */
/** @typedef {{ title: string, intro: string, levels: Record<Level, string[]>, cases: string[], clause: string }} CategoryGuide */

const NOT_IN_AN_APP =
  "Vertrouwelijke of persoonsgevoelige informatie en (bestuurlijke) besluitvorming en advisering niet delen via berichtenapps. Dat mag alleen via de daarvoor bestemde applicaties (denk aan bedrijfsmail, Motion of IBabs);";

const BY_MAIL =
  "Om toch digitaal te overleggen over bestuurlijke besluitvorming wordt aangeraden de mail te gebruiken.";

/** What holds for every category. */
export const GENERAL = [
  "Kijk alleen naar wat er in het bericht zelf staat. Wie het krijgt, welke app het is of dat er een crisis is, telt niet mee.",
  "Een waarschuwing bij een gewoon werkbericht is storend: dan zet iemand Berichtwacht uit. Kies dus ‘mag’ bij gewoon overleg over werk.",
  "Een gemist BSN is een datalek. Kies dus ‘mag niet’ bij alles wat in de lijst daarvoor staat.",
  "Een bericht kan bij meer onderwerpen niet mogen. Staat er iets gevoeligs over een persoon in een besluit? Dan telt dat bij allebei.",
];

/** What replacing asks for. */
export const REPLACING = [
  "Vervang elke naam, elk adres en elk nummer door iets wat verzonnen is. Het mag niet meer over een echte persoon gaan.",
  "Vervang ook wat iemand verraadt zonder naam: een bijzondere functie, een straat, een gebeurtenis die in de krant stond.",
  "Houd de soort gelijk: een voornaam wordt een voornaam, een BSN wordt een verzonnen BSN. Zo blijft het bericht leerzaam.",
  "Laat fouten, afkortingen en emoji staan. Zo typen mensen echt.",
];

/** @type {Record<Category, CategoryGuide>} */
export const CATEGORY_GUIDES = {
  personal: {
    title: "Persoonsgegevens",
    intro: "Hoe makkelijk weet je over wie het gaat, en hoe gevoelig is wat er over die persoon staat?",
    levels: {
      warn: [
        "Een nummer dat bij één persoon hoort: BSN, rekening van een persoon, paspoort, rijbewijs, V-nummer of creditcard.",
        "Een geboortedatum, zaaknummer of medisch nummer samen met een naam. Ook inloggegevens van een persoon.",
        "Een privéadres, privénummer of privémail van een inwoner of cliënt, ook zonder naam.",
        "Iets gevoeligs over iemand die je kunt herkennen: aan een naam, een adres, een nummer of een rol in een kleine kring. Bijvoorbeeld: ‘de dochter van Henk zit in de schulden’.",
        "Een naam met een dossier of aanvraag: ‘het dossier van mevrouw Aksoy’.",
      ],
      notice: [
        "Een volledige naam, of ‘meneer’ of ‘mevrouw’ met een achternaam, en verder niets gevoeligs: ‘meneer Post komt om elf uur’.",
        "Een collega die even ziek of afwezig is: ‘Lotte is ziek vandaag’.",
        "Een werknummer of werkmail van een collega of leverancier.",
        "Een woonadres waar verder niets over iemand staat, of alleen een kenteken.",
        "Iets gevoeligs over iemand die je niet kunt herkennen: ‘ik heb een cliënt met schulden’.",
      ],
      none: [
        "Een voornaam van een collega bij gewoon werk: ‘vraag het Bas even’.",
        "Bestuurders in hun werk: ‘de burgemeester opent de markt’.",
        "Namen van bedrijven, partijen, straten en plaatsen. Nummers en mailadressen die iedereen mag weten, zoals 14 071.",
        "Wat de schrijver over zichzelf vertelt: ‘ik ben tien minuten later’.",
        "Bedragen, procenten, zalen, datums, tijden en codes van projecten.",
      ],
    },
    cases: [
      "Alleen een zaaknummer: mag. Met de naam van wie het gaat: mag niet. Met de naam van de ambtenaar die de zaak doet: mag.",
      "Een adres waar iemand woont, met woorden die dat zeggen: mag niet. Een adres waar werk te doen is: kijk nog even.",
      "Zwangerschap met een naam: mag niet. Een geboortedatum van iemand die je kunt herkennen: mag niet.",
      "Een collega met voornaam en achternaam bij gewoon werk: mag, als je ziet dat het een collega is.",
      "Even ziek blijft ‘kijk nog even’, met het onderwerp gezondheid. Raadsleden tellen als collega's.",
      "Het eigen inlogwachtwoord van iemand: mag niet bij persoonsgegevens én bij vertrouwelijk. Een gedeelde code: alleen bij vertrouwelijk.",
      "Het rekeningnummer van de gemeente zelf: mag. Markeer het wel.",
    ],
    clause: NOT_IN_AN_APP,
  },
  decision: {
    title: "Besluiten",
    intro: "Gaat het over de inhoud van een besluit van het bestuur, of over een advies daarover?",
    levels: {
      warn: [
        "Vragen om een akkoord, het geven of het weigeren, over iets inhoudelijks: ‘akkoord met variant 3 voor de brug’.",
        "Wat het college, een fractie, een coalitie of de directie vindt of wil, over beleid, geld, vergunningen, subsidies, benoemingen of grond.",
        "Een advies over een besluit dat nog komt: ‘ik zou de vergunning niet geven’.",
        "Een besluit dat nog niet openbaar is, of dat in de app voor het eerst wordt vastgelegd.",
        "Afspraken over hoe je een besluit aan de raad of de pers vertelt, of juist niet vertelt.",
      ],
      notice: [
        "Het lijkt over een besluit te gaan, maar je weet niet welk: ‘ik ben tegen’ of ‘wat mij betreft akkoord’.",
        "Een mening over beleid dat er al is: ‘de regels voor terrassen zijn te streng’.",
      ],
      none: [
        "Hoe en wanneer, zonder inhoud: agenda, tijd, zaal, wie komt, of de stukken klaarstaan.",
        "Besluiten die al openbaar zijn: ‘de raad stelde gisteren de begroting vast’.",
        "Gewone keuzes: ‘akkoord, tot straks’ of waar je gaat lunchen.",
      ],
    },
    cases: [
      "Een standpunt of stem zonder onderwerp is hoogstens ‘kijk nog even’, hoe duidelijk het standpunt ook is.",
      "Alleen een bedrag of een schatting is geen besluit: er moet ook een voorkeur, een grens, een keuze of een uitkomst zijn.",
      "Iets bij de raad of de pers weghouden, zonder te zeggen dat het geheim is, hoort bij besluiten en niet bij vertrouwelijk.",
      "Adviseert of besluit het college over één persoon? Dan mag het ook bij besluiten niet.",
    ],
    clause: BY_MAIL,
  },
  confidential: {
    title: "Vertrouwelijk",
    intro: "Is het geheim, of zegt de schrijver dat het onder elkaar moet blijven?",
    levels: {
      warn: [
        "Iets wat geheim is of onder embargo ligt, of waarvan de schrijver dat zegt, met de inhoud erbij: ‘blijft onder ons: de bieding is 2 ton’.",
        "Biedingen, ramingen en grenzen bij aanbestedingen en grond, zolang die niet openbaar zijn. Juridisch advies in concept.",
        "Beveiliging: wachtwoorden, codes van deuren en alarm, sleutels, zwakke plekken, en hoe politie iemand of iets beveiligt.",
      ],
      notice: ["Er wordt iets geheims genoemd, maar niet wat erin staat: ‘het geheime stuk ligt bij de griffie’."],
      none: ["Al het andere.", "Praten over de regels zelf: ‘zet geen vertrouwelijke stukken in de app’."],
    },
    cases: [
      "Een los bedrag of een losse bieding die nog geheim is, hoort hier. Bij besluiten hoort het alleen met een keuze of voorkeur erbij.",
      "Staat er ‘blijft onder ons’ met inhoud? Dan mag het niet, waar het ook over gaat.",
      "Een grens in een onderhandeling telt hier bij aanbestedingen en bij grond.",
    ],
    clause: NOT_IN_AN_APP,
  },
};

/** The sensitive subjects about a person. */
export const TOPICS = [
  { name: "health", title: "Gezondheid", what: "Ziekte, handicap, verslaving, zwangerschap. Ook even ziek." },
  { name: "finance", title: "Geld", what: "Schulden, inkomen, uitkering of bijstand." },
  { name: "criminal", title: "Strafbare feiten", what: "Iemand is verdacht, aangegeven of gestraft. Ook fraude." },
  {
    name: "family",
    title: "Gezin en veiligheid thuis",
    what: "Jeugdzorg, voogdij, geweld thuis. Ook een contactverbod.",
  },
  { name: "migration", title: "Verblijf en asiel", what: "De status van een persoon, zoals een verblijfsvergunning." },
  { name: "ethnicity", title: "Afkomst", what: "Waar iemand of zijn familie vandaan komt." },
  { name: "religion", title: "Geloof", what: "Wat iemand gelooft, of niet gelooft." },
  {
    name: "politics",
    title: "Politieke mening",
    what: "De overtuiging van iemand die geen bestuurder of raadslid is.",
  },
  { name: "union", title: "Vakbond", what: "Of iemand lid is van een vakbond." },
  { name: "sexuality", title: "Seksualiteit", what: "Ook de genderidentiteit van iemand." },
  { name: "employment", title: "Werk", what: "Ontslag, hoe iemand werkt, ruzie op het werk." },
];

/** What is marked in a text. */
export const ENTITIES = [
  {
    name: "PERSON",
    title: "Naam",
    what: "De naam zonder ‘mevrouw’ of ‘meneer’, ook een bijnaam. Geen functie, partij, zaal, storm of straat met een naam.",
    example: "Noor van Wijk",
  },
  { name: "NL_BSN", title: "BSN", what: "De negen cijfers, met punten of spaties ertussen.", example: "negen cijfers" },
  { name: "IBAN_CODE", title: "Rekeningnummer", what: "De hele IBAN.", example: "NL.. BANK ..." },
  { name: "PHONE_NUMBER", title: "Telefoonnummer", what: "Het hele nummer, met +31 of 0.", example: "06-…" },
  {
    name: "EMAIL_ADDRESS",
    title: "E-mailadres",
    what: "Het hele adres, ook als het in woorden staat.",
    example: "noor apenstaartje voorbeeld punt nl",
  },
  {
    name: "STREET_ADDRESS",
    title: "Adres",
    what: "De straat met het huisnummer. Niet de postcode en de plaats.",
    example: "Molenpad 9a",
  },
  { name: "NL_POSTCODE", title: "Postcode", what: "Vier cijfers en twee letters.", example: "2370 ZZ" },
  {
    name: "LOCATION",
    title: "Plaats",
    what: "Een plaats, dorp, streek of land. Ook een straat zonder nummer.",
    example: "Rijpwetering",
  },
  {
    name: "DATE_OF_BIRTH",
    title: "Geboortedatum",
    what: "Alleen de datum, en alleen als iemand dan geboren is.",
    example: "3 mei 1981",
  },
  { name: "NL_LICENSE_PLATE", title: "Kenteken", what: "Het hele kenteken.", example: "XX-999-X" },
  {
    name: "ID_DOCUMENT",
    title: "Nummer van een document",
    what: "Paspoort, identiteitskaart, rijbewijs, verblijfsvergunning of V-nummer.",
    example: "het nummer op een paspoort",
  },
  { name: "CREDIT_CARD", title: "Creditcard", what: "Het hele nummer.", example: "zestien cijfers" },
  {
    name: "CASE_NUMBER",
    title: "Zaaknummer",
    what: "Het nummer van een zaak, dossier, cliënt of vergunning.",
    example: "Z-2026-0001",
  },
  {
    name: "CREDENTIAL",
    title: "Wachtwoord of code",
    what: "Alleen het wachtwoord, de pincode of de code zelf.",
    example: "de code van een deur",
  },
];
