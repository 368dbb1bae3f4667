"""The score step: how much of each category a message holds, and of which topics it speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from classifier.artefacts import load_estimators, name_of, version_directory
from classifier.errors import ArtefactError
from classifier.records import (
    Category,
    CategoryScore,
    Encoding,
    Recognised,
    RecognisedMessage,
    Scored,
    ScoredMessage,
    Topic,
    TopicScore,
)
from classifier.score import risk_model, text_model
from classifier.score.checksum_scorer import by_rules
from classifier.score.corrections import Corrections
from classifier.score.features import FloatArray, clues, risk_names, risk_row, sensitivity
from classifier.score.identifiability import identify, strongest
from classifier.score.lexicon import Lexicon
from classifier.score.masking import MaskedText, mask
from classifier.score.phrases import phrases, shares_of_tokens, strongest_span
from classifier.score.reasons import explain_and_floor
from classifier.score.risk_model import RiskModel, category_scores
from classifier.score.text_model import ReadText, TextModel
from classifier.vocabulary import TARGETS

__all__ = ["ARTEFACT", "KEYS", "Scorer"]

ARTEFACT = "scorer.skops"
KEYS = frozenset(f"text.{key}" for key in text_model.KEYS) | frozenset(f"risk.{key}" for key in risk_model.KEYS)

_WORTH_A_REASON = 0.3
_TOPIC_THRESHOLD = 0.3
"""From which probability a topic is named: within a point of the best F1 on the development set."""


class Scorer:
    """Scores recognised messages.

    Parameters
    ----------
    text, risk
        The two estimators: words to log-odds, clues to calibrated probabilities.
    version
        The model version that they belong to.
    corrections
        What reviewed messages taught on top of them.
    """

    degraded: tuple[str, ...] = ()

    def __init__(
        self, *, text: TextModel, risk: RiskModel, version: str, corrections: Corrections | None = None
    ) -> None:
        self.text = text
        self.risk = risk
        self.version = version
        self.corrections = corrections or Corrections()
        self._lexicon = Lexicon.load()

    @classmethod
    def load(cls, models: Path | None = None, version: str | None = None) -> Scorer:
        """Load the scorer of a version, by default of the current one.

        Raises
        ------
        ArtefactError
            If its artefact is missing, broken, not trusted, or made for other clues than these.
        """
        directory = version_directory(models, version)
        path = directory / ARTEFACT
        state = load_estimators(path, expected=KEYS)
        parts = {
            part: {key.split(".", 1)[1]: value for key, value in state.items() if key.startswith(f"{part}.")}
            for part in ("text", "risk")
        }
        try:
            text, risk = TextModel(**parts["text"]), RiskModel(**parts["risk"])
            fits = text.hangs_together and risk.hangs_together
        except (ValueError, TypeError, AttributeError, LookupError) as problem:
            raise ArtefactError(f"{path}: does not hold a scorer: {type(problem).__name__}") from None
        if text.targets != TARGETS or risk.columns != risk_names(TARGETS, Lexicon.load()):
            raise ArtefactError(f"{path}: was made for other clues than this library gives; train it again")
        if not fits:
            raise ArtefactError(f"{path}: holds numbers that do not belong together")
        return cls(text=text, risk=risk, version=name_of(directory), corrections=Corrections.load(directory))

    @property
    def width(self) -> int:
        """How many numbers the vector of the encoder must have that it was fitted with."""
        return self.text.width

    def score(self, recognised: Recognised) -> Scored:
        """Score the message and its history."""
        return Scored(
            draft=recognised.draft,
            message=self._message(recognised.message),
            model_version=self.version,
            history=tuple(self._message(message) for message in recognised.history),
            degraded=recognised.degraded,
        )

    def _message(self, message: RecognisedMessage) -> ScoredMessage:
        masked = mask(message, self._lexicon)
        if not masked.tokens:
            nothing = CategoryScore(warn=0.0, notice=0.0)
            return ScoredMessage(recognised=message, categories=dict.fromkeys(Category, nothing))
        encoding = message.encoding
        if encoding is None:
            return by_rules(message)
        identifications = identify(message)
        read = dict(zip(TARGETS, encoding.odds.tolist(), strict=True))
        words = self.text.read(masked)
        logits = self.text.log_odds(words, encoding.vector)
        row = risk_row(read, logits, identifications, clues(message, masked, identifications, self._lexicon))
        corrected = self.corrections.shares(masked)
        probabilities = self.risk.probabilities(row, corrected.sum(axis=1))
        sensitive = sensitivity(probabilities)
        estimated = category_scores(probabilities)
        likely = {topic: probabilities[f"topic.{topic}"] for topic in Topic}
        scores = explain_and_floor(estimated, message, identifications, topics=likely)
        told = {category: _target(category, score) for category, score in scores.items() if _is_told(score)}
        topics = [topic for topic in Topic if probabilities[f"topic.{topic}"] >= _TOPIC_THRESHOLD]
        shares = self._shares(words, encoding, corrected, [*told.values(), *(f"topic.{topic}" for topic in topics)])
        found = [phrase for category, target in told.items() for phrase in phrases(category, masked, shares[target])]
        return ScoredMessage(
            recognised=message,
            categories=scores,
            identifiability=strongest(identifications),
            sensitivity=sensitive,
            topics=_topics(topics, masked, probabilities, shares),
            phrases=tuple(found),
        )

    def _shares(
        self, words: ReadText, encoding: Encoding, corrected: FloatArray, targets: Sequence[str]
    ) -> dict[str, list[float]]:
        """Return, per target, what each token adds to its log-odds: by the encoder, the words and the corrections."""
        if not targets:
            return {}
        by_words = self.text.shares(words)
        by_pieces = shares_of_tokens(words.masked, encoding)
        return {
            target: (
                self.risk.slopes("encoder", target) @ by_pieces
                + self.risk.slopes("text", target) @ by_words
                + corrected[TARGETS.index(target)]
            ).tolist()
            for target in targets
        }


def _is_told(score: CategoryScore) -> bool:
    return score.notice >= _WORTH_A_REASON


def _target(category: Category, score: CategoryScore) -> str:
    """Return the target whose words explain a score: of ``warn``, or of ``notice`` where that is the likelier level."""
    return f"{category}.warn" if score.warn >= score.notice / 2 else f"{category}.notice"


def _topics(
    topics: Sequence[Topic],
    masked: MaskedText,
    probabilities: Mapping[str, float],
    shares: Mapping[str, Sequence[float]],
) -> tuple[TopicScore, ...]:
    """Return the topics, the most likely first, each with the word that shows it best."""
    found = []
    for topic in topics:
        span = strongest_span(masked, shares[f"topic.{topic}"])
        found.append(TopicScore(topic, probabilities[f"topic.{topic}"], *(span or (None, None))))
    return tuple(sorted(found, key=lambda item: -item.score))
