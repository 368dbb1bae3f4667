"""Passwords, PINs, codes of doors and alarms, keys and tokens: with a cue, or by their shape."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from classifier.recognise.access_codes import access_codes
from classifier.recognise.encoder.component import tagged
from classifier.recognise.passwords import passwords, tokens
from classifier.recognise.recogniser import Match, Recogniser
from classifier.records import READ_SCORE

__all__ = ["CredentialRecogniser"]


class CredentialRecogniser(Recogniser):
    """Finds the secret itself; talk about passwords without one holds none."""

    entity = "CREDENTIAL"
    least_probability = 0.8

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield tokens, passwords and codes, of those that overlap the most certain, and what the encoder found."""
        found = sorted(
            (*tokens(text), *passwords(text), *access_codes(text)),
            key=lambda match: (-match.score, match.start - match.end),
        )
        taken: set[int] = set()
        for match in found:
            if taken.isdisjoint(range(match.start, match.end)):
                taken.update(range(match.start, match.end))
                yield match
        for span in tagged(doc, self.entity):
            if span.score >= self.least_probability and taken.isdisjoint(range(span.start, span.end)):
                yield Match(span.start, span.end, READ_SCORE)
