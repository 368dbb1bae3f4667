"""Reading what comes back from a card. Whatever a client sends is read to the letter, or it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from berichtwacht_client import Why

from berichtwacht_teams.records import Act, Submitted

__all__ = ["read_submitted"]

_LONGEST = {"assessment": 4096, "seal": 64, "destination": 200}


def read_submitted(data: object, verb: str | None = None) -> Submitted | None:
    """Return what a card asks for; ``None`` when no card of ours says so.

    Parameters
    ----------
    data
        The data of the action with the values of the inputs.
    verb
        The verb of the action, which goes before the ``act`` in its data.
    """
    if not isinstance(data, Mapping):
        return None
    act = verb or data.get("act")
    if act not in list(Act):
        return None
    reason = data.get("reason")
    return Submitted(
        act=Act(act),
        text=_text(data, "draft") or _text(data, "text") or "",
        crisis=_is_on(data, "crisis"),
        reason=Why(reason) if reason in list(Why) else None,
        assessment=_text(data, "assessment"),
        seal=_text(data, "seal"),
        destination=_text(data, "destination"),
        share=_is_on(data, "share"),
        is_sent=_is_on(data, "is_sent"),
    )


def _text(data: Mapping[Any, Any], name: str) -> str | None:
    value = data.get(name)
    if not isinstance(value, str) or len(value) > _LONGEST.get(name, len(value)):
        return None
    return value


def _is_on(data: Mapping[Any, Any], name: str) -> bool:
    return str(data.get(name)).lower() == "true"
