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
_SENSITIVE = 0.25
_GOVERNING = 0.1

_STANCE = re.compile(
    r"\b(?:akk?oord|eens|oneens|voor|tegen\w*|ja+|yes|yep|jep|jazeker|zeker|nee+|neen|no|nope|prima|goed|oke?|"
    r"oké|top|doen|"
    r"steun\w*|instemm\w*|stemm?\w*|mee|meedoen|go|agreed?|disagree|fine|optie \w+|variant \w+|liever|bezwaar|"
    r"op tegen|"
    r"zonder mij|van m(?:ij|e)|wat mij betreft|snap ik|mee leven|vind ik|doorzetten|doorgaan|stoppen|schrap\w*|"
    r"intrekken|"
    r"verlengen|sluiten|verkopen|vasthouden|terugsturen|weigeren|gedogen|handhaven|verlenen|gunnen|laatste|"
    r"eerste|idem|"
    r"ook niet|ook wel|volg\w*|groen licht|haak|ga je gang|geen enkel|laten|zou ik|ik zou|kant|fractie|onze|wij|"
    r"teken\w*|"
    r"moeite|lijkt me|zonde|graag|nooit|mits|alleen als)\b|[👍👎✅❌💪]|^(?:[a-d]|\d)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\?|\b(?:of|peil\w*|wie|voorkeur|reactie|aan jullie|neig|gevoel|collega['’]?s|mandaat|stemmen|"
    r"medeindieners|signaal|"
    r"vinden|ziet zitten)\b",
    re.IGNORECASE,
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
    return any(_puts_forward(earlier, thresholds) for earlier in recent)


def _puts_forward(message: ScoredMessage, thresholds: CategoryThresholds) -> bool:
    """Return whether ``message`` is about a decision, or asks something that may well be."""
    if levels_of(message, thresholds)[Category.DECISION] is Level.WARN:
        return True
    score = message.categories[Category.DECISION]
    asks = _QUESTION.search(message.recognised.normalised.text) is not None
    return score is not None and score.notice >= _GOVERNING and asks


def _splits(message: ScoredMessage, recent: tuple[ScoredMessage, ...], thresholds: CategoryThresholds) -> bool:
    """Return whether one message says who it is and the other what is sensitive about them."""
    for earlier in recent:
        warned = levels_of(earlier, thresholds)[Category.PERSONAL] is Level.WARN
        if warned and _who(earlier) and _what(earlier):
            continue
        fact_after_name = _what(message) and not _who(message) and _who(earlier)
        name_after_fact = _who(message) and not _what(message) and _what(earlier) and not _who(earlier)
        if fact_after_name or name_after_fact:
            return True
    return False


def _who(message: ScoredMessage) -> bool:
    return message.identifiability >= _IDENTIFIED


def _what(message: ScoredMessage) -> bool:
    return message.sensitivity >= _SENSITIVE
