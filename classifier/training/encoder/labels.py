"""What the encoder is taught to tell."""

from __future__ import annotations

from classifier.recognise.encoder.heads import TAGS
from classifier.training.corpus import Message

__all__ = ["IGNORED", "piece_tags"]

IGNORED = -100
"""Tag of a piece that is not learned from."""


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
