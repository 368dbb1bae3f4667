"""Reading a body as JSON, strictly: what two readers could read differently is refused (RFC 8259, RFC 7493)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

__all__ = ["MAX_DEPTH", "InvalidActivity", "read_object"]

MAX_DEPTH = 32
"""How deep objects and lists may be nested; an adaptive card that somebody sends to the bot is the deepest thing."""


class InvalidActivity(Exception):
    """A body is no activity that is let in.

    Parameters
    ----------
    field
        The field that is wrong, as ``value.commandContext``; empty for the body as a whole.
    reason
        What is wrong with it, in words that hold nothing of the body.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field or 'the body'} {reason}")
        self.field = field
        self.reason = reason


def read_object(body: bytes) -> dict[str, Any]:
    """Return the object that ``body`` holds.

    Raises
    ------
    InvalidActivity
        If it is not UTF-8, not JSON, no object, holds a key twice, a number that is none (``NaN``) or too long, half
        a character, or nests deeper than :data:`MAX_DEPTH`.
    """
    try:
        value = json.loads(
            body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_finite
        )
    except UnicodeDecodeError:
        raise InvalidActivity("", "is not UTF-8") from None
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError:
        raise InvalidActivity("", "is not JSON") from None
    except ValueError:  # Python refuses to read integers of more than 4,300 digits
        raise InvalidActivity("", "holds a number that is too long") from None
    if not isinstance(value, dict):
        raise InvalidActivity("", "is no object")
    _look_through(value)
    return value


def _too_deep() -> InvalidActivity:
    return InvalidActivity("", f"nests deeper than {MAX_DEPTH} levels")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise InvalidActivity("", "holds an object with the same key twice")
    return members


def _no_constant(_: str) -> None:
    raise InvalidActivity("", "holds NaN or Infinity, which are not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise InvalidActivity("", "holds a number that is too large")
    return number


def _look_through(value: dict[str, Any]) -> None:
    """Refuse what is nested too deep, and strings that cannot be written as UTF-8."""
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [part for node in level for part in _parts(node)]
        if not all(_is_whole(part) for part in level if isinstance(part, str)):
            raise InvalidActivity("", "holds half a character")
        level = [part for part in level if isinstance(part, dict | list)]
        if not level:
            return
    raise _too_deep()


def _parts(node: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return [*node, *node.values()] if isinstance(node, dict) else node


def _is_whole(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)
