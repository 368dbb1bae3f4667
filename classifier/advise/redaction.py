"""The draft with its entities replaced by readable placeholders.

The same person, number or place keeps the same placeholder within a message, so that the text can still be
followed: ``<PERSON> belt <PERSON_2>, daarna <PERSON>``. What an organisation publishes itself stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from classifier.records import Entity, RecognisedMessage

__all__ = ["redact"]

_NOT_LETTERS_OR_DIGITS = re.compile(r"[\W_]+")


def redact(message: RecognisedMessage) -> str:
    """Return the original text with a placeholder for every private entity."""
    private = [entity for entity in message.entities if not entity.public]
    placeholders = _placeholders(private, message.normalised.text)
    results, operators = [], {}
    for index, (entity, placeholder) in enumerate(zip(private, placeholders, strict=True)):
        start, end = message.normalised.original_span(entity.start, entity.end)
        kind = f"{entity.label}#{index}"
        results.append(RecognizerResult(entity_type=kind, start=start, end=end, score=entity.score))
        operators[kind] = OperatorConfig("replace", {"new_value": placeholder})
    if not results:
        return message.normalised.original
    return str(_engine().anonymize(message.normalised.original, results, operators).text)


@cache
def _engine() -> AnonymizerEngine:
    return AnonymizerEngine()  # type: ignore[no-untyped-call]


def _placeholders(entities: Sequence[Entity], text: str) -> list[str]:
    """Return ``<LABEL>`` for the first of its kind and ``<LABEL_2>`` … for others that are not the same."""
    known: dict[str, list[frozenset[str]]] = {}
    placeholders = []
    for entity in entities:
        words = _words(text[entity.start : entity.end], split=entity.label == "PERSON")
        others = known.setdefault(entity.label, [])
        number = next((index for index, other in enumerate(others) if _same(words, other)), None)
        if number is None:
            others.append(words)
            number = len(others) - 1
        elif len(words) > len(others[number]):
            others[number] = words
        placeholders.append(f"<{entity.label}>" if number == 0 else f"<{entity.label}_{number + 1}>")
    return placeholders


def _same(words: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether one name is the other, or a part of it: 'Yilmaz' after 'Ayse Yilmaz'."""
    return bool(words) and (words <= other or other <= words)


def _words(text: str, *, split: bool) -> frozenset[str]:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    if not split:
        return frozenset({_NOT_LETTERS_OR_DIGITS.sub("", plain)})
    return frozenset(word for word in _NOT_LETTERS_OR_DIGITS.split(plain) if word)
