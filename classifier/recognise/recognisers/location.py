"""Places: towns, villages, regions, countries, and streets without a number."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from classifier.recognise.recogniser import Match, Recogniser

__all__ = ["LocationRecogniser"]

_LABELS = frozenset({"LOCATION", "LOC", "GPE"})
_SCORE = 0.8


class LocationRecogniser(Recogniser):
    """Reports the places that the names component found."""

    entity = "LOCATION"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield the component's places."""
        for span in doc.ents:
            if span.label_ in _LABELS:
                yield Match(span.start_char, span.end_char, _SCORE)
