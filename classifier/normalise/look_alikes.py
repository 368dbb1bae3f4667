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
        "аеорсухіјѕԁһԛԝӏүёї" "АВЕКМНОРСТУХІЈЅҮԌԚԜӀЁЇ" "οανιρυκχϲϳάόί" "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ",
        "aeopcyxijsdhqwlyëï" "ABEKMHOPCTYXIJSYGQWIËÏ" "oavipukxcjáóí" "ABEZHIKMNOPTYXC",
        strict=True,
    )
)
"""Letters that cannot be told from a Latin letter in most typefaces."""

_COUSINS: Final = dict(zip("кмтвнґεγητωβ", "kmtbhreyntwb", strict=True))
"""Letters that are like a Latin letter; they only count where most of the word is Latin."""

_READINGS: Final = _TWINS | _COUSINS
_SMALL_CAPITALS: Final = dict(
    zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡ", "abcdefghijklmnoprstuvwyzag", strict=True)
)

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
    latin_text = _is_latin_text(text)
    edits: list[Edit] = []
    for word in _WORD.finditer(text):
        table = _table(word[0], latin_text=latin_text)
        edits += (
            Edit(word.start() + index, word.start() + index + 1, table[letter])
            for index, letter in enumerate(word[0])
            if letter in table
        )
    return aligned.edited(edits)


def _is_latin_text(text: str) -> bool:
    """Return whether no word of the text can only be Cyrillic or Greek, and most of its letters are Latin."""
    foreign = _FOREIGN_LETTER.findall(text)
    return len(_LATIN_LETTER.findall(text)) > len(foreign) and all(letter in _READINGS for letter in foreign)


def _table(word: str, *, latin_text: bool) -> dict[str, str]:
    if word.isascii():
        return {}
    foreign = _FOREIGN_LETTER.findall(word)
    latin = len(_LATIN_LETTER.findall(word))
    if not foreign:
        return _SMALL_CAPITALS
    if not all(letter in _READINGS for letter in foreign):
        return {}
    if all(letter in _TWINS for letter in foreign):
        # A Greek letter on its own is a symbol (α, ν), not a disguise.
        symbol = len(word) == 1 and _GREEK_LETTER.match(word)
        return _READINGS | _SMALL_CAPITALS if latin or (latin_text and not symbol) else {}
    return _READINGS | _SMALL_CAPITALS if latin > len(foreign) else {}
