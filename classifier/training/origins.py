"""Names by origin, for the fairness gate: what is measured with them is never trained on them.

The file maps an origin to its first names and surnames; full names are paired here, always in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from math import lcm
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, RootModel, StringConstraints, model_validator

from classifier.configuration import StrictModel, read_model
from classifier.errors import ConfigurationError
from classifier.training.corpus import CORPUS
from classifier.training.names import fold

__all__ = ["FULL_NAMES", "LEAST_NAMES", "ORIGINS", "Group", "Origin", "names_of", "read_origins"]

ORIGINS = CORPUS / "names" / "origins.yaml"
"""The names by origin of this repository."""

FULL_NAMES = 300
"""Full names of every origin."""

LEAST_NAMES = 40
"""Least first names, and least surnames, of an origin."""

Name = Annotated[str, StringConstraints(pattern=r"^[^\W\d_'’](?:[^\W\d_]|['’ -])*$|^['’]t [^\W\d_]+$", max_length=40)]
OriginKey = Annotated[str, StringConstraints(pattern=r"^[a-z]+(?:_[a-z]+)*$")]


class Group(StrictModel):
    """First names and surnames that go together, any with any."""

    first_names: Annotated[tuple[Name, ...], Field(min_length=1)]
    surnames: Annotated[tuple[Name, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_no_name_twice(self) -> Self:
        for names in (self.first_names, self.surnames):
            name, count = Counter(fold(name) for name in names).most_common(1)[0]
            if count > 1:
                raise ValueError(f"{name!r} stands in one list twice")
        return self


class Origin(Group):
    """The names of an origin.

    Attributes
    ----------
    also
        Further names of the same origin that are never paired with the others: those of another language, or with
        forms for women.
    """

    also: tuple[Group, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """All names, in groups within which they are paired."""
        return (Group(first_names=self.first_names, surnames=self.surnames), *self.also)

    @model_validator(mode="after")
    def _has_enough(self) -> Self:
        counts = {
            "first names": sum(len(group.first_names) for group in self.groups),
            "surnames": sum(len(group.surnames) for group in self.groups),
        }
        for what, count in counts.items():
            if count < LEAST_NAMES:
                raise ValueError(f"has {count} {what}, and needs {LEAST_NAMES}")
        return self

    @model_validator(mode="after")
    def _gives_enough_full_names(self) -> Self:
        count = len(set(names_of(self)))
        if count < FULL_NAMES:
            raise ValueError(f"gives {count} different full names, and needs {FULL_NAMES}")
        return self


class _Origins(RootModel[dict[OriginKey, Origin]]):
    pass


def read_origins(path: Path = ORIGINS) -> Mapping[str, tuple[str, ...]]:
    """Return the full names of every origin, :data:`FULL_NAMES` each, no name twice; the same file gives the same.

    Parameters
    ----------
    path
        A YAML file ``origin: {first_names: [...], surnames: [...], also: [{first_names: ..., surnames: ...}]}``.

    Raises
    ------
    ConfigurationError
        If the file is missing or wrong; names the file, the line and the key.
    """
    origins = read_model(path, _Origins, error=ConfigurationError).root
    if not origins:
        raise ConfigurationError("holds no origin", path=path, line=1, cure="add one, with its names")
    return {name: names_of(origin) for name, origin in origins.items()}


def names_of(origin: Origin) -> tuple[str, ...]:
    """Return :data:`FULL_NAMES` full names of an origin, as many of each of its groups as can be.

    Every first name and every surname is used about equally often.
    """
    groups = [_pairs(group.first_names, group.surnames) for group in origin.groups]
    taken = [islice(group, -(-FULL_NAMES // len(groups))) for group in groups]
    return tuple(islice(chain.from_iterable(zip(*taken, strict=False)), FULL_NAMES))


def _pairs(first_names: Sequence[str], surnames: Sequence[str]) -> Iterator[str]:
    """Yield every pair once: both lists go round, and one of them moves on when a round would repeat itself."""
    around = lcm(len(first_names), len(surnames))
    for index in range(len(first_names) * len(surnames)):
        first = first_names[index % len(first_names)]
        yield f"{first} {surnames[(index + index // around) % len(surnames)]}"
