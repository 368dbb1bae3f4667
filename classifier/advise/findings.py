"""Spans of the text as the caller sent it, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.advise.texts import Texts
from classifier.records import (
    AssessedTopic,
    Category,
    Entity,
    Finding,
    NormalisedText,
    Phrase,
    Reason,
    ScoredMessage,
)

__all__ = ["findings_of", "topics_of"]

_ESTIMATOR = "estimator"


def findings_of(message: ScoredMessage, texts: Texts) -> tuple[Finding, ...]:
    """Return every entity and every phrase that moved a score, in order of appearance."""
    normalised = message.recognised.normalised
    found = [
        *(_phrase(phrase, normalised, texts) for phrase in message.phrases),
        *(
            _entity(entity, category, normalised, texts)
            for entity in message.recognised.entities
            for category in _categories(entity, message)
        ),
    ]
    return tuple(sorted(found, key=lambda item: (item.start, item.end, item.category, item.entity or "")))


def topics_of(message: ScoredMessage) -> tuple[AssessedTopic, ...]:
    """Return the topics, the most likely first, with the words that show them."""
    normalised = message.recognised.normalised
    found = []
    for topic in message.topics:
        if topic.start is None or topic.end is None:
            found.append(AssessedTopic(topic.topic, topic.score, None, None))
        else:
            found.append(AssessedTopic(topic.topic, topic.score, *normalised.original_span(topic.start, topic.end)))
    return tuple(found)


def _categories(entity: Entity, message: ScoredMessage) -> Iterator[Category]:
    """Yield what an entity counts for: a secret is confidential, and personal too when it is somebody's own."""
    if entity.warns is not None:
        yield entity.warns
        return
    if entity.label != "CREDENTIAL":
        yield Category.PERSONAL
        return
    yield Category.CONFIDENTIAL
    personal = message.categories[Category.PERSONAL]
    if personal is not None and Reason.OWN_LOGIN in personal.reasons:
        yield Category.PERSONAL


def _entity(entity: Entity, category: Category, normalised: NormalisedText, texts: Texts) -> Finding:
    start, end = normalised.original_span(entity.start, entity.end)
    meaning = texts.entities.get(entity.label, texts.other_entity)
    return Finding(
        category=category,
        entity=entity.label,
        start=start,
        end=end,
        score=entity.score,
        recogniser=entity.recogniser,
        explanation=f"{meaning} {texts.public_entity}" if entity.public else meaning,
    )


def _phrase(phrase: Phrase, normalised: NormalisedText, texts: Texts) -> Finding:
    start, end = normalised.original_span(phrase.start, phrase.end)
    return Finding(
        category=phrase.category,
        entity=None,
        start=start,
        end=end,
        score=phrase.weight,
        recogniser=_ESTIMATOR,
        explanation=texts.phrases[phrase.category],
    )
