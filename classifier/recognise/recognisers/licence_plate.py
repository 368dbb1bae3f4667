"""Dutch licence plates: the series (sidecodes) of the RDW, with and without dashes.

Modern series use no vowels and neither C nor Q; some combinations are never issued.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc

from classifier.recognise.recogniser import Match, Recogniser, cue_before, cue_pattern

__all__ = ["LicencePlateRecogniser"]

_SERIES = (
    "LL-DD-DD DD-DD-LL DD-LL-DD LL-DD-LL LL-LL-DD DD-LL-LL DD-LLL-D D-LLL-DD LL-DDD-L L-DDD-LL LLL-DD-L L-DD-LLL "
    "D-LL-DDD DDD-LL-D"
).split()
_MODERN = r"[BDFGHJKLMNPRSTVWXZ]"
_NEVER = frozenset("GVD KKK KVT LPF NSB PKK PSV TBS SS SD SA PVV SGP VVD".split())


def _pattern(separator: str) -> regex.Pattern[str]:
    parts = str.maketrans({"L": _MODERN, "D": r"\d", "-": separator})
    shapes = "|".join(series.translate(parts) for series in _SERIES)
    return regex.compile(rf"(?<![\w€#./-])(?:{shapes})(?![\w€-])", regex.IGNORECASE)


_DASHED = _pattern("-")
_SPACED = _pattern(r"[ ·]")
_GLUED = _pattern("")
_MIXED = _pattern(r"[ ·-]?")
_NAMED = regex.compile(
    r"\bkenteken\s?(?:is|:|=)?\s?(?<plate>(?=[\w -]{0,10}\d)(?=[\w -]{0,6}\p{L})[A-Z0-9]{1,4}(?:[ "
    r"-][A-Z0-9]{1,4}){0,2})(?!\w)",
    regex.IGNORECASE,
)
_CUE = cue_pattern(
    *(
        r"kenteken\w* ken\s?teken\w* plaat\w* auto\w* wagen\w* bus(?:je)? bestelbus\w* voertuig\w* vrachtwagen\w* "
        r"scooter\w* motor\w* "
        r"aanhanger\w* caravan\w* camper\w* geparkeerd\w* parkeer\w* blokkeert golf polo volvo bmw audi opel "
        r"renault peugeot "
        r"toyota tesla mercedes ford kia citro[eë]n fiat skoda seat bakkie bak bolide car plate veegwagen "
        r"wegslepen weggesleept "
        r"ontheffing\w* chauffeur\w* rijdt reed lease\w* wielklem naheffing\w* stoep invalide\w* laadp\w* "
        r"vluchtstrook oprit uitrit"
    ).split()
)
_NOT = cue_pattern(*(r"kamer zaal lokaal ruimte artikel\w* order\w* model type versie serie\w* zaak\w* ref\w*").split())
_POSTCODE = regex.compile(r"\d{4}[ ]?[A-Z]{2}", regex.IGNORECASE)
_PLATE_CUE = cue_pattern(r"kenteken\w*", r"plaat\w*")
_AROUND = 60
_CERTAIN, _LIKELY, _WITH_CUE = 0.92, 0.75, 0.85


class LicencePlateRecogniser(Recogniser):
    """Finds plates with dashes anywhere; without dashes where a vehicle is spoken of or a plate stands beside."""

    entity = "NL_LICENSE_PLATE"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield plates, most certain shape first; each place once."""
        seen: list[tuple[int, int]] = []
        for pattern in (_DASHED, _SPACED, _GLUED, _MIXED):
            for match in pattern.finditer(text):
                start, end = match.span()
                if any(start < until and begin < end for begin, until in seen[-40:]) or not _is_issued(match.group()):
                    continue
                score = self._score(text, start, end, pattern, beside=bool(seen))
                if score:
                    seen.append((start, end))
                    yield Match(start, end, score)
        for match in _NAMED.finditer(text):
            start, end = match.span("plate")
            if not any(start < until and begin < end for begin, until in seen[-40:]) and text[start:end].isupper():
                yield Match(start, end, _LIKELY)

    def _score(self, text: str, start: int, end: int, pattern: regex.Pattern[str], *, beside: bool) -> float:
        if cue_before(text, start, _NOT, window=14):
            return 0.0
        if _POSTCODE.fullmatch(text, start, end):
            return _WITH_CUE if cue_before(text, start, _PLATE_CUE) else 0.0
        if pattern is _DASHED:
            return _CERTAIN
        if cue_before(text, start, _CUE, window=_AROUND) or _CUE.search(text, end, end + _AROUND):
            return _WITH_CUE
        capitals = text[start:end].upper() == text[start:end]
        return _LIKELY if beside or (pattern is _GLUED and capitals and not text.isupper()) else 0.0


def _is_issued(plate: str) -> bool:
    letters = regex.findall(r"[A-Z]+", plate.upper())
    return not any(group in _NEVER for group in letters)
