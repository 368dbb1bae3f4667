"""Birth dates: a date with a cue that it is one, or right after a person's name."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc

from classifier.recognise.cues import clause_after, clause_before
from classifier.recognise.encoder.component import tagged
from classifier.recognise.recogniser import Match, Recogniser, cue_pattern, read_numbers

__all__ = ["DateOfBirthRecogniser"]

_MONTH = (
    r"(?:jan(?:uari|uary)?|feb(?:r(?:uari|uary)?)?|mrt|maart|mar(?:ch)?|apr(?:il)?|mei|may|jun[ie]?|june|jul[iy]?|"
    r"aug(?:ustus|ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_UNITS = (
    "een één éen eén eerste tweede twee derde drie vierde vier vijfde vijf zesde zes zevende zeven achtste acht "
    "negende negen"
)
_DAY_IN_WORDS = (
    rf"(?:(?:{'|'.join(_UNITS.split())})(?:[eë]n(?:twintig|dertig)(?:ste)?)?|tiende|tien|elfde|elf|twaalfde|twaalf|"
    r"(?:der|veer|vijf|zes|zeven|acht?|negen)tien(?:de)?|twintig(?:ste)?|dertig(?:ste)?)"
)
_MONTH_BY_NUMBER = (
    r"(?:e[eé]n|éé?n|eerste|tweede|twee|derde|drie|vierde|vier|vijfde|vijf|zesde|zes|zevende|zeven|achtste|acht|"
    r"negende|negen|tiende|tien|elfde|elf|twaalfde|twaalf)"
)
_YEAR_IN_WORDS = (
    r"(?:(?:negentien(?:honderd)?|tweeduizend)\s(?:en\s)?\p{L}{0,14}(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|"
    r"twaalf|tig)(?!\p{L})|\p{L}{0,14}(?:tien|elf|twaalf|tig|honderd|duizend)\p{L}{0,26})"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NUMBER = r"(?:0?[1-9]|1[0-2])"
_FULL_YEAR = r"(?:19|20)\d{2}"
_YEAR = rf"(?:{_FULL_YEAR}|['’]?\d{{2}})"
_DATE = regex.compile(
    rf"(?<![\w/.\\-])(?:{_DAY}(?<gap>\s?[-/.\\]\s?|\s){_NUMBER}(?P=gap)(?<year>{_YEAR})|"
    rf"(?<year>{_FULL_YEAR})[-/.]{_NUMBER}[-/.]{_DAY}|"
    rf"(?:{_DAY}(?:e|ste|de|th|st|nd|rd)?|{_DAY_IN_WORDS})[\s-]{{1,2}}(?:of\s)?{_MONTH}"
    rf"(?:\s?[\s,-]\s?(?<year>{_YEAR}(?!\s?uur|:)|{_YEAR_IN_WORDS}))?|"
    rf"{_DAY_IN_WORDS}\s(?:van\s)?(?:de\s)?{_MONTH_BY_NUMBER}\s(?<year>{_YEAR_IN_WORDS})|"
    rf"{_NUMBER}(?<gap>[-/.])(?:1[3-9]|2\d|3[01])(?P=gap)(?<year>{_FULL_YEAR})|"
    rf"{_MONTH}\s{_DAY}(?:th|st|nd|rd)?,?\s(?<year>{_FULL_YEAR})|"
    rf"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?<year>{_FULL_YEAR}))(?![\w/]|[.-]\d)",
    regex.IGNORECASE,
)
_CUE = cue_pattern(
    *(
        r"(?:pas)?geb\.? (?:pas)?geboren geboorte\s?-?(?:datum|dag|dat)\w* geb\.?\s?-?dat\w*\.? gd g\.d\.? gbd\w* "
        r"dob d\.o\.b\.? born date\sof\sbirth birth\s?-?da(?:te|y)"
    ).split()
)
_BIRTHDAY = cue_pattern(r"jarig", r"verjaardag\w*", r"verjaart", r"vdaag", r"v-?dag")
_DIRECTLY = regex.compile(r"(?<!\w)(?:geb\.?|geboren|born)\s(?:(?:op|de|on|the)\s){0,2}\Z", regex.IGNORECASE)
_CUE_AFTER = regex.compile(
    r"\W{0,3}(?:geboren|geb\b|(?:is|was|=)\s(?:haar|zijn|zn|z'n|d'r|dr|de|hun|m'n|mijn)\s(?:geb\w*\.?\s?dat\w*|"
    r"geboorte\w+))",
    regex.IGNORECASE,
)
_OTHER_DATE = cue_pattern(
    *(
        r"(?:\w{0,12})vergadering overleg afspraak deadline uiterlijk bouwjaar ingediend besluit\w* brief mail e-mail "
        r"bericht factuur verslag notitie nota geldig verloopt verlopen tot t/m vanaf per sinds begint start zitting "
        r"versie verleend dienst aanvraag bezwaar melding raad college wet verordening appje uitspraak vonnis contract"
    ).split()
)
_OF = regex.compile(r"(?:^|\s)(?:van|uit)\s\Z", regex.IGNORECASE)
_AFTER_NAME = regex.compile(r"\s?(?<bracket>\()?[,;:/-]?\s?(?:[mvfx]\b[,.]?\s?)?(?:\*|°|†)?\s?")
_SOMEBODY = regex.compile(
    r"(?<!\w)(?:(?:hij|zij|ze|die|m|he|she)\s(?:is\s)?(?:er\s(?:een|eentje)\s)?|(?:man|vrouw|jongen|meisje|mw|dhr|mevr|"
    r"mevrouw|meneer|dame|heer|kind|zoon|dochter|client|cli[eë]nte?)\s(?:is\s)?|"
    r"(?:mw|dhr|mevr|mevrouw|meneer|mijnheer|heer|fam)\.?\s(?:\p{L}[\p{L}'-]{1,20}\s){1,3}?)(?:van|uit)\s\Z",
    regex.IGNORECASE,
)
_WINDOW, _AFTER, _NAME_WINDOW = 45, 30, 8
_CERTAIN, _LIKELY = 0.95, 0.85
_OLDEST, _YOUNGEST, _YOUNGEST_IN_BRACKETS = 1905, 2015, 2024
_CENTURY = 30
"""Two digits below this stand for a year after 2000."""


class DateOfBirthRecogniser(Recogniser):
    """Finds dates that are somebody's birth date; the date of a meeting or a building is none."""

    entity = "DATE_OF_BIRTH"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield dates with a cue, dates right after a name, and dates that the encoder took for one."""
        names = {span.end for span in tagged(doc, "PERSON")}
        for match in _DATE.finditer(text):
            start, end = match.span()
            if _is_called_birth_date(text, match):
                yield Match(start, end, _CERTAIN)
            elif match["year"] and _belongs_to_somebody(text, match, names):
                yield Match(start, end, _LIKELY)
        for read in read_numbers(doc, self.entity, text):
            if _DATE.search(text, read.start, read.end):
                yield read


def _is_called_birth_date(text: str, match: regex.Match[str]) -> bool:
    before = clause_before(text, match.start(), _WINDOW)
    if match["year"] is None:
        return _DIRECTLY.search(before) is not None
    if _CUE_AFTER.match(clause_after(text, match.end(), _AFTER)):
        return True
    cue = _last(_CUE, before)
    if cue is None and _is_year_of_birth(match["year"], _YOUNGEST):
        cue = _last(_BIRTHDAY, before)
    return cue is not None and _OTHER_DATE.search(before, cue) is None


def _last(pattern: regex.Pattern[str], text: str) -> int | None:
    return max((match.end() for match in pattern.finditer(text)), default=None)


def _belongs_to_somebody(text: str, match: regex.Match[str], names: set[int]) -> bool:
    start = match.start()
    before = text[max(0, start - _WINDOW) : start]
    if _OTHER_DATE.search(before):
        return False
    directly = _after_name(text, start, names)
    if directly:
        return _is_year_of_birth(match["year"], _YOUNGEST_IN_BRACKETS if directly["bracket"] else _YOUNGEST)
    of = _OF.search(before)
    follows = of and (_after_name(text, start - len(of.group()), names) or _SOMEBODY.search(before))
    return bool(follows) and _is_year_of_birth(match["year"], _YOUNGEST)


def _after_name(text: str, start: int, names: set[int]) -> regex.Match[str] | None:
    for end in range(start, max(0, start - _NAME_WINDOW), -1):
        if end in names:
            return _AFTER_NAME.fullmatch(text, end, start)
    return None


def _is_year_of_birth(year: str, youngest: int) -> bool:
    digits = regex.sub(r"\D", "", year)
    if not digits:
        return year.lower().startswith("negentien")
    number = int(digits)
    if len(digits) == 2:
        number += 2000 if number < _CENTURY else 1900
    return _OLDEST <= number <= youngest
