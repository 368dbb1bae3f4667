"""Telephone numbers: Dutch and foreign, private and published.

Validity is judged by ``phonenumbers`` (Google's libphonenumber); this module finds the spellings. Which numbers
are published follows the Dutch numbering plan (Nummerplan telefoon- en ISDN-diensten): 14 0xx of municipalities,
0800 and 0900, 088 of organisations, and the emergency numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import phonenumbers
import regex
from spacy.tokens import Doc

from classifier.recognise.cues import called_otherwise
from classifier.recognise.recogniser import Match, Recogniser, cue_before, cue_pattern, read_numbers

__all__ = ["PhoneNumberRecogniser"]

_GAP = r"[ ./\-\t\n·]{0,3}(?:\)[ ./-]{0,2})?"
_EDGE = r"(?<![\w+@#€$.,-]|[\p{L}:]/|€ )"
_END = r"(?![\d@]|[.,-]\d)"
_DUTCH = regex.compile(
    rf"{_EDGE}(?:(?:\+|00)[ -]?31{_GAP}(?:\(0\)|0)?|\(?[0O])(?:{_GAP}[\dO]){{9}}(?!\w){_END}(?!\s?(?:€|euro?\b))"
)
_FOREIGN = regex.compile(rf"{_EDGE}(?:\+|00)[ (]?[1-9](?:[ ./\-]{{0,2}}\(?\d\)?){{7,13}}{_END}")
_WITHOUT_ZERO = regex.compile(rf"{_EDGE}6(?:{_GAP}\d){{8}}(?!\w){_END}")
_MUNICIPALITY = regex.compile(
    rf"{_EDGE}(?<!\beur |[:/])14[ -]?0(?:[1-57]\d|[1-57]\d\d)(?!\w|%)(?!\s?(?:€|euro?\b|inwoners|stuks|m2|km|kg|"
    rf"uur)){_END}",
    regex.IGNORECASE,
)
_SERVICE = regex.compile(rf"{_EDGE}(?:0[89]0[069]{_GAP}\d(?:[ -]?\d){{3,6}}|088(?:{_GAP}\d){{7}})(?!\w){_END}")
_SHORT = regex.compile(rf"{_EDGE}(?:112|113|144)(?!\w|%|:\d|\s?[-/]\s?\d){_END}")
_SHORT_BEFORE = regex.compile(
    r"(?<!\w)(?:(?:ge|op)?bel(?:len|t|d|de)?|alarm(?:nummer|nr)?|nood(?:nummer|geval)?|spoed\w*|brand|zelfmoord\w*|"
    r"su[iï]cid\w*|hulp\w*|call|dial|dierenpolitie)\W{1,3}(?:(?!kamer|zaal|lijn|pagina|toestel|punt|artikel|ruim|nog|"
    r"ook|wel|nummer)\w{1,9}\W{1,3}){0,4}\Z",
    regex.IGNORECASE,
)
_SHORT_AFTER = regex.compile(
    r"\W{1,2}(?:(?:is|was|eerst|meteen|direct|dan|al|te|niet|ook|zelf)\s){0,2}(?:(?:ge|op)?bel(?:len|t|d|de)?|"
    r"called)\b",
    regex.IGNORECASE,
)
_COUNTED = regex.compile(
    r"\s(?!bellen|alleen|meteen|anders|straks|buiten|wegens|tijdens|binnen|even|samen|geven|mogen|moeten|kunnen)"
    r"\p{L}{3,}(?:en|s)\b|\s?(?:euro|€|m2|man|keer|km|kg|x)\b",
    regex.IGNORECASE,
)
_CALL = cue_pattern(
    *(
        r"(?:ge|op|terug|na)?bel(?:len|t|d|de)? terug(?:ge)?bel\w* tel(?:efoon)?\w* nummer(?:tje)? nr call\w* "
        r"phone\w* mobiel\w* mob gsm app(?:en|t)? sms\w* whatsapp\w* 06 bereikbaar bereike?n?"
    ).split()
)
_DOCUMENT = regex.compile(
    r"(?:rij|ry)bewijs\w*\W{1,3}(?:\w{1,9}\W{1,3}){0,3}\Z|\bv\s?-?\s?n(?:umme)?r\W{1,3}\Z|\bbsn\W{1,3}\Z|"
    r"[a-z]{2}\d{2}[ .-]?[a-z]{4}[ .-]?\Z",
    regex.IGNORECASE,
)
_DATE = regex.compile(r"\d{1,2}([-/. ])\d{1,2}\1(?:19|20)\d{2}(?!\d)")
_WINDOW = 40
_VALID, _POSSIBLE, _PUBLIC = 0.95, 0.85, 0.92


_READ = regex.compile(r"\+?(?:[-/.() \s]?\d){9,13}")


class PhoneNumberRecogniser(Recogniser):
    """Finds telephone numbers and knows which of them are published.

    Parameters
    ----------
    public
        The organisation's own published numbers.
    """

    entity = "PHONE_NUMBER"

    def __init__(self, public: Collection[str] = ()) -> None:
        super().__init__()
        self._public = frozenset(_national(number) for number in public)

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield published, Dutch and foreign numbers, mobiles without zero, and what is read so."""
        yield from _published(text)
        for match in _DUTCH.finditer(text):
            if _can_be_called(text, *match.span()):
                yield from self._dutch(text, match)
        for match in _FOREIGN.finditer(text):
            if _can_be_called(text, *match.span()):
                yield from _foreign(text, *match.span())
        for match in _WITHOUT_ZERO.finditer(text):
            if cue_before(text, match.start(), _CALL) and _can_be_called(text, *match.span()):
                yield Match(*match.span(), _POSSIBLE)
        yield from read_numbers(doc, self.entity, text, shape=_READ)

    def _dutch(self, text: str, match: regex.Match[str]) -> Iterator[Match]:
        number = _national(match.group())
        if number.startswith(("088", "0800", "0900", "0906", "0909")):
            if not match.group().startswith("0") or match.group().startswith("00"):
                yield Match(*match.span(), _PUBLIC, public=True)
            return
        if _is_valid(number):
            yield Match(*match.span(), _VALID, public=number in self._public)
        elif number.startswith("06") or cue_before(text, match.start(), _CALL):
            yield Match(*match.span(), _POSSIBLE, public=number in self._public)


