"""Licence plates: the Dutch series (sidecodes) of the RDW, with and without dashes, and foreign ones with a cue.

Source: the RDW's overview of number plate series. From the fourth series on there are no vowels; C and Q are not
used; some combinations are never issued.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex
from spacy.tokens import Doc

from classifier.recognise.recogniser import Match, Recogniser, cue_before, cue_pattern

__all__ = ["LicencePlateRecogniser"]

_OLD_SERIES = "LL-DD-DD DD-DD-LL DD-LL-DD".split()
_SERIES = (
    "LL-DD-LL LL-LL-DD DD-LL-LL DD-LLL-D D-LLL-DD LL-DDD-L L-DDD-LL LLL-DD-L L-DD-LLL D-LL-DDD DDD-LL-D"
).split() + _OLD_SERIES
_NEVER = frozenset("GVD KKK KVT LPF NSB PKK PSV TBS SS SD SA PVV SGP VVD".split())


def _pattern(
    separator: str, *, letters: str = "[BDFGHJKLMNPRSTVWXYZ]", digits: str = r"\d", series: list[str] = _SERIES
) -> str:
    parts = str.maketrans({"L": letters, "D": digits, "-": separator})
    return rf"(?<![\w€#/]|\w[.-])(?:{'|'.join(item.translate(parts) for item in series)})(?![\w€/]|[.-]\w)"


_DASHED = regex.compile(_pattern("-", digits=r"[\dO]"), regex.IGNORECASE)
_SPACED = regex.compile(_pattern(" "), regex.IGNORECASE)
_GLUED = regex.compile(_pattern(""), regex.IGNORECASE)
_MIXED = regex.compile(_pattern("[ .-]?"), regex.IGNORECASE)
_VOWELS = regex.compile(_pattern("[ .-]?", letters="[A-Z]", series=_OLD_SERIES), regex.IGNORECASE)
_MODERN = regex.compile(_pattern("[ .-]?", series=_SERIES[: -len(_OLD_SERIES)]), regex.IGNORECASE)
_ITEM_BEFORE = regex.compile(r"(?:^|[\n,:;]\s?|-\s)\Z")
_ITEM_AFTER = regex.compile(r"\s?(?:[\n,;]|\Z)")
_POSTCODE = regex.compile(r"\d{4} ?[A-Z]{2}", regex.IGNORECASE)
_PLATE = r"(?:kenteken|nummerp?laat|nummerbord|plaat|kentekenplaat|license plate|licence plate|plate)s?"
_SPELLED = regex.compile(
    rf"(?<!\w){_PLATE}\W{{1,3}}(?:(?:is|nr|nummer|was|dus)\W{{1,2}}){{0,2}}"
    r"(?<plate>(?:[a-z0-9]{1,2}[ .-]){3,5}[a-z0-9]{1,2})(?!\w)",
    regex.IGNORECASE,
)
_FOREIGN = regex.compile(
    rf"(?<!\w)(?i:{_PLATE}|(?:pool|duit|belgi|buitenland|roemeen|bulgaar|litouw|fran|engel|brit|tsjechi|hongaar|"
    rf"spaan|"
    rf"deen|zweed|italiaan|oekra[iï]en|turk|portuge|lets|est)\w{{0,4}}\s(?:\w{{1,12}}\s){{1,5}}?)\W{{0,3}}"
    r"(?i:(?:is|nr|nummer|was|met)\W{1,2}){0,2}(?<plate>(?=[A-Z0-9 -]{0,11}\d)(?=[A-Z0-9 -]{0,11}[A-Z])"
    r"[A-Z0-9]{1,4}(?:[ -][A-Z0-9]{1,4}){1,2}|(?=[A-Z0-9]{0,8}\d\d)(?=[A-Z0-9]{0,8}[A-Z])[A-Z0-9]{5,8})(?![\w-])"
)
_VEHICLE = cue_pattern(
    *(
        r"ken\s?teken\w* plaat\w* plate \w{0,10}auto(?:'s|s|tje)? wagen\w* \w{0,8}(?<!mini)bus(?:je|sen)? "
        r"voertuig\w* "
        r"\w{0,8}wagen scooter\w* motor(?:en|fiets)? brommer\w* aanhanger\w* caravan\w* camper\w* ge?parkeerd\w* "
        r"parkeer\w* blokkeer\w* golf polo volvo bmw audi opel renault peugeot toyota tesla mercedes ford kia "
        r"citro[eë]n fiat skoda seat kever eend oldtimer bakkie bak bolide car truck tractor trekker wegslepen "
        r"(?:weg)?gesleept slepen "
        r"ontheffing\w* rijdt reed lease\w* wielklem naheffing\w* stoep invalide\w* laadp\w* vluchtstrook oprit "
        r"uitrit "
        r"stalling lichten taxi oplegger trailer shovel bekeuring\w* parkeerboete\w*"
    ).split()
)
_TEST = cue_pattern(r"kenteken\w*", r"plaat\w*", r"nummerplaat\w*", r"plate")
_NOT = cue_pattern(
    *(
        r"kamer zaal lokaal ruimte artikel\w* art\.? order\w* model type\w* versie serie\w* zaak\w* ref\w* code "
        r"optie punt test formaat printer formulier\w* factuur\w* onderdeel\w* product\w* dossier\w* bestek\w* "
        r"sjabloon"
    ).split()
)
_AROUND, _JUST_BEFORE = 60, 14
_CERTAIN, _WITH_CUE, _LIKELY = 0.92, 0.85, 0.75


class LicencePlateRecogniser(Recogniser):
    """Finds plates with dashes anywhere; without dashes where a vehicle is spoken of or a plate stands beside."""

    entity = "NL_LICENSE_PLATE"
    holds_digit = True

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield plates, most certain shape first; each place once."""
        taken: set[int] = set()
        for match in (*_dutch(text), *_spelled(text), *_foreign(text)):
            if taken.isdisjoint(range(match.start, match.end)):
                taken.update(range(match.start, match.end))
                yield match


