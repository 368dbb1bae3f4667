"""What a text would show if an entity of the original were still in it.

An entity leaves words (of a name or a place), characters (of a number or a code) or a date. Each is looked for in the
new text as it is typed and as it is normalised, so that spoken, spelled and spaced forms are found too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from classifier.normalise import normalise_text
from classifier.training.invention.dates import dates_in
from classifier.training.invention.digits import digits_in, is_spoken
from classifier.training.invention.mailboxes import functions
from classifier.training.invention.persons import PREFIXES, name_words
from classifier.training.invention.records import Left, Why
from classifier.training.invention.views import View
from classifier.training.invention.writing import compact, plain

__all__ = ["Trace", "trace_of"]

_NAMES = frozenset({"PERSON"})
_PLACES = frozenset({"LOCATION", "STREET_ADDRESS"})
_DIGITS = frozenset({"NL_BSN", "PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE", "DATE_OF_BIRTH"})

_GAP = r"[\W_]{0,3}"
"""What may stand between two characters of a number."""

_EMBEDDED_FROM = 5
"""Digits from which a number also counts as part of a longer one; shorter ones stand in many numbers by chance."""

_ENDING = r"(?:['’]?s|['’]|etje|tje|pje|je|en)?"
"""Possessives and diminutives: Yilmaz', Yilmazs, Jantje."""

_TAG_SIGN = re.compile(r"[#@]")
_IN_TAG = re.compile(r"[\w.+-]{1,64}")
_BEFORE_SIGN = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\Z")
_LONGEST_TAG = 64
_TAG_WORD_FROM = 4
_TRUNK = re.compile(r"^(?:0031|31(?=\d{9}))?0?(?=[1-9])")
_HOUSE_NUMBER = re.compile(r"[\s,]{0,3}(?:nr\.?|nummer|huisnummer)?\s{0,2}\d.*$", re.DOTALL | re.IGNORECASE)
_SENTENCE = re.compile(r"(?:^|[.!?:\n]\s*|[\"'(]\s*)\Z")


