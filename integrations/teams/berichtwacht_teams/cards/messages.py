"""The card that is put into the compose box: the message and nothing else."""

from __future__ import annotations

from typing import Final

from microsoft_teams.cards import AdaptiveCard, TextRun

from berichtwacht_teams.cards.elements import lines_of, shown
from berichtwacht_teams.cards.sizes import MOST_BYTES, size_of

__all__ = ["TooLarge", "can_show", "message"]

_BLOCKS: Final = 250
"""How many lines get a block of their own, as far as there is room."""


class TooLarge(ValueError):
    """The text takes more bytes than Teams takes on a card."""


def message(text: str) -> AdaptiveCard:
    """Return ``text`` as a card, line by line; very many lines become one block.

    Raises
    ------
    TooLarge
        If Teams would refuse the card, see :func:`can_show`.
    """
    for blocks in (_BLOCKS, 0):
        made = _message(text, blocks)
        if size_of(made) <= MOST_BYTES:
            return made
    raise TooLarge("text: takes more bytes than Teams takes on a card")


def can_show(text: str) -> bool:
    """Return whether ``text`` can be put on a card."""
    return size_of(_message(text, 0)) <= MOST_BYTES


def _message(text: str, blocks: int) -> AdaptiveCard:
    lines = [[TextRun(text=line)] if line else [] for line in lines_of(text)]
    return AdaptiveCard(body=shown(lines, blocks=blocks))
