"""Two versions on the same messages: every number of both, the difference, and how sure one can be of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from classifier.training.corpus import Message
from classifier.training.evaluation.assessor import Assessor
from classifier.training.evaluation.bootstrap import Resampling, interval, resamplings
from classifier.training.evaluation.breakdown import groups_of
from classifier.training.evaluation.changes import Change, changes
from classifier.training.evaluation.fairness import finds_person, placed_names, sentences_with_a_person
from classifier.training.evaluation.fairness_measures import fairness_measures
from classifier.training.evaluation.measures import (
    Measure,
    calibration_measures,
    category_measures,
    entity_labels,
    entity_measures,
    overall_measures,
    topic_measures,
    values_of,
)
from classifier.training.evaluation.messages import corpus_hash
from classifier.training.evaluation.pair import Pair, Reading, Scores
from classifier.training.evaluation.robustness import VARIANTS
from classifier.training.metrics import Rate
from classifier.training.progress import Progress, in_silence
from classifier.vocabulary import ENTITIES

__all__ = ["Comparison", "Difference", "compare"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of the current version and of the candidate, and the 95 % interval of candidate minus current.

    A number is not a number when there are no cases; the interval is then ``None``. ``rates`` are the counts behind the
    number of the candidate and of the current version, where it is a share of cases.
    """

    lower_is_better: bool
    candidate: float
    current: float
    interval: tuple[float, float] | None
    rates: tuple[Rate, Rate] | None = None

    @property
    def change(self) -> float:
        """Candidate minus current."""
        return self.candidate - self.current

    @property
    def worse(self) -> float:
        """By how much the candidate is worse; negative when it is better."""
        return self.change if self.lower_is_better else -self.change

    @property
    def at_worst(self) -> float:
        """By how much it is worse at the worse end of the interval; not a number when there is none."""
        if self.interval is None:
            return float("nan")
        return self.interval[1] if self.lower_is_better else -self.interval[0]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was measured of a candidate and the current version on the same messages.

    ``differences`` have keys such as ``categories.personal.warn.missed``. ``drawn`` is what was drawn again for
    the intervals, ``message``, ``author`` or both; ``notes`` say what was not measured, and why.
    """

    candidate: str
    current: str
    policy_version: str
    corpus: str
    messages: int
    authors: int
    drawn: tuple[str, ...]
    differences: Mapping[str, Difference]
    changes: Sequence[Change]
    notes: Sequence[str]


def compare(
    messages: Sequence[Message],
    candidate: Assessor,
    current: Assessor,
    *,
    score: Callable[[Assessor, Message], Scores] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    quick: bool = False,
    progress: Progress = in_silence,
) -> Comparison:
    """Let both versions assess every message, and compare what they say with the labels.

    Parameters
    ----------
    messages
        Labelled messages, at least one.
    candidate, current
        The two versions.
    score
        Returns the scores of a message before any threshold, for the calibration of ``notice``.
    names
        Full names of each origin, to measure fairness with.
    quick
        Leave out what assesses messages again: robustness and fairness.
    progress
        Shows how far it is.
    """
    if not messages:
        raise ValueError("there is nothing to measure on")
    pair = Pair(candidate, current, score, progress)
    readings = pair.read(messages, "messages")
    resampled = resamplings([message.author for message in messages])
    measures = _measures(messages, readings)
    if not quick:
        for side, more in zip(measures, _robustness(pair, messages), strict=True):
            side.extend(more)
    differences = dict(_differences(measures, resampled))
    if names is not None and not quick:
        differences |= _fairness(pair, messages, names)
    first = readings[0].assessments[0]
    return Comparison(
        candidate=first.model_version,
        current=readings[1].assessments[0].model_version,
        policy_version=first.policy_version,
        corpus=corpus_hash(messages),
        messages=len(messages),
        authors=len({message.author for message in messages}),
        drawn=tuple(item.unit for item in resampled),
        differences=differences,
        changes=changes(messages, readings[0].assessments, readings[1].assessments),
        notes=tuple(_notes(differences, quick=quick, names=names is not None)),
    )


def _measures(messages: Sequence[Message], readings: tuple[Reading, Reading]) -> tuple[list[Measure], list[Measure]]:
    """Return the measures of both versions, with the same keys in the same order."""
    labels = set(ENTITIES).union(*(entity_labels(messages, reading.assessments) for reading in readings))
    candidate, current = (list(_measured(messages, reading, labels)) for reading in readings)
    return candidate, current


def _measured(messages: Sequence[Message], reading: Reading, labels: set[str]) -> Iterator[Measure]:
    said = reading.assessments
    yield from overall_measures("overall", messages, said)
    yield from category_measures(messages, said)
    yield from entity_measures(messages, said, labels)
    yield from topic_measures(messages, said)
    yield from calibration_measures(messages, said, reading.scores)
    for kind, groups in groups_of(messages).items():
        for group, places in groups.items():
            yield from overall_measures(f"breakdowns.{kind}.{group}", messages, said, among=places)


def _robustness(pair: Pair, messages: Sequence[Message]) -> tuple[list[Measure], list[Measure]]:
    """Return the overall rates of both versions on the same messages typed worse."""
    found: tuple[list[Measure], list[Measure]] = ([], [])
    for name, variant in VARIANTS.items():
        typed = [variant(message) for message in messages]
        said = list(pair.assess(typed, f"typed worse: {name}"))
        for side, assessments in zip(found, zip(*said, strict=True), strict=True):
            side.extend(overall_measures(f"robustness.{name.replace(' ', '_')}", messages, assessments))
    return found


def _fairness(pair: Pair, messages: Sequence[Message], names: Mapping[str, Sequence[str]]) -> dict[str, Difference]:
    """Compare recall of persons per origin of their name; the sentences are drawn again, not the messages."""
    placed = placed_names(messages, names)
    if not placed:
        return {}
    everywhere = [message for sentences in placed.values() for message in sentences]
    said = zip(pair.assess(everywhere, "names of every origin"), everywhere, strict=True)
    found = [[finds_person(assessment, message) for assessment in both] for both, message in said]
    used = sentences_with_a_person(messages)[: max(len(sentences) for sentences in placed.values())]
    candidate, current = (
        list(fairness_measures(_by_origin(placed, [row[side] for row in found]), len(used))) for side in (0, 1)
    )
    return dict(_differences((candidate, current), resamplings([message.author for message in used])))


def _by_origin(placed: Mapping[str, Sequence[Message]], found: Sequence[bool]) -> dict[str, list[bool]]:
    """Return what was found, in the order of the placed names, per origin."""
    left = iter(found)
    return {origin: list(islice(left, len(sentences))) for origin, sentences in placed.items()}


def _differences(
    measures: tuple[Sequence[Measure], Sequence[Measure]], resampled: Sequence[Resampling]
) -> Iterator[tuple[str, Difference]]:
    """Yield the difference of every measure; the first of the draws is the sample itself."""
    drawn = [[list(values_of(side, item.sums)) for side in measures] for item in resampled]
    for place, (candidate, current) in enumerate(zip(*measures, strict=True)):
        values = [(ours[place], theirs[place]) for ours, theirs in drawn]
        yield (
            candidate.key,
            Difference(
                lower_is_better=candidate.lower_is_better,
                candidate=float(values[0][0][0]),
                current=float(values[0][1][0]),
                interval=interval(*(ours[1:] - theirs[1:] for ours, theirs in values)),
                rates=None if candidate.rate is None or current.rate is None else (candidate.rate, current.rate),
            ),
        )


def _notes(differences: Mapping[str, Difference], *, quick: bool, names: bool) -> Iterator[str]:
    if quick:
        yield "Robustness and fairness were not measured: the run was quick."
    elif not names:
        yield "Fairness was not measured: there are no names by origin (names/origins.yaml of the corpus)."
    elif "fairness.gap" not in differences:
        yield "Fairness was not measured: no message of 4 to 20 words names exactly one person."
