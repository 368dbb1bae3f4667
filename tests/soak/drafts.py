"""What is asked, and what the right answer is: computed beforehand by the library, in this process."""

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.assessments.mapping import draft_of
from api.assessments.schemas import AssessmentRequest
from classifier import Classifier
from classifier.records import Assessment
from classifier.training.corpus import Corpus, Split

__all__ = ["SENTINEL", "Answer", "Question", "Situation", "changed", "prepare"]

SENTINEL = "quastelorium"
"""A word that stands in every draft, every history and every feedback text, and may be in no file."""

_THRESHOLDS = re.compile(r"decision: \{notice: [\d.]+, warn: [\d.]+\}")


def changed(policy: str) -> str:
    """Return the text of a policy with other thresholds for decisions, under which many answers are different."""
    found, count = _THRESHOLDS.subn("decision: {notice: 0.001, warn: 0.990}", policy)
    assert count == 1
    return found


_CHANNELS = ("whatsapp", "signal", "teams", "other")
_RECIPIENTS = ([], [{"role": "executive"}], [{"role": "councillor"}, {"role": "official"}], [{"role": "resident"}])


@dataclass(frozen=True, slots=True)
class Answer:
    """What counts of an answer: verdict, levels, warnings, what was found where, and which parts were missing."""

    verdict: str
    levels: tuple[str | None, ...]
    warnings: tuple[str, ...]
    found: tuple[tuple[str | None, int, int], ...]
    degraded: tuple[str, ...]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Answer":
        """Read an answer of the service."""
        return cls(
            verdict=data["verdict"],
            levels=tuple(data["categories"][name]["level"] for name in ("personal", "decision", "confidential")),
            warnings=tuple(warning["code"] for warning in data["warnings"]),
            found=tuple((finding["entity"], finding["start"], finding["end"]) for finding in data["findings"]),
            degraded=tuple(data["degraded"]),
        )


@dataclass(frozen=True, slots=True)
class Situation:
    """Which model and which policy answered."""

    model: str
    policy: str


@dataclass(frozen=True, slots=True)
class Question:
    """A request, and the right answer in each situation."""

    body: Mapping[str, Any]
    answers: Mapping[Situation, Answer]


def prepare(count: int, models: Path, policy: Path, nowhere: Path) -> tuple[list[Question], dict[str, Situation]]:
    """Choose messages of the test split, and compute what must be answered.

    A message whose answer changes when :data:`SENTINEL` stands in it is passed over.

    Parameters
    ----------
    count
        How many.
    models, policy
        What the service uses.
    nowhere
        A directory to write the changed policy in; holds no models.

    Returns
    -------
    list of Question, dict
        The questions, and the situations by name: the ``original`` and the ``changed`` policy, with a model or without.
    """
    other = nowhere / policy.name
    other.write_text(changed(policy.read_text(encoding="utf-8")), encoding="utf-8")
    classifiers = {
        "original": Classifier.load(models=models, policy=policy),
        "changed": Classifier.load(models=models, policy=other),
        "original, without a model": Classifier.load(models=nowhere / "models", policy=policy, allow_degraded=True),
        "changed, without a model": Classifier.load(models=nowhere / "models", policy=other, allow_degraded=True),
    }
    chosen = random.Random(7)
    messages = list(Corpus.read().split(Split.TEST))
    chosen.shuffle(messages)
    questions: list[Question] = []
    for message in messages:
        if len(questions) == count:
            break
        body, plain = _bodies(message.text, len(questions))
        assessed = {name: _assess(classifier, body) for name, classifier in classifiers.items()}
        if _told(_assess(classifiers["original"], plain)) != _told(assessed["original"]):
            continue
        questions.append(Question(body, dict(map(_of, assessed.values()))))
    return questions, {name: _situation(_assess(one, questions[0].body)) for name, one in classifiers.items()}


def _bodies(text: str, number: int) -> Iterable[dict[str, Any]]:
    """Yield the same request with and without the sentinel; every fifth has a history."""
    context = {"channel": _CHANNELS[number % 4], "recipients": _RECIPIENTS[number // 4 % 4]}
    history = f"heb je even over {SENTINEL}?"
    for words, before in ((f"{text}\n{SENTINEL}", history), (text, "heb je even?")):
        whole = context | ({"history": [{"text": before}]} if number % 5 == 0 else {})
        yield {"text": words, "context": whole, "language": "en" if number % 7 == 0 else "nl"}


def _assess(classifier: Classifier, body: Mapping[str, Any]) -> Assessment:
    return classifier.assess(draft_of(AssessmentRequest.model_validate(body)))


def _situation(assessment: Assessment) -> Situation:
    return Situation(assessment.model_version, assessment.policy_version)


def _of(assessment: Assessment) -> tuple[Situation, Answer]:
    answer = Answer(
        verdict=str(assessment.verdict),
        levels=tuple(None if found.level is None else str(found.level) for found in assessment.categories.values()),
        warnings=tuple(warning.code for warning in assessment.warnings),
        found=tuple((finding.entity, finding.start, finding.end) for finding in assessment.findings),
        degraded=tuple(assessment.degraded),
    )
    return _situation(assessment), answer


def _told(assessment: Assessment) -> tuple[object, ...]:
    answer = _of(assessment)[1]
    return answer.verdict, answer.levels, answer.warnings
