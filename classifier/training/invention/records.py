"""What inventing gives: proposals for an entity, and what of the original is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

__all__ = ["Left", "Marked", "Replacement", "Why"]

Why = Literal["entity", "number", "word"]
"""Why something counts as left: a recogniser finds it, its digits or characters stand there, or a word of it does."""


class Marked(Protocol):
    """Anything with a span in code points and a label of :data:`classifier.vocabulary.ENTITIES`."""

    @property
    def start(self) -> int:
        """Where it starts."""
        ...

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        ...

    @property
    def label(self) -> str:
        """What it is."""
        ...


@dataclass(frozen=True, slots=True)
class Replacement:
    """What can take the place of an entity ``text[start:end]``.

    ``proposals`` are all different and read as the original did; the first ones of all entities of a message go
    together, and so do the second ones.
    """

    start: int
    end: int
    label: str
    proposals: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Left:
    """A place in the new text where an entity of the original still stands; ``label`` is that entity's."""

    start: int
    end: int
    label: str
    why: Why
