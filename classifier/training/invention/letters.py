"""Which way of naming a name belongs to, and whether it is a woman's, a man's or a family's, by its letters.

Most names of originals stand on no list that may be invented from. So each list is a small model of letter pairs and
trigrams (naive Bayes), and a name belongs to the list that makes it most likely. Nothing of a name that is asked for
is kept.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from classifier.training.invention.lists import heard, namings, prefixed
from classifier.training.names import fold

__all__ = ["GIVEN", "is_given", "likeliest", "likeliest_origin"]

GIVEN = ("female", "male")
KINDS = (*GIVEN, "family")

_DUTCH_FIRST = 3.0
"""Log-odds by which Dutch goes before every other way of naming: it is the most heard."""

_GIVEN_FIRST = 2.0
"""Log-odds by which a word that stands alone is a first name: colleagues are called by theirs."""

_LISTED = 12.0
"""Log-odds that standing on a list adds to an origin."""

_SMOOTHING = 0.05
_POSSIBLE = 27**3


@cache
def _listed() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, by folded name, the lists that it stands on: origin and kind."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for origin, naming in namings().items():
        for kind in KINDS:
            for name in getattr(naming, kind):
                found[fold(name)] = (*found.get(fold(name), ()), (origin, kind))
    return found


@cache
def _models() -> dict[tuple[str, str], tuple[dict[str, float], float]]:
    """Return, for every list, the log-probability of each n-gram, and that of one that it lacks."""
    models = {}
    for origin, naming in namings().items():
        for kind in KINDS:
            names = getattr(naming, kind)
            if (origin, kind) == ("dutch", "family"):
                names = (*names, *(name for prefix in ("van", "de", "van der", "ter") for name in prefixed()[prefix]))
            counts = Counter(gram for name in names for gram in _grams(name))
            total = math.log(counts.total() + _SMOOTHING * _POSSIBLE)
            seen = {gram: math.log(count + _SMOOTHING) - total for gram, count in counts.items()}
            models[origin, kind] = (seen, math.log(_SMOOTHING) - total)
    return models


def _grams(name: str) -> Iterator[str]:
    padded = f"^{fold(name)}$"
    for size in (2, 3):
        yield from (padded[start : start + size] for start in range(len(padded) - size + 1))


def _likelihood(name: str, origin: str, kind: str) -> float:
    seen, unseen = _models()[origin, kind]
    prior = _DUTCH_FIRST if origin == "dutch" else 0.0
    return prior + sum(seen.get(gram, unseen) for gram in _grams(name))


def _heard_as(name: str) -> tuple[str, ...]:
    return tuple(kind for kind, names in heard().items() if fold(name) in names)


def likeliest(name: str, *, kinds: tuple[str, ...] = KINDS, origin: str | None = None) -> tuple[str, str]:
    """Return the origin and the kind of a name: of the lists that it stands on, else of the one that it is most like.

    Parameters
    ----------
    name
        One word of a name, without prefix.
    kinds
        Which of :data:`KINDS` it can be.
    origin
        Its origin, where that is known.
    """
    possible = [(one, kind) for one in namings() for kind in kinds if origin is None or one == origin]
    heard_as = _heard_as(name)
    listed = [place for place in _listed().get(fold(name), ()) if place in possible]
    listed = listed or [place for place in possible if place[1] in heard_as]
    return max(listed or possible, key=lambda place: _likelihood(name, *place))


def likeliest_origin(words: Sequence[tuple[str, bool]]) -> str:
    """Return the origin that the words of a name have together.

    Parameters
    ----------
    words
        Each word, and whether it is a first name.
    """

    def likelihood(origin: str) -> float:
        total = 0.0
        for word, given in words:
            kinds = GIVEN if given else ("family",)
            total += _LISTED * any((origin, kind) in _listed().get(fold(word), ()) for kind in kinds)
            total += max(_likelihood(word, origin, kind) for kind in kinds)
        return total

    return max(namings(), key=likelihood)


def is_given(name: str) -> bool:
    """Return whether a word is a first name rather than a surname."""
    listed = {kind for _, kind in _listed().get(fold(name), ())} or set(_heard_as(name))
    if listed:
        return listed != {"family"}
    return _GIVEN_FIRST + max(_kind_likelihood(name, kind) for kind in GIVEN) > _kind_likelihood(name, "family")


def _kind_likelihood(name: str, kind: str) -> float:
    return max(_likelihood(name, origin, kind) for origin in namings())
