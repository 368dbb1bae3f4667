"""Credit card numbers, by their issuer's prefix, length and the Luhn check (ISO/IEC 7812)."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc
from stdnum import luhn

from classifier.recognise.cues import called_otherwise
from classifier.recognise.digits import written_numbers
from classifier.recognise.recogniser import Match, Recogniser, cue_before, cue_pattern

__all__ = ["CreditCardRecogniser"]

_ISSUERS = regex.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}|3[47]\d{13}|"
    r"6(?:011|5\d{2}|4[4-9]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}"
)
_DEBIT = regex.compile(r"(?:50|5[6-9]|6\d)\d{10,17}")
_CUE = cue_pattern(
    r"(?:credit|debit|bank|betaal)?\s?(?:c|k)(?:aa|a)rt?d?(?:nummer|nr)?", r"(?:credit|debit|bank)\s?cards?",
    r"(?:betaal|bank|pin)?pas(?:nummer|nr|je)?", r"visa", r"master\s?card", r"maestro", r"amex", r"american express",
    r"cvc", r"cvv",
)  # fmt: skip
_EXPIRY = regex.compile(r"[ \t]{1,3}(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?\d\d(?![\d/-])")
_LENGTHS = frozenset(range(12, 20))
_SCORE = 0.97


class CreditCardRecogniser(Recogniser):
    """Finds card numbers of the large issuers that pass the Luhn check; other bank cards with a cue."""

    entity = "CREDIT_CARD"
    holds_digit = True

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield valid numbers that are no part of something longer."""
        for number in written_numbers(text, _LENGTHS):
            alone = number.isolated or _EXPIRY.match(text, number.end)
            if number.glued or not alone or not luhn.is_valid(number.digits):
                continue
            cued = _DEBIT.fullmatch(number.digits) and cue_before(text, number.start, _CUE)
            if (_ISSUERS.fullmatch(number.digits) or cued) and not called_otherwise(
                text, number.start, number.end, _CUE, own_wins=True
            ):
                yield Match(number.start, number.end, _SCORE)
