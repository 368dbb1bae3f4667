"""Variants of a message, as other people would have typed it: what the encoder reads in training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

__all__ = ["Varier", "varier"]


@dataclass(frozen=True, slots=True)
class Varier:
    """Gives a variant of a message: a function that can be sent to another process.

    Parameters
    ----------
    gazetteer
        The names and places to swap in.
    clean
        Clean messages that may stand beside another.
    strength
        How often the way of typing is changed; 1 changes it in about two of three messages.
    """

    gazetteer: Gazetteer
    clean: tuple[Message, ...]
    strength: float

    def __call__(self, message: Message, random: Random) -> Message:
        """Return a variant of ``message``; ``random`` makes every choice."""
        if random.random() < 0.6:
            message = swap_names(message, self.gazetteer, random)
        if random.random() < 0.4:
            message = swap_places(message, self.gazetteer, random)
        if self.clean and random.random() < 0.06 * self.strength:
            message = append(message, random.choice(self.clean), random)
        if random.random() < 0.35 * self.strength:
            message = lower_case(message)
        elif random.random() < 0.03 * self.strength:
            message = upper_case(message)
        if random.random() < 0.25 * self.strength:
            message = without_punctuation(message)
        if random.random() < 0.4 * self.strength:
            message = typos(message, random, share=random.choice((0.05, 0.15, 0.3, 1.0)))
        if random.random() < 0.08 * self.strength:
            message = add_emoji(message, random)
        return message


def varier(gazetteer: Gazetteer, messages: Sequence[Message], *, strength: float = 1.0) -> Varier:
    """Return what varies messages; see :class:`Varier`. Clean ones among ``messages`` may stand beside another."""
    clean = tuple(message for message in messages if message.clean and not message.entities and len(message.text) < 120)
    return Varier(gazetteer, clean, strength)
