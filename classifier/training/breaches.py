"""What breaks the labelling guideline in one message, once it is a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from stdnum import iban, luhn
from stdnum.nl import bsn

from classifier.records import Level
from classifier.training.corpus import Message
from classifier.training.shapes import can_be

__all__ = ["LONGEST", "breaches"]

LONGEST = 220
"""Most words of a message; what is longer is no chat message."""

_NOT_DIGITS = re.compile(r"\D")


def _bsn(text: str) -> bool:
    digits = _NOT_DIGITS.sub("", text)
    return len(digits) not in (8, 9) or bsn.is_valid(digits.zfill(9))


def _iban(text: str) -> bool:
    compact = re.sub(r"\W", "", text)
    return not re.fullmatch(r"[A-Za-z]{2}\d{2}\w+", compact) or bool(iban.is_valid(compact, check_country=False))


def _card(text: str) -> bool:
    digits = _NOT_DIGITS.sub("", text)
    return len(digits) < 12 or bool(luhn.is_valid(digits))


_CHECKS: Mapping[str, Callable[[str], bool]] = {"NL_BSN": _bsn, "IBAN_CODE": _iban, "CREDIT_CARD": _card}


def breaches(message: Message) -> Iterator[str]:
    """Yield what is wrong with one message; it never repeats the text."""
    words = len(message.text.split())
    if words > LONGEST:
        yield f"has {words} words; more than {LONGEST} is no chat message"
    if message.topics and message.personal is Level.NONE:
        yield "topics are given, but personal is none"
    yield from _wrong_entities(message)


def _wrong_entities(message: Message) -> Iterator[str]:
    """Yield entities that cannot be, and numbers that fail their check; those written in words are not judged."""
    for span in message.entities:
        words = message.text[span.start : span.end]
        if not can_be(span.label, words):
            yield f"the words at {span.start}:{span.end} cannot be {span.label}"
            continue
        check = _CHECKS.get(span.label)
        spoken = span.label != "IBAN_CODE" and any(letter.isalpha() for letter in words)
        if check is not None and not spoken and not check(words):
            yield f"{span.label} at {span.start}:{span.end} fails its check"
