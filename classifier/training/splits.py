"""Who the authors of a corpus are and what their messages are used for: reading and changing ``authors.yaml``.

One author's messages never stand in two splits, and what the test set holds stays what it was.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from textwrap import wrap

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import FoldedScalarString

from classifier.errors import ConfigurationError
from classifier.training.corpus import AUTHORS, CORPUS, Author, Split, read_authors
from classifier.training.disk import alone_in, replace_file

__all__ = ["AuthorRow", "print_splits", "set_split", "split_table"]

_WIDTH = 120
_BESIDE_BRIEF = 40
"""Characters that the columns beside the brief need."""

_ID = re.compile(r"[a-z][a-z0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """An author, their split, how many messages they have, and their brief."""

    author: str
    split: Split
    messages: int
    brief: str


def split_table(directory: Path = CORPUS) -> list[AuthorRow]:
    """Return the authors of a corpus, split by split.

    Raises
    ------
    ConfigurationError
        If ``authors.yaml`` is wrong.
    """
    rows = [
        AuthorRow(name, author.split, _count(directory, name), author.brief)
        for name, author in read_authors(directory).items()
    ]
    return sorted(rows, key=lambda row: list(Split).index(row.split))


def print_splits(rows: Sequence[AuthorRow], console: Console) -> None:
    """Print what every split holds in all, then every author; a brief is cut off at the end of its line."""
    totals = Table("split", "authors", "messages", title="splits", title_justify="left")
    for split in Split:
        own = [row for row in rows if row.split is split]
        totals.add_row(split, f"{len(own):,}", f"{sum(row.messages for row in own):,}")
    authors = Table("split", "author", "messages", title="authors", title_justify="left")
    authors.add_column("brief", no_wrap=True, max_width=max(20, console.width - _BESIDE_BRIEF))
    for row in rows:
        authors.add_row(row.split, row.author, f"{row.messages:,}", row.brief)
    console.print(totals, authors)


def set_split(
    author: str, split: Split, *, brief: str | None = None, move: bool = False, directory: Path = CORPUS
) -> Author:
    """Put an author into a split, in ``authors.yaml``, of which comments, order and everything else stay as they are.

    Parameters
    ----------
    author
        Their id: a letter, then letters and digits.
    split
        What their messages are for.
    brief
        What they write to, for an author who is new; for one who is known it replaces the brief.
    move
        Whether an author who is in another split may leave it.
    directory
        The corpus.

    Returns
    -------
    Author
        The author as they stand there now.

    Raises
    ------
    ConfigurationError
        If the file is wrong, the author is new without a brief, or they may not move: without ``move``, or, once they
        have messages, out of or into the test set. The file is left as it was.
    """
    path = directory / AUTHORS
    if not _ID.fullmatch(author):
        raise ConfigurationError(
            "an author's id is a letter and up to 15 letters and digits, all lower case", cure="choose another id"
        )
    with alone_in(directory):
        before = read_authors(directory)
        if author in before:
            _check_move(author, before, split, move=move, path=path, messages=_count(directory, author))
        elif brief is None:
            raise ConfigurationError("does not know this author yet", path=path, cure="say with --brief who they are")
        made = _author(split, brief or before[author].brief)
        _change(path, author, made, new_brief=brief is not None)
    return made


def _check_move(
    author: str, authors: Mapping[str, Author], split: Split, *, move: bool, path: Path, messages: int
) -> None:
    held = authors[author].split
    if held is split:
        return
    if messages and Split.TEST in (held, split):
        way = "out of" if held is Split.TEST else "into"
        raise ConfigurationError(
            f"{author} has {messages} messages and may not move {way} the test set",
            path=path,
            cure="the test set is frozen; let an author who is new write for it",
        )
    if not move:
        raise ConfigurationError(f"{author} is in {held}", path=path, cure=f"--move takes them to {split}")


def _author(split: Split, brief: str) -> Author:
    try:
        return Author(split=split, brief=brief)
    except ValidationError as problem:
        said = problem.errors(include_url=False, include_input=False)[0]["msg"]
        raise ConfigurationError(
            f"--brief: {said}", cure="say who writes, where, in which app and about what"
        ) from None


def _change(path: Path, author: str, made: Author, *, new_brief: bool) -> None:
    """Write an author's split and brief into a file that is sound; who is new comes last."""
    yaml = YAML(typ="rt", pure=True)
    yaml.width = _WIDTH
    yaml.preserve_quotes = True
    document = yaml.load(path.read_text(encoding="utf-8"))
    entry = document.setdefault(author, CommentedMap())
    entry["split"] = made.split.value
    if new_brief:
        entry["brief"] = _folded(made.brief)
    written = io.BytesIO()
    yaml.dump(document, written)
    replace_file(path, written.getvalue())


def _folded(brief: str) -> FoldedScalarString:
    """Return a brief as YAML that is folded over lines of its own."""
    lines = wrap(" ".join(brief.split()), _WIDTH - 4, break_long_words=False, break_on_hyphens=False)
    folded: FoldedScalarString = FoldedScalarString(" ".join(lines))
    breaks = [end + index for index, end in enumerate(accumulate(len(line) for line in lines[:-1]))]
    folded.fold_pos = breaks  # type: ignore[attr-defined]  # where ruamel.yaml ends a line
    return folded


def _count(directory: Path, author: str) -> int:
    """Return how many messages an author has."""
    path = directory / "messages" / f"{author}.jsonl"
    if not path.exists():
        return 0
    with path.open("rb") as lines:
        return sum(1 for line in lines if line.strip())
