"""Telephone numbers: Dutch and foreign, private and published.

Validity is judged by ``phonenumbers`` (Google's libphonenumber); this module finds the spellings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import phonenumbers
import regex
from spacy.tokens import Doc

from classifier.recognise.recogniser import Match, Recogniser, cue_before, cue_pattern

__all__ = ["PhoneNumberRecogniser"]

_SEPARATOR = r"[ ./\-\t\n·]{0,3}"
_DUTCH = regex.compile(
    rf"(?<![\w+@#€./-])(?:(?:\+|00){_SEPARATOR}31{_SEPARATOR}(?:\(0\)|0)?|"
    rf"\(?0)(?:{_SEPARATOR}\)?{_SEPARATOR}\d){{9}}(?![\d@]|[.,-]\d)"
)
_FOREIGN = regex.compile(rf"(?<![\w+@#€./-])(?:\+|00)(?:{_SEPARATOR}[1-9])(?:{_SEPARATOR}\(?\d\)?){{7,13}}(?![\d@])")
_WITHOUT_ZERO = regex.compile(rf"(?<![\w+@#€./-])6(?:{_SEPARATOR}\d){{8}}(?![\w@]|[.,-]\d)")
_MUNICIPALITY = regex.compile(r"(?<![\w+@#€.,/:-])14[ -]?0\d{2,3}(?![\w%€]|[.,]\d)")
_SERVICE = regex.compile(
    rf"(?<![\w+@#€./-])0[89]0[069]{_SEPARATOR}\d(?:[ -]?\d){{3,6}}(?![\w@])|"
    rf"(?<![\w+@#€./-])088(?:{_SEPARATOR}\d){{7}}(?![\w@])"
)
_EMERGENCY = regex.compile(r"(?<![\w+@#€.,/:-])(?:112|113|144)(?![\w%€]|[.,:-]\d|\s?(?:euro|stuks|m2|uur))")
_CALL = cue_pattern(
    *(
        r"(?:ge|op|terug)?bel\w* tel(?:efoon)?\w* nummer nr call\w* phone mobiel\w* app(?:en|t)? sms\w* whatsapp "
        r"06 bereikbaar"
    ).split()
)
_SOMETHING_ELSE = cue_pattern(
    r"(?:order|bestel|factuur|artikel|serie|meter|ticket|melding(?:s)?|zaak|dossier|klant|kvk|btw|polis|contract|"
    r"debiteuren|"
    r"incident|referentie|rijbewijs|v|paspoort|kenmerk|olo)\s?-?(?:nummer|nr|num|code|stand)?",
    r"kamer",
    r"zaal",
)
_BANK = regex.compile(r"[A-Z]{2}\d{2}[ .-]?[A-Z]{4}[ .-]?$", regex.IGNORECASE)
_AFTER = 16
_VALID, _POSSIBLE, _PUBLIC = 0.95, 0.85, 0.9


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
        """Yield published short and service numbers, Dutch numbers, foreign ones, and mobiles without their zero."""
        for match in _MUNICIPALITY.finditer(text):
            yield Match(*match.span(), _PUBLIC, public=True)
        for match in _SERVICE.finditer(text):
            yield Match(*match.span(), _VALID, public=True)
        for match in _EMERGENCY.finditer(text):
            if cue_before(text, match.start(), _CALL, window=14) or _CALL.search(
                text, match.end(), match.end() + _AFTER
            ):
                yield Match(*match.span(), _PUBLIC, public=True)
        for match in _DUTCH.finditer(text):
            yield from self._valid(text, match, "NL")
        for match in _FOREIGN.finditer(text):
            yield from self._valid(text, match, None)
        for match in _WITHOUT_ZERO.finditer(text):
            if cue_before(text, match.start(), _CALL):
                yield Match(*match.span(), _POSSIBLE)

    def _valid(self, text: str, match: regex.Match[str], region: str | None) -> Iterator[Match]:
        number = match.group()
        if cue_before(text, match.start(), _SOMETHING_ELSE, window=22) or _BANK.search(
            text[max(0, match.start() - 12) : match.start()]
        ):
            return
        dialled = regex.sub(r"[^\d+]", "", number.replace("(0)", ""))
        if region is None and dialled.startswith("00"):
            dialled = "+" + dialled[2:]
        try:
            parsed = phonenumbers.parse(dialled, region)
        except phonenumbers.NumberParseException:
            return
        score = _VALID if phonenumbers.is_valid_number(parsed) else _POSSIBLE
        if score == _POSSIBLE and not _is_plausible(parsed, text, match.start()):
            return
        yield Match(*match.span(), score, public=_national(number) in self._public)


def _is_plausible(parsed: phonenumbers.PhoneNumber, text: str, start: int) -> bool:
    """Return whether a number that no register knows still is one: a new range, with a cue or as a mobile."""
    if not phonenumbers.is_possible_number(parsed):
        return False
    mobile = parsed.country_code == 31 and str(parsed.national_number).startswith("6")
    return mobile or cue_before(text, start, _CALL)


def _national(number: str) -> str:
    """Return the digits as dialled within the Netherlands."""
    digits = regex.sub(r"\D", "", number.replace("(0)", ""))
    return regex.sub(r"^(?:0031|31)(?=\d{9}$)", "0", digits)
