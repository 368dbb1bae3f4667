"""Numbers of passports, identity cards, driving licences and residence documents.

Dutch travel documents have two letters, six letters or digits and a digit, never the letter O
(Paspoortuitvoeringsregeling); driving licences and V-numbers (Vreemdelingenadministratie) have ten digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex
from spacy.tokens import Doc

from classifier.recognise.cues import called_otherwise, clause_after
from classifier.recognise.digits import written_numbers
from classifier.recognise.recogniser import Match, Recogniser, cue_before, cue_pattern, read_numbers

__all__ = ["IdDocumentRecogniser"]

_DUTCH = regex.compile(r"(?<![\w/.@#-])[A-NP-Z]{2}[A-NP-Z0-9]{6}\d(?![\w@-])", regex.IGNORECASE)
_SPACED = regex.compile(r"(?<![\w/.@#-])[A-NP-Z](?: ?[A-NP-Z0-9]){7} ?\d(?![\w@-])")
_IN_GROUPS = regex.compile(r"\w{3} \w{3} \w{3}|\w{2} \w{6,7}|\w{2} \w{6} \w")
_FOREIGN = regex.compile(
    r"(?<![\w/.@#-])(?!(?:IS|EN|OP|OM|NR|TE|TOT|VAN|BSN|TEL|MET|MAX)[ -])"
    r"(?:[A-Z]{1,3}[ -]?\d{6,9}|[A-Z](?=[A-Z0-9]{0,7}\d{2})[A-Z0-9]{7,8}|\d{8,9}|\d{2}[A-Z]{2}\d{5})"
    r"(?![\w@-]|[.,]\d)"
)
_V_NUMBER = regex.compile(r"(?<![\w/.-])V[ .-]?\d{3,4}[ .-]?\d{3}[ .-]?\d{3,4}(?![\w-])", regex.IGNORECASE)
_TRAVEL = cue_pattern(
    *(
        r"paspoort\w* pasport\w* paspord\w* passport\w* identiteits\w* id idkaart\w* id-?\s?kaart\w* id-?nr "
        r"id-?nummer "
        r"document\s?-?(?:nummer|nr) docnr legitimatie\w* reisdocument\w* nik identity travel\sdocument "
        r"pas(?:je)? kaart(?:je)? reispas id-?bewijs"
    ).split()
)
_ABROAD = cue_pattern(
    r"passp?oort(?:nr|nummer)?",
    r"pasp?ort(?:nr|nummer)?",
    r"paspoort(?:nr|nummer)?",
    r"passport",
    r"reisdocument",
    r"verblijfs\w+",
    r"residence\s(?:card|permit)",
)
_LICENCE = cue_pattern(
    r"r(?:ij|y)bew(?:ij|y)s\w*", r"rbw", r"rijb", r"driv(?:ing|er'?s?)\s?licen[cs]e", r"licen[cs]e (?:no|number)"
)
_RESIDENCE = cue_pattern(
    *(
        r"v\s?-?\s?n(?:umme)?r v\s?-?num\w* v vreemdelingen\w* verblijf\w* ind residence\s(?:card|permit|"
        r"document)\w* "
        r"asiel\w* azc coa"
    ).split()
)
_NO_DOCUMENT = regex.compile(
    r"(?<!\w)(?:serie|serial|artikel|art|token|wachtwoord|ww|pw|password|code|track\w*(?:\s(?:en|and|&)\strace)?|"
    r"product|"
    r"licentie|model|type|versie|order|zaak|dossier|kenmerk|key|sleutel|iban|teams|meeting|vergader\w*|kamer)\W?\s?-?"
    r"(?:nummer|nr|num|id|kamer)?\W{1,3}(?:is\s)?\Z",
    regex.IGNORECASE,
)
_TEN_DIGITS = frozenset({10})
_WINDOW, _AFTER, _JUST_BEFORE = 90, 24, 32
_CERTAIN, _LIKELY, _BY_SHAPE = 0.95, 0.85, 0.8


class IdDocumentRecogniser(Recogniser):
    """Finds document numbers, with a cue or by an unmistakable shape."""

    entity = "ID_DOCUMENT"
    holds_digit = True

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield travel documents, foreign ones, driving licences, V-numbers, and what the encoder took for one."""
        yield from _travel_documents(text)
        yield from _spaced_documents(text)
        ends = set()
        for match in _V_NUMBER.finditer(text):
            if match.group()[1].isdigit() or _near(text, *match.span(), _RESIDENCE):
                ends.add(match.end())
                yield Match(*match.span(), _CERTAIN)
        for number in written_numbers(text, _TEN_DIGITS):
            if number.end not in ends and not number.glued and not number.digits.startswith("0"):
                yield from _with_cue(text, number.start, number.end)
        yield from read_numbers(doc, self.entity, text)


def _with_cue(text: str, start: int, end: int) -> Iterator[Match]:
    """Yield a driving licence or V-number when the word for one stands nearby."""
    cued = any(
        _near(text, start, end, cue) and not called_otherwise(text, start, end, cue) for cue in (_LICENCE, _RESIDENCE)
    )
    if cued:
        yield Match(start, end, _LIKELY)


def _travel_documents(text: str) -> Iterator[Match]:
    for match in _DUTCH.finditer(text):
        start, end = match.span()
        if _is_called_otherwise(text, start):
            continue
        several_digits = any(character.isdigit() for character in match.group()[2:-1])
        if _near(text, start, end, _TRAVEL) or _near(text, start, end, _RESIDENCE):
            if several_digits or match.group().isupper():
                yield Match(start, end, _CERTAIN)
        elif _is_unmistakable(match.group()):
            yield Match(start, end, _BY_SHAPE)
    for match in _FOREIGN.finditer(text):
        if cue_before(text, match.start(), _ABROAD) and not _is_called_otherwise(text, match.start()):
            yield Match(*match.span(), _LIKELY)


def _spaced_documents(text: str) -> Iterator[Match]:
    """Yield travel documents whose letters and digits stand in groups or one by one."""
    for match in _SPACED.finditer(text):
        start, end = match.span()
        written, number = match.group(), match.group().replace(" ", "")
        if written == number or _is_called_otherwise(text, start):
            continue
        mixed = any(one.isdigit() != other.isdigit() for one, other in pairwise(number[2:-1]))
        if mixed and _near(text, start, end, _TRAVEL):
            yield Match(start, end, _CERTAIN)
        elif _is_unmistakable(number) and _IN_GROUPS.fullmatch(written) and not text.isupper():
            yield Match(start, end, _BY_SHAPE)


def _near(text: str, start: int, end: int, cue: regex.Pattern[str]) -> bool:
    return cue_before(text, start, cue, window=_WINDOW) or cue.search(clause_after(text, end, _AFTER)) is not None


def _is_called_otherwise(text: str, start: int) -> bool:
    return _NO_DOCUMENT.search(text[max(0, start - _JUST_BEFORE) : start]) is not None


def _is_unmistakable(number: str) -> bool:
    """Return whether letters and digits alternate as they do in no word, plate or case number."""
    changes = sum(one.isdigit() != other.isdigit() for one, other in pairwise(number[2:-1]))
    return number.isupper() and changes >= 2 and number[0] in "NIBSX"
