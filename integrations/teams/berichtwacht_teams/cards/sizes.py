"""How large a card may be, and what is left out first when it is too large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from microsoft_teams.cards import AdaptiveCard

__all__ = ["MOST_BYTES", "Detail", "fitting", "size_of"]

MOST_BYTES: Final = 25_000
"""Teams refuses a message of about 28 KB; the rest is for what is sent around the card."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How much a card shows.

    Parameters
    ----------
    whole
        The draft as a whole with its words highlighted, instead of only those words and what is around them.
    explained
        The explanation of how Berichtwacht works.
    carried
        The draft within a button, to check it again as a crisis.
    redacted
        The draft without personal data.
    quoted
        The paragraphs of the guideline.
    excerpts
        The highlighted words with what is around them.
    identified
        The id of the assessment, without which there is no feedback.
    boxed
        The draft in a box, to change it.
    """

    whole: bool = True
    explained: bool = True
    carried: bool = True
    redacted: bool = True
    quoted: bool = True
    excerpts: bool = True
    identified: bool = True
    boxed: bool = True


def _ever_less() -> tuple[Detail, ...]:
    details = [Detail()]
    for part in ("whole", "explained", "carried", "redacted", "quoted", "excerpts", "identified"):
        details.append(replace(details[-1], **{part: False}))
    without_box = replace(details[-1], quoted=True, excerpts=True, boxed=False)
    return (*details, without_box, replace(details[-1], boxed=False))


_DETAILS = _ever_less()


def fitting(build: Callable[[Detail], AdaptiveCard]) -> AdaptiveCard:
    """Return the fullest card that Teams shows."""
    card = build(_DETAILS[0])
    for detail in _DETAILS[1:]:
        if size_of(card) <= MOST_BYTES:
            break
        card = build(detail)
    return card


def size_of(card: AdaptiveCard) -> int:
    """Return how many bytes ``card`` takes as JSON in UTF-8."""
    return len(card.model_dump_json(exclude_none=True).encode())
