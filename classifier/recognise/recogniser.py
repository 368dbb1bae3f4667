"""The base of every recogniser of our own."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex
from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.tokens import Doc

from classifier.recognise.encoder.component import tagged
from classifier.records import READ_SCORE

__all__ = ["OWN", "PUBLIC", "WARNS", "Match", "Recogniser", "cue_before", "cue_pattern", "read_numbers"]

PUBLIC = "public"
"""Key in a result's metadata: the value is published by an organisation itself."""

OWN = "own"
"""Key in a result's metadata: the value belongs to the organisation that uses Berichtwacht."""

WARNS = "warns"
"""Key in a result's metadata: the category in which the value warns for certain."""

LEAST_PROBABILITY = 0.6
"""How sure the encoder must be of a number or code."""

_NUMBER = regex.compile(r"(?=\D{0,40}\d).{3,60}")
_MOMENT = regex.compile(r"[-/.,\s]*\d{0,2}(?:[-/.:,\s]+\d{1,2}){0,4}|\d{1,3}(?:[.,]\d{3})+")
"""A date, a time or an amount: what stands in front of every line of a forwarded chat is no number of anything."""

_DIGIT = regex.compile(r"[\p{Nd}\p{No}]")

CUE_WINDOW = 40
"""How many characters before a span are searched for a cue."""


@dataclass(frozen=True, slots=True)
class Match:
    """A span that a recogniser reports.

    ``score`` lies in (0, 1]. ``public``: published by an organisation itself. ``own``: of the organisation that
    uses Berichtwacht.
    """

    start: int
    end: int
    score: float
    public: bool = False
    own: bool = False


class Recogniser(EntityRecognizer):
    """Finds one kind of entity in a normalised text.

    A subclass states :attr:`entity` and implements :meth:`matches`. It must read any text in time linear in
    its length and must not keep anything of it.

    Attributes
    ----------
    holds_digit
        Whether every such entity holds a digit, so that a text without one need not be read.
    """

    entity: ClassVar[str]
    holds_digit: ClassVar[bool] = False
    name: str

    def __init__(self) -> None:
        super().__init__(supported_entities=[self.entity], supported_language="nl", name=type(self).__name__)

    def load(self) -> None:
        """Do nothing: a recogniser is ready once it is made."""

    @abstractmethod
    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield the spans of ``text`` that are this entity; ``doc`` is the spaCy pass over the same text."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        """Return the matches in Presidio's terms; called by its ``AnalyzerEngine``."""
        if self.holds_digit and not _DIGIT.search(text):
            return []
        return [self._result(match) for match in self.matches(text, nlp_artifacts.tokens)]

    def _result(self, match: Match) -> RecognizerResult:
        return RecognizerResult(
            entity_type=self.entity,
            start=match.start,
            end=match.end,
            score=match.score,
            analysis_explanation=AnalysisExplanation(recognizer=self.name, original_score=match.score),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                PUBLIC: match.public,
                OWN: match.own,
            },
        )


def cue_pattern(*cues: str) -> regex.Pattern[str]:
    """Compile cue words, each a regular expression, into one pattern that matches them as whole words."""
    return regex.compile(r"(?<!\w)(?:" + "|".join(cues) + r")(?!\w)", regex.IGNORECASE)


def cue_before(text: str, start: int, pattern: regex.Pattern[str], window: int = CUE_WINDOW) -> bool:
    """Return whether ``pattern`` matches within ``window`` characters before ``start``."""
    return pattern.search(text, max(0, start - window), start) is not None


def read_numbers(doc: Doc, label: str, text: str, *, shape: regex.Pattern[str] = _NUMBER) -> Iterator[Match]:
    """Yield what the encoder took for ``label``, when it is sure enough of it and the words are of a ``shape``.

    It never takes the place of what a rule found, and nothing is certain because of it.
    """
    for span in tagged(doc, label):
        words = text[span.start : span.end]
        if span.score >= LEAST_PROBABILITY and shape.fullmatch(words) and not _MOMENT.fullmatch(words):
            yield Match(span.start, span.end, READ_SCORE)
