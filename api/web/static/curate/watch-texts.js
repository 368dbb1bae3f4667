// Every text of the page that shows how Berichtwacht does, in Dutch at B1 level.

export const WATCH_TEXTS = {
  watchTitle: "Hoe gaat het met Berichtwacht?",
  watchIntro:
    "Deze pagina telt wat Berichtwacht zegt. Er staan geen berichten op, en je ziet niet wie wat deed. Een aantal van 1 tot en met 4 laten we niet zien, en soms ook niet het getal waaruit dat blijkt.",
  watchUntil: "Tot en met {until}. Vandaag telt morgen mee. Een bericht telt elke keer dat het wordt nagekeken.",
  watchVersion: "Versie van Berichtwacht",
  watchVersionInUse: "{version} (nu in gebruik)",
  watchEmpty: "Er is nog niets om te laten zien. Kom morgen terug: een dag telt mee als die voorbij is.",
  watchSummary: "Kort gezegd",
  watchLevels: "Hoe vaak Berichtwacht waarschuwt",
  watchLevelsHint:
    "Elke balk is een week. Hoe hoger de balk, hoe groter het deel van de berichten met een waarschuwing.",
  watchLevelsSentence:
    "{category}: in de laatste week kreeg {warn} van de berichten ‘mag niet’ en {notice} ‘kijk nog even’.",
  watchLevelsFew: "{category}: in de laatste week zijn er te weinig berichten om iets te zeggen.",
  watchScores: "Hoe zeker Berichtwacht is",
  watchScoresHint:
    "Links staan berichten die zeker mogen, rechts berichten die zeker niet mogen. Lijken de balken op de lijn, dan is er weinig veranderd.",
  watchScoresNone: "Hier komt pas iets te staan als deze versie twee weken in gebruik is.",
  watchNow: "Laatste week",
  reference_first_week: "Eerste week",
  reference_measured: "Bij het meten",
  change_unknown:
    "{category}: er zijn nog te weinig berichten om te zien of er iets verandert. Daarvoor zijn er {least} nodig.",
  change_little: "{category}: de scores zijn verdeeld zoals {reference}.",
  change_some:
    "{category}: de scores zijn deze week iets anders verdeeld dan {reference}. Kijk mee: schrijven collega's over andere dingen?",
  change_much:
    "{category}: de scores zijn deze week heel anders verdeeld dan {reference}. Kijk mee: gebruiken andere collega's Berichtwacht, of werkt het minder goed?",
  than_first_week: "in de eerste week van deze versie",
  than_measured: "bij het meten van het model",
  watchSent: "Toch verstuurd",
  watchSentHint:
    "Welk deel van de berichten toch werd verstuurd, per waarschuwing. Alleen van collega's die lieten weten wat ze deden. De streep laat zien hoe zeker we dat weten: hoe korter, hoe zekerder.",
  watchSentSentence:
    "De meeste collega's versturen hun bericht toch na ‘{title}’. Misschien klopt die waarschuwing vaak niet. Kijk mee bij Nakijken.",
  watchSentFine: "Bij geen enkele waarschuwing is het zeker dat de meeste collega's hun bericht toch versturen.",
  watchSentNone: "Er is nog te weinig bekend over wat collega's doen na een waarschuwing.",
  watchSentPlot: "Deel van de berichten dat toch werd verstuurd, per waarschuwing",
  watchTable: "De cijfers in een tabel",
  watchWeek: "Week",
  watchWeekOf: "{since} t/m {until}",
  watchLevel_none: "Mag",
  watchLevel_notice: "Kijk nog even",
  watchLevel_warn: "Mag niet",
  watchLevel_unchecked: "Niet nagekeken",
  watchScore: "Score",
  watchScoreOf: "{from} tot {to}",
  watchWarning: "Waarschuwing",
  watchFeedback: "Reacties",
  watchShare: "Toch verstuurd",
  watchInterval: "Zo goed als zeker tussen",
  watchSmall: "een onbekend deel",
  watchFew: "niet getoond",
  watchUnknown: "niet bekend",
  watchBetween: "{low} en {high}",
  watchPsi: "PSI {psi}. Door toeval komt die bijna nooit boven {chance}.",
};
