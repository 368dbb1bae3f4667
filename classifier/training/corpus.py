"""The curated messages: one JSON record a line, as the labelling guideline has it.

A corpus directory holds ``messages/<author>.jsonl``, ``conversations.jsonl`` and ``authors.yaml``, which says
which split an author belongs to. One author's messages never stand in two splits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from classifier.configuration import StrictModel, read_model
from classifier.errors import ConfigurationError, CorpusError
from classifier.records import Category, Level, Topic
from classifier.training.disk import replace_file
from classifier.training.explanations import explain
from classifier.vocabulary import ENTITIES

__all__ = [
    "AUTHORS",
    "CORPUS",
    "Author",
    "Corpus",
    "Message",
    "Refused",
    "Span",
    "Split",
    "not_of",
    "parse_message",
    "read_authors",
    "read_lines",
    "read_messages",
    "read_numbered",
    "record_of",
    "write_messages",
]

CORPUS = Path(__file__).parents[2] / "training_data"
"""The corpus of this repository."""

AUTHORS = "authors.yaml"
"""The file that says who the authors of a corpus are."""


class Split(StrEnum):
    """What an author's messages are used for."""

    ENCODER = "encoder"
    """The encoder is fine-tuned on them."""
    SCORERS = "scorers"
    """The scorers and their calibration are fitted on them: they must not trust what the encoder has memorised."""
    DEVELOPMENT = "development"
    """Thresholds and everything else that is a choice are chosen on them."""
    TEST = "test"
    """Frozen: only measured on."""
    REVIEWED = "reviewed"
    """What curators reviewed: corrections are fitted on them, on top of scorers that have not seen them."""


class Span(BaseModel):
    """An entity: ``text[start:end]`` and its label."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    start: Annotated[int, Field(ge=0)]
    end: int
    label: str

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a span must end after it starts")
        return self

    @field_validator("label")
    @classmethod
    def _is_known(cls, label: str) -> str:
        if label not in ENTITIES:
            known = ", ".join(f"'{entity}'" for entity in ENTITIES)
            raise PydanticCustomError("literal_error", "Input should be {expected}", {"expected": known})
        return label


class Message(BaseModel):
    """A labelled message. ``look_alike``: clean, and written to be mistaken for what is not."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: str
    text: Annotated[str, Field(min_length=1)]
    lang: Literal["nl", "en", "mixed"]
    personal: Level
    decision: Level
    confidential: Level
    topics: tuple[Topic, ...]
    entities: tuple[Span, ...]
    look_alike: bool = False

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        position = 0
        for span in self.entities:
            if span.start < position:
                raise ValueError("spans must be in order and may not overlap")
            if span.end > len(self.text):
                raise ValueError("a span ends after the text does")
            if self.text[span.start : span.end] != self.text[span.start : span.end].strip():
                raise ValueError("a span begins or ends with white space")
            position = span.end
        if self.look_alike and not self.clean:
            raise ValueError("a look-alike must be none in every category")
        return self

    @property
    def author(self) -> str:
        """The author's id, which the message's id begins with."""
        return self.id.rsplit("-", 1)[0]

    @property
    def clean(self) -> bool:
        """Whether every category is ``none``."""
        return all(self.level(category) is Level.NONE for category in Category)

    def level(self, category: Category) -> Level:
        """Return the level of ``category``."""
        level: Level = getattr(self, category.value)
        return level


class Author(StrictModel):
    """An author of the corpus: the brief that they wrote to, and their split."""

    split: Split
    brief: Annotated[str, Field(min_length=20)]


class _Authors(RootModel[dict[str, Author]]):
    pass


