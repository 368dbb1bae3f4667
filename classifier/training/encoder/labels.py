"""What the encoder is taught to tell."""

from __future__ import annotations

from classifier.recognise.encoder.heads import TAGS
from classifier.records import Category, Level
from classifier.training.corpus import Message
from classifier.vocabulary import TARGETS

__all__ = ["answers", "piece_tags"]

IGNORED = -100
"""Tag of a piece that is not learned from."""


def answers(message: Message) -> list[float]:
    """Return 1 for every target of :data:`TARGETS` that the message holds, 0 for the others."""
    truth = set()
    for category in Category:
        level = message.level(category)
        if level is Level.WARN:
            truth.add(f"{category}.warn")
        if level is not Level.NONE:
            truth.add(f"{category}.notice")
    truth |= {f"topic.{topic}" for topic in message.topics}
    return [float(target in truth) for target in TARGETS]


def piece_tags(message: Message, offsets: list[tuple[int, int]]) -> list[int]:
    """Return the tag of every piece: that of the entity in which its first visible character lies."""
    tags = []
    previous = None
    for start, end in offsets:
        if start == end:
            tags.append(IGNORED)
            continue
        span = next((item for item in message.entities if item.start < end and start < item.end), None)
        if span is None:
            tags.append(0)
        else:
            tags.append(TAGS.index(f"{'I' if span is previous else 'B'}-{span.label}"))
        previous = span
    return tags
