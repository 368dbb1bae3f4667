"""Look-alike letters: Cyrillic, Greek and small-capital letters in a Latin word.

Only letters that a reader takes for Latin ones are replaced (Unicode Technical Standard 39, confusables), and
only where the word is meant to be Latin: a word that holds a letter with no Latin double is a real Cyrillic
or Greek word and stays as it is.
"""

from __future__ import annotations

from typing import Final

import regex

from classifier.normalise.aligned_text import AlignedText, Edit

__all__ = ["latin_letters"]

_TWINS: Final = dict(
    zip(
        "аеорсухіјѕԁһԛԝӏүёїАВЕКМНОРСТУХІЈЅҮԌԚԜӀЁЇοανιρυκχϲϳάόίΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ",
        "aeopcyxijsdhqwlyëïABEKMHOPCTYXIJSYGQWIËÏoavipukxcjáóíABEZHIKMNOPTYXC",
        strict=True,
    )
)
"""Letters that cannot be told from a Latin letter in most typefaces."""

_COUSINS: Final = dict(zip("кмтвнґεγητωβ", "kmtbhreyntwb", strict=True))
"""Letters that are like a Latin letter; they only count where most of the word is Latin."""

_READINGS: Final = _TWINS | _COUSINS
_SMALL_CAPITALS: Final = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡ", "abcdefghijklmnoprstuvwyzag", strict=True))

_ODD_LETTER = regex.compile(r"[\p{Cyrillic}\p{Greek}ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡ]")
_FOREIGN_LETTER = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
_GREEK_LETTER = regex.compile(r"\p{Greek}")
_LATIN_LETTER = regex.compile(r"\p{Latin}")
_WORD = regex.compile(r"[\p{L}\p{M}]+")


def latin_letters(aligned: AlignedText) -> AlignedText:
    """Return the text with look-alike letters replaced by the Latin letters they stand for."""
    text = aligned.text
    if text.isascii() or not _ODD_LETTER.search(text):
        return aligned
    words = [word for word in _WORD.finditer(text) if not word[0].isascii()]
    latin_text = _is_latin_text(text, words)
    edits: list[Edit] = []
    for word in words:
        table = _table(word[0], latin_company=latin_text or _touches_digit(text, word))
        edits += (
            Edit(word.start() + index, word.start() + index + 1, table[letter])
            for index, letter in enumerate(word[0])
            if letter in table
        )
    return aligned.edited(edits)


def _is_latin_text(text: str, words: list[regex.Match[str]]) -> bool:
    """Return whether most letters of the text are Latin and every word of it can be read as Latin."""
    foreign = len(_FOREIGN_LETTER.findall(text))
    return len(_LATIN_LETTER.findall(text)) > foreign and all(_can_be_latin(word[0]) for word in words)


def _can_be_latin(word: str) -> bool:
    foreign = _FOREIGN_LETTER.findall(word)
    known = _READINGS if len(_LATIN_LETTER.findall(word)) > len(foreign) else _TWINS
    return all(letter in known for letter in foreign)


def _touches_digit(text: str, word: regex.Match[str]) -> bool:
    return text[word.start() - 1 : word.start()].isdecimal() or text[word.end() : word.end() + 1].isdecimal()


def _table(word: str, *, latin_company: bool) -> dict[str, str]:
    foreign = _FOREIGN_LETTER.findall(word)
    if not foreign:
        return _SMALL_CAPITALS
    # A Greek letter on its own is a symbol (α, ν), not a disguise.
    symbol = len(word) == 1 and _GREEK_LETTER.match(word)
    disguised = _LATIN_LETTER.search(word) or (latin_company and not symbol)
    return _READINGS | _SMALL_CAPITALS if disguised and _can_be_latin(word) else {}
