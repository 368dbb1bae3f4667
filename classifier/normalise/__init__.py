"""Normalise: what people type, made plain, with a map back to every original offset.

Each stage is one idea in one file and takes and returns an :class:`AlignedText`::

    characters         NFKC; one kind of space, dash and quote; nothing invisible
    look_alikes        Cyrillic and Greek letters in Latin words
    spelled_iban       n l drieentachtig a s n b …, IBANs over several lines
    spelling_alphabet  romeo zulu zeven een zes papa
    spoken_plates      h n streepje twee zeven zes streepje v
    spoken_numbers     nul zes twaalf …, honderdvijf driehonderdnegenenvijftig …
    spoken_email       jan punt bakker apenstaartje gmail punt com
    mistyped_digits    o6 l2345678
    broken_numbers     numbers over several lines, digits with spaces in between
    spaced_letters     V i s s e r
    glued_words        woontDennenlaan12a,2371XK

Case, newlines and whatever no stage knows stay as they were typed.
"""

from __future__ import annotations

from typing import Final

from classifier.normalise.aligned_text import AlignedText
from classifier.normalise.broken_numbers import joined_numbers
from classifier.normalise.characters import plain_characters
from classifier.normalise.glued_words import separated_words
from classifier.normalise.look_alikes import latin_letters
from classifier.normalise.mistyped_digits import typed_digits
from classifier.normalise.spaced_letters import joined_letters
from classifier.normalise.spelled_iban import joined_ibans
from classifier.normalise.spelling_alphabet import spelled_codes
from classifier.normalise.spoken_email import written_email_addresses
from classifier.normalise.spoken_numbers import written_numbers
from classifier.normalise.spoken_plates import written_plates
from classifier.records import Draft, Normalised, NormalisedText

__all__ = ["normalise", "normalise_text"]

_STAGES: Final = (
    plain_characters,
    latin_letters,
    joined_ibans,
    spelled_codes,
    written_plates,
    written_numbers,
    written_email_addresses,
    typed_digits,
    joined_numbers,
    joined_letters,
    separated_words,
)

_MOST_ROUNDS = 4
"""One form can hide another (spaced-out numerals in full width); the stages run again until nothing changes."""


def normalise(draft: Draft) -> Normalised:
    """Return a draft with its message and its history normalised."""
    return Normalised(
        draft=draft,
        message=normalise_text(draft.text),
        history=tuple(normalise_text(message.text) for message in draft.context.history),
    )


def normalise_text(original: str) -> NormalisedText:
    """Return one clean text with the way back to the original.

    Normalising a text that is normalised already changes nothing. Time is linear in the length of the text.

    Examples
    --------
    >>> normalised = normalise_text("bel nul zes twaalf vierendertig zesenvijftig achtenzeventig even")
    >>> normalised.text
    'bel 0612345678 even'
    >>> start, end = normalised.original_span(4, 14)
    >>> normalised.original[start:end]
    'nul zes twaalf vierendertig zesenvijftig achtenzeventig'
    """
    aligned = AlignedText.of(original)
    for _ in range(_MOST_ROUNDS):
        before = aligned.text
        for stage in _STAGES:
            aligned = stage(aligned)
        if aligned.text == before:
            break
    return NormalisedText(original=original, text=aligned.text, starts=aligned.starts, ends=aligned.ends)
