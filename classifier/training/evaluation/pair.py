"""Two versions side by side: what both say of the same texts, the one right after the other.

Reading a text is most of the work. Two versions with the same encoder share it when their engine is one that remembers
the text it has just read; see :mod:`.loading`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from classifier.records import Assessment, Category, CategoryScore, Draft
from classifier.training.corpus import Message
from classifier.training.evaluation.assessor import Assessor
from classifier.training.progress import Progress, in_silence

__all__ = ["Pair", "Reading", "Scores"]

Scores = Mapping[Category, CategoryScore]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one version said of some messages; ``scores`` are those before any threshold, where they are known."""

    assessments: Sequence[Assessment]
    scores: Sequence[Scores] | None


@dataclass(frozen=True, slots=True)
class Pair:
    """The candidate and the current version.

    ``score`` returns the scores of a message before any threshold, which an assessment does not show.
    """

    candidate: Assessor
    current: Assessor
    score: Callable[[Assessor, Message], Scores] | None = None
    progress: Progress = in_silence

    def assess(self, messages: Sequence[Message], what: str) -> Iterator[tuple[Assessment, Assessment]]:
        """Yield what the candidate and the current version say of each message."""
        for message in self.progress(messages, what):
            draft = Draft(text=message.text)
            yield self.candidate.assess(draft), self.current.assess(draft)

    def read(self, messages: Sequence[Message], what: str) -> tuple[Reading, Reading]:
        """Return what the candidate and the current version say of all messages, with their scores."""
        sides = (self.candidate, self.current)
        said: tuple[list[Assessment], list[Assessment]] = ([], [])
        told: tuple[list[Scores], list[Scores]] = ([], [])
        for message in self.progress(messages, what):
            draft = Draft(text=message.text)
            for side, assessments, scores in zip(sides, said, told, strict=True):
                assessments.append(side.assess(draft))
                if self.score is not None:
                    scores.append(self.score(side, message))
        ours, theirs = (
            Reading(assessments, None if self.score is None else scores)
            for assessments, scores in zip(said, told, strict=True)
        )
        return ours, theirs
