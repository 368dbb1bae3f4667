"""Propose an invented value for every entity of a message."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from classifier.training.invention.records import Marked, Replacement

__all__ = ["propose"]

_NAMES = "Sanne Joris Nadia Kemal Iris Tomasz Aisha Ruben".split()
_SURNAMES = "Hofland Veldkamp Bouazza Kowalczyk Oztas Kortekaas Sewnarain".split()


def propose(text: str, entities: Sequence[Marked], *, random: Random, count: int = 3) -> tuple[Replacement, ...]:
    """Return ``count`` invented values for every entity, in order of the entities.

    Parameters
    ----------
    text
        The message.
    entities
        What is to be replaced: spans of ``text`` with the labels of the guideline, none overlapping another.
    random
        Where chance comes from: the same seed gives the same proposals.
    count
        How many proposals each entity gets.
    """
    return tuple(
        Replacement(
            entity.start, entity.end, entity.label, _proposals(text[entity.start : entity.end], entity, random, count)
        )
        for entity in entities
    )


def _proposals(words: str, entity: Marked, random: Random, count: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    while len(found) < count:
        if entity.label == "PERSON":
            names = [random.choice(_NAMES), random.choice(_SURNAMES)][: len(words.split())]
            new = " ".join(names)
        else:
            new = "".join(
                str(random.randrange(10)) if letter.isdigit() else _letter(letter, random) for letter in words
            )
        if new.casefold() != words.casefold():
            found[new] = None
    return tuple(found)


def _letter(letter: str, random: Random) -> str:
    if not letter.isalpha():
        return letter
    new = random.choice("bcdefghklmnprstvw")
    return new.upper() if letter.isupper() else new
