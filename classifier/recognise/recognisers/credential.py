"""Passwords, PINs, codes of doors and alarms, keys and tokens: with a cue, or by their shape."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc

from classifier.recognise.access_codes import access_codes
from classifier.recognise.encoder.component import tagged
from classifier.recognise.passwords import passwords, tokens
from classifier.recognise.recogniser import Match, Recogniser
from classifier.records import READ_SCORE

__all__ = ["CredentialRecogniser"]

_PASSWORD_FOLLOWS = regex.compile(
    r"\s?[,;/|+]?\s?(?:(?:en|and|met|with)\s)?(?:dan\s)?"
    r"(?:ww|wachtwoo?rd|wachtwrd|pw|pass(?:word|phrase)?)(?!\w)",
    regex.IGNORECASE,
)
_CALLED_SECRET = regex.compile(
    r"(?<!\w)(?:ww|wachtwo\w*|pw|pass\w*|\w*code|pin|token)\d?\W{0,3}(?:(?:is|nu|nog|was)\W{1,2}){0,2}\Z",
    regex.IGNORECASE,
)
_LETTER = regex.compile(r"\p{L}")
_JUST_BEFORE = 30
_TO_THE_NEXT = regex.compile(r"\s?[,;/|]\s?|[,;]?\s(?:en|and)(?:\s(?:dan|then))?\s", regex.IGNORECASE)
_USER_NAME = regex.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*(?:@[a-z.]+)?")


class CredentialRecogniser(Recogniser):
    """Finds the secret itself; talk about passwords without one holds none."""

    entity = "CREDENTIAL"
    least_probability = 0.6

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield tokens, passwords and codes, of those that overlap the most certain, and what the encoder found."""
        found = sorted(
            (*tokens(text), *passwords(text), *access_codes(text)),
            key=lambda match: (-match.score, match.start - match.end),
        )
        taken: set[int] = set()
        secrets: list[Match] = []
        for match in found:
            if taken.isdisjoint(range(match.start, match.end)):
                taken.update(range(match.start, match.end))
                secrets.append(match)
        secrets += [
            Match(span.start, span.end, READ_SCORE)
            for span in tagged(doc, self.entity)
            if span.score >= self.least_probability and taken.isdisjoint(range(span.start, span.end))
        ]
        starts = {match.start for match in secrets}
        yield from (match for match in secrets if not _is_user_name(text, match, starts))


def _is_user_name(text: str, match: Match, starts: set[int]) -> bool:
    """Return whether a password follows words that are called none: they are who logs in, or the network."""
    if _CALLED_SECRET.search(text, max(0, match.start - _JUST_BEFORE), match.start):
        return False
    if _PASSWORD_FOLLOWS.match(text, match.end) and _LETTER.search(text, match.start, match.end):
        return True
    gap = _TO_THE_NEXT.match(text, match.end)
    return gap is not None and gap.end() in starts and _USER_NAME.fullmatch(text, match.start, match.end) is not None
