"""The words that moved a score, as spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from classifier.records import Category, Phrase
from classifier.score.masking import MaskedText

__all__ = ["phrases", "strongest_span"]

_ENOUGH = 0.6
_MOST = 5
_LONGEST_GAP = 1


def phrases(category: Category, masked: MaskedText, shares: Sequence[float]) -> tuple[Phrase, ...]:
    """Return the fewest words that carry 60 % of what speaks for ``category``, at most five of them.

    Neighbours are joined into one phrase, also when one other word stands between them. A message in which
    no word speaks for the category still gets the word that speaks least against it: a warning without a
    reason is of no use.

    Parameters
    ----------
    category
        The category that the shares are of.
    masked
        The message.
    shares
        What each token adds to the category's log-odds.
    """
    if not masked.tokens:
        return ()
    positive = [max(0.0, share) for share in shares]
    total = sum(positive) or 1.0
    order = sorted(range(len(shares)), key=lambda index: -shares[index])
    chosen = [order[0]]
    covered = positive[order[0]]
    for index in order[1:_MOST]:
        if covered >= _ENOUGH * total or positive[index] == 0.0:
            break
        chosen.append(index)
        covered += positive[index]
    spans = list(_joined(sorted(chosen)))
    weights = [sum(positive[first : last + 1]) / total for first, last in spans]
    return tuple(
        Phrase(category, masked.tokens[first].start, masked.tokens[last].end, min(1.0, max(weight, 0.01)))
        for (first, last), weight in zip(spans, weights, strict=True)
    )


def strongest_span(masked: MaskedText, shares: Sequence[float]) -> tuple[int, int] | None:
    """Return the span of the word with the largest share, ``None`` when no word has a positive one."""
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    if best is None or shares[best] <= 0.0:
        return None
    return masked.tokens[best].start, masked.tokens[best].end


def _joined(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = indices[0]
    for index in indices[1:]:
        if index - last > 1 + _LONGEST_GAP:
            yield first, last
            first = index
        last = index
    yield first, last
