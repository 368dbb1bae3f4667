"""Numbers of passports, identity cards, driving licences and residence documents.

Dutch travel documents have two letters, six letters or digits and a digit, never the letter O (Paspoortuitvoerings-
regeling); driving licences and V-numbers have ten digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex
from spacy.tokens import Doc

from classifier.recognise.recogniser import Match, Recogniser, cue_before, cue_pattern

__all__ = ["IdDocumentRecogniser"]

_DUTCH = regex.compile(r"(?<![\w/.-])[A-NP-Z]{2}[ ]?[A-NP-Z0-9]{6}[ ]?\d(?![\w-])", regex.IGNORECASE)
_FOREIGN = regex.compile(r"(?<![\w/.-])[A-Z]{1,3}[ -]?\d{6,9}(?![\w-])", regex.IGNORECASE)
_TEN_DIGITS = regex.compile(r"(?<![\w/.,+-])\d(?:[ .-]?\d){9}(?![\w-]|[.,]\d)")
_V_NUMBER = regex.compile(r"(?<![\w/.-])V[ -]?\d{10}(?!\w)", regex.IGNORECASE)
_TRAVEL = cue_pattern(
    *(
        r"paspoort\w* pasport\w* passport\w* identiteits?\w* id idkaart\w* id-?\s?kaart\w* id-?nr id-?nummer "
        r"document\s?-?(?:nummer|nr)?\w* docnr legitimatie\w* reisdocument\w* nik identity"
    ).split()
)
_LICENCE = cue_pattern(
    r"rijbewijs\w*", r"rybewijs\w*", r"rijbewijsnr", r"driving licen[cs]e", r"licen[cs]e (?:no|number)"
)
_RESIDENCE = cue_pattern(
    *(
        r"v\s?-?\s?n(?:umme)?r v\s?-?num\w* vreemdelingen\w* verblijf\w* ind vluchteling\w* status\w* residence "
        r"asiel\w* permit"
    ).split()
)
_WINDOW = 48
_CERTAIN, _LIKELY = 0.95, 0.8


class IdDocumentRecogniser(Recogniser):
    """Finds document numbers, with a cue or by an unmistakable shape."""

    entity = "ID_DOCUMENT"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield travel documents, driving licences, residence documents and V-numbers."""
        for match in _DUTCH.finditer(text):
            if self._near(text, match, _TRAVEL):
                if any(character.isdigit() for character in match.group()[2:-1]) or match.group().isupper():
                    yield Match(*match.span(), _CERTAIN)
            elif _is_unmistakable(match.group()):
                yield Match(*match.span(), _LIKELY)
        for match in _FOREIGN.finditer(text):
            if self._near(text, match, _TRAVEL):
                yield Match(*match.span(), _LIKELY)
        for match in _V_NUMBER.finditer(text):
            yield Match(*match.span(), _CERTAIN)
        for match in _TEN_DIGITS.finditer(text):
            if self._near(text, match, _LICENCE) or self._near(text, match, _RESIDENCE):
                yield Match(*match.span(), _CERTAIN)

    def _near(self, text: str, match: regex.Match[str], cue: regex.Pattern[str]) -> bool:
        after = cue.search(text, match.end(), match.end() + _WINDOW // 2)
        return cue_before(text, match.start(), cue, window=_WINDOW) or after is not None


def _is_unmistakable(number: str) -> bool:
    """Return whether letters and digits alternate as they do in no word, plate or case number."""
    middle = number[2:-1].replace(" ", "")
    changes = sum(one.isdigit() != other.isdigit() for one, other in pairwise(middle))
    return number.isupper() and changes >= 2 and number[0] in "NIBSX"
