"""What is told apart from any message: what Berichtwacht does, and what went wrong."""

from __future__ import annotations

from berichtwacht_client import Language, Verdict
from microsoft_teams.cards import AdaptiveCard, CardElement

from berichtwacht_teams.cards.elements import card, heading, said
from berichtwacht_teams.cards.texts import TEXTS, Problem, Texts
from berichtwacht_teams.cards.verdicts import header

__all__ = ["elsewhere", "explanation", "help_card", "problem"]


def help_card(language: Language, *, nudges: bool) -> AdaptiveCard:
    """Return the card about what is checked and what is not; ``nudges``: whether the bot speaks up after sending."""
    texts = TEXTS[language]
    told = texts.help
    ways = [told.compose, told.sent, told.bot, told.group, *([told.nudges] if nudges else [])]
    return card(
        language,
        [
            heading(told.title, size="Large"),
            *explanation(texts),
            heading(told.use),
            *(said(way) for way in ways),
        ],
    )


def explanation(texts: Texts) -> list[CardElement]:
    """Return in short what is checked, what is kept, and what to do in a crisis or with a warning that is wrong."""
    told = texts.help
    return [
        said(told.checks),
        said(told.misses),
        said(told.keeps),
        heading(told.crisis_title, size="Default"),
        said(told.crisis),
        heading(told.object_title, size="Default"),
        said(told.object),
    ]


def problem(language: Language, kind: Problem) -> AdaptiveCard:
    """Return the card that says why nothing was checked, or done."""
    texts = TEXTS[language]
    title = texts.advice.not_done if kind in {Problem.NOT_TOLD, Problem.UNKNOWN_BUTTON} else texts.advice.problem
    return card(language, [header(title, Verdict.UNCHECKED, [texts.problems[kind]])])


def elsewhere(language: Language) -> str:
    """Return what is said where others can read the answer; it says nothing of the message."""
    return TEXTS[language].advice.elsewhere
