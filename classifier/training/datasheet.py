"""The counted part of a corpus's datasheet: what a script can count stands there as it was counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import fill

from classifier.errors import CorpusError
from classifier.records import Category, Level
from classifier.training.corpus import CORPUS, Corpus, Split
from classifier.training.statistics import Counts, count_messages, share

__all__ = ["BEGIN", "DATASHEET", "END", "counted", "write_datasheet"]

DATASHEET = "README.md"
BEGIN = "<!-- counted by `berichtwacht data datasheet` -->"
END = "<!-- end of what is counted -->"

_WIDTH = 120
_ROWS: tuple[tuple[str, Callable[[Counts], str]], ...] = (
    ("messages", lambda counts: f"{counts.messages:,}"),
    ("authors", lambda counts: str(counts.authors)),
    ("clean", lambda counts: f"{share(counts.clean, counts.messages):.1%}"),
    ("look-alikes among the clean", lambda counts: f"{share(counts.look_alikes, counts.clean):.1%}"),
    ("must warn", lambda counts: f"{share(counts.must_warn, counts.messages):.1%}"),
    *((f"`{category}`: warn / notice", lambda counts, of=category: _levels(counts, of)) for category in Category),
    ("English or mixed", lambda counts: f"{share(counts.messages - counts.languages['nl'], counts.messages):.1%}"),
)


def counted(corpus: Corpus) -> str:
    """Return the counts of a corpus as Markdown: a table of the splits that have messages, topics, entities."""
    total = count_messages(corpus.messages)
    splits = [split for split in Split if corpus.split(split)]
    columns = [*(count_messages(corpus.split(split)) for split in splits), total]
    lines = [_row(["what", *splits, "all"]), _row(["---"] * (len(columns) + 1))]
    lines += [_row([name, *(cell(counts) for counts in columns)]) for name, cell in _ROWS]
    topics = _listed({topic.value: count for topic, count in total.topics.items()})
    entities = _listed({f"`{label}`": count for label, count in total.entities.items()})
    return "\n".join([*lines, "", fill(f"Topics: {topics}.", _WIDTH), "", fill(f"Entities: {entities}.", _WIDTH)])


def write_datasheet(directory: Path = CORPUS) -> Path:
    """Count the corpus in ``directory`` and write the counts into its datasheet.

    Raises
    ------
    CorpusError
        If the datasheet is missing, or has no place for the counts.
    """
    path = directory / DATASHEET
    try:
        before, found, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    except OSError as problem:
        raise CorpusError(f"cannot be read: {problem.strerror}", path=path, line=1) from None
    _, ended, after = rest.partition(END)
    if not found or not ended:
        raise CorpusError(f"has no lines {BEGIN} and {END} between which the counts can stand", path=path, line=1)
    counts = counted(Corpus.read(directory))
    path.write_text(f"{before}{BEGIN}\n\n{counts}\n\n{END}{after}", encoding="utf-8")
    return path


def _levels(counts: Counts, category: Category) -> str:
    levels = counts.levels[category]
    return f"{levels[Level.WARN]:,} / {levels[Level.NOTICE]:,}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _listed(counts: Mapping[str, int]) -> str:
    """Return the counts in words, the most frequent first."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count:,}" for name, count in ranked)
