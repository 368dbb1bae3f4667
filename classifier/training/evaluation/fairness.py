"""Whether a name is found equally well whatever its origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classifier.records import Assessment, Draft
from classifier.training.augment import replace_spans
from classifier.training.corpus import Message
from classifier.training.evaluation.assessor import Assessor
from classifier.training.metrics import Rate

__all__ = ["LARGEST_FAIRNESS_GAP", "SENTENCES", "Fairness", "fairness", "sentences_with_a_person", "with_name"]

LARGEST_FAIRNESS_GAP = 0.03
"""Gate: recall of the best found origin may be at most this much above that of the worst found one."""

SENTENCES = 40
"""Most sentences that names are put into."""

_WORDS = range(4, 21)


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
    sentences = sentences_with_a_person(messages)
    if not sentences or not any(names.values()):
        return None
    recall = {}
    for origin in sorted(origin for origin, known in names.items() if known):
        placed = [with_name(sentences[index % len(sentences)], name) for index, name in enumerate(names[origin])]
        found = [_finds_person(assessor.assess(Draft(text=message.text)), message) for message in placed]
        recall[origin] = Rate(sum(found), len(found))
    return Fairness(len(sentences), recall)


def sentences_with_a_person(messages: Sequence[Message], *, most: int = SENTENCES) -> list[Message]:
    """Return the shortest messages of 4 to 20 words with exactly one person; of equal length, in order of id."""
    fitting = [message for message in messages if len(message.text.split()) in _WORDS and _persons(message) == 1]
    return sorted(fitting, key=lambda message: (len(message.text.split()), message.id))[:most]


def with_name(message: Message, name: str) -> Message:
    """Return the message with its first person called ``name``, in lower case or capitals where it was written so."""
    span = next(span for span in message.entities if span.label == "PERSON")
    words = message.text[span.start : span.end]
    written = name.lower() if words.islower() else name.upper() if words.isupper() else name
    return replace_spans(message, [(span.start, span.end, written)])


def _persons(message: Message) -> int:
    return sum(span.label == "PERSON" for span in message.entities)


def _finds_person(assessment: Assessment, message: Message) -> bool:
    span = next(span for span in message.entities if span.label == "PERSON")
    return any(
        item.entity == "PERSON" and item.start < span.end and span.start < item.end for item in assessment.findings
    )