@cache
def _ordinary() -> frozenset[str]:
    """Return words that are names too (``wil``, ``bakker``): written without a capital they tell of nobody."""
    return frozenset((Path(__file__).parent / "ordinary.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, slots=True)
class Trace:
    """What an entity of the original leaves.

    Attributes
    ----------
    label
        Its label.
    words
        Its words that tell of somebody or somewhere, in order; what a recogniser finds is compared with them.
    characters
        Its letters and digits.
    """

    label: str
    words: tuple[str, ...] = field(repr=False)
    characters: str = field(repr=False)
    _patterns: tuple[tuple[re.Pattern[str], Why, bool], ...] = field(repr=False)
    _tagged: tuple[str, ...] = field(repr=False)
    _dates: frozenset[tuple[int, int, int]] = field(repr=False)

    def in_view(self, view: View) -> Iterator[Left]:
        """Yield where it is in a text."""
        for pattern, why, ordinary in self._patterns:
            for match in pattern.finditer(view.text):
                if not ordinary or _stands_out(view, match.start()):
                    yield Left(*view.span(*match.span()), self.label, why)
        for start, end in _tags(view.text) if self._tagged else ():
            for word in self._tagged:
                place = view.text.find(word, start, end)
                if place >= 0:
                    yield Left(*view.span(place, place + len(word)), self.label, "word")
        if self._dates:
            yield from self._dates_in(view)

    def _dates_in(self, view: View) -> Iterator[Left]:
        for match in re.finditer(r"(?=(?<!\w)\w[^\n]{4,40})", view.text):
            piece = view.text[match.start() : match.start() + 40]
            if self._dates & dates_in(_first_date(piece)):
                yield Left(*view.span(match.start(), match.start() + len(_first_date(piece))), self.label, "number")


def _tags(text: str) -> Iterator[tuple[int, int]]:
    """Yield where hashtags, mentions and e-mail addresses stand: words may be glued together there."""
    for sign in _TAG_SIGN.finditer(text):
        before = _BEFORE_SIGN.search(text[max(0, sign.start() - _LONGEST_TAG) : sign.start()])
        after = _IN_TAG.match(text, sign.end())
        yield sign.start() - (len(before[0]) if before else 0), after.end() if after else sign.end()


def _first_date(piece: str) -> str:
    """Return the first three words or numbers of a piece."""
    ends = [match.end() for match, _ in zip(re.finditer(r"\d+|[^\W\d_]+", piece), range(3), strict=False)]
    return piece[: ends[-1]] if ends else ""


def trace_of(label: str, written: str) -> Trace:
    """Return what an entity leaves, from its label and its words in the original."""
    normal = normalise_text(written).text
    patterns = list(_phrase(written))
    if label in _NAMES:
        patterns += [_word(word) for word in name_words(written)]
    elif label in _PLACES:
        patterns += _phrase(_HOUSE_NUMBER.sub("", written), least=4)
    elif label == "EMAIL_ADDRESS":
        patterns += _mailbox(normal)
    else:
        patterns += _number(label, written) + _number(label, normal)
    if not compact(written) and len(written.strip()) > 1:
        patterns.append((re.compile(re.escape(plain(written.strip()))), "number", False))
    return Trace(
        label=label,
        words=tuple(_telling(written)),
        characters=compact(normal),
        _patterns=tuple(dict.fromkeys(patterns)),
        _tagged=tuple(word for word in name_words(written) if len(word) >= _TAG_WORD_FROM) if label in _NAMES else (),
        _dates=frozenset(dates_in(plain(written))) if label == "DATE_OF_BIRTH" else frozenset(),
    )


_Pattern = tuple[re.Pattern[str], Why, bool]


def _telling(written: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", plain(written)) if word not in PREFIXES and len(word) > 1]


def _word(word: str) -> _Pattern:
    """Return what finds a word of a name, whole but for its ending."""
    return re.compile(rf"(?<![^\W\d_]){re.escape(word)}{_ENDING}(?![^\W\d_])"), "word", word in _ordinary()


def _phrase(written: str, least: int = 2) -> list[_Pattern]:
    """Return what finds the words of an entity one after the other, without the prefixes that they begin with."""
    words = re.findall(r"[^\W_]+", plain(written))
    while len(words) > 1 and words[0] in PREFIXES:
        del words[0]
    if not words or len("".join(words)) < least:
        return []
    pattern = r"[\W_]{0,3}".join(map(re.escape, words))
    ordinary = len(words) == 1 and (words[0] in _ordinary() | PREFIXES or len(words[0]) < 3)
    why: Why = "number" if any(word.isdigit() for word in words) else "word"
    return [(re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])"), why, ordinary)]


def _number(label: str, written: str) -> list[_Pattern]:
    """Return what finds the characters of a number, however they are spaced."""
    characters = compact(_in_digits(written))
    digits = "".join(letter for letter in characters if letter.isdecimal())
    keys = [characters] if label not in _DIGITS or label == "IBAN_CODE" else [digits]
    if label == "PHONE_NUMBER":
        keys.append(_TRUNK.sub("", digits))
    elif label == "NL_BSN":
        keys.append(digits.lstrip("0"))
    elif label == "IBAN_CODE" and len(digits) > _EMBEDDED_FROM * 2:
        keys += [digits[2:], digits[2:].lstrip("0")]
    elif label in ("CASE_NUMBER", "ID_DOCUMENT"):
        keys += [group for group in re.findall(r"\d+", plain(written)) if len(group) >= _EMBEDDED_FROM]
    return [_spaced(key) for key in dict.fromkeys(keys) if len(key) > 1 and any(map(str.isdecimal, key))]


def _in_digits(written: str) -> str:
    """Return a number that is said in digits, others as they are."""
    return digits_in(written) if is_spoken(written) else written


def _spaced(key: str) -> _Pattern:
    pattern = _GAP.join(map(re.escape, key))
    if len(key) < _EMBEDDED_FROM:
        pattern = rf"(?<![^\W_]){pattern}(?![^\W_])"
    elif not key.isdecimal():
        pattern = rf"(?<![^\W\d_]){pattern}(?![^\W\d_])"
    return re.compile(pattern), "number", False


def _mailbox(normal: str) -> list[_Pattern]:
    """Return what finds an address, or its mailbox where a person owns it."""
    address = plain(normal).replace(" ", "")
    mailbox = address.partition("@")[0]
    if not compact(address):
        return []
    patterns: list[_Pattern] = [(re.compile(rf"(?<!\w){re.escape(address)}(?!\w)"), "word", False)]
    if len(mailbox) >= _EMBEDDED_FROM and mailbox not in functions():
        patterns.append((re.compile(rf"(?<!\w){re.escape(mailbox)}(?!\w)"), "word", mailbox in _ordinary()))
    return patterns


def _stands_out(view: View, start: int) -> bool:
    """Return whether an ordinary word is written as a name is: with a capital within a sentence, or in a tag."""
    before = view.text[max(0, start - 3) : start]
    if before[-1:] in ("#", "@"):
        return True
    shouted = view.cased.isupper()
    return view.cased[start].isupper() and not shouted and not _SENTENCE.search(before)
