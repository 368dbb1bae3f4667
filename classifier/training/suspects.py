"""Labels that are likely to be wrong: where a model that has not seen the author firmly says something else.

Levels and topics are judged by cleanlab ("confident learning": C. Northcutt, L. Jiang and I. Chuang, 2021), spans by
what the recognisers find. A suspect is a reason to read a message with the guideline open, and not to change it.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.errors import ConfigurationError
from classifier.records import Level, RecognisedMessage
from classifier.training.corpus import Span
from classifier.training.out_of_sample import Answers
from classifier.training.placed import Placed
from classifier.vocabulary import ENTITIES

__all__ = ["NOTHING", "Suspect", "label_suspects", "quality_of", "require_cleanlab", "span_suspects"]

NOTHING = "nothing"
"""In the place of a span that is not there."""

_FEW_EXAMPLES = "May not flag all label issues in class"
"""What cleanlab warns of where an answer was hardly ever given; `data check` tells it better, as a thin label."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A label that is likely to be wrong.

    Attributes
    ----------
    placed
        The message and where it stands.
    what
        ``personal``, ``decision``, ``confidential``, ``topic.health`` … or ``entity``.
    given, suggested
        The label that it has, and the one that it should perhaps have.
    quality
        How likely the label is to be right, in [0, 1]: for levels and topics the probability that the model gives it,
        for spans one less the recogniser's score, or one less the share of such spans that recognisers find.
    """

    placed: Placed
    what: str
    given: str
    suggested: str
    quality: float

    def as_data(self) -> dict[str, Any]:
        """Return the suspect as plain data, without its text."""
        return {
            "id": self.placed.message.id,
            "place": f"{self.placed.path}:{self.placed.line}",
            "what": self.what,
            "given": self.given,
            "suggested": self.suggested,
            "quality": round(self.quality, 4),
        }


def require_cleanlab() -> None:
    """Refuse to start when label errors cannot be found.

    Raises
    ------
    ConfigurationError
        If cleanlab is not installed.
    """
    try:
        import cleanlab  # noqa: F401
    except ImportError:
        raise ConfigurationError(
            "finding label errors needs cleanlab", cure="install the extra 'curate': pip install berichtwacht[curate]"
        ) from None


def label_suspects(
    placed: Sequence[Placed], answers: Answers, probabilities: Mapping[str, FloatArray]
) -> list[Suspect]:
    """Return the levels and topics that are likely to be wrong, the worst first.

    Parameters
    ----------
    placed
        The messages.
    answers
        Their labels, as answers to questions.
    probabilities
        What a model that has not seen their authors says; see
        :func:`~classifier.training.out_of_sample.out_of_sample`.

    Raises
    ------
    ConfigurationError
        If cleanlab is not installed.
    """
    require_cleanlab()
    suspects = [
        Suspect(
            placed[index],
            question,
            _named(question, given[index]),
            _named(question, int(probabilities[question][index].argmax())),
            float(quality),
        )
        for question, given in answers.items()
        for index, quality in _issues(given, probabilities[question])
    ]
    return sorted(suspects, key=lambda suspect: (suspect.quality, suspect.placed.message.id, suspect.what))


def quality_of(answers: Answers, probabilities: Mapping[str, FloatArray]) -> FloatArray:
    """Return, per message, the least probability that the model gives to one of its labels."""
    rows = [probabilities[question][np.arange(len(given)), given] for question, given in answers.items()]
    least: FloatArray = np.min(rows, axis=0)
    return least


def _issues(given: npt.NDArray[np.intp], probabilities: FloatArray) -> Iterator[tuple[int, float]]:
    """Yield the index and the quality of what cleanlab holds for wrong; of one and the same label everywhere, nothing.

    Answers that nobody gave are left out: cleanlab learns from the messages of an answer how often it is wrong.
    """
    from cleanlab.filter import find_label_issues
    from cleanlab.rank import get_label_quality_scores

    present, labels = np.unique(given, return_inverse=True)
    if len(present) < 2:
        return
    known = probabilities[:, present] + np.finfo(float).eps
    known /= known.sum(axis=1, keepdims=True)
    quality = get_label_quality_scores(labels, known)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _FEW_EXAMPLES, category=UserWarning)
        issues = find_label_issues(labels, known, n_jobs=1)
    for index in np.flatnonzero(issues):
        if probabilities[index].argmax() != given[index]:
            yield int(index), float(quality[index])


def _named(question: str, answer: int) -> str:
    """Return an answer in the words of the guideline."""
    return ("no", "yes")[answer] if question.startswith("topic.") else list(Level)[answer].value


def span_suspects(placed: Sequence[Placed], recognised: Sequence[RecognisedMessage]) -> list[Suspect]:
    """Return the spans that recognisers find and labels lack, or the other way round, the surest first."""
    found = [list(_spans(message)) for message in recognised]
    shares = _shares_found(placed, found)
    suspects: list[Suspect] = []
    for item, spans in zip(placed, found, strict=True):
        suspects += _lacking(item, spans)
        suspects += _not_found(item, [span for span, _ in spans], shares)
    return sorted(suspects, key=lambda suspect: (suspect.quality, suspect.placed.message.id, suspect.suggested))


def _spans(message: RecognisedMessage) -> Iterator[tuple[Span, float]]:
    """Yield what was found, with its score, by offsets of the original; of the guideline's entities only."""
    for entity in message.entities:
        if entity.label in ENTITIES:
            start, end = message.normalised.original_span(entity.start, entity.end)
            yield Span(start=start, end=end, label=entity.label), entity.score


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _shown(span: Span) -> str:
    return f"{span.label} {span.start}:{span.end}"


def _lacking(item: Placed, found: Sequence[tuple[Span, float]]) -> Iterator[Suspect]:
    """Yield what was found where nothing, or only something else, is marked."""
    for span, score in found:
        meeting = [marked for marked in item.message.entities if _meet(marked, span)]
        if all(marked.label != span.label for marked in meeting):
            given = _shown(meeting[0]) if meeting else NOTHING
            yield Suspect(item, "entity", given, _shown(span), 1.0 - score)


def _not_found(item: Placed, found: Sequence[Span], shares: Mapping[str, float]) -> Iterator[Suspect]:
    """Yield what is marked where nothing was found."""
    for marked in item.message.entities:
        if not any(_meet(marked, span) for span in found):
            yield Suspect(item, "entity", _shown(marked), NOTHING, 1.0 - shares[marked.label])


def _shares_found(placed: Sequence[Placed], found: Sequence[Sequence[tuple[Span, float]]]) -> dict[str, float]:
    """Return, per label, which share of the marked spans the recognisers find."""
    marked: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for item, spans in zip(placed, found, strict=True):
        for span in item.message.entities:
            marked[span.label] += 1
            hit[span.label] += any(_meet(span, other) and span.label == other.label for other, _ in spans)
    return {label: hit[label] / count for label, count in marked.items()}
