"""What breaks the labelling guideline in a corpus, with file and line.

Reading a corpus already refuses what is no record; these checks read what the records say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from classifier.errors import CorpusError
from classifier.training.breaches import breaches
from classifier.training.corpus import CORPUS, Corpus, Message

__all__ = ["NEAR_DUPLICATE", "check_corpus", "near_duplicates"]

NEAR_DUPLICATE = 0.85
"""Cosine of character 3- to 5-grams from which two messages count as the same."""


def check_corpus(directory: Path = CORPUS) -> list[CorpusError]:
    """Return everything in a corpus that breaks the guideline, in order of file and line.

    Checked are ids that are not unique, entities on words that cannot be one, numbers marked as valid that fail
    their check, topics where nothing is personal, messages of more than :data:`LONGEST` words, and messages that
    stand, nearly the same, in two splits.

    Raises
    ------
    CorpusError
        If a line is no record at all.
    """
    corpus = Corpus.read(directory)
    places = _places(directory, corpus.messages)
    problems = [*_twice(corpus.messages, places)]
    for message in corpus.messages:
        problems += [_problem(message, places, problem) for problem in breaches(message)]
    problems += _across_splits(corpus, places)
    return sorted(problems, key=lambda problem: (str(problem.path), problem.line))


Place = tuple[Path, int]


def _places(directory: Path, messages: Sequence[Message]) -> dict[int, Place]:
    """Return where each message stands, by its identity: ids may not be unique."""
    places: dict[int, Place] = {}
    remaining = iter(messages)
    for path in sorted((directory / "messages").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    places[id(next(remaining))] = (path, number)
    return places


def _problem(message: Message, places: Mapping[int, Place], problem: str) -> CorpusError:
    path, line = places[id(message)]
    return CorpusError(problem, path=path, line=line)


def _twice(messages: Sequence[Message], places: Mapping[int, Place]) -> Iterator[CorpusError]:
    seen: set[str] = set()
    for message in messages:
        if message.id in seen:
            yield _problem(message, places, f"the id {message.id} stands here for the second time")
        seen.add(message.id)


def near_duplicates(texts: Sequence[str], *, threshold: float = NEAR_DUPLICATE) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indices whose texts are nearly the same."""
    if len(texts) < 2:
        return
    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    for first in range(0, len(texts), 500):
        similar = (rows[first : first + 500] @ rows.T).tocoo()
        near = (similar.data >= threshold) & (first + similar.row < similar.col)
        yield from sorted(zip((first + similar.row[near]).tolist(), similar.col[near].tolist(), strict=True))


def _across_splits(corpus: Corpus, places: Mapping[int, Place]) -> Iterator[CorpusError]:
    splits = np.array([corpus.authors[message.author].split for message in corpus.messages])
    for one, other in near_duplicates([message.text for message in corpus.messages]):
        if splits[one] != splits[other]:
            message, twin = corpus.messages[other], corpus.messages[one]
            yield _problem(message, places, f"is nearly the same as {twin.id}, which stands in another split")
