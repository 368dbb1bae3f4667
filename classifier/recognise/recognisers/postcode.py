"""Dutch postcodes: four digits and two letters (never SA, SD or SS)."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc

from classifier.recognise.recogniser import Match, Recogniser, cue_before, cue_pattern, read_numbers

__all__ = ["PostcodeRecogniser"]

_POSTCODE = regex.compile(
    r"(?<![\w.,€$#/-]|€ |\beur )(?<digits>[1-9]\d{3})(?<space>\s?)(?!SA|SD|SS)(?<letters>[A-Z]{2})(?![\w-]|['’]\w|"
    r"\.\w)",
    regex.IGNORECASE,
)
_SPACED = regex.compile(
    r"(?<![\w.,€$#/-])(?=\d{0,3} \d)[1-9] ?\d ?\d ?\d ?(?!S ?[ADS])[A-Z] ?[A-Z](?![\w-]|['’]\w)", regex.IGNORECASE
)
_WORDS = frozenset(
    (
        "ad af al an as be by da de di do dr ed eh el en er et ff ga go ha he hi ho ie ik in is it ja je jl jr ju "
        "la ma "
        "me mi mn mo mw my na ne nl no nr nu nv of oh ok om on op or pa re so st ta te ti to uh uu va vd vh vl vo "
        "vr vs "
        "wa we wo za ze zo zn ca cq bv dm etc fr ft ho hv ib ivm iv jg kl kw lo nd od ov pr qr rd th tk tm to tt "
        "up us wk vd pj"
    ).split()
)
_WORDS_IN_CAPITALS = frozenset(
    "al da de en er ga ha ik in is ja je nl no nr nu of ok om op or ov te tv va we ze zo bv cq vs to me na vd".split()
)
"""Those of the words that a text in small letters may hold in capitals after a number."""
_UNITS = frozenset("km kg mm cm dm ml cl mb gb kb tb kw mw pk pp px pc st db ha hz ms mg m2 ct".split())
_CUE = cue_pattern(r"postcodes?", r"pc", r"adres\w*", r"woon\w*", r"zip", r"post\s?code\w*")
_STREET_BEFORE = regex.compile(
    r"\p{L}{3,}\s?(?!(?:19|20)\d\d)\d{1,4}(?:-?(?:\d{1,3}|[a-z]{1,2})|\s?-?\s?[a-z]|\s-\s\d{1,3}|\s(?:bis|huis|hs|boven))?[,.]?\s{1,2}\Z",
    regex.IGNORECASE,
)
_NO_STREET = regex.compile(
    r"\b(?:kamer|balie|zaal|punt|artikel|art|lijn|om|van|tot|optie|versie|week|blz|pagina|groep|nummer|nr|kwartaal|jaar|"
    r"in|tm|en|of|is|was|rond|sinds|per|jan\w*|feb\w*|maart|mrt|apr\w*|mei|jun\w*|jul\w*|aug\w*|sep\w*|okt\w*|nov\w*|"
    r"dec\w*)\s?\d{1,4}[,.]?\s{1,2}\Z",
    regex.IGNORECASE,
)
_TOWN_AFTER = regex.compile(r",?\s(?:te\s)?\p{Lu}\p{Ll}{3,}")
_CERTAIN, _LIKELY = 0.9, 0.8
_WINDOW = 24


class PostcodeRecogniser(Recogniser):
    """Finds postcodes; '2024 in' and '1500 en' are none."""

    entity = "NL_POSTCODE"
    holds_digit = True

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield postcodes by their shape; what could be words or units, where an address or the encoder says so."""
        shouted = text.isupper()
        for match in _POSTCODE.finditer(text):
            capitals = match["letters"].isupper() and not shouted
            if not _is_ambiguous(match, shouted=shouted):
                yield Match(*match.span(), _CERTAIN if capitals else _LIKELY)
            elif _in_address(text, match.start()) or (capitals and _TOWN_AFTER.match(text, match.end())):
                yield Match(*match.span(), _LIKELY)
        for match in _SPACED.finditer(text):
            if _in_address(text, match.start()):
                yield Match(*match.span(), _LIKELY)
        for read in read_numbers(doc, self.entity, text, shape=_POSTCODE):
            shape = _POSTCODE.search(text, read.start, read.end)
            if shape is None or not _is_ambiguous(shape, shouted=shouted):
                yield read


def _is_ambiguous(match: regex.Match[str], *, shouted: bool) -> bool:
    """Return whether the letters could be a word or a unit: '2024 in', '1500 kg'."""
    letters = match["letters"]
    if letters.lower() in _UNITS:
        return True
    if letters.isupper() and not shouted:
        return bool(match["space"]) and letters.lower() in _WORDS_IN_CAPITALS
    return letters.lower() in _WORDS


def _in_address(text: str, start: int) -> bool:
    before = text[max(0, start - 2 * _WINDOW) : start]
    if cue_before(text, start, _CUE, window=_WINDOW):
        return True
    return _STREET_BEFORE.search(before) is not None and _NO_STREET.search(before) is None
