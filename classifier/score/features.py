"""What the estimators see of a message, as one row of numbers with names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from classifier.records import RecognisedMessage, Topic
from classifier.score.identifiability import Identification, Pointer, strongest
from classifier.score.lexicon import Lexicon
from classifier.score.masking import MaskedText
from classifier.score.text_model import probability
from classifier.vocabulary import ENTITIES

__all__ = ["FloatArray", "clue_names", "clues", "risk_names", "risk_row", "sensitivity"]

FloatArray = npt.NDArray[np.float64]

_SHAPE = ("tokens", "question", "public")


def clue_names(lexicon: Lexicon) -> tuple[str, ...]:
    """Return the names of the columns of :func:`clues`."""
    pointers = tuple(f"pointer.{pointer}" for pointer in Pointer)
    labels = tuple(f"entity.{label}" for label in ENTITIES)
    return (*(f"lexicon.{group}" for group in lexicon.groups), *pointers, *labels, *_SHAPE)


def clues(
    message: RecognisedMessage, masked: MaskedText, identifications: tuple[Identification, ...], lexicon: Lexicon
) -> FloatArray:
    """Return the row of clues that do not depend on the words' weights.

    Counts are damped as ``log(1 + n)``: the second name in a message says less than the first.
    """
    groups = Counter(hint.text for hint in masked.hints)
    pointers = Counter(item.pointer for item in identifications)
    labels = Counter(entity.label for entity in message.entities if not entity.public)
    counts = [
        *(groups[f"lx{group}"] for group in lexicon.groups),
        *(pointers[pointer] for pointer in Pointer),
        *(labels[label] for label in ENTITIES),
        len(masked.tokens),
        message.normalised.text.count("?"),
        sum(entity.public for entity in message.entities),
    ]
    return np.log1p(np.asarray(counts, dtype=np.float64))


def sensitivity(probabilities: Mapping[str, float]) -> float:
    """Return how likely it is that at least one sensitive topic is there, in [0, 1].

    Parameters
    ----------
    probabilities
        Probability per target; those of the topics are read.
    """
    nothing = 1.0
    for topic in Topic:
        nothing *= 1.0 - probabilities[f"topic.{topic}"]
    return 1.0 - nothing


def risk_names(targets: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the names of the columns of :func:`risk_row`."""
    odds = tuple(f"{source}.{target}" for source in ("encoder", "text") for target in targets)
    return (*odds, "identifiability", "sensitivity", "risk", *clue_names(lexicon))


def risk_row(
    read: Mapping[str, float],
    logits: Mapping[str, float],
    identifications: tuple[Identification, ...],
    message_clues: FloatArray,
) -> FloatArray:
    """Return the row from which the categories are scored.

    Personal risk is identifiability times sensitivity (labelling guideline, section 1); both factors and
    their product stand in the row, beside the log-odds that the encoder (``read``) and the words (``logits``) give
    and the other clues.
    """
    identifiability = strongest(identifications)
    sensitive = sensitivity({target: probability(logit) for target, logit in read.items()})
    factors = (identifiability, sensitive, identifiability * sensitive)
    return np.concatenate([list(read.values()), list(logits.values()), factors, message_clues])
