"""Feedback that was sent, and what must therefore be in the store at the end."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg

from api.secrets import Seal, read_secret

__all__ = ["Promise", "Row", "Said", "Shown", "broken", "read_store"]

_CATEGORIES = ("personal", "decision", "confidential")
_QUERY = """
    SELECT assessment, action, reason, "right", verdict, levels, corrected, model_version, policy_version,
           text, comment, ARRAY(SELECT code FROM feedback_warnings AS shown WHERE shown.feedback = feedback.id)
    FROM feedback
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the answer showed that feedback is about, as the store must keep it."""

    verdict: str
    levels: str
    warnings: frozenset[str]
    model_version: str
    policy_version: str


@dataclass(slots=True)
class Said:
    """One feedback on an assessment, and whether it was accepted (201)."""

    action: str
    text: str | None = None
    is_accepted: bool = False
    comment: str | None = None
    reason: str | None = None
    right: bool | None = None
    levels: tuple[str, ...] | None = None

    @property
    def body(self) -> dict[str, Any]:
        """The request, without the id of the assessment."""
        levels = None if self.levels is None else dict(zip(_CATEGORIES, self.levels, strict=True))
        whole = {
            "action": self.action,
            "text": self.text,
            "comment": self.comment,
            "reason": self.reason,
            "right": self.right,
            "levels": levels,
        }
        return {name: value for name, value in whole.items() if value is not None}


@dataclass(slots=True)
class Promise:
    """All feedback on one assessment, in the order in which it was said."""

    receipt: str
    shown: Shown
    said: list[Said] = field(default_factory=list)

    @classmethod
    def on(cls, data: Mapping[str, Any]) -> "Promise":
        """Return what is to become feedback on this answer of the service."""
        levels = (data["categories"][name]["level"] for name in _CATEGORIES)
        shown = Shown(
            verdict=data["verdict"],
            levels=" ".join(level or "unchecked" for level in levels),
            warnings=frozenset(warning["code"] for warning in data["warnings"]),
            model_version=data["model_version"],
            policy_version=data["policy_version"],
        )
        return cls(data["id"], shown)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the store, its texts opened."""

    assessment: str
    action: str
    text: str | None
    shown: Shown
    comment: str | None = None
    reason: str | None = None
    right: bool | None = None
    corrected: str | None = None


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
        possible = list(map(_kept, promise.said[accepted[-1] if accepted else 0 :]))
        if len(there) != 1:
            wrong.append(f"accepted feedback stands {len(there)} times in the store")
        elif there[0].shown != promise.shown:
            wrong.append("feedback in the store on another answer than was given")
        elif _told(there[0]) not in possible:
            wrong.append(
                f"'{there[0].action}' in the store where '{possible[0][0]}' was accepted, or something else in it"
            )
    return wrong + ["feedback in the store that nobody gave"] * len(found)


def read_store(url: str, secret: str) -> list[Row]:
    """Return all feedback that the store holds."""
    seal = Seal([read_secret(secret)], "feedback")
    with psycopg.connect(url) as connection:
        rows = connection.execute(_QUERY).fetchall()
    return [
        Row(
            assessment,
            action,
            _opened(seal, text),
            Shown(verdict, levels, frozenset(codes), model, policy),
            _opened(seal, comment),
            reason,
            right,
            corrected,
        )
        for assessment, action, reason, right, verdict, levels, corrected, model, policy, text, comment, codes in rows
    ]


def _kept(said: Said) -> tuple[object, ...]:
    corrected = None if said.levels is None else " ".join(said.levels)
    return said.action, said.text, said.comment, said.reason, said.right, corrected


def _told(row: Row) -> tuple[object, ...]:
    return row.action, row.text, row.comment, row.reason, row.right, row.corrected


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
