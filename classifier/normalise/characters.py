"""Characters: NFKC, one kind of space, dash and quote, and nothing that cannot be seen.

Unicode normalisation form KC (UAX 15) is applied cluster by cluster, so that each character keeps its source.
It is left out where it would do harm: ``2½`` would read ``21⁄2``, a lone accent would become a space.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
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

_MOST_GROWTH = 1000
"""A text that would grow by more characters keeps its long compatibility forms: one ligature can be eighteen."""

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
    edits = list(_replacements(visible.text))
    growing = [edit for edit in edits if len(edit.new) > edit.end - edit.start]
    if sum(len(edit.new) for edit in growing) > _MOST_GROWTH:
        edits = [edit for edit in edits if len(edit.new) <= edit.end - edit.start]
    return visible.edited(edits)


def _replacements(text: str) -> Iterator[Edit]:
    known: dict[str, str] = {}  # per text: what people write is not kept
    for match in _ODD.finditer(text):
        typed = match[0]
        plain = known.get(typed)
        if plain is None:
            plain = known[typed] = _plain(typed[: match.start("excess") - match.start()])
        if plain != typed:
            yield Edit(match.start(), match.end(), plain)


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
    if cluster[0] in _SINGLE or _digit(cluster[0]) is not None:
        return cluster
    composed = unicodedata.normalize("NFKC", cluster)
    lone_accent = composed.startswith(" ") and len(composed) > 1 and not cluster.startswith(" ")
    if lone_accent or _FRACTION_SLASH in composed:
        return unicodedata.normalize("NFC", cluster)
    return composed


def _plain_character(character: str) -> str:
    if character in _SINGLE:
        return _SINGLE[character]
    if character.isascii():
        return character
    digit = _digit(character)
    return _BY_CATEGORY.get(unicodedata.category(character), character) if digit is None else str(digit)


def _digit(character: str) -> int | None:
    """Return the value of a digit of any script, superscript or in a circle."""
    return unicodedata.digit(character, None)
