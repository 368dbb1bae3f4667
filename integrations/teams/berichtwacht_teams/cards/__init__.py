"""Everything that Teams shows: pure functions from what is known about a draft to an Adaptive Card.

Dialogs (:mod:`~berichtwacht_teams.cards.dialogs`) answer with ``Action.Submit``, cards of the bot
(:mod:`~berichtwacht_teams.cards.answers`) with ``Action.Execute``. The writer's own text only stands in text runs,
in the box and in the data of a button. Every card is one that Teams takes: what makes it too large is left out.
"""

from berichtwacht_teams.cards.answers import advice, nudge, reply, thanks
from berichtwacht_teams.cards.dialogs import ask, ask_again, nothing_to_check, redirect, sent, warn
from berichtwacht_teams.cards.explaining import elsewhere, help_card, problem
from berichtwacht_teams.cards.messages import TooLarge, can_show, message
from berichtwacht_teams.cards.naming import named
from berichtwacht_teams.cards.sizes import MOST_BYTES, size_of
from berichtwacht_teams.cards.texts import TEXTS, Note, Problem

__all__ = [
    "MOST_BYTES",
    "TEXTS",
    "Note",
    "Problem",
    "TooLarge",
    "advice",
    "ask",
    "ask_again",
    "can_show",
    "elsewhere",
    "help_card",
    "message",
    "named",
    "nothing_to_check",
    "nudge",
    "problem",
    "redirect",
    "reply",
    "sent",
    "size_of",
    "thanks",
    "warn",
]
