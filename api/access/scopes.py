"""What a caller may be allowed to do."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

__all__ = ["Scope", "granted"]


class Scope(StrEnum):
    """A permission; a key or a token carries one or more."""

    ASSESS = "assess"
    FEEDBACK = "feedback"
    CURATE = "curate"
    ADMIN = "admin"


def granted(names: Iterable[str], *, prefix: str = "") -> frozenset[Scope]:
    """Return the scopes among ``names``; what is no scope of ours is none of our business.

    Parameters
    ----------
    names
        Names, as a token or a key carries them.
    prefix
        What stands before each, such as ``berichtwacht.``.
    """
    known = {f"{prefix}{scope}": scope for scope in Scope}
    return frozenset(known[name] for name in names if name in known)
