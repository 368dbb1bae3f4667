"""How a person is recognised: by the object id in Entra, the user principal name or the mail address.

A key is one of these, casefolded. Other ids, such as those that begin with ``29:``, differ per bot and are no keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

__all__ = ["KeyKind", "is_guest", "key_of", "keys_of", "kind_of"]

_OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ADDRESS = re.compile(r'[^\s@<>,;:"()\[\]\\]+@[\w-]+(\.[\w-]+)+')
_LONGEST = 320  # characters: 64 before the @ and 255 after it
_GUEST = "#ext#"


class KeyKind(Enum):
    """What a key is."""

    OBJECT_ID = auto()
    ADDRESS = auto()
    """A user principal name or a mail address; they look alike and are often the same."""


def key_of(value: str) -> str | None:
    """Return ``value`` as a key, or ``None`` when it is neither an object id nor an address."""
    if len(value) > _LONGEST:
        return None
    key = value.casefold()
    return key if _OBJECT_ID.fullmatch(key) or _ADDRESS.fullmatch(key) else None


def keys_of(values: Iterable[str | None]) -> frozenset[str]:
    """Return the keys among ``values``; what is no key is passed over."""
    keys = (key_of(value.strip()) for value in values if value)
    return frozenset(key for key in keys if key is not None)


def kind_of(key: str) -> KeyKind:
    """Return what a key is."""
    return KeyKind.ADDRESS if "@" in key else KeyKind.OBJECT_ID


def is_guest(keys: Iterable[str]) -> bool:
    """Return whether a user principal name says that this is somebody from outside, as Entra writes ``#EXT#``."""
    return any(_GUEST in key for key in keys)
