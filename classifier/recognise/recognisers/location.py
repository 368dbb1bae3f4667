"""Places: towns, villages, regions, countries, and streets without a number."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from classifier.recognise.encoder.component import tagged
from classifier.recognise.recogniser import Match, Recogniser

__all__ = ["LocationRecogniser"]


class LocationRecogniser(Recogniser):
    """Reports the places that the encoder found."""

    entity = "LOCATION"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield the encoder's places."""
        for span in tagged(doc, self.entity):
            yield Match(span.start, span.end, span.score)
