"""How work that takes a while says how far it is, without knowing where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

__all__ = ["Progress", "Steps", "in_silence", "tell_nobody"]

Item = TypeVar("Item")


class Progress(Protocol):
    """Shows how far the work is, while what it is given is gone through."""

    def __call__(self, items: Sequence[Item], what: str) -> Iterable[Item]:
        """Yield the items; ``what`` says in a few words what is done with them."""


def in_silence(items: Sequence[Item], what: str) -> Iterable[Item]:  # noqa: ARG001 - part of what every Progress takes
    """Yield the items and show nothing."""
    return items


Steps = Callable[[str, int, int], None]
"""Is told what is done, how far it is, and how far it goes: for work that is done in parts that go on elsewhere."""


def tell_nobody(what: str, done: int, total: int) -> None:
    """Show nothing."""
