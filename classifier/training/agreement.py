"""How far two labellings of the same messages agree: Cohen's kappa per category, F1 of topics and entities.

A second labelling is JSON Lines, one message a line, without its text, which is taken from the first by id::

    {"id": "a14-001", "personal": "warn", "decision": "none", "confidential": "none", "topics": ["health"],
     "entities": [{"start": 17, "end": 27, "label": "STREET_ADDRESS"}]}

It may hold a part of the messages only. Those of the corpus stand in ``second/<author>.jsonl``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from rich.console import Console
from rich.table import Table

from classifier.errors import CorpusError
from classifier.records import Category, Level, Topic
from classifier.training.corpus import CORPUS, Corpus, Message, Span, parse_message, read_lines, read_messages
from classifier.training.explanations import explain

__all__ = [
    "KAPPA",
    "SECOND",
    "Agreement",
    "Kappas",
    "Labelling",
    "Pair",
    "agreement",
    "cohens_kappa",
    "print_agreement",
    "read_first",
    "read_labellings",
    "read_pairs",
    "read_second",
]

KAPPA = 0.80
"""Least kappa of a category, of its three levels and of ``warn`` against the rest."""

SECOND = "second"
"""Directory of the second labellings in a corpus."""


class Labelling(BaseModel):
    """A message's labels without its text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    personal: Level
    decision: Level
    confidential: Level
    topics: tuple[Topic, ...]
    entities: tuple[Span, ...]


Pair = tuple[Message, Message]
"""A message as it is labelled first and second."""


@dataclass(frozen=True, slots=True)
class Kappas:
    """Cohen's kappa of one category; ``None`` where both labellings know one and the same label only."""

    levels: float | None
    warn: float | None

    @property
    def reached(self) -> bool:
        """Whether neither is below :data:`KAPPA`."""
        return all(kappa is None or kappa >= KAPPA for kappa in (self.levels, self.warn))


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two labellings agree.

    Attributes
    ----------
    messages
        Messages that were labelled twice.
    categories
        Kappas per category.
    topics
        F1 of the topics; ``None`` where neither labelling has any.
    entities
        F1 per entity type, where spans of the same type that overlap are the same; types that neither labelling has
        are left out.
    all_entities
        F1 over all entity types.
    """

    messages: int
    categories: Mapping[Category, Kappas]
    topics: float | None
    entities: Mapping[str, float]
    all_entities: float | None

    @property
    def below(self) -> tuple[Category, ...]:
        """The categories in which a kappa is below :data:`KAPPA`."""
        return tuple(category for category, kappas in self.categories.items() if not kappas.reached)


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Compare the labels of messages that were labelled twice."""
    counts = _entity_counts(pairs)
    both = sum(len(set(first.topics) & set(second.topics)) for first, second in pairs)
    given = sum(len(set(message.topics)) for pair in pairs for message in pair)
    return Agreement(
        messages=len(pairs),
        categories={category: _kappas(pairs, category) for category in Category},
        topics=_f1(2 * both, given),
        entities={label: shared / total for label, (shared, total) in sorted(counts.items())},
        all_entities=_f1(sum(shared for shared, _ in counts.values()), sum(total for _, total in counts.values())),
    )


