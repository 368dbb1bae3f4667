"""The text as the words of the scorers are weighed: lower case, with entities and digits made anonymous.

A name says nothing about a message but that there is a name, so every entity is replaced by a token for its
kind: words and characters cannot remember anybody, and treat all names alike. Words of the lexicon keep their own
token and get another for their group, a *hint*, so that a rare illness counts as an illness.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from classifier.records import Entity, RecognisedMessage
from classifier.score.lexicon import Lexicon

__all__ = ["MaskedText", "Token", "mask"]

_TOKEN = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the masked text and the span of the normalised text that it stands for.

    ``is_entity``: it stands for a name or a number, which is a finding of its own. ``starts_line``: the end of a line
    stands between it and the word before.
    """

    text: str
    start: int
    end: int
    is_entity: bool = False
    starts_line: bool = False


@dataclass(frozen=True, slots=True)
class MaskedText:
    """The tokens of a message, and its hints; each hint stands for the tokens that it spans."""

    tokens: tuple[Token, ...]
    hints: tuple[Token, ...] = ()

    @property
    def text(self) -> str:
        """The tokens, joined by single spaces."""
        return " ".join(token.text for token in self.tokens)

    @property
    def hinted_text(self) -> str:
        """The tokens and then the hints, joined by single spaces."""
        return " ".join(token.text for token in (*self.tokens, *self.hints))

    def window(self, first: int, last: int) -> MaskedText:
        """Return the tokens from ``first`` up to, not including, ``last``, and the hints within them."""
        tokens = self.tokens[first:last]
        start, end = tokens[0].start, tokens[-1].end
        return MaskedText(tokens, tuple(hint for hint in self.hints if start <= hint.start and hint.end <= end))


def mask(message: RecognisedMessage, lexicon: Lexicon) -> MaskedText:
    """Return the tokens of ``message``: words lower-case, digits as ``0``, entities as one token each."""
    text = message.normalised.text
    tokens: list[Token] = []
    position = 0
    for entity in message.entities:
        tokens.extend(_words(text, position, entity.start))
        tokens.append(Token(_placeholder(entity), entity.start, entity.end, is_entity=True))
        position = entity.end
    tokens.extend(_words(text, position, len(text)))
    if "\n" in text:
        tokens = _with_lines(text, tokens)
    hits = lexicon.find([token.text for token in tokens])
    hints = (Token(f"lx{hit.group}", tokens[hit.first].start, tokens[hit.last - 1].end) for hit in hits)
    return MaskedText(tuple(tokens), tuple(hints))


def _with_lines(text: str, tokens: list[Token]) -> list[Token]:
    ends = [0, *(token.end for token in tokens)]
    return [
        replace(token, starts_line="\n" in text[end : token.start]) for token, end in zip(tokens, ends, strict=False)
    ]


def _words(text: str, start: int, end: int) -> list[Token]:
    return [
        Token(_DIGIT.sub("0", match.group().lower()[:_LONGEST_WORD]), *match.span())
        for match in _TOKEN.finditer(text, start, end)
    ]


def _placeholder(entity: Entity) -> str:
    kind = "public" if entity.public else entity.label.replace("_", "").lower()
    return f"xx{kind}xx"
