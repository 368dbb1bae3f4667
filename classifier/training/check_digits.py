"""Numbers with a check digit in the training data: marked ones must pass it, and what passes it must be marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from stdnum import iban, luhn
from stdnum.nl import bsn

from classifier.training.corpus import Message, Span

__all__ = ["passes", "unmarked"]

_NOT_DIGITS = re.compile(r"\D")
_NO_WORD = re.compile(r"[\W_]")
_SEPARATORS = re.compile(r"[ .\-]")

_BSN = re.compile(r"(?<![\w+])(?<!\d[ .,\-/])\d(?:[ .\-]?\d){8}(?!\w)(?![ .,\-/]\d)")
_CARD = re.compile(r"(?<![\w+])(?<!\d[ .,\-/])[2-6](?:[ .\-]?\d){12,18}(?!\w)(?![ .,\-/]\d)")
_IBAN = re.compile(r"(?<![^\W_])[A-Za-z]{2} ?\d{2}(?:[ .\-]?[A-Za-z0-9]){11,30}")
_SHORTEST_IBAN = 15


def passes(label: str, words: str) -> bool:
    """Return whether words that are marked as ``label`` pass its check.

    Labels without a check, numbers written in words and such as are not whole (four digits of a card) always do.
    """
    check = _CHECKS.get(label)
    spoken = label != "IBAN_CODE" and any(letter.isalpha() for letter in words)
    return check is None or spoken or check(words)


def unmarked(message: Message) -> Iterator[Span]:
    """Yield the numbers of a message that pass a check while no entity of any kind is marked in them."""
    for found in (*_plain(message.text), *_ibans(message.text)):
        if not any(span.start < found.end and found.start < span.end for span in message.entities):
            yield found


def _bsn(words: str) -> bool:
    digits = _NOT_DIGITS.sub("", words)
    return len(digits) not in (8, 9) or bsn.is_valid(digits.zfill(9))


def _iban(words: str) -> bool:
    compact = _NO_WORD.sub("", words)
    return not re.fullmatch(r"[A-Za-z]{2}\d{2}\w+", compact) or bool(iban.is_valid(compact, check_country=False))


def _card(words: str) -> bool:
    digits = _NOT_DIGITS.sub("", words)
    return len(digits) < 12 or bool(luhn.is_valid(digits))


_CHECKS: Mapping[str, Callable[[str], bool]] = {"NL_BSN": _bsn, "IBAN_CODE": _iban, "CREDIT_CARD": _card}


def _plain(text: str) -> Iterator[Span]:
    """Yield citizen and card numbers; one that mixes separators is a date and a number beside each other."""
    for label, shape in (("NL_BSN", _BSN), ("CREDIT_CARD", _CARD)):
        for match in shape.finditer(text):
            if len(set(_SEPARATORS.findall(match[0]))) <= 1 and _CHECKS[label](match[0]):
                yield Span(start=match.start(), end=match.end(), label=label)


def _ibans(text: str) -> Iterator[Span]:
    """Yield account numbers; words that follow one without anything between them are left out."""
    for match in _IBAN.finditer(text):
        for end in range(match.end(), match.start() + _SHORTEST_IBAN - 1, -1):
            compact = _NO_WORD.sub("", text[match.start() : end])
            if text[end - 1].isalnum() and iban.is_valid(compact, check_country=False):
                yield Span(start=match.start(), end=end, label="IBAN_CODE")
                break
