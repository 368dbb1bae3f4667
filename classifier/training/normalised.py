"""Labelled messages as the recognisers read them."""

from __future__ import annotations

from classifier.normalise import normalise_text
from classifier.training.corpus import Message, Span

__all__ = ["normalised_message"]


def normalised_message(message: Message) -> Message:
    """Return the message with its text normalised and its entities moved along."""
    normalised = normalise_text(message.text)
    if normalised.text == message.text:
        return message
    moved = []
    for span in message.entities:
        inside = [
            index
            for index, (start, end) in enumerate(zip(normalised.starts, normalised.ends, strict=True))
            if start < span.end and end > span.start
        ]
        if inside:
            moved.append(Span(start=inside[0], end=inside[-1] + 1, label=span.label))
    return message.model_copy(update={"text": normalised.text, "entities": tuple(moved)})
