"""Whether a name is found equally well whatever its origin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from classifier.records import Assessment, Draft
from classifier.training.augment import replace_spans
from classifier.training.corpus import Message, Span
from classifier.training.evaluation.assessor import Assessor
from classifier.training.metrics import Rate

__all__ = [
    "LARGEST_FAIRNESS_GAP",
    "SENTENCES",
    "Fairness",
    "fairness",
    "finds_person",
    "placed_names",
    "sentences_with_a_person",
    "with_name",
]

LARGEST_FAIRNESS_GAP = 0.03
"""Gate: recall of the best found origin may be at most this much above that of the worst found one."""

SENTENCES = 150
"""Most sentences that names are put into; every name is used once."""

_WORDS = range(4, 21)
_TITLE = re.compile(
    r"\b(?:mw|mevr|mevrouw|dhr|hr|heer|meneer|fam|familie|gezin|mrs?|ms|dr|wethouder|weth|burgemeester)\.?\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fairness:
    """Recall of persons per origin of their name, measured in the same sentences."""

    sentences: int
    recall: Mapping[str, Rate]

    @property
    def gap(self) -> float:
        """The largest difference of recall between two origins, as a share."""
        values = [rate.value for rate in self.recall.values()]
        return round(max(values) - min(values), 12)  # 0.98 - 0.95 is not more than 0.03

    @property
    def passes(self) -> bool:
        """Whether the gap is within :data:`LARGEST_FAIRNESS_GAP`."""
        return self.gap <= LARGEST_FAIRNESS_GAP


def fairness(assessor: Assessor, messages: Sequence[Message], names: Mapping[str, Sequence[str]]) -> Fairness | None:
    """Put every name into a sentence, in rotation, and count the ones that are found.

    Parameters
    ----------
    assessor
        What is measured.
    messages
        Messages to take the sentences from.
    names
        Full names of each origin; an origin without a name is left out.

    Returns
    -------
    Fairness or None
        ``None`` when no message fits, or there are no names.
    """
    placed = placed_names(messages, names)
    if not placed:
        return None
    recall = {}
    for origin, sentences in placed.items():
        found = [finds_person(assessor.assess(Draft(text=message.text)), message) for message in sentences]
        recall[origin] = Rate(sum(found), len(found))
    return Fairness(len(sentences_with_a_person(messages)), recall)


def placed_names(messages: Sequence[Message], names: Mapping[str, Sequence[str]]) -> dict[str, list[Message]]:
    """Return, per origin that has names, the sentences with its names put into them; nothing where none fits.

    The first name of every origin stands in the same sentence, and so does the second.
    """
    sentences = sentences_with_a_person(messages)
    if not sentences:
        return {}
    return {
        origin: [with_name(sentences[index % len(sentences)], name) for index, name in enumerate(names[origin])]
        for origin in sorted(origin for origin, known in names.items() if known)
    }


def sentences_with_a_person(messages: Sequence[Message], *, most: int = SENTENCES) -> list[Message]:
    """Return messages of 4 to 20 words with exactly one person and no title before the name, of all authors in turn.

    A title would give any name away.
    """
    by_author: dict[str, list[Message]] = {}
    for message in sorted(messages, key=lambda message: message.id):
        if len(message.text.split()) in _WORDS and _persons(message) == 1 and not _titled(message):
            by_author.setdefault(message.author, []).append(message)
    turns = zip_longest(*by_author.values())
    return [message for turn in turns for message in turn if message is not None][:most]


def with_name(message: Message, name: str) -> Message:
    """Return the message with its person called ``name``, written as the name that stood there.

    One word is replaced by the first name alone, lower case by lower case and capitals by capitals.
    """
    span = _person(message)
    words = message.text[span.start : span.end]
    called = name if " " in words else name.split(" ")[0]
    written = called.lower() if words.islower() else called.upper() if words.isupper() else called
    return replace_spans(message, [(span.start, span.end, written)])


def finds_person(assessment: Assessment, message: Message) -> bool:
    """Whether the one person of a message was found."""
    span = _person(message)
    return any(
        item.entity == "PERSON" and item.start < span.end and span.start < item.end for item in assessment.findings
    )


def _person(message: Message) -> Span:
    return next(span for span in message.entities if span.label == "PERSON")


def _titled(message: Message) -> bool:
    return _TITLE.search(message.text[: _person(message).start]) is not None


def _persons(message: Message) -> int:
    return sum(span.label == "PERSON" for span in message.entities)
