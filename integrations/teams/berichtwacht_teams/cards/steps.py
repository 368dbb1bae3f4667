"""How to put a message right that was sent already."""

from __future__ import annotations

from collections.abc import Sequence

from berichtwacht_client import Destination, Verdict
from microsoft_teams.cards import CardElement

from berichtwacht_teams.cards.elements import heading, numbered, said
from berichtwacht_teams.cards.texts import Texts
from berichtwacht_teams.cards.verdicts import verdict_of
from berichtwacht_teams.records import Checked

__all__ = ["steps"]


def steps(checked: Checked, places: Sequence[Destination], texts: Texts) -> list[CardElement]:
    """Return what to do, first of all to keep what was said: a message that is deleted cannot be archived."""
    if verdict_of(checked) is not Verdict.WARN:
        return [heading(texts.sent.title), said(texts.sent.look)]
    names = ", ".join(place.label for place in places)
    keep = texts.sent.move.format(places=names) if names else texts.sent.keep_first
    return [heading(texts.sent.title), *numbered((keep, texts.sent.mend, texts.sent.tell))]
