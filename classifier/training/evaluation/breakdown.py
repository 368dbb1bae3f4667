"""The overall rates apart for groups of messages: by author, length, language, and look-alikes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from classifier.records import Assessment
from classifier.training.corpus import Message
from classifier.training.metrics import Rate, messages_overall

__all__ = ["LENGTHS", "breakdowns", "length_of"]

LENGTHS: Mapping[str, int | None] = {"1–3": 3, "4–8": 8, "9–20": 20, "21–60": 60, "61+": None}
"""Bands of length in words, each with its largest number of words."""

_LANGUAGES = ("nl", "en", "mixed")


def breakdowns(messages: Sequence[Message], assessments: Sequence[Assessment]) -> dict[str, dict[str, dict[str, Rate]]]:
    """Return the overall rates per kind of group and group; groups without messages are left out.

    The kinds are ``author``, ``length`` (in words), ``language`` and ``look_alike``.
    """
    authors = sorted({message.author for message in messages})
    return {
        "author": _grouped(messages, assessments, authors, lambda message: message.author),
        "length": _grouped(messages, assessments, list(LENGTHS), lambda message: length_of(message.text)),
        "language": _grouped(messages, assessments, _LANGUAGES, lambda message: message.lang),
        "look_alike": _grouped(messages, assessments, ("look-alike", "other"), _look_alike),
    }


def length_of(text: str) -> str:
    """Return the band of :data:`LENGTHS` that a text belongs to; words are what white space parts."""
    words = len(text.split())
    return next(name for name, most in LENGTHS.items() if most is None or words <= most)


def _look_alike(message: Message) -> str:
    return "look-alike" if message.look_alike else "other"


def _grouped(
    messages: Sequence[Message],
    assessments: Sequence[Assessment],
    groups: Sequence[str],
    group_of: Callable[[Message], str],
) -> dict[str, dict[str, Rate]]:
    members: dict[str, list[tuple[Message, Assessment]]] = {group: [] for group in groups}
    for message, assessment in zip(messages, assessments, strict=True):
        members[group_of(message)].append((message, assessment))
    return {
        group: messages_overall([message for message, _ in pairs], [assessment for _, assessment in pairs])
        for group, pairs in members.items()
        if pairs
    }
