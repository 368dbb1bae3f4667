"""Recall of persons per origin of their name, as measures by which two versions are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from classifier.training.evaluation.measures import Measure, share

__all__ = ["FAIRNESS_GAP", "FAIRNESS_LOWEST", "fairness_measures"]

FloatArray = npt.NDArray[np.float64]

FAIRNESS_GAP, FAIRNESS_LOWEST = "fairness.gap", "fairness.lowest"
"""The largest difference of recall between two origins, and the recall of the origin that is found least."""


def fairness_measures(found: Mapping[str, Sequence[bool]], sentences: int) -> Iterator[Measure]:
    """Yield recall per origin, the gap between origins and the lowest recall; a row is a sentence, not a message.

    Parameters
    ----------
    found
        Per origin, whether each of its names was found; they stand in the sentences in rotation, see
        :func:`.fairness.placed_names`.
    sentences
        How many different sentences names were put into.
    """
    hits, cases = np.zeros((sentences, len(found))), np.zeros((sentences, len(found)))
    for column, origin in enumerate(found):
        places = np.arange(len(found[origin])) % sentences
        np.add.at(hits[:, column], places, found[origin])
        np.add.at(cases[:, column], places, 1)
    for column, origin in enumerate(found):
        yield share(f"fairness.{origin}.recall", hits[:, column], cases[:, column])
    yield Measure(FAIRNESS_GAP, True, hits, cases, _gap)
    yield Measure(FAIRNESS_LOWEST, False, hits, cases, _lowest)


def _gap(hits: FloatArray, cases: FloatArray) -> FloatArray:
    highest: FloatArray = _recall(hits, cases, absent=0.0).max(axis=1)
    return highest - _lowest(hits, cases)


def _lowest(hits: FloatArray, cases: FloatArray) -> FloatArray:
    lowest: FloatArray = _recall(hits, cases, absent=1.0).min(axis=1)
    return lowest


def _recall(hits: FloatArray, cases: FloatArray, *, absent: float) -> FloatArray:
    """Return the recall of every origin; ``absent`` for one of which a resample holds no name."""
    recall: FloatArray = np.divide(hits, cases, out=np.full(hits.shape, absent), where=cases > 0)
    return recall
