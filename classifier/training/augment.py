"""Variants of written messages for training: typed worse, and with other names in the same places."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from classifier.recognise.names.gazetteer import Gazetteer
from classifier.training.corpus import Message, Span

__all__ = ["lower_case", "replace_spans", "swap_names", "typos", "without_punctuation"]

_KEEP = frozenset("van de den der het el al ten ter te von da di dos la le bin ibn abu 't 's in op vd v/d".split())
_NEIGHBOURS = {
    "a": "s",
    "e": "r",
    "i": "o",
    "o": "i",
    "n": "m",
    "m": "n",
    "t": "r",
    "r": "t",
    "s": "d",
    "d": "s",
    "l": "k",
}


def lower_case(message: Message) -> Message:
    """Return the message in lower case. Letters that change their length stay as they are."""
    text = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in message.text)
    return message.model_copy(update={"text": text})


def without_punctuation(message: Message) -> Message:
    """Return the message without the commas, full stops and question marks that stand outside entities."""
    inside = {index for span in message.entities for index in range(span.start, span.end)}
    gone = [index for index, letter in enumerate(message.text) if letter in ",.?!;:" and index not in inside]
    return replace_spans(message, [(index, index + 1, " ") for index in gone])


def swap_names(message: Message, gazetteer: Gazetteer, random: Random) -> Message:
    """Return the message with every word of a person's name replaced by another name of the gazetteer.

    A first word is replaced by a first name when it is one, else by a surname; prefixes and initials stay, and
    so does the way the name is written: capitals stay capitals.
    """
    given, family = sorted(gazetteer.first_names), sorted(gazetteer.surnames)
    replacements = []
    for span in message.entities:
        if span.label == "PERSON":
            words = message.text[span.start : span.end].split(" ")
            names = [
                _other(word, index == 0 and word.lower() in gazetteer.first_names, given, family, random)
                for index, word in enumerate(words)
            ]
            replacements.append((span.start, span.end, " ".join(names)))
    return replace_spans(message, replacements)


def typos(message: Message, random: Random, *, share: float = 0.15) -> Message:
    """Return the message with a typing error in a share of its longer words: doubled, missing or wrong letters."""
    replacements = []
    position = 0
    for word in message.text.split(" "):
        if len(word) >= 5 and word.isalpha() and random.random() < share:
            at = position + random.randrange(1, len(word) - 1)
            letter = message.text[at]
            wrong = random.choice(["", letter * 2, _NEIGHBOURS.get(letter.lower(), letter)])
            replacements.append((at, at + 1, wrong))
        position += len(word) + 1
    return replace_spans(message, replacements)


def replace_spans(message: Message, replacements: Sequence[tuple[int, int, str]]) -> Message:
    """Return the message with spans of its text replaced, and its entities moved along.

    Parameters
    ----------
    message
        The message.
    replacements
        Start, end and new text, in order, none overlapping another; each within one entity, equal to one, or
        outside all.
    """
    parts: list[str] = []
    shifts: list[tuple[int, int]] = []
    position = shift = 0
    for start, end, new in replacements:
        parts += (message.text[position:start], new)
        position = end
        shift += len(new) - (end - start)
        shifts.append((end, shift))
    text = "".join(parts) + message.text[position:]

    def moved(offset: int) -> int:
        return offset + max((item for item in shifts if item[0] <= offset), default=(0, 0))[1]

    spans = [Span(start=moved(span.start), end=moved(span.end), label=span.label) for span in message.entities]
    return message.model_copy(update={"text": text, "entities": tuple(spans)})


def _other(word: str, is_given: bool, given: Sequence[str], family: Sequence[str], random: Random) -> str:
    if word.lower() in _KEEP or len(word.rstrip(".")) < 3:
        return word
    name = random.choice(given if is_given else family)
    return name.upper() if word.isupper() else name.title() if word[:1].isupper() else name
