"""The labels of a message as the names of choices, and back, the same in every tool.

``personal.warn`` is a level, ``topic.health`` a topic, ``language.nl`` the language; ``look_alike`` says of itself what
it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from classifier.records import Category, Level, Topic
from classifier.training.corpus import Message
from classifier.training.exchange.entries import Unfit, shown
from classifier.vocabulary import ENTITIES

__all__ = ["CHOICES", "LANGUAGES", "LOOK_ALIKE", "choices_of", "labels_of", "make_message", "spans_of"]

LANGUAGES = ("nl", "en", "mixed")
"""The languages of a message."""

LOOK_ALIKE = "look_alike"
"""The choice of a message that is clean and written to be mistaken for what is not."""

CHOICES = (
    *(f"{category}.{level}" for category in Category for level in Level),
    *(f"topic.{topic}" for topic in Topic),
    *(f"language.{language}" for language in LANGUAGES),
    LOOK_ALIKE,
)
"""Every choice, in the order in which a tool shows them."""


def choices_of(message: Message) -> list[str]:
    """Return the choices that say what ``message`` is labelled with."""
    return [
        *(f"{category}.{message.level(category)}" for category in Category),
        *(f"topic.{topic}" for topic in message.topics),
        f"language.{message.lang}",
        *([LOOK_ALIKE] if message.look_alike else []),
    ]


def labels_of(choices: Iterable[object], *, lang: object = None) -> dict[str, Any]:
    """Return the fields of a message that ``choices`` say.

    Parameters
    ----------
    choices
        Names of choices.
    lang
        The language where no choice says it.

    Raises
    ------
    Unfit
        If a choice is none of ours, or a level or the language is missing or stands twice.
    """
    chosen: dict[str, list[str]] = {}
    for choice in choices:
        if not isinstance(choice, str) or choice not in CHOICES:
            raise Unfit(f"{shown(choice)} is no choice of the guideline")
        subject, _, value = choice.partition(".")
        chosen.setdefault(subject, []).append(value)
    levels = {category.value: _one(chosen.get(category, []), f"level of {category}") for category in Category}
    language = _one(chosen.get("language", [lang] if isinstance(lang, str) else []), "language")
    topics = list(dict.fromkeys(chosen.get("topic", [])))
    return {**levels, "lang": language, "topics": topics, "look_alike": LOOK_ALIKE in chosen}


def _one(values: list[Any], what: str) -> Any:
    distinct = list(dict.fromkeys(values))
    if len(distinct) != 1:
        raise Unfit(f"no {what} is chosen" if not distinct else f"more than one {what} is chosen")
    return distinct[0]


def spans_of(found: Iterable[tuple[object, object, object]], text: str) -> list[dict[str, Any]]:
    """Return entities as records, in order, from (start, end, label) in code points of ``text``.

    Raises
    ------
    Unfit
        If an offset is none, a label is not of the guideline, or a span covers a part of a word: it begins within
        one, or leaves more than its last letter out (a genitive is no part of a name).
    """
    spans = []
    for number, (start, end, label) in enumerate(found, 1):
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
            raise Unfit(f"entity {number} lies outside the text")
        if not isinstance(label, str) or label not in ENTITIES:
            raise Unfit(f"entity {number}: {shown(label)} is no entity of the guideline")
        if _is_part_of_a_word(text, start, end):
            raise Unfit(f"entity {number} covers a part of a word")
        spans.append({"start": start, "end": end, "label": label})
    return sorted(spans, key=lambda span: (span["start"], span["end"]))


def _is_part_of_a_word(text: str, start: int, end: int) -> bool:
    if start > 0 and text[start - 1].isalpha() and text[start].isalpha():
        return True
    return text[end - 1].isalpha() and text[end : end + 2].isalpha() and len(text) > end + 1


def make_message(identity: object, text: object, labels: Mapping[str, Any], spans: list[dict[str, Any]]) -> Message:
    """Return a message.

    Raises
    ------
    Unfit
        If its parts do not make one; says which part, never what it holds.
    """
    record = {"id": "" if identity is None else identity, "text": text, **labels, "entities": spans}
    try:
        return Message.model_validate(record)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Unfit(f"{place}: {first['msg']}".lstrip(": ")) from None
