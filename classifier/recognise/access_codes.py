"""Codes of digits: PINs, and codes of doors, alarms, safes and key boxes.

A number counts as one after a word for such a code, or near a lock or alarm where something is to be typed.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from classifier.recognise.cues import clause_after, clause_before
from classifier.recognise.recogniser import Match, cue_pattern

__all__ = ["access_codes"]

_CODE = regex.compile(
    r"(?<![\w€$#.,/:-])(?:[#*]?\d{4,8}[#*]?|\d(?:[ -]\d){3,7}|\d{2,3}[#*]\d{2,5}|\d{2}(?:-\d{2}){1,3}|"
    r"\d{1,2}(?:-\d{1,2}){2,3}|\d{3} \d{3}|\d{2}(?: \d{2}){1,2})"
    r"(?![\w%€*#]|[.,:/]\d|-\w|\s?(?:euro|eur|uur|u|stuks|stoelen|mensen|personen|inwoners|man|meter|mm|cm|km|kg|"
    r"m2|keer|x|"
    r"tekens|cijfers|meldingen|meldpunten|punten|plekken|(?-i:[A-Z]{2}))(?!\w))",
    regex.IGNORECASE,
)
_THING = (
    r"deur|voordeur|achterdeur|zijdeur|tussendeur|nooddeur|alarm|poort|hek|bouwhek|toegangshek|kluis(?:je)?|brandkast|"
    r"slot|cijferslot|codeslot|hangslot|toegangs?|sleutel(?:kast(?:je)?|kluis(?:je)?|box)?|magazijn|loods|schuur|keet|"
    r"bouwkeet|slagboom|lift|berging|garage|kelder|kast(?:je)?|locker|archief|server(?:ruimte|kast)?|sluis|keysafe|"
    r"noodsleutel|tourniquet|fietsenstalling|fietsenkelder|gate|door|safe|entry|depot|werf|gemeentewerf|pand"
)
_CUE = regex.compile(
    rf"(?<![\w-])(?:(?:(?:{_THING}|pin|sms|verificatie|bevestigings?|beveiligings?|inlog|mfa|2fa|tan|puk|ontgrendel|"
    r"activerings?|unlock|scherm|security|access|login|wifi)s?[\s-]?(?:code(?:s|tje)?|combinatie|cijfers)|pin|puk)|"
    r"(?P<bare>code|codes))(?!\w)",
    regex.IGNORECASE,
)
_LOCK = cue_pattern(rf"(?:\p{{L}}{{2,12}})?(?:{_THING})")
_LOCK_ALONE = cue_pattern(
    *(
        r"cijferslot codeslot slot\svan\s\w+(?:\s\w+)? sleutelkast(?:je)? sleutelkluis(?:je)? keysafe "
        r"(?:kluis|slot)?\s?combinatie hangslot"
    ).split()
)
_TYPING = cue_pattern(
    *(
        r"codes? cijfers? draai\w* toets(?:en)? in(?:ge)?toets\w* in(?:ge)?tik\w* tik(?:ken)? hekje sterretje "
        r"pin(?:nen)? combinatie invoeren eraf\smet uit\smet open\smet"
    ).split()
)
_TYPED_AFTER = cue_pattern(*(r"hekje sterretje intoets\w* toegang\w* ipad tablet telefoon").split())
_HARMLESS_BEFORE = regex.compile(
    r"(?:ral|kostenplaats|qr|sbi|cpv|html|zip|error|fout\w*|korting\w*|actie|bestel|artikel|product|project|kleur|verf|"
    r"grootboek|taak|uur|land|activiteit|bron|boekings?|reserverings?|ticket|incident|dress|gedrags|post|bar|"
    r"discount|promo|"
    r"type\w*|ean|icd|sap|melding|storings?|afboek|reden|statuut|http|exit)[\s-]{0,2}\Z",
    regex.IGNORECASE,
)
_HARMLESS = cue_pattern(
    *(
        r"korting\w* velg\w* verf ral kleur\w* banden? webshop fout\w* error postcode rood oranje geel knmi "
        r"artikel\w* formulier\w* kostenplaats grootboek getest afgegaan typenummer projec\w* produc\w* "
        r"bestelling\w* boeking\w* activiteit\w*"
    ).split()
)
_COUNTED_BEFORE = regex.compile(
    r"(?:€|\b(?:eur|euro|om|tot|sinds|in|per|kamer|nr|nummer|uit|jaar|vanaf|lijn|bus|tel|pagina|artikel|rond|tegen|"
    r"ruim|circa|ca|bijna|voor|na|en|of|bouwjaar|type|zaal|punt|lokaal|bel|naar)\.?)\s?\Z",
    regex.IGNORECASE,
)
_SET_TO = regex.compile(
    r"(?:veranderd|gewijzigd|gezet|aangepast|omgezet|draai\w*|changed)\s(?:in|naar|to|tot)\s?\Z", regex.IGNORECASE
)
_ASKED = regex.compile(r"[?]")
_LINK = regex.compile(
    r"(?:\s(?:van|voor|v|vd|v/d|op|bij|of|for|to)(?:\s[\w&'’.-]{1,20}){1,5}?|(?:\s[\w&'’.-]{1,20}){0,4}?)"
    r"\s?(?:[:=]\s?|->\s?|\s(?:is|wordt|werd|was|nu|nou|blijft|weer)\s?)*\Z",
    regex.IGNORECASE,
)
_DIRECT = regex.compile(
    r"(?:\s?(?:[:=]|->)\s?|\s(?:(?:is|wordt|werd|nu|nou|weer|dus|gewoon|blijft)\s){0,3})\Z", regex.IGNORECASE
)
_SAYS_SO = regex.compile(r"\s(?:is|als|=|was)\s(?:(?:de|het|je|onze|the|nieuwe)\s){0,2}", regex.IGNORECASE)
_KEYPAD = regex.compile(r"[#*]")
_OF = regex.compile(r"\s(?:van|vd|v/d|voor|of|for)\s.{2,40}(?:\sis|\snu|:|=)\s?\Z", regex.IGNORECASE)
_HEADING = regex.compile(
    rf"^.{{0,40}}?(?<cue>(?<!\w)(?:(?:{_THING}|pin)s?[\s-]?)?codes\b).{{0,60}}:\s?\n", regex.I | regex.M
)
_LINE = regex.compile(
    r"(?!\s*\n)[^\n]{2,40}?[ :=](?<secret>[#*]?\d{4,8}[#*]?|\d{2,3}(?:-\d{1,3}){1,3}|[A-Z] ?\d{3,6} ?[A-Z]?)?"
    r"[ \t.,;]{0,4}(?:\n|\Z)"
)
_OF_LOCK = regex.compile(
    r"\s(?:is\s)?(?:(?:van|v)\s(?:de|het|t|'t)|vd|v/d)\s(?:\p{L}{2,12})?(?:deur|poort|kluis(?:je)?|alarm|slot|box)(?!\w)",
    regex.IGNORECASE,
)
_ZERO = regex.compile(r"0\d{3}")
_CALLED = regex.compile(r"\s?(?:ge)?bel", regex.IGNORECASE)
_BEGINS = regex.compile(r"(?:^|\n|(?<!\w)(?:onthouden|code|codes)\s?:)\s*\Z", regex.IGNORECASE)
_COLON = regex.compile(r":\s?\Z")
_YEAR = regex.compile(r"(?:19|20)\d{2}")
_BEFORE, _NEAR, _AFTER = 75, 55, 32
_CERTAIN, _LIKELY = 0.9, 0.85


def access_codes(text: str) -> Iterator[Match]:
    """Yield the numbers that open something."""
    for code in _CODE.finditer(text):
        score = _score(text, *code.span())
        if score:
            yield Match(*code.span(), score)
    yield from _listed(text)


def _listed(text: str) -> Iterator[Match]:
    """Yield the codes of a list under a heading such as 'deurcodes:', one a line."""
    for heading in _HEADING.finditer(text):
        if _HARMLESS.search(heading.group()) or _HARMLESS_BEFORE.search(heading.group()[: heading.start("cue")]):
            continue
        position = heading.end()
        while line := _LINE.match(text, position):
            if line["secret"]:
                yield Match(*line.span("secret"), _LIKELY)
            position = line.end()


def _score(text: str, start: int, end: int) -> float:
    before = clause_before(text, start, _BEFORE)
    after = clause_after(text, end, _AFTER)
    if _COUNTED_BEFORE.search(before) and not _SET_TO.search(before):
        return 0.0
    if _HARMLESS.search(before) or _HARMLESS.search(after):
        return 0.0
    cues = [cue for cue in _CUE.finditer(before) if not _HARMLESS_BEFORE.search(before[: cue.start()])]
    year = _YEAR.fullmatch(text, start, end) is not None
    if cues:
        return _after_cue(before, after, cues[-1], is_year=year, keyed=_KEYPAD.search(text, start, end) is not None)
    says_so = _SAYS_SO.match(after)
    if says_so and _CUE.match(after, says_so.end()):
        return _CERTAIN
    if year:
        return 0.0
    if _BEGINS.search(before) and _OF_LOCK.match(after):
        return _LIKELY
    return _near_lock(before, after, zero=_ZERO.fullmatch(text, start, end) is not None)


def _after_cue(before: str, after: str, cue: regex.Match[str], *, is_year: bool, keyed: bool) -> float:
    between = before[cue.end() :]
    named = not cue["bare"] or keyed or _OF.match(between) or _opens(before + after)
    if _DIRECT.fullmatch(between):
        return _CERTAIN if named or between.strip() else 0.0
    if not named or len(between) > _NEAR or _ASKED.search(between):
        return 0.0
    if _LINK.match(between):
        return _CERTAIN
    return 0.0 if is_year else _LIKELY


def _near_lock(before: str, after: str, *, zero: bool) -> float:
    """Return how certain a number near a lock is a code; ``zero``: it starts with one, as no amount does."""
    lock = _last(_LOCK, before)
    if lock is None:
        return 0.0
    if zero and not _CALLED.match(after) and _DIRECT.fullmatch(before[lock:]):
        return _LIKELY
    alone = _last(_LOCK_ALONE, before)
    if alone is not None and _DIRECT.fullmatch(before[alone:]):
        return _LIKELY
    typed = (
        _TYPING.search(before, lock) or _TYPING.search(after) or _COLON.search(before, max(lock, len(before) - _AFTER))
    )
    return _LIKELY if typed else 0.0


def _opens(text: str) -> bool:
    return _LOCK.search(text) is not None or _TYPED_AFTER.search(text) is not None


def _last(pattern: regex.Pattern[str], text: str) -> int | None:
    return max((match.end() for match in pattern.finditer(text)), default=None)
