"""Records for tests, made by hand."""

from classifier.records import (
    Category,
    CategoryScore,
    Context,
    Draft,
    Entity,
    NormalisedText,
    Reason,
    RecognisedMessage,
    Scored,
    ScoredMessage,
)


def plain(text):
    """A normalised text that is the original."""
    return NormalisedText(text, text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))


def message(text, *entities, public=()):
    """A recognised message; entities are (label, words) and stand where the words first stand."""
    found = []
    for label, words in entities:
        start = text.index(words)
        found.append(Entity(label, start, start + len(words), 0.9, "test", public=words in public))
    return RecognisedMessage(plain(text), tuple(sorted(found, key=lambda item: item.start)))


def scored_message(text="", *, identifiability=0.0, sensitivity=0.0, entities=(), topics=(), phrases=(), **levels):
    """A scored message; levels are category=(warn, notice) or category=(warn, notice, reason)."""
    categories = {}
    for category in Category:
        values = levels.get(category.value, (0.0, 0.0))
        categories[category] = None if values is None else CategoryScore(values[0], values[1], tuple(values[2:]))
    return ScoredMessage(
        recognised=message(text, *entities),
        categories=categories,
        identifiability=identifiability,
        sensitivity=sensitivity,
        topics=topics,
        phrases=phrases,
    )


def scored(text="tekst", *, context=None, history=(), degraded=(), **levels):
    """A scored draft."""
    return Scored(
        draft=Draft(text=text, context=context or Context()),
        message=scored_message(text, **levels),
        model_version="test",
        history=tuple(history),
        degraded=degraded,
    )


WARN = (0.9, 0.95)
NOTICE = (0.1, 0.9)
NONE = (0.0, 0.0)
SENSITIVE = (0.9, 0.95, Reason.SENSITIVE_FACT)
