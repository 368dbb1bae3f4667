"""Street addresses: a street, its house number and what is added to it, without postcode and town."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc

from classifier.recognise.encoder.component import tagged
from classifier.recognise.recogniser import Match, Recogniser

__all__ = ["StreetAddressRecogniser"]

_TYPE = (
    r"(?:straat|str\.?|laan|weg|plein|dijk|kade|hof|singel|gracht|pad|steeg|dreef|park|plantsoen|burgwal|haven|markt|"
    r"polder|akker|veld|erf|oord|brink|ring|baan|einde|eind|kreek|hoek|zoom|vaart|werf|horst|tuin|wetering|sloot|dam|"
    r"meer|meent|es|kamp|wal|poort|stede|gaard|beemd|donk|heuvel|berg|rade|wei|weide|waard)"
)
_ADDITION = (
    r"(?:\s?-\s?(?:\d{1,3}|[a-z]{1,2})(?!\w)|\s?[a-z](?![\w'’])|\s(?:bis|hs|huis|boven|rood|zwart|[IVX]{1,4})(?!\w))?"
)
_NUMBER = (
    rf"(?<number>\d{{1,4}})(?![\d%€:]|[.,]\d|\s?(?:uur|euro|cm|mm|meter|km|jaar|min|pers|stuks|keer|x\b)){_ADDITION}"
)
_WORD = r"[\p{L}'’.]{1,24}"
_STREET = regex.compile(
    rf"(?<!\w)(?:(?:{_WORD}[\s-]){{0,2}}?)(?<street>\p{{L}}[\p{{L}}'’-]{{1,30}}{_TYPE})\s?(?:nr\.?\s|nummer\s)?{_NUMBER}",
    regex.IGNORECASE,
)
_NUMBER_AFTER = regex.compile(rf"\s?(?:nr\.?\s|nummer\s)?{_NUMBER}", regex.IGNORECASE)
_ENDS_AS_STREET = regex.compile(rf"{_TYPE}$", regex.IGNORECASE)
_NO_STREET = regex.compile(
    r"^(?:onderweg|vanweg|halverwege|zoekpad|werkplein|ijsbaan|antwoord|nummer|.*(?:ering|voord|woord|noord|gering|ruim|gemeent))$",
    regex.IGNORECASE,
)
_PATTERN_SCORE = 0.9


class StreetAddressRecogniser(Recogniser):
    """Finds a street with a house number, by its form or by what the encoder found."""

    entity = "STREET_ADDRESS"
    holds_digit = True

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield addresses by form, and those of the encoder that have a number."""
        for match in _STREET.finditer(text):
            if not _NO_STREET.search(match["street"]):
                yield Match(match.start("street"), match.end(), _PATTERN_SCORE)
        for span in tagged(doc, self.entity):
            if any(character.isdigit() for character in text[span.start : span.end]):
                yield Match(span.start, span.end, span.score)
        for span in tagged(doc, "LOCATION"):
            number = _NUMBER_AFTER.match(text, span.end)
            if number and _ENDS_AS_STREET.search(text[span.start : span.end]):
                yield Match(span.start, number.end(), _PATTERN_SCORE)
