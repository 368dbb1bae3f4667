"""What a draft completes when it is read after the messages before it.

Earlier messages never change what the message itself holds. But 'akkoord' means more after 'stemmen we in met
optie B?', and 'hij zit weer in de schulden' after a name; the policy may raise the verdict for that.
"""

from __future__ import annotations

import re
from typing import Literal

from classifier.decide.levels import levels_of
from classifier.decide.policy_file import CategoryThresholds
from classifier.records import Category, Level, Scored, ScoredMessage

__all__ = ["Follow", "follows"]

Follow = Literal["answers_question", "split_over_messages"]
"""How a draft completes an earlier message."""

REACH = 3
"""How many earlier messages, counted back from the draft, it can complete."""

_LONGEST_ANSWER = 90
_IDENTIFIED = 0.5
_SENSITIVE = 0.5

_STANCE = re.compile(
    r"\b(?:akk?oord|eens|oneens|voor|tegen|ja+|yes|yep|jep|jazeker|zeker|nee+|neen|no|nope|prima|goed|oke?|oké|"
    r"top|doen(?: we)?|niet doen|steun(?:en)?|instemmen|stem(?:men)?|mee(?: eens)?|go|agreed?|disagree|fine|"
    r"optie \w+|variant \w+|liever|geen bezwaar|niks op tegen|ik (?:ga )?(?:niet )?mee|helemaal niet|"
    r"zonder mij|wat mij betreft|van mij mag|snap ik|kan ik (?:niet )?mee leven|vind ik (?:ook|niet|wel))\b|[👍👎✅❌]",
    re.IGNORECASE,
)
_REFERS_BACK = re.compile(
    r"\b(?:hij|zij|ze|haar|hem|zijn|z['’]?n|d['’]?r|die|dat|deze|dit|he|she|him|her|they|his)\b", re.IGNORECASE
)


def follows(scored: Scored, thresholds: CategoryThresholds) -> Follow | None:
    """Return how the draft completes one of the :data:`REACH` messages before it, ``None`` when it does not.

    A draft that already warns by itself completes nothing: it needs no help.
    """
    recent = scored.history[-REACH:]
    if not recent:
        return None
    levels = levels_of(scored.message, thresholds)
    if levels[Category.PERSONAL] is not Level.WARN and _splits(scored.message, recent, thresholds):
        return "split_over_messages"
    if levels[Category.DECISION] is not Level.WARN and _answers(scored.message, recent, thresholds):
        return "answers_question"
    return None


def _answers(message: ScoredMessage, recent: tuple[ScoredMessage, ...], thresholds: CategoryThresholds) -> bool:
    """Return whether ``message`` takes a position on a decision that a recent message put forward."""
    text = message.recognised.normalised.text
    if len(text) > _LONGEST_ANSWER or text.rstrip().endswith("?") or not _STANCE.search(text):
        return False
    return any(levels_of(earlier, thresholds)[Category.DECISION] is Level.WARN for earlier in recent)


def _splits(message: ScoredMessage, recent: tuple[ScoredMessage, ...], thresholds: CategoryThresholds) -> bool:
    """Return whether one message says who it is and the other what is sensitive about them."""
    here_who, here_what = _who(message), message.sensitivity >= _SENSITIVE
    for earlier in recent:
        if levels_of(earlier, thresholds)[Category.PERSONAL] is Level.WARN:
            continue
        fact_after_name = here_what and not here_who and _who(earlier) and _refers_back(message)
        name_after_fact = here_who and not here_what and earlier.sensitivity >= _SENSITIVE and not _who(earlier)
        if fact_after_name or name_after_fact:
            return True
    return False


def _who(message: ScoredMessage) -> bool:
    return message.identifiability >= _IDENTIFIED


def _refers_back(message: ScoredMessage) -> bool:
    return _REFERS_BACK.search(message.recognised.normalised.text) is not None
