"""Numbers in words: ``nul zes twaalf …`` and ``honderdvijf driehonderdnegenenvijftig …`` become digits.

Only a run of numerals that identifies somebody is written in digits: one that is a phone number or passes a
check, has six digits or more, or four after a cue such as ``pincode``. ``een``, ``twee koffie`` and ``kwart
over negen`` stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import regex

from classifier.normalise.aligned_text import AlignedText, Edit
from classifier.normalise.identifiers import is_bsn, is_counting, is_identifying, is_phone_number
from classifier.normalise.spoken_tokens import SpokenToken, may_hold_numerals, read_spoken

__all__ = ["written_numbers"]

_PAUSES: Final = frozenset(
    "en dan eh euh uh ehm euhm uhm um oh nou even streepje spatie punt komma dash space - , . /".split()
)
_PLUS: Final = frozenset({"plus", "+"})
_OH: Final = frozenset({"o", "oh"})
_ENGLISH: Final = frozenset("zero one two three four five six seven eight nine oh".split())
_LOOSE_STARTS: Final = frozenset({"een", "o", "oh"})
_MOST_PAUSES = 3
_ENOUGH_DIGITS = 6
_ENOUGH_AFTER_CUE = 4
_ENOUGH_TOKENS = 4
_LONG_RUN = 8
_LONGEST_LITERAL = 4
_LONGEST_PHONE_NUMBER = 13
_CUE_WINDOW = 40
_CUE = regex.compile(
    r"(?<!\w)(?:pin\w{0,12}|\w{0,20}code|\w{0,20}nummer|nr|bsn|sofi\w{0,8}|wachtwoord|password|cijfers|number)(?!\w)",
    regex.IGNORECASE,
)
_QUANTITY_AFTER = regex.compile(r"\s?(?:euro|duizend|miljoen|mln|procent|mensen|keer|uur|jaar|meter|km)(?!\w)")


def written_numbers(aligned: AlignedText) -> AlignedText:
    """Return the text with identifying numbers in digits instead of words."""
    text = aligned.text
    if not may_hold_numerals(text):
        return aligned
    edits: list[Edit] = []
    for run in _runs(text):
        while run:
            number, run = _first_number(run)
            if _identifies(text, number):
                edits += _digits(text, number)
    return aligned.edited(edits)


def _runs(text: str) -> Iterator[list[SpokenToken]]:
    """Yield the numbers that follow each other with nothing but a pause in between."""
    run: list[SpokenToken] = []
    pauses = 0
    previous = 0
    for token in read_spoken(text):
        near = text.count("\n", previous, token.start) <= 1
        number = _as_number(token, run)
        if run and near and number:
            run.append(number)
            pauses = 0
        elif run and near and token.word in _PAUSES and pauses < _MOST_PAUSES:
            pauses += 1
        else:
            if run:
                yield run
            number = _as_number(token, [])
            run, pauses = ([number] if number else []), 0
        previous = token.end
    if run:
        yield run


def _as_number(token: SpokenToken, run: list[SpokenToken]) -> SpokenToken | None:
    """Return a token as a part of a number: ``plus`` and ``oh`` only count where they can be one."""
    if token.digits:
        return token if token.spoken or len(token.digits) <= _LONGEST_LITERAL else None
    if token.word in _PLUS and not run:
        return replace(token, digits="+")
    if token.word in _OH and (not run or run[-1].word in _ENGLISH):
        return replace(token, digits="0")
    return None


def _first_number(run: list[SpokenToken]) -> tuple[list[SpokenToken], list[SpokenToken]]:
    """Cut a run after the first number of known length: what follows is another number, or ``een keer``."""
    whole = _join(run)
    if run[0].word in _LOOSE_STARTS and len(run) > 1 and run[1].digits.startswith("0") and not is_bsn(whole):
        return run[:1], run[1:]
    digits = ""
    for index, token in enumerate(run, start=1):
        digits += token.digits
        # Nine digits pass the 11-proef by chance once in eleven times, so a short rest or a second one must follow.
        rest = len(whole) - len(digits)
        cut = is_phone_number(digits) or (is_bsn(digits) and whole[0] != "0" and (index >= len(run) - 1 or rest == 9))
        if cut:
            return run[:index], run[index:]
        if len(digits) > _LONGEST_PHONE_NUMBER:
            break
    return run, []


def _identifies(text: str, number: list[SpokenToken]) -> bool:
    spoken = sum(token.spoken for token in number)
    round_amounts = all(token.digits.endswith("00") for token in number)
    digits = _join(number)
    begun = spoken > 1 and number[0].spoken and is_phone_number(digits)
    if spoken == 0 or (2 * spoken < len(number) and not begun) or round_amounts:
        return False
    if is_identifying(digits):
        return True
    if len(number) < 2 or not digits.isdecimal() or _QUANTITY_AFTER.match(text, number[-1].end):
        return False
    if len(digits) >= _ENOUGH_AFTER_CUE and _has_cue(text, number[0].start) and not _is_list(text, number):
        return True
    dense = len(number) >= _ENOUGH_TOKENS or len(digits) >= _LONG_RUN
    return len(digits) >= _ENOUGH_DIGITS and dense and not is_counting(digits)


def _is_list(text: str, number: list[SpokenToken]) -> bool:
    """Return whether numbers above nine stand with commas: ``huisnummer twaalf, veertien``."""
    listed = "," in text[number[0].start : number[-1].end]
    return listed and any(len(token.digits) > 1 for token in number)


def _has_cue(text: str, start: int) -> bool:
    return _CUE.search(text, max(0, start - _CUE_WINDOW), start) is not None


def _join(number: list[SpokenToken]) -> str:
    return "".join(token.digits for token in number)


def _digits(text: str, number: list[SpokenToken]) -> Iterator[Edit]:
    end = number[0].start
    for token in number:
        if end < token.start:
            yield Edit(end, token.start)
        if text[token.start : token.end] != token.digits:
            yield Edit(token.start, token.end, token.digits)
        end = token.end
