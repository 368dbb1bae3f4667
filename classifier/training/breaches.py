"""What breaks the labelling guideline in one message, once it is a record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.records import Level
from classifier.training.check_digits import passes, unmarked
from classifier.training.corpus import Message
from classifier.training.shapes import can_be

__all__ = ["LONGEST", "breaches"]

LONGEST = 220
"""Most words of a message; what is longer is no chat message."""

_ID = re.compile(r"\w{1,40}-\d{1,9}", re.ASCII)


def breaches(message: Message) -> Iterator[str]:
    """Yield what is wrong with one message; it never repeats the text, nor an id that may be one."""
    if not _ID.fullmatch(message.id):
        yield "the id must be that of the author, a hyphen and a number"
    words = len(message.text.split())
    if not words:
        yield "holds no words"
    if words > LONGEST:
        yield f"has {words} words; more than {LONGEST} is no chat message"
    if message.topics and message.personal is Level.NONE:
        yield "topics are given, but personal is none"
    if len(set(message.topics)) < len(message.topics):
        yield "a topic is given twice"
    yield from _wrong_entities(message)
    for span in unmarked(message):
        yield f"the number at {span.start}:{span.end} should be marked as {span.label}, or should fail its check"


def _wrong_entities(message: Message) -> Iterator[str]:
    """Yield entities that cannot be, and numbers that fail their check; those written in words are not judged."""
    for span in message.entities:
        words = message.text[span.start : span.end]
        if not can_be(span.label, words):
            yield f"the words at {span.start}:{span.end} cannot be {span.label}"
        elif not passes(span.label, words):
            yield f"{span.label} at {span.start}:{span.end} fails its check"
