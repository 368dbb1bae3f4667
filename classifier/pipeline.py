"""From draft to assessment: the one place that knows the order of the steps."""

from __future__ import annotations

from pathlib import Path

from classifier.advise import Adviser
from classifier.decide import PolicySource
from classifier.normalise import normalise
from classifier.recognise import RecognitionEngine, load_engine
from classifier.records import Assessment, Draft
from classifier.score import Scorer

__all__ = ["Classifier"]


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

    def __init__(self, *, engine: RecognitionEngine, scorer: Scorer, policy: PolicySource, adviser: Adviser) -> None:
        self.engine = engine
        self.scorer = scorer
        self.policy = policy
        self.adviser = adviser

    @classmethod
    def load(
        cls, *, models: Path | None = None, policy: Path | None = None, recognisers: Path | None = None
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

        Raises
        ------
        ArtefactError
            If a model artefact is missing, broken or not trusted.
        PolicyError, RecogniserError
            If a configuration file is wrong.
        """
        adviser = Adviser.load()
        return cls(
            engine=load_engine(recognisers, models=models),
            scorer=Scorer.load(models),
            policy=PolicySource(policy, codes=adviser.codes),
            adviser=adviser,
        )

    def assess(self, draft: Draft) -> Assessment:
        """Tell what is wrong with a draft, where, why, and where it does belong."""
        normalised = normalise(draft)
        recognised = self.engine.recognise(normalised)
        scored = self.scorer.score(recognised)
        decided = self.policy.decide(scored)
        return self.adviser.advise(decided)
