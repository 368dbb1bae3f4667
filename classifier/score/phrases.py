"""The words that moved a score, as spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH
from spacy.lang.nl.stop_words import STOP_WORDS as DUTCH

from classifier.records import Category, Encoding, Phrase
from classifier.score.masking import MaskedText, Token

__all__ = ["phrases", "shares_of_tokens", "strongest_span"]

_ENOUGH = 0.6
_TITLES = frozenset(
    "mevr mevrouw mvr mw mej dhr hr heer meneer mijnheer fam familie tnv wethouder burgemeester".split()
)
_SMALL_TALK = frozenset(
    "kun kunt kunnen zal zullen ff effe eventjes graag hoi hey moi svp aub please hè hoor joh toch".split()
)
_TELLING = frozenset(
    "tegen voor niet geen eens weg wil willen no not never against call without nobody none "
    "last been down top out off serious amount full name bottom front side made show part".split()
)
"""Words of the lists of stop words that do tell something, in one of both languages: 'last onder dwangsom'."""
_MEANINGLESS = (DUTCH | ENGLISH | _TITLES | _SMALL_TALK) - _TELLING
_WITHIN_A_SENTENCE = frozenset(",'’-/&%:+")
_MOST = 5
_FAINT = 0.4
"""A word that weighs less than this part of the strongest is not where a phrase begins."""
_BESIDE = 0.15
"""A word that weighs less than this part of the strongest does not come along with its neighbour."""
_LONGEST_GAP = 1
_LEAST = 0.01


def phrases(category: Category, masked: MaskedText, shares: Sequence[float]) -> tuple[Phrase, ...]:
    """Return the words that speak for ``category`` most: at most five, and no more than carry 60 %, with neighbours.

    Words that weigh far less than the strongest are left out, and neighbours that speak for the category too come
    along. Words of a sentence are joined into one phrase, also when one other word stands between them. Names and
    numbers are left out, as findings of their own, and so are words that mean nothing by themselves. A message in
    which no word speaks for the category still gets the word that speaks least against it: a warning without a
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
    words = [index for index, token in enumerate(masked.tokens) if _can_mean_something(token)]
    words = words or [index for index, token in enumerate(masked.tokens) if not token.is_entity]
    if not words:
        return ()
    total = sum(max(0.0, shares[index]) for index in words) or 1.0
    chosen: list[int] = []
    covered = 0.0
    for index in sorted(words, key=lambda index: -shares[index])[:_MOST]:
        if chosen and (covered >= _ENOUGH * total or shares[index] <= _FAINT * shares[chosen[0]]):
            break
        chosen.append(index)
        covered += max(0.0, shares[index])
    chosen += _beside(masked, chosen, words, shares)
    parts = {index: max(0.0, shares[index]) / total for index in words}
    return tuple(_phrase(category, masked, parts, first, last) for first, last in _joined(masked, sorted(chosen)))


def strongest_span(masked: MaskedText, shares: Sequence[float]) -> tuple[int, int] | None:
    """Return the span of the word with the largest share, ``None`` when no word has a positive one."""
    words = [index for index, token in enumerate(masked.tokens) if _can_mean_something(token)]
    best = max(words, key=shares.__getitem__, default=None)
    if best is None or shares[best] <= 0.0:
        return None
    return masked.tokens[best].start, masked.tokens[best].end


def shares_of_tokens(masked: MaskedText, encoding: Encoding) -> npt.NDArray[np.float64]:
    """Return what each token adds to each of the encoder's log-odds: shape (targets, tokens).

    A piece belongs to the token in which it begins; one that begins in none, such as a space, to the next.
    """
    ends = [token.end for token in masked.tokens]
    shares = np.zeros((encoding.shares.shape[1], len(masked.tokens)))
    for (start, end), share in zip(encoding.pieces, encoding.shares, strict=True):
        index = bisect_right(ends, start)
        if end > start and index < len(ends):
            shares[:, index] += share
    return shares


def _phrase(category: Category, masked: MaskedText, parts: Mapping[int, float], first: int, last: int) -> Phrase:
    weight = sum(parts.get(index, 0.0) for index in range(first, last + 1))
    return Phrase(category, masked.tokens[first].start, masked.tokens[last].end, min(1.0, max(weight, _LEAST)))


def _beside(masked: MaskedText, chosen: Sequence[int], words: Sequence[int], shares: Sequence[float]) -> list[int]:
    """Return the words next to chosen ones that speak for the category too, so that a phrase is shown whole."""
    least = max(0.0, _BESIDE * shares[chosen[0]])
    candidates = [index for index in words if index not in chosen and shares[index] > least]
    return [index for index in candidates if any(_are_neighbours(masked, *sorted((index, other))) for other in chosen)]


def _are_neighbours(masked: MaskedText, first: int, last: int) -> bool:
    """Return whether two words of a sentence stand side by side, or with one word between them."""
    between = masked.tokens[first + 1 : last]
    if len(between) > _LONGEST_GAP or any(token.starts_line for token in masked.tokens[first + 1 : last + 1]):
        return False
    return all(not token.is_entity and _is_within_a_sentence(token) for token in between)


def _is_within_a_sentence(token: Token) -> bool:
    """Return whether ``token`` is a word or a sign within a sentence: not a full stop, an ellipsis or an emoji."""
    return token.text in _WITHIN_A_SENTENCE or any(letter.isalnum() for letter in token.text)


def _joined(masked: MaskedText, indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = indices[0]
    for index in indices[1:]:
        if not _are_neighbours(masked, last, index):
            yield first, last
            first = index
        last = index
    yield first, last


def _can_mean_something(token: Token) -> bool:
    return not token.is_entity and token.text not in _MEANINGLESS and any(letter.isalnum() for letter in token.text)