def _published(text: str) -> Iterator[Match]:
    for pattern in (_MUNICIPALITY, _SERVICE):
        for match in pattern.finditer(text):
            if _can_be_called(text, *match.span()):
                yield Match(*match.span(), _PUBLIC, public=True)
    for match in _SHORT.finditer(text):
        before = text[max(0, match.start() - _WINDOW) : match.start()]
        called = _SHORT_BEFORE.search(before) or _SHORT_AFTER.match(text, match.end())
        if called and not _COUNTED.match(text, match.end()):
            yield Match(*match.span(), _PUBLIC, public=True)


def _foreign(text: str, start: int, end: int) -> Iterator[Match]:
    """Yield the longest number from ``start`` that is valid; else the whole, if it has a plus sign and is possible."""
    possible = False
    groups = [match.end() + start for match in regex.finditer(r"\d+", text[start:end])]
    for until in reversed(groups):
        dialled = regex.sub(r"^00", "+", regex.sub(r"[^\d+]", "", text[start:until]))
        try:
            parsed = phonenumbers.parse(dialled, None)
        except phonenumbers.NumberParseException:
            continue
        if parsed.country_code == phonenumbers.country_code_for_region("NL"):
            return
        if phonenumbers.is_valid_number(parsed):
            yield Match(start, until, _VALID)
            return
        possible = possible or (until == groups[-1] and phonenumbers.is_possible_number(parsed))
    if possible and text[start] == "+":
        yield Match(start, end, _POSSIBLE)


def _can_be_called(text: str, start: int, end: int) -> bool:
    """Return whether nothing around says that these digits are a date, a document or an order."""
    before = text[max(0, start - _WINDOW) : start]
    counting = regex.match(r"\d[ .-]", text[start:end]) is not None and regex.search(r"\d[ .-]\Z", before)
    return not (
        counting
        or _DATE.match(text, start)
        or _DOCUMENT.search(before)
        or "://" in before.rpartition(" ")[2]
        or called_otherwise(text, start, end, _CALL)
    )


def _is_valid(number: str) -> bool:
    """Return whether ``number``, dialled in the Netherlands, is of a range that is in use."""
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, "NL")))
    except phonenumbers.NumberParseException:  # 00 and a country code that no country has
        return False


def _national(number: str) -> str:
    """Return the digits as dialled within the Netherlands."""
    digits = regex.sub(r"\D", "", number.replace("(0)", "").replace("O", "0"))
    return regex.sub(r"^(?:0031|31)0?(?=\d{9}$)", "0", digits)
