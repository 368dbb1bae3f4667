"""Feedback that was sent, and what must therefore be in the store at the end."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import psycopg

from api.secrets import Seal, read_secret

__all__ = ["Promise", "Row", "Said", "broken", "read_store"]


@dataclass(slots=True)
class Said:
    """One feedback on an assessment, and whether it was accepted (201)."""

    action: str
    text: str | None
    is_accepted: bool = False


@dataclass(slots=True)
class Promise:
    """All feedback on one assessment, in the order in which it was said."""

    receipt: str
    said: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the store, its text opened."""

    assessment: str
    action: str
    text: str | None


def broken(promises: Iterable[Promise], rows: Iterable[Row], secret: str) -> list[str]:
    """Return what is lost, there twice, or other than was said; never a text.

    What was accepted last must be there; what was said after that and not accepted may be there instead.
    """
    seal = Seal([read_secret(secret)], "receipt")
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.assessment, []).append(row)
    wrong = []
    for promise in promises:
        identity = _identity(seal, promise.receipt)
        accepted = [number for number, said in enumerate(promise.said) if said.is_accepted]
        there = found.pop(identity, [])
        if not there and not accepted:
            continue
        possible = [(said.action, said.text) for said in promise.said[accepted[-1] if accepted else 0 :]]
        if len(there) != 1:
            wrong.append(f"accepted feedback stands {len(there)} times in the store")
        elif (there[0].action, there[0].text) not in possible:
            wrong.append(f"'{there[0].action}' in the store where '{possible[0][0]}' was accepted, or another text")
    return wrong + ["feedback in the store that nobody gave"] * len(found)


def read_store(url: str, secret: str) -> list[Row]:
    """Return all feedback that the store holds."""
    seal = Seal([read_secret(secret)], "feedback")
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT assessment, action, text FROM feedback").fetchall()
    return [Row(assessment, action, _opened(seal, text)) for assessment, action, text in rows]


def _opened(seal: Seal, text: bytes | None) -> str | None:
    if text is None:
        return None
    opened = seal.open(bytes(text))
    return "cannot be opened" if opened is None else opened.decode()


def _identity(seal: Seal, receipt: str) -> str:
    """Return the id in a receipt, also when the clock says that it is too old or too new."""
    opened = seal.open(receipt)
    assert opened is not None
    return str(json.loads(opened)[0])
