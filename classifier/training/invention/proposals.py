"""Propose an invented value for every entity of a message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from string import ascii_lowercase

from classifier.training.invention.addresses import other_place, other_postcode, other_street_address
from classifier.training.invention.codes import other_case_number, other_credential, other_document, other_plate
from classifier.training.invention.dates import other_date
from classifier.training.invention.mailboxes import other_mailbox
from classifier.training.invention.numbers import account_number, card_number, citizen_number, telephone_number
from classifier.training.invention.persons import Cast, name_words
from classifier.training.invention.records import Marked, Replacement
from classifier.training.invention.remains import traces_of, what_is_left
from classifier.training.invention.writing import plain

__all__ = ["Recognise", "propose", "with_proposals"]

Recognise = Callable[[str], Sequence[Marked]]
"""What the recognisers find in a text."""

_BEFORE = 24
_TRIES = 12
_TRIES_TO_DIFFER = 20
_SHORTEST, _LONGEST = 4, 12

_INVENTIONS: Mapping[str, Callable[[str, Random], str]] = {
    "NL_BSN": citizen_number,
    "IBAN_CODE": account_number,
    "PHONE_NUMBER": telephone_number,
    "STREET_ADDRESS": other_street_address,
    "NL_POSTCODE": other_postcode,
    "LOCATION": other_place,
    "DATE_OF_BIRTH": other_date,
    "NL_LICENSE_PLATE": other_plate,
    "ID_DOCUMENT": other_document,
    "CREDIT_CARD": card_number,
    "CASE_NUMBER": other_case_number,
    "CREDENTIAL": other_credential,
}


def propose(
    text: str, entities: Sequence[Marked], *, random: Random, count: int = 3, recognise: Recognise | None = None
) -> tuple[Replacement, ...]:
    """Return invented values for every entity, in order of the entities.

    The first proposals of all entities make one message, the second ones another: a name that stands in it twice is
    the same twice, and nothing of any original is in any of them (:func:`~.remains.left_of`).

    Parameters
    ----------
    text
        The message.
    entities
        What is to be replaced: spans of ``text`` with the labels of the guideline, none overlapping another.
    random
        Where chance comes from: the same seed gives the same proposals.
    count
        How many proposals each entity gets, at most: of the emergency numbers there are but three.
    recognise
        What the recognisers find in a text. Where it is given, proposals that they miss where they found the
        original are drawn again; it is called a few times for each proposal.
    """
    draw = _Draw(text, entities, random, recognise)
    messages = [draw.message() for _ in range(count)]
    return tuple(
        Replacement(
            entity.start, entity.end, entity.label, tuple(dict.fromkeys(message[index] for message in messages))
        )
        for index, entity in enumerate(entities)
    )


def with_proposals(text: str, replacements: Sequence[Replacement], which: int = 0) -> str:
    """Return the text with one proposal in the place of every entity: the first, the second …, at most the last."""
    return _replaced(text, replacements, [item.proposals[min(which, len(item.proposals) - 1)] for item in replacements])


class _Draw:
    """Draws one message of invented values after the other, each unlike those before it."""

    def __init__(self, text: str, entities: Sequence[Marked], random: Random, recognise: Recognise | None) -> None:
        self._text = text
        self._entities = entities
        self._random = random
        self._recognise = recognise
        self._words = [text[entity.start : entity.end] for entity in entities]
        self._traces = traces_of(text, entities)
        self._used: set[tuple[str, str]] = set()
        self._avoided = set(name_words(text))
        self._expected = None if recognise is None else self._found(text, list(self._words))

    def message(self) -> list[str]:
        """Return one invented value for every entity: of a few tries the first that is sound, else the best."""
        best: tuple[int, list[str]] | None = None
        for _ in range(_TRIES):
            new = self._try()
            faults = self._faults(new)
            if best is None or faults < best[0]:
                best = (faults, new)
            if faults == 0:
                break
        new = best[1] if best else []
        for entity, value in zip(self._entities, new, strict=True):
            self._used.add((entity.label, plain(value)))
            if entity.label == "PERSON":
                self._avoided |= set(name_words(value))
        return new

    def _try(self) -> list[str]:
        names = [
            (words, self._text[max(0, entity.start - _BEFORE) : entity.start])
            for entity, words in zip(self._entities, self._words, strict=True)
            if entity.label == "PERSON"
        ]
        cast = Cast(names, self._random, self._avoided)
        values: dict[tuple[str, str], str] = {}
        drawn = []
        for entity, words in zip(self._entities, self._words, strict=True):
            if entity.label == "PERSON":
                drawn.append(self._at_least_other(words, cast.name(words)))
                continue
            key = (entity.label, words)
            if key not in values:
                values[key] = self._value(entity.label, words, cast)
            drawn.append(values[key])
        return drawn

    def _value(self, label: str, words: str, cast: Cast) -> str:
        new = words
        for _ in range(_TRIES_TO_DIFFER):
            if label == "EMAIL_ADDRESS":
                new = other_mailbox(words, self._random, cast.word)
            else:
                new = _INVENTIONS[label](words, self._random)
            if plain(new) != plain(words) and (label, plain(new)) not in self._used:
                break
        return self._at_least_other(words, new)

    def _at_least_other(self, words: str, new: str) -> str:
        """Return letters by chance for what no form was known of, so that nothing stays as it was."""
        if plain(new) != plain(words):
            return new
        return "".join(self._random.choice(ascii_lowercase) for _ in range(max(_SHORTEST, min(len(words), _LONGEST))))

    def _faults(self, new: Sequence[str]) -> int:
        """Return how much is wrong with values: what of an original is in them, and what recognisers miss of them."""
        text = _replaced(self._text, self._entities, new)
        faults = sum(self._touches(new, left.start, left.end) for left in what_is_left(self._traces, text))
        if faults or self._expected is None:
            return 100 * faults
        found = self._found(text, new)
        return sum(expected and not there for expected, there in zip(self._expected, found, strict=True))

    def _touches(self, new: Sequence[str], start: int, end: int) -> bool:
        return any(start < until and begin < end for begin, until in _places(self._entities, new))

    def _found(self, text: str, values: Sequence[str]) -> list[bool]:
        """Return, for every entity, whether a recogniser finds it, or a part of it, under its label."""
        found = self._recognise(text) if self._recognise else ()
        return [
            any(item.label == entity.label and item.start < end and start < item.end for item in found)
            for entity, (start, end) in zip(self._entities, _places(self._entities, values), strict=True)
        ]


def _places(entities: Sequence[Marked], values: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the values stand once they are put in the place of the entities."""
    places, shift = [], 0
    for entity, value in zip(entities, values, strict=True):
        start = entity.start + shift
        places.append((start, start + len(value)))
        shift += len(value) - (entity.end - entity.start)
    return places


def _replaced(text: str, entities: Sequence[Marked], values: Sequence[str]) -> str:
    parts: list[str] = []
    position = 0
    for entity, value in zip(entities, values, strict=True):
        parts += (text[position : entity.start], value)
        position = entity.end
    return "".join(parts) + text[position:]
