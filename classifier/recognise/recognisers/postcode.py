"""Dutch postcodes: four digits and two letters (never SA, SD or SS)."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc

from classifier.recognise.recogniser import Match, Recogniser, cue_before, cue_pattern

__all__ = ["PostcodeRecogniser"]

_UPPER = regex.compile(r"(?<![\w.,€#/-])[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}(?![\w-])")
_GLUED = regex.compile(r"(?<![\w.,€#/-])[1-9]\d{3}(?!sa|sd|ss)[a-z]{2}(?![\w-])", regex.IGNORECASE)
_SPACED = regex.compile(r"(?<![\w.,€#/-])[1-9]\d{3}\s(?!sa|sd|ss)[a-z]{2}(?![\w-])", regex.IGNORECASE)
_WORDS = frozenset(
    "al an be bv ca cm de do dr ed eh en er fr ft ha he hj ie ik in is ja je jr kg km la ma me mi mm mn mw na nl "
    "nr nu of "
    "oh ok om on op or pm re st te tm to uu uw va vd vh vr we wo za zo am by it my us aa pp px gb mb tb kb ms kw "
    "mg ml".split()
)
_CUE = cue_pattern(r"postcode\w*", r"pc", r"adres\w*", r"woon\w*", r"zip")
_STREET_BEFORE = regex.compile(r"\p{L}{3,}\s?\d{1,4}(?:\s?-?\s?[a-z0-9]{1,3})?[,.]?\s{1,2}$", regex.IGNORECASE)
_SHOUTED = frozenset("EN IN IS OP OM OF NA TE DE UUR KM KG MW TM PM".split())
_CERTAIN, _LIKELY = 0.9, 0.8


class PostcodeRecogniser(Recogniser):
    """Finds postcodes; '2024 in' and '1500 en' are none."""

    entity = "NL_POSTCODE"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield postcodes in capitals or glued, and others where an address stands before them."""
        seen: set[int] = set()
        for match in _UPPER.finditer(text):
            if match.group()[-2:] not in _SHOUTED or self._in_address(text, match.start()):
                seen.add(match.start())
                yield Match(*match.span(), _CERTAIN)
        for pattern in (_GLUED, _SPACED):
            for match in pattern.finditer(text):
                word = match.group()[-2:].lower()
                fits = self._in_address(text, match.start()) or (word not in _WORDS and pattern is _GLUED)
                if match.start() not in seen and (fits or word not in _WORDS):
                    seen.add(match.start())
                    yield Match(*match.span(), _LIKELY)

    def _in_address(self, text: str, start: int) -> bool:
        before = text[max(0, start - 30) : start]
        return cue_before(text, start, _CUE, window=20) or _STREET_BEFORE.search(before) is not None