def cohens_kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa of pairs of labels, unweighted.

    Agreement beyond what the labellers' own frequencies give by chance, as a share of what is possible beyond chance
    (J. Cohen, "A coefficient of agreement for nominal scales", 1960).

    Returns
    -------
    float or None
        At most 1; ``None`` when there is no pair, or both labellers used one and the same label only.

    >>> cohens_kappa([("a", "a"), ("a", "a"), ("b", "b"), ("a", "b")])
    0.5
    """
    counted = Counter(pairs)
    n = counted.total()
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    for (one, other), count in counted.items():
        first[one] += count
        second[other] += count
    agreed = n * sum(count for (one, other), count in counted.items() if one == other)
    chance = sum(first[label] * second[label] for label in first)
    return (agreed - chance) / (n * n - chance) if n * n > chance else None


def read_labellings(path: Path) -> Iterator[tuple[int, Labelling]]:
    """Yield the lines of a second labelling, with their numbers.

    Raises
    ------
    CorpusError
        If a line is no such record; names file and line.
    """
    for number, line in read_lines(path):
        try:
            yield number, Labelling.model_validate_json(line, strict=True)
        except ValidationError as problem:
            raise CorpusError("; ".join(explain(problem)), path=path, line=number) from None


def read_pairs(first: Iterable[Message], second: Path) -> list[Pair]:
    """Return the messages of a second labelling as they are labelled first and second, in its order.

    Raises
    ------
    CorpusError
        If a line is no labelling, its id is unknown or stands there twice, or its spans do not fit the text.
    """
    known = {message.id: message for message in first}
    pairs: dict[str, Pair] = {}
    for line, labelling in read_labellings(second):
        message = known.get(labelling.id)
        if message is None:
            raise CorpusError(f"the id {labelling.id} is unknown to the first labelling", path=second, line=line)
        if message.id in pairs:
            raise CorpusError(f"the id {message.id} stands here for the second time", path=second, line=line)
        record = {"text": message.text, "lang": message.lang, **labelling.model_dump(mode="json")}
        pairs[message.id] = message, parse_message(json.dumps(record), path=second, line=line)
    if not pairs:
        raise CorpusError("holds no labels", path=second, line=1)
    return list(pairs.values())


def read_first(path: Path) -> tuple[Message, ...]:
    """Return the messages of a JSON Lines file or a corpus directory."""
    return Corpus.read(path).messages if path.is_dir() else tuple(read_messages(path))


def read_second(directory: Path = CORPUS) -> dict[str, list[Pair]]:
    """Return the pairs of every second labelling of a corpus, by the name of its file.

    Raises
    ------
    CorpusError
        If there is none, or one is wrong; see :func:`read_pairs`.
    """
    paths = sorted((directory / SECOND).glob("*.jsonl"))
    if not paths:
        raise CorpusError("holds no second labellings", path=directory / SECOND, line=1)
    messages = read_first(directory)
    return {path.stem: read_pairs(messages, path) for path in paths}


def print_agreement(found: Mapping[str, Agreement], console: Console) -> None:
    """Print agreements by name as tables; a kappa below :data:`KAPPA` is marked."""
    kappas = Table("labelling", "category", "messages", "kappa, three levels", "kappa, warn", title="Cohen's kappa")
    entities = Table("labelling", "what", "F1", title="topics and entities (overlap)")
    for name, compared in found.items():
        for category, kappa in compared.categories.items():
            kappas.add_row(name, category, str(compared.messages), _marked(kappa.levels), _marked(kappa.warn))
        for what, f1 in {"topics": compared.topics, "all entities": compared.all_entities, **compared.entities}.items():
            entities.add_row(name, what, _shown(f1))
    console.print(kappas, entities)


def _shown(number: float | None) -> str:
    return "–" if number is None else f"{number:.2f}"


def _marked(kappa: float | None) -> str:
    """Return a kappa as it is shown; more places where two would hide that it is below."""
    if kappa is None or kappa >= KAPPA:
        return _shown(kappa)
    return f"[bold red]{kappa:.4f} < {KAPPA:.2f}[/]"


def _kappas(pairs: Sequence[Pair], category: Category) -> Kappas:
    levels = [(first.level(category), second.level(category)) for first, second in pairs]
    return Kappas(
        levels=cohens_kappa(levels),
        warn=cohens_kappa((one is Level.WARN, other is Level.WARN) for one, other in levels),
    )


def _entity_counts(pairs: Sequence[Pair]) -> dict[str, tuple[int, int]]:
    """Return, per entity type, the spans of both labellings that meet one of the other, and all spans of both."""
    shared: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            for span in one.entities:
                total[span.label] += 1
                shared[span.label] += any(_same(span, candidate) for candidate in other.entities)
    return {label: (shared[label], total[label]) for label in total}


def _same(span: Span, other: Span) -> bool:
    return span.label == other.label and span.start < other.end and other.start < span.end


def _f1(shared: int, total: int) -> float | None:
    """Return ``shared / total``: what both have, counted on both sides, among all that either has."""
    return shared / total if total else None
