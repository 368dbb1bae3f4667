"""Numbers of cases, dossiers, clients and permits; their patterns are configuration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from spacy.tokens import Doc

from classifier.recognise.configuration import Pattern
from classifier.recognise.recogniser import Match, Recogniser, read_numbers

__all__ = ["CaseNumberRecogniser"]

TIME_LIMIT = 0.2
"""Seconds that one configured pattern may take over one text; after that it finds nothing."""


class CaseNumberRecogniser(Recogniser):
    """Finds numbers by configured patterns, and in other house styles where the encoder reads one.

    Parameters
    ----------
    patterns
        Regular expressions; a group named ``number`` is the span, else the whole match is.
    """

    entity = "CASE_NUMBER"

    def __init__(self, patterns: Sequence[Pattern] = ()) -> None:
        super().__init__()
        self._patterns = [(regex.compile(item.regex, regex.IGNORECASE), item.score) for item in patterns]

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield what the patterns match, of matches that overlap the longest, and what the encoder found."""
        found = sorted(self._all(text), key=lambda match: match.start - match.end)
        taken: set[int] = set()
        for match in found:
            if taken.isdisjoint(range(match.start, match.end)):
                taken.update(range(match.start, match.end))
                yield match
        for match in read_numbers(doc, self.entity, text):
            if taken.isdisjoint(range(match.start, match.end)):
                yield match

    def _all(self, text: str) -> Iterator[Match]:
        for pattern, score in self._patterns:
            group: str | int = "number" if "number" in pattern.groupindex else 0
            try:
                for match in pattern.finditer(text, timeout=TIME_LIMIT):
                    if match.start(group) < match.end(group):
                        yield Match(*match.span(group), score)
            except TimeoutError:
                continue