def _dutch(text: str) -> Iterator[Match]:
    found = list(_dutch_beside(text, beside=False))
    yield from found
    if found:
        yield from _dutch_beside(text, beside=True)


def _dutch_beside(text: str, *, beside: bool) -> Iterator[Match]:
    """Yield Dutch plates; ``beside``: another one is known to stand in the text."""
    patterns = (_DASHED, _SPACED, _GLUED, _MIXED, _VOWELS)
    found = [(pattern, match) for pattern in patterns for match in pattern.finditer(text)]
    if not found:
        return
    shouted = text.isupper()
    vehicles = [match.start() for match in _VEHICLE.finditer(text)]
    for pattern, match in found:
        score = _certainty(text, match, pattern)
        if score is None:
            alone = beside or (pattern is _GLUED and not shouted and match.group().isupper())
            score = _certainty_without_dashes(match, vehicles=vehicles, alone=alone)
            if (
                not score
                and beside
                and _ITEM_BEFORE.search(text, max(0, match.start() - 3), match.start())
                and _ITEM_AFTER.match(text, match.end())
            ):
                score = _LIKELY
        if score:
            yield Match(*match.span(), score)


def _certainty(text: str, match: regex.Match[str], pattern: regex.Pattern[str]) -> float | None:
    """Return how certain the shape and the words before make a plate; ``None`` where they do not tell."""
    plate, start = match.group(), match.start()
    if not _is_issued(plate) or cue_before(text, start, _NOT, window=_JUST_BEFORE):
        return 0.0
    if cue_before(text, start, _TEST):
        return _WITH_CUE
    if _is_date_or_sample(plate) or _POSTCODE.fullmatch(plate):
        return 0.0
    return _CERTAIN if pattern is _DASHED else None


def _certainty_without_dashes(match: regex.Match[str], *, vehicles: Sequence[int], alone: bool) -> float:
    """Return how certain a plate without dashes is, given where vehicles are spoken of."""
    modern = _MODERN.fullmatch(match.group()) is not None
    nearest = bisect_left(vehicles, match.start() - _AROUND)
    spoken_of = nearest < len(vehicles) and vehicles[nearest] < match.end() + _AROUND
    if spoken_of and (modern or match.group().isupper()):
        return _WITH_CUE
    return _LIKELY if modern and alone else 0.0


def _is_issued(plate: str) -> bool:
    return _NEVER.isdisjoint(_letter_groups(plate)) and any(character.isdigit() for character in plate)


def _is_date_or_sample(plate: str) -> bool:
    """Return whether ``plate`` reads as a date ('1-mrt-24') or as a sample ('XX-00-XX')."""
    letters = "".join(_letter_groups(plate))
    return letters == "MRT" or set(letters) == {"X"}


def _letter_groups(plate: str) -> list[str]:
    return regex.findall(r"[A-Z]+", plate.upper())


def _spelled(text: str) -> Iterator[Match]:
    """Yield plates that are read out letter by letter after the word for one."""
    for match in _SPELLED.finditer(text):
        if _MIXED.fullmatch(regex.sub(r"\W", "", match["plate"])):
            yield Match(*match.span("plate"), _WITH_CUE)


def _foreign(text: str) -> Iterator[Match]:
    for match in _FOREIGN.finditer(text):
        if any(character.isdigit() for character in match["plate"]):
            yield Match(*match.span("plate"), _LIKELY)
