"""Bank account numbers: IBAN of any country, by its length and mod 97 (ISO 13616)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import product
from string import ascii_uppercase

import regex
from spacy.tokens import Doc
from stdnum import iban, numdb

from classifier.recognise.recogniser import Match, Recogniser

__all__ = ["IbanRecogniser"]

_START = regex.compile(r"(?<![^\W_])([a-z])[ .]?([a-z])[ ./-]?\d[ .]?\d", regex.IGNORECASE | regex.ASCII)
_SEPARATORS = frozenset(" .,-\n\t/")
_WIDEST_GAP = 3
_SCORE = 0.99


class IbanRecogniser(Recogniser):
    """Finds account numbers in any grouping and case.

    Parameters
    ----------
    public
        The organisation's own published account numbers.
    """

    entity = "IBAN_CODE"
    holds_digit = True

    def __init__(self, public: Collection[str] = ()) -> None:
        super().__init__()
        self._public = frozenset(_compact(number) for number in public)

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield the valid number at every place where one starts."""
        lengths = _lengths()
        reached = 0
        for match in _START.finditer(text, overlapped=True):
            length = lengths.get((match[1] + match[2]).upper())
            if length is None or match.start() < reached:
                continue
            end = _end_of(text, match.start(), length)
            if end is not None and iban.is_valid(_compact(text[match.start() : end]), check_country=False):
                reached = end
                public = _compact(text[match.start() : end]) in self._public
                yield Match(match.start(), end, _SCORE, public=public)


@cache
def _lengths() -> Mapping[str, int]:
    """Return the length of an IBAN per country, from the register that python-stdnum brings along."""
    register = numdb.get("iban")
    lengths = {}
    for first, second in product(ascii_uppercase, repeat=2):
        structure = register.info(first + second)[0][1].get("bban")
        if structure:
            lengths[first + second] = 4 + sum(int(part) for part in regex.findall(r"(\d+)!", structure))
    return lengths


def _end_of(text: str, start: int, length: int) -> int | None:
    """Return where the number of ``length`` letters and digits from ``start`` ends, if nothing else comes between."""
    seen = gap = 0
    for index in range(start, min(len(text), start + _WIDEST_GAP * length)):
        character = text[index]
        if character.isascii() and character.isalnum():
            gap = 0
            seen += 1
            if seen == length:
                following = text[index + 1 : index + 2]
                return None if following.isdigit() else index + 1
        elif character in _SEPARATORS and gap < _WIDEST_GAP:
            gap += 1
        else:
            return None
    return None


def _compact(number: str) -> str:
    return regex.sub(r"[\W_]", "", number).upper()
