"""Characters: NFKC, one kind of space, dash and quote, and nothing that cannot be seen.

Unicode normalisation form KC (UAX 15) is applied cluster by cluster, so that each character keeps its source.
It is left out where it would do harm: ``2½`` would read ``21⁄2``, a lone accent would become a space.
"""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

from classifier.normalise.aligned_text import AlignedText, Edit

__all__ = ["plain_characters"]

# More marks than this on one letter are decoration; a bound keeps the canonical ordering linear.
_ODD = regex.compile(r"(?:[^\n\x20-\x7e]\p{M}{0,30}|[\x20-\x7e]\p{M}{1,30})(?P<excess>\p{M}*)")
_JOINED_EMOJI = regex.compile(
    r"(?<=[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)\u200d(?=[\u2600-\u27bf\U0001f300-\U0001faff])"
)
_INVISIBLE = regex.compile(
    r"[[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u20e3]--[\t\n\r\x0b\x0c\x85\u200d]]+|\r(?=\n)|\u200d",
    regex.VERSION1,
)
_MARK = regex.compile(r"\p{M}")
_TAKES_NO_LOOSE_MARK = regex.compile(r"[\p{Latin}\p{Nd}\x20-\x7e]")

_LONGEST_EXPANSION = 3
"""A compatibility form longer than this stays as typed: one Arabic ligature would become eighteen letters."""

_FRACTION_SLASH = "\u2044"


def _single_characters() -> dict[str, str]:
    table = dict.fromkeys("\t\u2800", " ")
    table |= dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n")
    table |= dict.fromkeys("\u2212\u2043\u02d7", "-")
    table |= dict.fromkeys("‘’‛ʼ´′＇", "'")
    table |= dict.fromkeys("“”„‟″＂", '"')
    return table


_SINGLE: Final = _single_characters()
_BY_CATEGORY: Final = {"Zs": " ", "Pd": "-"}


def plain_characters(aligned: AlignedText) -> AlignedText:
    """Return the text in plain characters; newlines, case and emoji stay."""
    if aligned.text.isascii() and aligned.text.isprintable():
        return aligned
    kept = {match.start() for match in _JOINED_EMOJI.finditer(aligned.text)}
    visible = aligned.edited(
        Edit(match.start(), match.end()) for match in _INVISIBLE.finditer(aligned.text) if match.start() not in kept
    )
    return visible.edited(
        Edit(match.start(), match.end(), plain)
        for match in _ODD.finditer(visible.text)
        if (plain := _plain(match[0][: match.start("excess") - match.start()])) != match[0]
    )


def _plain(cluster: str) -> str:
    if cluster.isascii() and len(cluster) == 1:
        return _SINGLE.get(cluster, cluster)
    composed = _compose(cluster)
    plain = "".join(_plain_character(character) for character in composed)
    if len(cluster) > 1 and _TAKES_NO_LOOSE_MARK.match(plain):
        # What composes is spelling (é); what does not, on a Latin letter or digit, is strike-through or decoration.
        plain = _MARK.sub("", plain)
    return plain


def _compose(cluster: str) -> str:
    if cluster[0] in _SINGLE:
        return cluster
    composed = unicodedata.normalize("NFKC", cluster)
    too_long = len(composed) > len(cluster) - 1 + _LONGEST_EXPANSION
    lone_accent = composed.startswith(" ") and len(composed) > 1 and not cluster.startswith(" ")
    if too_long or lone_accent or _FRACTION_SLASH in composed:
        return unicodedata.normalize("NFC", cluster)
    return composed


def _plain_character(character: str) -> str:
    if character.isascii() and character not in _SINGLE:
        return character
    if character in _SINGLE:
        return _SINGLE[character]
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return _BY_CATEGORY.get(unicodedata.category(character), character)
