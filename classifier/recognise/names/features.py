"""What the tagger sees of each token: its form, what lists know of it, and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifier.recognise.names.gazetteer import Gazetteer, fold

__all__ = ["token_features"]

_TITLES = frozenset(
    (
        "mevr mevrouw mvr mw mej mejuffrouw dhr hr heer meneer mijnheer fam familie gezin dr drs ir prof mr mrs ms "
        "miss juf meester zuster broeder opa oma tante oom tnv"
    ).split()
)
_OFFICES = frozenset(
    ["wethouder", "weth", "burgemeester", "bgm", "griffier", "raadslid", "directeur", "minister", "gemeentesecretaris"]
)
_PREFIXES = frozenset(
    (
        "van de den der het 't vd v/d vdr ten ter te in op aan 's el al ben abu bin ait von zu di da del della dos la "
        "le du ould o' mc st san"
    ).split()
)
_KIN = frozenset(
    "vrouw man vriend vriendin partner ex zoon dochter kind moeder vader broer zus buurman buurvrouw ouders".split()
)
_VERBS = frozenset(
    (
        "belt bellen bel zegt zei vraagt vroeg heeft is komt kwam gaat ging wil kan weet wist doet deed ziet zag zit "
        "vindt mailt appt stuurt moet krijgt had was werkt neemt regelt schreef"
    ).split()
)
_PLACE_CUES = frozenset("in te uit naar bij richting vanuit omgeving regio gemeente dorp kern wijk".split())
_STREET_CUES = frozenset(["op", "aan", "hoek", "straat", "adres", "woont"])
_STREET = re.compile(
    r"(?:straat|str|laan|weg|plein|dijk|kade|hof|singel|gracht|pad|steeg|dreef|park|plantsoen|burg|haven|markt|wal|"
    r"dam|polder|akker|veld|erf|oord|brink|ring|baan|einde|kreek|hoek|zoom|vaart|kamp|werf|horst|pas|tuin)$"
)
_LONGEST = 30
_BREAK = "↵"


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    lower: str
    folded: str
    traits: tuple[str, ...]


def token_features(words: Sequence[str], gazetteer: Gazetteer) -> Iterator[dict[str, float]]:
    """Yield the features of each word: names of what is true of it, each worth 1."""
    read = [_read(word, gazetteer) for word in words]
    places = _known_places(read, gazetteer)
    shouting = sum(word.isupper() for word in words) > len(words) / 2
    for index, word in enumerate(read):
        names = [f"w={word.lower}", *(f"pre{n}={word.folded[:n]}" for n in (2, 3, 4))]
        names += [f"suf{n}={word.folded[-n:]}" for n in (2, 3, 4)]
        names += word.traits
        names += _neighbours(read, index)
        if index in places:
            names.append("place")
        if index == 0:
            names.append("first")
        if shouting:
            names.append("shouting")
        yield dict.fromkeys(names, 1.0)


def _read(text: str, gazetteer: Gazetteer) -> _Word:
    text = text.strip()[:_LONGEST] or _BREAK
    lower, folded = text.lower(), fold(text)
    stem = folded[:-1].rstrip("'’") if folded.endswith("s") else folded
    checks = {
        "given": folded in gazetteer.first_names,
        "givens": stem != folded and stem in gazetteer.first_names,
        "family": folded in gazetteer.surnames,
        "ordinary": folded in gazetteer.ordinary_words,
        "title": lower.rstrip(".") in _TITLES,
        "office": lower.rstrip(".") in _OFFICES,
        "prefix": lower.rstrip(".") in _PREFIXES,
        "kin": lower in _KIN,
        "verb": lower in _VERBS,
        "placecue": lower in _PLACE_CUES,
        "streetcue": lower in _STREET_CUES,
        "street": len(lower) > 5 and _STREET.search(lower) is not None,
        "number": text.isdigit(),
        "house": re.fullmatch(r"\d{1,4}(?:[-/ ]?\w{1,3})?", text) is not None,
        "initials": re.fullmatch(r"(?:[A-Z]\.?){1,4}", text) is not None,
        "capital": text[:1].isupper(),
        "upper": text.isupper() and len(text) > 1,
        "punctuation": not any(character.isalnum() for character in text),
        "hyphen": "-" in text[1:-1],
    }
    traits = [name for name, holds in checks.items() if holds]
    if ("given" in traits or "family" in traits) and "ordinary" not in traits:
        traits.append("sure")
    if "capital" in traits:
        traits += [f"capital+{name}" for name in ("given", "family", "ordinary") if name in traits]
    return _Word(text, lower, folded, tuple(traits))


def _neighbours(words: Sequence[_Word], index: int) -> Iterator[str]:
    for distance in (-2, -1, 1, 2):
        place = index + distance
        if not 0 <= place < len(words):
            yield f"{distance}:edge"
            continue
        neighbour = words[place]
        yield f"{distance}:w={neighbour.lower}"
        for trait in neighbour.traits:
            yield f"{distance}:{trait}"
    if 0 < index < len(words) - 1:
        yield f"around={words[index - 1].lower}|{words[index + 1].lower}"
    if index:
        for trait in words[index].traits:
            yield f"{words[index - 1].lower}>{trait}"


def _known_places(words: Sequence[_Word], gazetteer: Gazetteer) -> set[int]:
    """Return the indices of words that are, or are part of, a known place."""
    found: set[int] = set()
    for first in range(len(words)):
        name = ""
        for last in range(first, min(first + 4, len(words))):
            name = f"{name} {words[last].folded}".strip()
            if name in gazetteer.places:
                found.update(range(first, last + 1))
    return found
