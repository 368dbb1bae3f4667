"""Birth dates: a date with a cue that it is one, or right after a person's name."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc

from classifier.recognise.recogniser import Match, Recogniser, cue_pattern

__all__ = ["DateOfBirthRecogniser"]

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:r(?:uari)?)?|mrt|maart|apr(?:il)?|mei|jun[ie]?|juli?|aug(?:ustus)?|sept?(?:ember)?|"
    r"okt(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?|january|february|march|may|june|july|august|october)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NUMBER = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)\d{2}|['’]?\d{2})"
_FULL_YEAR = r"(?:19|20)\d{2}"
_SEP = r"\s?[-/. ]\s?"
_DATE = regex.compile(
    rf"(?<![\w/.-])(?:{_DAY}{_SEP}{_NUMBER}{_SEP}{_YEAR}|{_FULL_YEAR}-{_NUMBER}-{_DAY}|{_DAY}(?:e|ste|de|th|st|nd|"
    rf"rd)?\s?[- ]?\s?(?:of\s)?{_MONTH}\s?[- ,]?\s?{_YEAR}|"
    rf"{_MONTH}\s{_DAY}(?:th|st|nd|rd)?,?\s{_FULL_YEAR}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|"
    rf"20)\d{{2}})(?![\w/]|[.-]\d)",
    regex.IGNORECASE,
)
_IN_WORDS = regex.compile(
    rf"(?<!\w)\p{{L}}{{3,20}}\s{_MONTH}\s(?:\p{{L}}{{0,20}}(?:tien|elf|twaalf|tig|honderd|duizend)\p{{L}}{{0,20}}|"
    rf"{_YEAR})(?!\w)",
    regex.IGNORECASE,
)
_CUE = cue_pattern(
    *(
        r"geb\.? geboren\w* geboorte\w* gebdat\w* geb\s?dat\w* gd g\.d\.? gbd\w* dob d\.o\.b\.? born "
        r"date\sof\sbirth birth\s?date"
    ).split()
)
_CUE_AFTER = regex.compile(r"^\W{0,3}(?:geboren|is (?:haar|zijn|de) geboortedatum|geb\b|\(geb)", regex.IGNORECASE)
_OF = regex.compile(r"(?:^|\s)(?:van|uit)\s$", regex.IGNORECASE)
_AFTER_NAME = regex.compile(r"^\s?[,(;:/-]?\s?(?:\*|°|v\.)?\s?$")
_MEETING = cue_pattern(
    *(
        r"vergadering overleg afspraak deadline uiterlijk bouwjaar ingediend datum besluit brief factuur geldig "
        r"verloopt verlopen tot t/m vanaf per sinds begint start op zitting versie"
    ).split()
)
_PERSON = frozenset({"PERSON", "PER"})
_WINDOW = 45
_CERTAIN, _LIKELY = 0.95, 0.8
_YOUNGEST, _OLDEST = 2020, 1915


class DateOfBirthRecogniser(Recogniser):
    """Finds dates that are somebody's birth date; the date of a meeting or a building is none."""

    entity = "DATE_OF_BIRTH"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield dates with a cue, and dates right after a name."""
        names = {span.end_char for span in doc.ents if span.label_ in _PERSON}
        for match in _DATE.finditer(text):
            start, end = match.span()
            before = text[max(0, start - _WINDOW) : start]
            if _CUE.search(before) or _CUE_AFTER.match(text[end : end + _WINDOW]):
                yield Match(start, end, _CERTAIN)
            elif self._belongs_to_somebody(text, match, names):
                yield Match(start, end, _LIKELY)
        for match in _IN_WORDS.finditer(text):
            if _CUE.search(text[max(0, match.start() - _WINDOW) : match.start()]):
                yield Match(*match.span(), _CERTAIN)

    def _belongs_to_somebody(self, text: str, match: regex.Match[str], names: set[int]) -> bool:
        start = match.start()
        before = text[max(0, start - _WINDOW) : start]
        if self._follows_name(text, start, names):
            return _MEETING.search(before[-12:]) is None
        follows = self._follows_name(text, start - len("van "), names) or self._speaks_of_somebody(before)
        return _OF.search(before) is not None and follows and _is_of_an_adult(match.group())

    def _follows_name(self, text: str, start: int, names: set[int]) -> bool:
        return any(start - 5 <= end <= start and _AFTER_NAME.match(text[end:start]) for end in names)

    def _speaks_of_somebody(self, before: str) -> bool:
        return (
            regex.search(
                r"\b(?:hij|zij|ze|die|is|m|v|man|vrouw|jongen|meisje|mw|dhr|mevr|meneer)\s(?:is\s)?(?:van|uit)\s$",
                before,
                regex.IGNORECASE,
            )
            is not None
        )


def _is_of_an_adult(date: str) -> bool:
    year = regex.search(r"(?:19|20)\d{2}|\d{2}$", date)
    if year is None:
        return False
    number = int(year.group())
    number += 0 if number > 99 else 1900 if number > 25 else 2000
    return _OLDEST <= number <= _YOUNGEST
