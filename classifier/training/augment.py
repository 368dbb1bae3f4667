"""Variants of written messages for training: typed worse, and with other names in the same places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from random import Random

from classifier.training.corpus import Message, Span
from classifier.training.names import Gazetteer, fold

__all__ = [
    "add_emoji",
    "append",
    "lower_case",
    "replace_spans",
    "swap_names",
    "swap_places",
    "typos",
    "upper_case",
    "without_punctuation",
]

_KEEP = frozenset("van de den der het el al ten ter te von da di dos la le bin ibn abu 't 's in op vd v/d".split())
_COMMON = 0.35
"""Share of the swapped names that become a common one: writers who are asked for new names avoid those."""

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
_EMOJI = "😅 😂 🙏 👍 😬 🙈 😊 🤔 😡 😢 🎉 🔥 ❤️ 🤷 🙄 😉 😭 💪 👀 ✅ ⚠️ 🚗 🍰".split()


def lower_case(message: Message) -> Message:
    """Return the message in lower case. Letters that change their length stay as they are."""
    text = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in message.text)
    return message.model_copy(update={"text": text})


def upper_case(message: Message) -> Message:
    """Return the message in capitals. Letters that change their length stay as they are."""
    text = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in message.text)
    return message.model_copy(update={"text": text})


def add_emoji(message: Message, random: Random) -> Message:
    """Return the message with one to three emoji at its end."""
    return message.model_copy(update={"text": f"{message.text} {random.choice(_EMOJI) * random.randint(1, 3)}"})


def append(message: Message, clean: Message, random: Random) -> Message:
    """Return the message with a clean one without entities before or after it, labelled as the message is.

    Parameters
    ----------
    message
        The message.
    clean
        A message that is ``none`` in every category and holds no entity.
    random
        Decides which comes first, and what stands between them.
    """
    if not clean.clean or clean.entities:
        raise ValueError("only a clean message without entities leaves the labels as they are")
    between = random.choice(("\n", " ", ". "))
    if random.random() < 0.5:
        return message.model_copy(update={"text": f"{message.text}{between}{clean.text}"})
    before = f"{clean.text}{between}"
    spans = tuple(
        Span(start=span.start + len(before), end=span.end + len(before), label=span.label) for span in message.entities
    )
    return message.model_copy(update={"text": before + message.text, "entities": spans})


def swap_places(message: Message, gazetteer: Gazetteer, random: Random) -> Message:
    """Return the message with every town, region or country that the gazetteer knows replaced by another one."""
    places = _sorted(gazetteer.places)
    replacements = []
    for span in message.entities:
        words = message.text[span.start : span.end]
        if span.label == "LOCATION" and fold(words) in gazetteer.places:
            place = random.choice(places)
            replacements.append((span.start, span.end, place.title() if words[:1].isupper() else place))
    return replace_spans(message, replacements)


def without_punctuation(message: Message) -> Message:
    """Return the message without the commas, full stops and question marks that stand outside entities."""
    inside = {index for span in message.entities for index in range(span.start, span.end)}
    gone = [index for index, letter in enumerate(message.text) if letter in ",.?!;:" and index not in inside]
    return replace_spans(message, [(index, index + 1, " ") for index in gone])


def swap_names(message: Message, gazetteer: Gazetteer, random: Random) -> Message:
    """Return the message with every person's name replaced by another name of the gazetteer.

    A first word is replaced by a first name when it is one, else by a surname. Most names are drawn from all that
    are known: prefixes and initials stay. Some are drawn from the common ones: a surname then brings its prefix.
    The way the name is written stays: capitals stay capitals.
    """
    replacements = []
    for span in message.entities:
        if span.label == "PERSON":
            words = message.text[span.start : span.end].split(" ")
            is_given = fold(words[0]) in gazetteer.first_names
            if gazetteer.common_surnames and gazetteer.common_first_names and random.random() < _COMMON:
                names = _common(words, is_given, gazetteer, random)
            else:
                names = _any(words, is_given, gazetteer, random)
            replacements.append((span.start, span.end, " ".join(names)))
    return replace_spans(message, replacements)


def typos(message: Message, random: Random, *, share: float = 0.15) -> Message:
    """Return the message with a typing error in a share of its words of five letters or more.

    A letter is left out, doubled, changed with the next one, or another that lies beside it on the keyboard.
    """
    replacements = []
    position = 0
    for word in message.text.split(" "):
        if len(word) >= 5 and word.isalpha() and random.random() < share:
            place = random.randrange(1, len(word) - 1)
            at = position + place
            replacements.append((at, at + 2, random.choice(_mistyped(word[place], word[place + 1]))))
        position += len(word) + 1
    return replace_spans(message, replacements)


def _mistyped(letter: str, following: str) -> list[str]:
    """Return what two letters can become; never what they were."""
    beside = _NEIGHBOURS.get(letter.lower())
    wrong = [following, letter + letter + following, following + letter]
    if beside:
        wrong.append(beside + following)
    return [pair for pair in wrong if pair != letter + following]


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


def _any(words: Sequence[str], is_given: bool, gazetteer: Gazetteer, random: Random) -> list[str]:
    """Return a name of as many words, each but prefixes and initials replaced by any that is known."""
    given, family = _sorted(gazetteer.first_names), _sorted(gazetteer.surnames)
    return [
        word
        if word.lower() in _KEEP or len(word.rstrip(".")) < 3
        else _written_like(word, random.choice(given if is_given and index == 0 else family))
        for index, word in enumerate(words)
    ]


def _common(words: Sequence[str], is_given: bool, gazetteer: Gazetteer, random: Random) -> list[str]:
    """Return a common first name, where there is a first name, and a common surname, where there is a surname."""
    has_given = is_given or (len(words) > 1 and not _is_part(words[0]))
    names = [_written_like(words[0], random.choice(_sorted(gazetteer.common_first_names)))] if has_given else []
    rest = list(words[len(names) :])
    while rest and _is_part(rest[0]) and rest[0].lower() not in _KEEP:
        names.append(rest.pop(0))
    if not rest or _is_part(rest[-1]):
        return names + rest
    if not all(map(_is_part, rest[:-1])):
        return _any(words, is_given, gazetteer, random)
    *prefixes, last = random.choice(_sorted(gazetteer.common_surnames)).split(" ")
    if rest[-1].isupper():
        return [*names, *(prefix.upper() for prefix in prefixes), last.upper()]
    surname = [*prefixes, _written_like(rest[-1], last)]
    if not names and prefixes and rest[0][:1].isupper() and random.random() < 0.5:
        surname[0] = surname[0].capitalize()
    return names + surname


def _is_part(word: str) -> bool:
    """Return whether a word of a name is a prefix or initials."""
    return word.lower() in _KEEP or "." in word or len(word) == 1


def _written_like(word: str, name: str) -> str:
    return name.upper() if word.isupper() and len(word) > 1 else name.title() if word[:1].isupper() else name


@lru_cache(maxsize=8)
def _sorted(names: frozenset[str]) -> tuple[str, ...]:
    """Return the names in an order that does not depend on the run."""
    return tuple(sorted(names))
