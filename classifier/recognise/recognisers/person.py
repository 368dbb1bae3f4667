"""Persons: what the encoder found, and names that a title or a chat's layout gives away."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc

from classifier.recognise.encoder.component import tagged
from classifier.recognise.recogniser import Match, Recogniser

__all__ = ["PersonRecogniser"]

_PREFIX = (
    r"(?:van\s(?:den|der|de|het|'t|t)|van|vd|v/d|v\.?d\.?|de|den|der|het|ter|ten|te|in\s't|op\s(?:de|den)|"
    r"el|al|ben|bin|abu|da|dos|do|la|le|st\.?|'t)"
)
_WORD = r"\p{L}[\p{L}'’]{2,24}"
_INITIALS = r"(?:\p{Lu}\.\s?){1,4}"
_NAME = rf"(?:{_INITIALS})?(?:{_PREFIX}\s){{0,2}}{_WORD}(?:-(?:{_PREFIX}\s){{0,2}}{_WORD})?"
_TITLE = r"de\sheer|dhr|hr|meneer|mijnheer|mevrouw|mevr|mvr|mw|mej|fam|familie|gezin|tnv|t\.n\.v"
_TITLED = regex.compile(rf"(?<!\w)(?:{_TITLE})\.?\s+(?<name>{_NAME})(?!\w)", regex.IGNORECASE)
_SPEAKER = regex.compile(
    r"^(?:>\s?)?(?:\[[\d\s:,./-]{4,24}\]\s?|\d{1,2}[-/]\d{1,2}[-/]\d{2,4},?\s\d{1,2}:\d{2}\s-\s)"
    r"(?<name>\p{Lu}[\p{L}'’-]{1,24}(?:\s(?:\p{Lu}|van|de|der|den)[\p{L}'’-]{0,24}){0,3})(?=:\s)"
    r"|^>?\s?(?<name>\p{Lu}[\p{L}'’-]{1,24}(?:\s\p{Lu}[\p{L}'’-]{0,24}){0,2})(?=\sschreef\b)",
    regex.MULTILINE,
)
_BREAKS_OFF = regex.compile(rf"\p{{L}}\s{_PREFIX}\Z", regex.IGNORECASE)
_SURNAME = regex.compile(rf"\s(?<name>{_WORD})(?![\w-])", regex.IGNORECASE)
_ORDINARY = frozenset(
    (
        "de het een die dat deze dit zijn haar hun ons onze mijn jouw uw die niet wel ook nog maar want dus omdat met "
        "voor van naar bij over heeft had is was wil kan moet gaat komt belt belde zegt zei vraagt vroeg uit met en "
        "of te om in op aan ik je jij hij zij ze we wij jullie er hier daar nu dan straks morgen vandaag gisteren "
        "weer al even ff graag vanaf ivm mbt cq erg heel zo wie wat waar hoe secretaris burgemeester wethouder "
        "voorzitter"
    ).split()
)
_NO_SPEAKERS = frozenset(
    (
        "let let op ps nb re fw fwd onderwerp aan van datum tijd locatie plaats adres tel telefoon email mail bsn "
        "nummer naam agenda vraag antwoord update info fyi stand punt actie todo nodig kosten code wachtwoord ww pin "
        "iban zaak wie wat waar wanneer conclusie advies voorstel besluit optie deadline reminder tip link dus oproep "
        "morgen vandaag maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
    ).split()
)
_PREFIX_WORDS = frozenset("de het van te in op".split())
_LEAST_PROBABILITY = 0.7  # best F1 on the authors of the scorers and the development set
_TITLED_SCORE = 0.9
_SPEAKER_SCORE = 0.8


class PersonRecogniser(Recogniser):
    """Finds names of persons, without their titles (labelling guideline, section Spans)."""

    entity = "PERSON"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield names that the encoder found, that follow a title, or that speak in a forwarded chat."""
        for span in tagged(doc, self.entity):
            if span.score >= _LEAST_PROBABILITY:
                yield Match(span.start, _whole_name(text, span.start, span.end), span.score)
        shouted = text.isupper()
        for match in _TITLED.finditer(text):
            if _is_name(match["name"]) and not shouted and any(letter.isupper() for letter in match["name"]):
                yield Match(*match.span("name"), _TITLED_SCORE)
        for match in _SPEAKER.finditer(text):
            if match["name"].lower() not in _NO_SPEAKERS:
                yield Match(*match.span("name"), _SPEAKER_SCORE)


def _whole_name(text: str, start: int, end: int) -> int:
    """Return where a name ends: one that breaks off after a prefix ('jan de') goes on with the surname."""
    if _BREAKS_OFF.search(text, start, end):
        surname = _SURNAME.match(text, end)
        if surname and surname["name"].lower() not in _ORDINARY:
            return surname.end()
    return end


def _is_name(words: str) -> bool:
    """Return whether what follows a title can be a name: 'mevrouw heeft' and 'de heer en' are none."""
    *before, last = words.lower().split()
    return last not in _ORDINARY and not any(word in _ORDINARY - _PREFIX_WORDS for word in before)
