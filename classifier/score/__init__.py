"""Score: how much of each category a message holds, in calibrated probabilities.

``masking`` makes names and numbers anonymous, ``text_model`` gives log-odds per target from the words,
``identifiability`` and ``lexicon`` give clues, ``risk_model`` turns all of it into probabilities, and
``reasons`` and ``phrases`` say why. ``checksum_scorer`` is what remains when the estimators cannot be loaded.
"""

from classifier.score.checksum_scorer import ChecksumScorer
from classifier.score.scorer import Scorer

__all__ = ["ChecksumScorer", "Scorer"]
