"""What a labelled message holds, in the order of the targets that estimators are taught."""

from __future__ import annotations

from classifier.records import Category, Level
from classifier.training.corpus import Message
from classifier.vocabulary import TARGETS

__all__ = ["held_targets"]


def held_targets(message: Message) -> list[bool]:
    """Return, for every target of :data:`TARGETS`, whether the message holds it; what warns is at least a notice."""
    held = {f"topic.{topic}" for topic in message.topics}
    for category in Category:
        level = message.level(category)
        if level is Level.WARN:
            held.add(f"{category}.warn")
        if level is not Level.NONE:
            held.add(f"{category}.notice")
    return [target in held for target in TARGETS]
