"""Messages that are nearly the same, among tens of thousands in a few seconds.

Two messages are nearly the same when the cosine of their character 3- to 5-grams, weighed by TF-IDF, reaches
:data:`NEAR_DUPLICATE`. Every pair is found, and few are compared: see :func:`_candidates`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from classifier.training.progress import Progress, in_silence

__all__ = ["NEAR_DUPLICATE", "near_duplicates"]

NEAR_DUPLICATE = 0.85
"""Cosine from which two messages count as the same."""

_PART = 0.82
"""How much of the threshold the frequent grams may carry: the less, the more grams are compared and the fewer pairs."""

_BLOCK = 1_000
_ROUNDING = 1e-6

Indices = npt.NDArray[np.intp]


def near_duplicates(
    texts: Sequence[str], *, threshold: float = NEAR_DUPLICATE, progress: Progress = in_silence
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indices whose texts are nearly the same, in order; the first index is the lower one."""
    if len(texts) < 2 or not any(text.strip() for text in texts):
        return
    vectoriser = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    rows = vectoriser.fit_transform(progress(texts, "counting characters"))
    for first, second in _candidates(rows, threshold, progress):
        near = _cosines(rows, first, second) >= threshold
        yield from sorted(zip(first[near].tolist(), second[near].tolist(), strict=True))


def _candidates(rows: csr_matrix, threshold: float, progress: Progress) -> Iterator[tuple[Indices, Indices]]:
    """Yield, block by block, the pairs of rows of length one whose cosine can reach the threshold.

    Of every row the most frequent grams are left out, as long as what is left out is no longer than a limit below the
    threshold. Of the grams that two rows share, those that are rarer than all that either leaves out stand in what
    both keep. The others are all left out by one of the two, and so add no more than the limit to the cosine: the
    rest of it must come from what is kept.
    """
    limit = threshold * _PART
    rare = _rare(rows, limit)
    for start in progress(range(0, rows.shape[0], _BLOCK), "comparing messages"):
        shared = (rare[start : start + _BLOCK] @ rare.T).tocoo()
        first = start + shared.row
        possible = (shared.data >= threshold - limit - _ROUNDING) & (first < shared.col)
        yield first[possible], shared.col[possible]


def _rare(rows: csr_matrix, limit: float) -> csr_matrix:
    """Return the rows without their most frequent grams, which together are no longer than ``limit``."""
    frequencies = np.bincount(rows.indices, minlength=rows.shape[1])
    rank = np.empty(rows.shape[1], dtype=rows.indices.dtype)
    rank[np.argsort(-frequencies, kind="stable")] = np.arange(rows.shape[1])
    ranked = csr_matrix((rows.data, rank[rows.indices], rows.indptr), shape=rows.shape, copy=True)
    ranked.sort_indices()
    total = np.concatenate([[0.0], np.cumsum(ranked.data**2)])
    lengths = total[1:] - np.repeat(total[ranked.indptr[:-1]], np.diff(ranked.indptr))
    kept = lengths > limit**2
    ends = np.concatenate([[0], np.cumsum(kept)])[ranked.indptr]
    return csr_matrix((ranked.data[kept], ranked.indices[kept], ends), shape=rows.shape)


def _cosines(rows: csr_matrix, first: Indices, second: Indices) -> npt.NDArray[Any]:
    return np.asarray(rows[first].multiply(rows[second]).sum(axis=1)).ravel()