@dataclass(frozen=True, slots=True)
class Corpus:
    """All messages, by author, and who the authors are."""

    authors: Mapping[str, Author]
    messages: tuple[Message, ...]

    @classmethod
    def read(cls, directory: Path = CORPUS) -> Corpus:
        """Read a corpus directory.

        Raises
        ------
        CorpusError
            If a line is no valid record; names the file and the line.
        ConfigurationError
            If ``authors.yaml`` is wrong or does not know an author.
        """
        authors = read_authors(directory)
        messages: list[Message] = []
        for path in sorted((directory / "messages").glob("*.jsonl")):
            if path.stem not in authors:
                raise ConfigurationError(
                    f"does not know the author of messages/{path.name}",
                    path=directory / AUTHORS,
                    cure="add the author, with a brief and a split",
                )
            for line, message in read_numbered(path):
                if message.author != path.stem:
                    raise CorpusError(not_of(path), path=path, line=line)
                messages.append(message)
        return cls(authors=authors, messages=tuple(messages))

    @property
    def splits(self) -> tuple[Split, ...]:
        """The splits to tell of: all of them, but that of reviewed messages only where there are any."""
        return tuple(split for split in Split if split is not Split.REVIEWED or self.split(split))

    def split(self, *splits: Split) -> tuple[Message, ...]:
        """Return the messages of the authors in ``splits``."""
        return tuple(message for message in self.messages if self.authors[message.author].split in splits)


def read_authors(directory: Path = CORPUS) -> dict[str, Author]:
    """Return the authors of a corpus, in the order of ``authors.yaml``.

    Raises
    ------
    ConfigurationError
        If the file is wrong.
    """
    return read_model(directory / AUTHORS, _Authors, error=ConfigurationError).root


def not_of(path: Path) -> str:
    """Return what is wrong with a message that stands in a file but does not belong to its author."""
    return f"the id must begin with the file's author, {path.stem}-"


Refused = Callable[[CorpusError], None]
"""Who is told of a line that is wrong, when the lines beside it are to be read all the same."""


def read_messages(path: Path, *, refused: Refused | None = None) -> Iterator[Message]:
    """Yield the records of one JSON Lines file.

    Parameters
    ----------
    path
        The file.
    refused
        Is handed every line that is no valid record; the others are read. Without it the first such line is raised.

    Raises
    ------
    CorpusError
        If a line is no valid record; the message names the line, never the text.
    """
    return (message for _, message in read_numbered(path, refused=refused))


def read_numbered(path: Path, *, refused: Refused | None = None) -> Iterator[tuple[int, Message]]:
    """Yield the records of a file as :func:`read_messages` does, each with its line, counted from 1."""
    for number, line in read_lines(path, refused=refused):
        try:
            yield number, parse_message(line, path=path, line=number)
        except CorpusError as problem:
            if refused is None:
                raise
            refused(problem)


def read_lines(path: Path, *, refused: Refused | None = None) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file that are not blank, with their numbers, counted from 1.

    Raises
    ------
    CorpusError
        If a line is not UTF-8; with ``refused``, that is told of it and the line is left out.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError as problem:
                wrong = CorpusError(f"is not UTF-8: byte {problem.start + 1} of the line", path=path, line=number)
                if refused is None:
                    raise wrong from None
                refused(wrong)
                continue
            if text.strip():
                yield number, text


def parse_message(record: str, *, path: Path, line: int) -> Message:
    """Parse one record; see :func:`read_messages`. All that is wrong with it is told, not the first only."""
    try:
        return Message.model_validate_json(record, strict=True)
    except ValidationError as problem:
        raise CorpusError("; ".join(explain(problem)), path=path, line=line) from None


def write_messages(path: Path, messages: Iterable[Message]) -> None:
    """Write records as JSON Lines, one message a line, in one step: all of them, or the file is left as it was."""
    lines = [json.dumps(record_of(message), ensure_ascii=False) for message in messages]
    replace_file(path, "".join(f"{line}\n" for line in lines).encode())


def record_of(message: Message) -> dict[str, Any]:
    """Return the record of a message, as JSON Lines hold it."""
    record = message.model_dump(mode="json")
    if not message.look_alike:
        del record["look_alike"]
    return record
