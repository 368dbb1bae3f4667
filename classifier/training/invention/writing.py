"""The way something is written, so that what takes its place is written so too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from classifier.training.names import fold

__all__ = ["compact", "dressed", "plain", "undressed", "written_like"]

_SPECIAL = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "İ": "I", "ß": "ss"})
_FULL_WIDTH = 0xFEE0
_SPACED_FROM = 4


def plain(words: str) -> str:
    """Return words folded for comparing: compatible, without case, accents and characters that take no room."""
    compatible = unicodedata.normalize("NFKC", words).casefold()
    return fold("".join(letter for letter in compatible if unicodedata.category(letter) != "Cf"))


def compact(words: str) -> str:
    """Return the letters and digits of words, folded."""
    return "".join(letter for letter in plain(words) if letter.isalnum())


def written_like(word: str, name: str) -> str:
    """Return ``name`` in the case of ``word``, and without accents where ``word`` has none.

    >>> written_like("YILMAZ", "Güngör"), written_like("öztürk", "Çınar")
    ('GUNGOR', 'çınar')
    """
    if word.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(_SPECIAL))
        name = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    if word.isupper() and sum(map(str.isalpha, word)) > 1:
        return name.upper()
    return name if word[:1].isupper() else name.lower()


def undressed(words: str) -> str:
    """Return words as they are meant: in plain characters, with letters that stand apart put together."""
    compatible = unicodedata.normalize("NFKC", words)
    seen = "".join(letter for letter in compatible if unicodedata.category(letter) != "Cf")
    return "".join(seen.split(" ")) if _is_spaced(seen) else seen


def dressed(words: str, like: str) -> str:
    """Return words with the full width or the spaces between the letters that ``like`` has."""
    if _is_spaced(like):
        words = " ".join(words.replace(" ", ""))
    if any(0xFF00 < ord(letter) < 0xFF5F for letter in like):
        words = "".join(_wide(words))
    return words


def _is_spaced(words: str) -> bool:
    letters = words.split(" ")
    return len(letters) >= _SPACED_FROM and all(len(letter) == 1 for letter in letters)


def _wide(words: str) -> Iterator[str]:
    for letter in words:
        yield chr(ord(letter) + _FULL_WIDTH) if "!" <= letter <= "~" else letter
