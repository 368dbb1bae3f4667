"""Variants of a message, as other people would have typed it: what the encoder reads in training."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from classifier.training.augment import (
    add_emoji,
    append,
    lower_case,
    swap_names,
    swap_places,
    typos,
    upper_case,
    without_punctuation,
)
from classifier.training.corpus import Message
from classifier.training.names import Gazetteer

__all__ = ["varier"]


def varier(gazetteer: Gazetteer, messages: Sequence[Message], *, strength: float = 1.0) -> Callable[..., Message]:
    """Return a function from a message and a source of chance to a variant of the message.

    Parameters
    ----------
    gazetteer
        The names and places to swap in.
    messages
        The messages from which clean ones are taken to stand beside another.
    strength
        How often the way of typing is changed; 1 changes it in about two of three messages.
    """
    clean = [message for message in messages if message.clean and not message.entities and len(message.text) < 120]

    def vary(message: Message, random: Random) -> Message:
        if random.random() < 0.6:
            message = swap_names(message, gazetteer, random)
        if random.random() < 0.4:
            message = swap_places(message, gazetteer, random)
        if clean and random.random() < 0.06 * strength:
            message = append(message, random.choice(clean), random)
        if random.random() < 0.35 * strength:
            message = lower_case(message)
        elif random.random() < 0.03 * strength:
            message = upper_case(message)
        if random.random() < 0.25 * strength:
            message = without_punctuation(message)
        if random.random() < 0.4 * strength:
            message = typos(message, random, share=random.choice((0.05, 0.15, 0.3, 1.0)))
        if random.random() < 0.08 * strength:
            message = add_emoji(message, random)
        return message

    return vary
