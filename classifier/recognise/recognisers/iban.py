"""Bank account numbers: IBAN of any country, by its length and mod 97 (ISO 13616)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import regex
from spacy.tokens import Doc
from stdnum import iban

from classifier.recognise.recogniser import Match, Recogniser

__all__ = ["IbanRecogniser"]

_START = regex.compile(r"(?<![\p{L}\d])\p{L}{2}[ .-]?\d[ .-]?\d", regex.IGNORECASE)
_SHORTEST, _LONGEST = 15, 34
_SEPARATORS = frozenset(" .-\n\t/")
_SCORE = 0.99


class IbanRecogniser(Recogniser):
    """Finds account numbers in any grouping and case.

    Parameters
    ----------
    public
        The organisation's own published account numbers.
    """

    entity = "IBAN_CODE"

    def __init__(self, public: Collection[str] = ()) -> None:
        super().__init__()
        self._public = frozenset(_compact(number) for number in public)

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield the longest valid number at every place where one can start."""
        reached = 0
        for match in _START.finditer(text):
            if match.start() < reached:
                continue
            end = self._end(text, match.start())
            if end is not None:
                reached = end
                public = _compact(text[match.start() : end]) in self._public
                yield Match(match.start(), end, _SCORE, public=public)

    def _end(self, text: str, start: int) -> int | None:
        letters: list[str] = []
        found = None
        gap = 0
        for index in range(start, min(len(text), start + 2 * _LONGEST)):
            character = text[index]
            if character.isascii() and character.isalnum():
                gap = 0
                letters.append(character)
                whole = index + 1 == len(text) or not text[index + 1].isalnum()
                if len(letters) >= _SHORTEST and whole and iban.is_valid("".join(letters), check_country=False):
                    found = index + 1
            elif character in _SEPARATORS and gap < 2:
                gap += 1
            else:
                break
            if len(letters) == _LONGEST:
                break
        return found


def _compact(number: str) -> str:
    return regex.sub(r"\W", "", number).upper()
