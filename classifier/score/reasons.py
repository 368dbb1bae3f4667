"""Why a category scored as it did, and what scores for certain.

Some things need no estimate: a valid citizen number in a chat is a data breach whatever stands around it.
Everything else is estimated; here it only gets its reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from classifier.records import Category, CategoryScore, Reason, RecognisedMessage, Topic
from classifier.score.identifiability import Identification, Pointer, strongest

__all__ = ["certain_scores", "explain_and_floor"]

CERTAIN = 0.99
"""Score of what warns for certain."""

DIRECT_IDENTIFIERS = frozenset({"NL_BSN", "IBAN_CODE", "ID_DOCUMENT", "CREDIT_CARD"})
"""Entities that warn on their own (labelling guideline, section 1, first line of ``warn``)."""

CONTACTS = frozenset({"PHONE_NUMBER", "EMAIL_ADDRESS"})
_CONFIGURED = {
    Category.PERSONAL: Reason.DIRECT_IDENTIFIER,
    Category.DECISION: Reason.SUBSTANCE,
    Category.CONFIDENTIAL: Reason.SECRET_MATTER,
}
_SENSITIVE = 0.2
_IDENTIFYING = 0.5
"""From this identifiability on, a message is taken to tell whom it is about."""


def explain_and_floor(
    scores: Mapping[Category, CategoryScore],
    message: RecognisedMessage,
    identifications: tuple[Identification, ...],
    *,
    topics: Mapping[Topic, float],
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
    topics
        How likely each sensitive topic is, in [0, 1].
    """
    certain = certain_scores(message)
    estimated = scores[Category.PERSONAL]
    reasons = _personal_reasons(
        _private_labels(message),
        identifications,
        sensitive=max(topics.values(), default=0.0) >= _SENSITIVE,
        health=topics.get(Topic.HEALTH, 0.0) >= max(_SENSITIVE, *topics.values(), 0.0),
        work=_is_work(message),
        light=estimated.notice - estimated.warn > estimated.warn,
    )
    explained = {
        Category.PERSONAL: replace(estimated, reasons=reasons),
        Category.DECISION: replace(scores[Category.DECISION], reasons=(Reason.SUBSTANCE,)),
        Category.CONFIDENTIAL: replace(scores[Category.CONFIDENTIAL], reasons=(Reason.SECRET_MATTER,)),
    }
    return {category: _raised(score, certain.get(category)) for category, score in explained.items()}


def certain_scores(message: RecognisedMessage) -> dict[Category, CategoryScore]:
    """Return the scores that need no estimate: of direct identifiers and of secrets."""
    labels = {entity.label for entity in message.entities if entity.by_rule and not entity.public}
    scores = {}
    if labels & DIRECT_IDENTIFIERS:
        scores[Category.PERSONAL] = CategoryScore(CERTAIN, CERTAIN, (Reason.DIRECT_IDENTIFIER,))
    if "CREDENTIAL" in labels:
        scores[Category.CONFIDENTIAL] = CategoryScore(CERTAIN, CERTAIN, (Reason.CREDENTIAL,))
    for entity in message.entities:
        if entity.warns is not None:
            scores.setdefault(entity.warns, CategoryScore(CERTAIN, CERTAIN, (_CONFIGURED[entity.warns],)))
    return scores


def _raised(score: CategoryScore, certain: CategoryScore | None) -> CategoryScore:
    if certain is None:
        return score
    return CategoryScore(
        warn=max(score.warn, certain.warn),
        notice=max(score.notice, certain.notice),
        reasons=tuple(dict.fromkeys((*certain.reasons, *score.reasons))),
    )


def _private_labels(message: RecognisedMessage) -> frozenset[str]:
    return frozenset(entity.label for entity in message.entities if not entity.public)


def _is_work(message: RecognisedMessage) -> bool:
    """Return whether every private contact in the message belongs to the organisation itself."""
    contacts = [entity for entity in message.entities if entity.label in CONTACTS and not entity.public]
    return bool(contacts) and all(entity.own for entity in contacts)


def _personal_reasons(
    labels: frozenset[str],
    identifications: tuple[Identification, ...],
    *,
    sensitive: bool,
    health: bool,
    work: bool,
    light: bool,
) -> tuple[Reason, ...]:
    """Return the reasons that hold, strongest first; ``light``: a second look is likelier than a warning."""
    pointers = {item.pointer for item in identifications}
    identified = strongest(identifications) >= _IDENTIFYING
    contact = bool(labels & CONTACTS)
    full_name = bool(pointers & {Pointer.NAME_IN_FULL, Pointer.TITLE_AND_NAME})
    candidates = (
        (Reason.ABSENCE, light and health and Pointer.FIRST_NAME in pointers),
        (Reason.SENSITIVE_FACT, identified and sensitive),
        (Reason.OWN_LOGIN, {"CREDENTIAL", "PERSON"} <= labels),
        (Reason.DIRECT_IDENTIFIER, bool(labels & {"DATE_OF_BIRTH", "CASE_NUMBER"}) and identified),
        (Reason.WORK_CONTACT, contact and (light or work)),
        (Reason.PRIVATE_CONTACT, contact),
        (Reason.ADDRESS, bool(labels & {"STREET_ADDRESS", "NL_POSTCODE"})),
        (Reason.LICENCE_PLATE, "NL_LICENSE_PLATE" in labels),
        (Reason.NAME, full_name and not sensitive),
        (Reason.UNIDENTIFIED_FACT, sensitive and not identified),
        (Reason.NAME, full_name),
        (Reason.SENSITIVE_FACT, identified),
    )
    reasons = tuple(dict.fromkeys(reason for reason, holds in candidates if holds))
    return reasons or (Reason.UNIDENTIFIED_FACT,)
