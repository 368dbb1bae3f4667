"""Why a category scored as it did, and what scores for certain.

Some things need no estimate: a valid citizen number in a chat is a data breach whatever stands around it.
Everything else is estimated; here it only gets its reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from classifier.records import Category, CategoryScore, Entity, Reason, RecognisedMessage
from classifier.score.identifiability import Identification, Pointer, strongest

__all__ = ["explain_and_floor"]

CERTAIN = 0.99
"""Score of what warns for certain."""

DIRECT_IDENTIFIERS = frozenset({"NL_BSN", "IBAN_CODE", "ID_DOCUMENT", "CREDIT_CARD"})
"""Entities that warn on their own (labelling guideline, section 1, first line of ``warn``)."""

_IDENTIFYING = 0.5
"""From this identifiability on, a message is taken to tell whom it is about."""


def explain_and_floor(
    scores: Mapping[Category, CategoryScore],
    message: RecognisedMessage,
    identifications: tuple[Identification, ...],
    *,
    sensitivity: float,
) -> dict[Category, CategoryScore]:
    """Return the scores with their reasons, raised to :data:`CERTAIN` where a rule of the guideline is certain.

    Parameters
    ----------
    scores
        The estimated scores.
    message
        The message with its entities.
    identifications
        What points at a person in it.
    sensitivity
        How likely a sensitive topic is, in [0, 1].
    """
    private = tuple(entity for entity in message.entities if not entity.public)
    personal = replace(
        scores[Category.PERSONAL], reasons=_personal_reasons(private, identifications, sensitivity=sensitivity)
    )
    if any(entity.label in DIRECT_IDENTIFIERS for entity in private):
        personal = replace(personal, warn=max(personal.warn, CERTAIN), notice=max(personal.notice, CERTAIN))
    confidential = replace(scores[Category.CONFIDENTIAL], reasons=(Reason.SECRET_MATTER,))
    if any(entity.label == "CREDENTIAL" for entity in private):
        confidential = CategoryScore(
            warn=max(confidential.warn, CERTAIN),
            notice=max(confidential.notice, CERTAIN),
            reasons=(Reason.CREDENTIAL, Reason.SECRET_MATTER),
        )
    return {
        Category.PERSONAL: personal,
        Category.DECISION: replace(scores[Category.DECISION], reasons=(Reason.SUBSTANCE,)),
        Category.CONFIDENTIAL: confidential,
    }


def _personal_reasons(
    private: tuple[Entity, ...], identifications: tuple[Identification, ...], *, sensitivity: float
) -> tuple[Reason, ...]:
    labels = {entity.label for entity in private}
    pointers = {item.pointer for item in identifications}
    identified = strongest(identifications) >= _IDENTIFYING
    candidates = (
        (Reason.DIRECT_IDENTIFIER, bool(labels & DIRECT_IDENTIFIERS)),
        (Reason.SENSITIVE_FACT, identified and sensitivity >= 0.5),
        (Reason.OWN_LOGIN, {"CREDENTIAL", "PERSON"} <= labels),
        (Reason.DIRECT_IDENTIFIER, bool(labels & {"DATE_OF_BIRTH", "CASE_NUMBER"}) and identified),
        (Reason.PRIVATE_CONTACT, bool(labels & {"PHONE_NUMBER", "EMAIL_ADDRESS"})),
        (Reason.ADDRESS, "STREET_ADDRESS" in labels),
        (Reason.LICENCE_PLATE, "NL_LICENSE_PLATE" in labels),
        (Reason.UNIDENTIFIED_FACT, sensitivity >= 0.5),
        (Reason.NAME, bool(pointers & {Pointer.NAME_IN_FULL, Pointer.TITLE_AND_NAME})),
        (Reason.SENSITIVE_FACT, identified),
    )
    reasons = list(dict.fromkeys(reason for reason, holds in candidates if holds))
    return tuple(reasons) or (Reason.UNIDENTIFIED_FACT,)
