"""Tokenising in time that is linear in the length of a text.

spaCy's tokeniser peels punctuation off a stretch without spaces one mark at a time, which takes time that is
quadratic in the stretch. Stretches that no word is as long as are cut before it reads them.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["tokenise"]

LONGEST = 120
"""Longest stretch without spaces that is tokenised in one go, in characters."""

_LONG_STRETCH = regex.compile(rf"\S{{{LONGEST + 1},}}")


def tokenise(pipeline: Language, text: str) -> Doc:
    """Return the tokens of ``text``, as the pipeline's own tokeniser gives them for stretches that are not too long."""
    if not _LONG_STRETCH.search(text):
        return pipeline.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    for piece in _pieces(text):
        for token in pipeline.make_doc(piece):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(pipeline.vocab, words=words, spaces=spaces)


def _pieces(text: str) -> Iterator[str]:
    position = 0
    for stretch in _LONG_STRETCH.finditer(text):
        for cut in range(stretch.start() + LONGEST, stretch.end(), LONGEST):
            yield text[position:cut]
            position = cut
    yield text[position:]
