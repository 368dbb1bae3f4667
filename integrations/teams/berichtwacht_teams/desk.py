"""What every handler works with."""

from __future__ import annotations

from dataclasses import dataclass

from berichtwacht_client import Assessment, Language

from berichtwacht_teams.assessing import Assessor
from berichtwacht_teams.conversations import Conversations
from berichtwacht_teams.records import Checked
from berichtwacht_teams.seals import Seals

__all__ = ["Desk", "assessment_of", "language_of"]


@dataclass(frozen=True, slots=True)
class Desk:
    """The things that handlers share; they hold no draft.

    Parameters
    ----------
    assessor
        Asks the service.
    conversations
        Knows who is in a conversation.
    seals
        Tells whether a text was changed.
    nudges
        Whether messages are looked at after sending.
    """

    assessor: Assessor
    conversations: Conversations
    seals: Seals
    nudges: bool = False


def assessment_of(checked: Checked) -> str:
    """Return the id of the assessment; empty when there is none."""
    return checked.result.id if isinstance(checked.result, Assessment) else ""


def language_of(locale: str | None) -> Language:
    """Return the language of the cards: that of the user when we speak it; English for others, Dutch when not known.

    Parameters
    ----------
    locale
        A language tag, such as ``nl-NL``.
    """
    if not locale:
        return Language.NL
    return Language.NL if locale.lower().replace("_", "-").split("-")[0] == "nl" else Language.EN
