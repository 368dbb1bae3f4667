"""Citizen service numbers (burgerservicenummer), by the 11-proef.

Source: Wet algemene bepalingen burgerservicenummer; the check is that of the Logisch ontwerp BSN.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc
from stdnum.nl import bsn

from classifier.recognise.cues import called_otherwise, clause_after, clause_before
from classifier.recognise.digits import WrittenNumber, written_numbers
from classifier.recognise.recogniser import Match, Recogniser, cue_pattern

__all__ = ["BsnRecogniser"]

_CUE = cue_pattern(
    r"bsn\w*", r"b\.s\.n\.?", r"burger\s?-?ser\w{1,5}\s?-?n\w{1,8}", r"sof\w{1,3}[\s-]?(?:n(?:u|o|r)\w{0,6})",
    r"sofi", r"soci?aal[\s-]?(?:fiscaal\s)?num\w*", r"citizen service n\w+", r"voorloop\w*",
)  # fmt: skip
_WINDOW, _WINDOW_AFTER = 45, 32
_CERTAIN, _LIKELY, _POSSIBLE = 0.99, 0.9, 0.85
_LENGTHS = frozenset({8, 9})


class BsnRecogniser(Recogniser):
    """Finds nine digits that pass the 11-proef, and eight with a dropped zero when a cue stands near."""

    entity = "NL_BSN"
    holds_digit = True

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield valid numbers; without a cue only where nothing says that they are something else."""
        reached = 0
        for number in written_numbers(text, _LENGTHS):
            if number.start >= reached and bsn.is_valid(number.digits.zfill(9)):
                score = self._score(text, number)
                if score:
                    reached = number.end
                    yield Match(number.start, number.end, score)

    def _score(self, text: str, number: WrittenNumber) -> float:
        if number.glued or called_otherwise(text, number.start, number.end, _CUE):
            return 0.0
        before = _CUE.search(clause_before(text, number.start, _WINDOW))
        cued = before or _CUE.search(clause_after(text, number.end, _WINDOW_AFTER))
        if len(number.digits) == 8:
            return _LIKELY if cued else 0.0
        if cued:
            return _CERTAIN if number.isolated or before else 0.0
        if not number.isolated:
            return 0.0
        return _LIKELY if number.groups == 1 else _POSSIBLE
