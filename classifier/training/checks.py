"""What breaks the labelling guideline in a corpus, with file and line.

Reading a corpus already refuses what is no record; these checks read what the records say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from stdnum import iban, luhn
from stdnum.nl import bsn

from classifier.errors import CorpusError
from classifier.records import Level
from classifier.training.corpus import CORPUS, Corpus, Message
from classifier.training.shapes import can_be

__all__ = ["LONGEST", "NEAR_DUPLICATE", "check_corpus", "near_duplicates"]

NEAR_DUPLICATE = 0.85
"""Cosine of character 3- to 5-grams from which two messages count as the same."""

LONGEST = 220
"""Most words of a message; what is longer is no chat message."""

_NOT_DIGITS = re.compile(r"\D")


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
        problems += [_problem(message, places, problem) for problem in _breaches(message)]
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


def _bsn(text: str) -> bool:
    digits = _NOT_DIGITS.sub("", text)
    return len(digits) not in (8, 9) or bsn.is_valid(digits.zfill(9))


def _iban(text: str) -> bool:
    compact = re.sub(r"\W", "", text)
    return not re.fullmatch(r"[A-Za-z]{2}\d{2}\w+", compact) or bool(iban.is_valid(compact, check_country=False))


def _card(text: str) -> bool:
    digits = _NOT_DIGITS.sub("", text)
    return len(digits) < 12 or bool(luhn.is_valid(digits))


_CHECKS: Mapping[str, Callable[[str], bool]] = {"NL_BSN": _bsn, "IBAN_CODE": _iban, "CREDIT_CARD": _card}


def _breaches(message: Message) -> Iterator[str]:
    """Yield what is wrong with one message; it never repeats the text."""
    words = len(message.text.split())
    if words > LONGEST:
        yield f"has {words} words; more than {LONGEST} is no chat message"
    if message.topics and message.personal is Level.NONE:
        yield "topics are given, but personal is none"
    yield from _wrong_entities(message)


def _wrong_entities(message: Message) -> Iterator[str]:
    """Yield entities that cannot be, and numbers that fail their check; those written in words are not judged."""
    for span in message.entities:
        words = message.text[span.start : span.end]
        if not can_be(span.label, words):
            yield f"the words at {span.start}:{span.end} cannot be {span.label}"
            continue
        check = _CHECKS.get(span.label)
        spoken = span.label != "IBAN_CODE" and any(letter.isalpha() for letter in words)
        if check is not None and not spoken and not check(words):
            yield f"{span.label} at {span.start}:{span.end} fails its check"


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
