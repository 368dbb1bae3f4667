"""What a corpus holds: how many messages of which kind, per split and in all, as numbers without any text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from classifier.records import Category, Level, Topic
from classifier.training.corpus import Corpus, Message, Split
from classifier.training.duplicates import near_duplicates
from classifier.training.progress import Progress, in_silence
from classifier.training.quotas import QUOTAS, Quota, Quotas
from classifier.vocabulary import ENTITIES

__all__ = [
    "STATISTICS_VERSION",
    "Counts",
    "Statistics",
    "Words",
    "corpus_statistics",
    "count_messages",
    "quotas_of",
    "share",
]

Key = TypeVar("Key", bound=str)

STATISTICS_VERSION = 1
"""Version of the statistics' data; it rises when a key changes its meaning or goes."""

LANGUAGES = ("nl", "en", "mixed")


@dataclass(frozen=True, slots=True)
class Words:
    """Lengths in words: the median, what nine of ten messages stay within, and the longest."""

    median: float
    p90: float
    longest: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What a set of messages holds.

    Attributes
    ----------
    messages, authors
        How many messages, and how many authors wrote them.
    clean, look_alikes
        Messages that are ``none`` in every category, and those of them that are written to be mistaken.
    must_warn, notice_only
        Messages that are ``warn`` in any category; and ``notice`` in any, but ``warn`` in none.
    levels
        Messages per category and level.
    topics, entities
        Messages per topic, and spans per entity.
    languages
        Messages per language.
    words
        Lengths in words.
    lengths
        Messages per number of words.
    multi_line
        Messages of more than one line.
    near_duplicates
        Messages that are nearly the same as an earlier one of the set.
    """

    messages: int
    authors: int
    clean: int
    look_alikes: int
    must_warn: int
    notice_only: int
    levels: Mapping[Category, Mapping[Level, int]]
    topics: Mapping[Topic, int]
    entities: Mapping[str, int]
    languages: Mapping[str, int]
    words: Words
    lengths: Mapping[int, int]
    multi_line: int
    near_duplicates: int

    def as_data(self) -> dict[str, Any]:
        """Return the counts as plain data, with the shares that are spoken of."""
        return {
            "messages": self.messages,
            "authors": self.authors,
            "clean": _part(self.clean, self.messages),
            "look_alikes": _part(self.look_alikes, self.clean),
            "must_warn": _part(self.must_warn, self.messages),
            "notice_only": _part(self.notice_only, self.messages),
            "levels": {
                category.value: {level.value: count for level, count in levels.items()}
                for category, levels in self.levels.items()
            },
            "topics": {topic.value: count for topic, count in self.topics.items()},
            "entities": dict(self.entities),
            "languages": dict(self.languages),
            "words": {"median": self.words.median, "p90": self.words.p90, "longest": self.words.longest},
            "multi_line": _part(self.multi_line, self.messages),
            "near_duplicates": self.near_duplicates,
        }


@dataclass(frozen=True, slots=True)
class Statistics:
    """The counts per split and in all, and whether the quotas are reached."""

    splits: Mapping[Split, Counts]
    total: Counts
    quotas: tuple[Quota, ...]

    def as_data(self) -> dict[str, Any]:
        """Return the statistics as plain data, with their version."""
        return {
            "statistics_version": STATISTICS_VERSION,
            "total": self.total.as_data(),
            "splits": {split.value: counts.as_data() for split, counts in self.splits.items()},
            "quotas": [quota.as_data() for quota in self.quotas],
        }


def corpus_statistics(corpus: Corpus, *, quotas: Quotas = QUOTAS, progress: Progress = in_silence) -> Statistics:
    """Count a corpus per split and in all, and hold it against the quotas."""
    messages = corpus.messages
    pairs = tuple(near_duplicates([message.text for message in messages], progress=progress))
    split_of = [corpus.authors[message.author].split for message in messages]
    splits = {}
    for split in corpus.splits:
        repeats = {later for one, later in pairs if split_of[one] is split_of[later] is split}
        splits[split] = count_messages(corpus.split(split), near_duplicates=len(repeats))
    total = count_messages(messages, near_duplicates=len({later for _, later in pairs}))
    return Statistics(splits=splits, total=total, quotas=quotas_of(total, test=splits[Split.TEST], quotas=quotas))


def count_messages(messages: Sequence[Message], *, near_duplicates: int = 0) -> Counts:
    """Count messages; how many are near-duplicates is found by the caller, once for the whole corpus."""
    lengths = [len(message.text.split()) for message in messages]
    must_warn = [any(message.level(category) is Level.WARN for category in Category) for message in messages]
    clean = [message.clean for message in messages]
    return Counts(
        messages=len(messages),
        authors=len({message.author for message in messages}),
        clean=sum(clean),
        look_alikes=sum(message.look_alike for message in messages),
        must_warn=sum(must_warn),
        notice_only=len(messages) - sum(clean) - sum(must_warn),
        levels={category: _count(Level, (message.level(category) for message in messages)) for category in Category},
        topics=_count(Topic, (topic for message in messages for topic in set(message.topics))),
        entities=_count(sorted(ENTITIES), (span.label for message in messages for span in message.entities)),
        languages=_count(LANGUAGES, (message.lang for message in messages)),
        words=_words(lengths),
        lengths=dict(sorted(Counter(lengths).items())),
        multi_line=sum("\n" in message.text for message in messages),
        near_duplicates=near_duplicates,
    )


def quotas_of(total: Counts, *, test: Counts, quotas: Quotas = QUOTAS) -> tuple[Quota, ...]:
    """Hold the counts of a corpus and of its test set against the quotas."""
    foreign = total.languages["en"] + total.languages["mixed"]
    topics = {topic.value: count for topic, count in total.topics.items()}
    return (
        Quota("messages", quotas.messages, total.messages),
        Quota("authors", quotas.authors, total.authors),
        Quota("clean", quotas.clean, share(total.clean, total.messages)),
        Quota("look-alikes among the clean", quotas.look_alikes, share(total.look_alikes, total.clean)),
        Quota.of_each("every topic", quotas.topic, topics),
        Quota.of_each("every entity type", quotas.entity, total.entities),
        Quota("English or mixed", quotas.foreign, share(foreign, total.messages)),
        Quota("messages of the test set", quotas.test, test.messages),
    )


def share(part: int, whole: int) -> float:
    """Return ``part / whole``; 0 of nothing."""
    return part / whole if whole else 0.0


def _part(part: int, whole: int) -> dict[str, float]:
    return {"count": part, "share": share(part, whole)}


def _count(keys: Iterable[Key], found: Iterable[str]) -> dict[Key, int]:
    counter = Counter(found)
    return {key: counter[key] for key in keys}


def _words(lengths: Sequence[int]) -> Words:
    if not lengths:
        return Words(median=0.0, p90=0.0, longest=0)
    return Words(
        median=float(np.median(lengths)),
        p90=float(np.quantile(lengths, 0.9, method="higher")),
        longest=max(lengths),
    )
