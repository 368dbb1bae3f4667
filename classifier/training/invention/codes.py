"""Invented codes, character for character: plates, documents, case numbers and credentials."""

from __future__ import annotations

import re
from random import Random

from classifier.training.invention.digits import digits_in, is_spoken, random_digits, with_digits
from classifier.training.invention.lists import places
from classifier.training.invention.writing import plain, undressed, written_like

__all__ = ["other_case_number", "other_credential", "other_document", "other_plate"]

_INTERNATIONAL = (
    "alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november papa quebec romeo sierra "
    "tango uniform victor whiskey xray yankee zulu"
).split()
_DUTCH = (
    "anton bernard cornelis dirk eduard ferdinand gerard hendrik izaak johan karel lodewijk maria nico pieter quotient "
    "rudolf simon teunis utrecht victor willem xantippe zacharias"
).split()
_PLATE_LETTERS = "BDFGHJKLNPRSTVXZ"
_DOCUMENT_LETTERS = "ABCDEFGHJKLNPRSTVWXYZ"
_NEVER = frozenset("GVD KKK KVT LPF NSB PKK PSV TBS SS SD SA PVV SGP VVD XX MRT".split())
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}|(?<=[A-Za-z/-])2\d(?=[/-]))(?!\d)")
_ONE_LETTER = re.compile(r"(?<!\w)[^\W\d_](?!\w)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAID = frozenset("streepje streep dash underscore hekje sterretje punt spatie uitroepteken hoofdletter".split())
_KEPT = frozenset(
    "de het een en of met van naar voor achter dan daarna eerst zelfde letters cijfers maar in op te is niet zonder "
    "alles aan elkaar kleine hoofdletter the and then of with begint eindigt rij boven beneden middelste".split()
)
_TRIES = 20


def other_plate(words: str, random: Random) -> str:
    """Return another plate of the same series, with letters that plates have; spelled ones stay spelled."""
    return _spelled(words, random, _PLATE_LETTERS)


def other_document(words: str, random: Random) -> str:
    """Return another document number of the same shape; its first character stays, since it says what it is."""
    first = next((index for index, letter in enumerate(words) if letter.isalnum()), 0)
    keep = 0 if _is_said(words) else first + 1
    return words[:keep] + _spelled(words[keep:], random, _DOCUMENT_LETTERS)


def other_case_number(words: str, random: Random) -> str:
    """Return another case number of the same house style: its letters, its year and the zeros in front stay."""
    if is_spoken(words):
        return with_digits(words, random_digits(len(digits_in(words)), random))
    years = {index for match in _YEAR.finditer(undressed(words)) for index in range(*match.span())}
    if len(years) == len(digits_in(words)) or len(undressed(words)) != len(words):
        years = set()
    groups = [match.span() for match in re.finditer(r"\d+", words)]
    zeros = {index for start, end in groups for index in range(start, end) if int(words[start : index + 1]) == 0}
    kept = years | (zeros if len(zeros | years) < sum(map(str.isdecimal, words)) else set())
    return "".join(
        with_digits(letter, random.choice("123456789")) if letter.isdecimal() and index not in kept else letter
        for index, letter in enumerate(words)
    )


def other_credential(words: str, random: Random) -> str:
    """Return another secret of the same characters: digits for digits, words for words, chance for chance.

    In a description (``eerst de kerst, dan het jaar``) the words that hold it together stay.
    """
    if is_spoken(words) and all(word.isalnum() for word in words.split()):
        digits = digits_in(words)
        return with_digits(words, random_digits(len(digits), random)) if digits else _other_words(words, random)
    mixed = re.search(r"[a-z][A-Z].*\d|\d[A-Za-z]{1,3}\d|_live_|^gh[a-z]_|[A-Z]{2}[a-z].*[A-Z]", words)
    digits = re.sub(r"\d", lambda match: with_digits(match[0], random_digits(1, random)), words)
    if mixed and " " not in words:
        return re.sub(r"[^\W\d_]", lambda match: _letter(match[0], random, _DOCUMENT_LETTERS), digits)
    return _other_words(digits, random)


def _other_words(words: str, random: Random) -> str:
    def other(match: re.Match[str]) -> str:
        word = match[0]
        if plain(word) in _KEPT and " " in words:
            return word
        return written_like(word, _word_of(len(word), random).title())

    return re.sub(
        r"(?<![^\W\d_])[^\W\d_](?![^\W\d_])",
        lambda m: _letter(m[0], random, _DOCUMENT_LETTERS),
        _WORD.sub(other, words),
    )


def _word_of(length: int, random: Random) -> str:
    """Return a word of about as many letters; letters by chance where there is none so short."""
    near = sorted(places().words, key=lambda word: abs(len(word) - length))
    size = abs(len(near[0]) - length)
    return random.choice([word for word in places().words if abs(len(word) - length) <= max(2, size)])


def _is_said(words: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2,}\s[^\W\d_]+\s", words)) and words.lower().split()[0] in {
        *_INTERNATIONAL,
        *_DUTCH,
    }


def _spelled(words: str, random: Random, letters: str) -> str:
    """Return a code with other letters and digits in their places; spelled or said ones stay so."""
    new = words
    for _ in range(_TRIES):
        if any(word in words.lower().split() for word in (*_INTERNATIONAL, *_DUTCH, *_SAID)) or is_spoken(words):
            new = _said_anew(words, random, letters)
        else:
            new = "".join(_character(letter, random, letters) for letter in words)
        if plain(new) != plain(words) and _NEVER.isdisjoint(re.findall(r"[A-Z]+", new.upper())):
            break
    return new


def _character(letter: str, random: Random, letters: str) -> str:
    if letter.isdecimal():
        return with_digits(letter, random_digits(1, random))
    return _letter(letter, random, letters) if letter.isalpha() else letter


def _letter(letter: str, random: Random, letters: str) -> str:
    new = random.choice([other for other in letters if other != letter.upper()])
    wide = 0xFEE0 if 0xFF00 < ord(letter) < 0xFF5F else 0
    return chr(ord(new if letter.isupper() else new.lower()) + wide)


def _said_anew(words: str, random: Random, letters: str) -> str:
    """Return a code in words anew: numerals, single letters, and the words of a spelling alphabet."""
    spoken = with_digits(words, random_digits(len(digits_in(words)), random))

    def other(match: re.Match[str]) -> str:
        word = match[0]
        for alphabet in (_INTERNATIONAL, _DUTCH):
            if word.lower() in alphabet:
                new = random.choice([one for one in alphabet if one[0].upper() in letters and one != word.lower()])
                return written_like(word, new.title())
        return word

    return _ONE_LETTER.sub(lambda match: _letter(match[0], random, letters), re.sub(r"[^\W\d_]{3,}", other, spoken))
