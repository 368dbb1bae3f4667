"""Credit card numbers, by their issuer's prefix, length and the Luhn check (ISO/IEC 7812)."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc
from stdnum import luhn

from classifier.recognise.digits import digit_runs
from classifier.recognise.recogniser import Match, Recogniser

__all__ = ["CreditCardRecogniser"]

_ISSUERS = regex.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}|3[47]\d{13}|"
    r"(?:5018|5020|5038|6304|6759|676[1-3])\d{8,15}|6(?:011|5\d{2}|4[4-9]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}"
)
_SCORE = 0.97


class CreditCardRecogniser(Recogniser):
    """Finds card numbers of the large issuers that pass the Luhn check."""

    entity = "CREDIT_CARD"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield valid numbers that are no part of something longer."""
        for run in digit_runs(text):
            if not run.glued and _ISSUERS.fullmatch(run.digits) and luhn.is_valid(run.digits):
                yield Match(run.start, run.end, _SCORE)
