"""Plates and documents that are spelled with an alphabet: ``romeo zulu zeven een zes papa`` becomes ``RZ-716-P``.

Read are the spelling alphabet of ITU and ICAO (Radio Regulations, appendix 14) and the Dutch one of names (``anton``,
``bernard``, ``cornelis``), mixed with single letters, digits and numerals. Most of their words are words and names
too: a run of them counts only when it has the shape of a Dutch plate (RDW, series 1 to 14) or travel document, and
when a word before it says what follows, or else when so many of its words are for spelling that it can be nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from classifier.normalise.aligned_text import AlignedText, Edit
from classifier.normalise.spoken_tokens import SpokenToken, read_spoken

__all__ = ["SERIES", "spelled_codes"]

_INTERNATIONAL: Final = frozenset(
    (
        "alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar "
        "papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
    ).split()
)
_DUTCH: Final = frozenset(
    (
        "anton bernard bernhard cornelis dirk eduard ferdinand gerard hendrik isaac izaak johan karel lodewijk maria "
        "nico otto pieter quotient rudolf simon theodoor teunis utrecht victor willem xantippe ypsilon zacharias"
    ).split()
)
_FOR_SPELLING_ONLY: Final = frozenset(
    "alfa bravo foxtrot kilo juliett xray yankee zulu sierra tango romeo lima".split()
)
_MAKES: Final = frozenset({"alfa", "romeo"})
_LEAST, _CERTAINLY, _FOR_A_DOCUMENT = 2, 3, 3
_SPELLED = regex.compile(rf"(?<!\w)(?:{'|'.join(sorted(_INTERNATIONAL | _DUTCH))}|x-ray)(?!\w)", regex.IGNORECASE)
_SAYING = r"[\s:,]{1,3}(?:(?:is|nr|nummer|was)[\s:,]{1,3}){0,2}\Z"
_PLATE_CUE = regex.compile(rf"(?<!\w)(?:kenteken|nummerp?laat|plaat|plate){_SAYING}", regex.IGNORECASE)
_DOCUMENT_CUE = regex.compile(
    rf"(?<!\w)(?:paspoort\w*|document\w*|id-?kaart\w*|rijbewijs\w*|passport){_SAYING}", regex.IGNORECASE
)
_CUE_WINDOW = 40
_DASHES: Final = frozenset("streepje streep dash".split())
_GLUE_BEFORE = regex.compile(r"[\w€][.:/'’-]\Z|[\w€]\Z")
_GLUE_AFTER = regex.compile(r"[.:/'’-]?\w")

SERIES: Final = (
    "LL-DD-LL LL-LL-DD DD-LL-LL DD-LLL-D D-LLL-DD LL-DDD-L L-DDD-LL LLL-DD-L L-DD-LLL D-LL-DDD DDD-LL-D "
    "LL-DD-DD DD-DD-LL DD-LL-DD"
).split()
"""Shapes of Dutch plates, letters and digits."""

_LIKE_A_TIME: Final = frozenset({"LLDDDD", "DDDDLL"})
"""Shapes that a day, a time or two numbers beside two words have too."""

_SHAPES: Final = {series.replace("-", ""): tuple(map(len, series.split("-"))) for series in SERIES}
_DOCUMENT = regex.compile(r"[A-NP-Z]{2}(?=[A-NP-Z]{0,5}\d)[A-NP-Z0-9]{6}\d")


def spelled_codes(aligned: AlignedText) -> AlignedText:
    """Return the text with spelled plates and document numbers in letters and digits."""
    text = aligned.text
    if sum(1 for _ in zip(range(_LEAST), _SPELLED.finditer(text), strict=False)) < _LEAST:
        return aligned
    return aligned.edited([edit for run in _runs(text) for edit in _edits(text, run)])


def _runs(text: str) -> Iterator[list[SpokenToken]]:
    """Yield the runs of tokens that stand for letters and digits, with spaces or commas between them."""
    run: list[SpokenToken] = []
    for token in (*_tokens(text), SpokenToken(len(text), len(text), "\n")):
        if not _symbols(token) and token.word not in _DASHES:
            yield run
            run = []
        elif run and text[run[-1].end : token.start].strip(" ,"):
            yield run
            run = [token]
        else:
            run.append(token)


def _tokens(text: str) -> list[SpokenToken]:
    """Return the tokens without commas, and ``x-ray`` as one."""
    tokens: list[SpokenToken] = []
    for token in read_spoken(text):
        ray = token.word == "ray" and [item.word for item in tokens[-2:]] == ["x", "-"]
        if ray and token.start - tokens[-2].end == 1:
            tokens[-2:] = [SpokenToken(tokens[-2].start, token.end, "xray")]
        elif token.word != ",":
            tokens.append(token)
    return tokens


def _symbols(token: SpokenToken) -> str:
    """Return what a token stands for: the digits of a number, or one letter."""
    if token.digits:
        return token.digits
    is_letter = len(token.word) == 1 and "a" <= token.word <= "z"
    return token.word[0].upper() if is_letter or token.word in _INTERNATIONAL or token.word in _DUTCH else ""


def _edits(text: str, run: list[SpokenToken]) -> Iterator[Edit]:
    """Yield the edit that writes a run as a code, or else those of its parts between commas."""
    for part in ([run], _parts(text, run)):
        edits = [edit for tokens in part for edit in _edit(text, tokens)]
        if edits:
            yield from edits
            return


def _parts(text: str, run: list[SpokenToken]) -> list[list[SpokenToken]]:
    parts: list[list[SpokenToken]] = []
    for token in run:
        if parts and "," not in text[parts[-1][-1].end : token.start]:
            parts[-1].append(token)
        else:
            parts.append([token])
    return parts


def _edit(text: str, run: list[SpokenToken]) -> Iterator[Edit]:
    """Yield the edit that writes all of a run as one code, if it is one; a first ``een`` may be an article."""
    if run and run[0].word == "een" and not _code(text, run):
        run = run[1:]
    code = _code(text, run)
    if code:
        yield Edit(run[0].start, run[-1].end, code)


def _code(text: str, run: list[SpokenToken]) -> str:
    """Return a plate with its dashes or the number of a document, nothing if the run is neither."""
    words = [token.word for token in run if len(token.word) > 1 and not token.digits and token.word not in _DASHES]
    if len(words) < _LEAST or not (_INTERNATIONAL.issuperset(words) or _DUTCH.issuperset(words)):
        return ""
    start, end = run[0].start, run[-1].end
    if _GLUE_BEFORE.search(text, max(0, start - 2), start) or _GLUE_AFTER.match(text, end):
        return ""
    symbols = "".join(_symbols(token) for token in run if token.word not in _DASHES)
    shape = "".join("D" if symbol.isdecimal() else "L" for symbol in symbols)
    before = max(0, start - _CUE_WINDOW)
    certain = _is_spelling(words)
    if shape in _SHAPES and ((certain and shape not in _LIKE_A_TIME) or _PLATE_CUE.search(text, before, start)):
        first, second, _ = _SHAPES[shape]
        return f"{symbols[:first]}-{symbols[first : first + second]}-{symbols[first + second :]}"
    is_document = len(words) >= _FOR_A_DOCUMENT and _DOCUMENT.fullmatch(symbols)
    return symbols if is_document and (certain or _DOCUMENT_CUE.search(text, before, start)) else ""


def _is_spelling(words: list[str]) -> bool:
    """Return whether words are said to spell something, and not for what they mean."""
    only = [word for word in words if word in _FOR_SPELLING_ONLY]
    if not only or set(only) == _MAKES:
        return False
    return len(words) >= _CERTAINLY or len(only) >= _LEAST
