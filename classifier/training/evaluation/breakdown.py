"""The overall rates apart for groups of messages: by author, length, language, and look-alikes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from classifier.records import Assessment
from classifier.training.corpus import Message
from classifier.training.metrics import Rate, messages_overall

__all__ = ["LANGUAGES", "LENGTHS", "LOOK_ALIKES", "breakdowns", "groups_of", "length_of"]

LENGTHS: Mapping[str, int | None] = {"1–3": 3, "4–8": 8, "9–20": 20, "21–60": 60, "61+": None}
"""Bands of length in words, each with its largest number of words."""

LANGUAGES = ("nl", "en", "mixed")
LOOK_ALIKES = ("look-alike", "other")


def breakdowns(messages: Sequence[Message], assessments: Sequence[Assessment]) -> dict[str, dict[str, dict[str, Rate]]]:
    """Return the overall rates per kind of group and group; see :func:`groups_of`."""
    return {
        kind: {
            group: messages_overall([messages[place] for place in places], [assessments[place] for place in places])
            for group, places in groups.items()
        }
        for kind, groups in groups_of(messages).items()
    }


def groups_of(messages: Sequence[Message]) -> dict[str, dict[str, list[int]]]:
    """Return the places of the messages of every group, per kind of group; groups without messages are left out.

    The kinds are ``author``, ``length`` (in words), ``language`` and ``look_alike``.
    """
    authors = sorted({message.author for message in messages})
    return {
        "author": _grouped(messages, authors, lambda message: message.author),
        "length": _grouped(messages, list(LENGTHS), lambda message: length_of(message.text)),
        "language": _grouped(messages, LANGUAGES, lambda message: message.lang),
        "look_alike": _grouped(messages, LOOK_ALIKES, _look_alike),
    }


def length_of(text: str) -> str:
    """Return the band of :data:`LENGTHS` that a text belongs to; words are what white space parts."""
    words = len(text.split())
    return next(name for name, most in LENGTHS.items() if most is None or words <= most)


def _look_alike(message: Message) -> str:
    return "look-alike" if message.look_alike else "other"


def _grouped(
    messages: Sequence[Message], groups: Sequence[str], group_of: Callable[[Message], str]
) -> dict[str, list[int]]:
    members: dict[str, list[int]] = {group: [] for group in groups}
    for place, message in enumerate(messages):
        members[group_of(message)].append(place)
    return {group: places for group, places in members.items() if places}
