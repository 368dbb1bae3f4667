"""From draft to assessment: the one place that knows the order of the steps."""

from __future__ import annotations

import logging
from pathlib import Path

from classifier.advise import Adviser
from classifier.decide import PolicySource
from classifier.errors import ArtefactError
from classifier.normalise import normalise
from classifier.recognise import RecognitionEngine, load_engine
from classifier.records import Assessment, Decided, Draft
from classifier.score import ChecksumScorer, Scorer

__all__ = ["Classifier"]

_logger = logging.getLogger(__name__)


class Classifier:
    """Reads drafts and says whether they belong in a messaging app.

    Make one with :meth:`load` and keep it: loading takes about a second, assessing a few milliseconds.
    One classifier may be used from any number of threads.

    Examples
    --------
    >>> from classifier import Classifier, Draft
    >>> assessment = Classifier.load().assess(Draft(text="bsn van haar is 123456782"))
    >>> assessment.verdict.value
    'warn'
    """

    def __init__(
        self,
        *,
        engine: RecognitionEngine,
        scorer: Scorer | ChecksumScorer,
        policy: PolicySource,
        adviser: Adviser,
    ) -> None:
        self.engine = engine
        self.scorer = scorer
        self.policy = policy
        self.adviser = adviser

    @classmethod
    def load(
        cls,
        *,
        models: Path | None = None,
        policy: Path | None = None,
        recognisers: Path | None = None,
        allow_degraded: bool = False,
    ) -> Classifier:
        """Load a classifier from files; what is not named is what Berichtwacht brings along.

        Parameters
        ----------
        models
            Directory with ``current.json`` and the model versions.
        policy
            Policy file; it is read again when it changes.
        recognisers
            File with a municipality's own recogniser settings.
        allow_degraded
            Do without the model when it cannot be loaded: numbers with a check digit and secrets are still
            found, everything else stays unchecked, and every assessment says so in ``degraded``.

        Raises
        ------
        ArtefactError
            If a model artefact is missing, broken or not trusted, unless ``allow_degraded``.
        PolicyError, RecogniserError
            If a configuration file is wrong.
        """
        adviser = Adviser.load()
        source = PolicySource(policy, codes=adviser.codes)
        return cls(
            engine=_engine(recognisers, models, allow_degraded=allow_degraded),
            scorer=_scorer(models, allow_degraded=allow_degraded),
            policy=source,
            adviser=adviser,
        )

    @property
    def degraded(self) -> tuple[str, ...]:
        """What it does without, as every assessment says it; empty when it is whole."""
        return (*self.engine.degraded, *self.scorer.degraded)

    def assess(self, draft: Draft) -> Assessment:
        """Tell what is wrong with a draft, where, why, and where it does belong."""
        return self.adviser.advise(self.decide(draft))

    def decide(self, draft: Draft) -> Decided:
        """Tell what a draft holds, with every entity and probability behind it, before it is put into words."""
        normalised = normalise(draft)
        recognised = self.engine.recognise(normalised)
        scored = self.scorer.score(recognised)
        return self.policy.decide(scored)


def _engine(recognisers: Path | None, models: Path | None, *, allow_degraded: bool) -> RecognitionEngine:
    try:
        return load_engine(recognisers, models=models)
    except ArtefactError as problem:
        if not allow_degraded:
            raise
        _logger.error("the encoder is not there: %s", problem)  # noqa: TRY400
        return load_engine(recognisers, without_encoder=True)


def _scorer(models: Path | None, *, allow_degraded: bool) -> Scorer | ChecksumScorer:
    try:
        return Scorer.load(models)
    except ArtefactError as problem:
        if not allow_degraded:
            raise
        _logger.error("only rules answer: %s", problem)  # noqa: TRY400
        return ChecksumScorer()
