"""Cues: words around a number that say what it is, or that it is something else."""

from __future__ import annotations

import regex

from classifier.recognise.recogniser import cue_pattern

__all__ = ["called_otherwise", "clause_after", "clause_before"]

_CLAUSE_END = regex.compile(r"[!?]\s|\.\s+(?=\p{Lu})|\n\s*\n")
_THINGS = (
    r"order|bestel(?:ling|bon)?|factuur|faktuur|nota|invoice|offerte|artikel|art|serie|serial|meter(?:stand)?|volg|vlg|"
    r"ticket|incident|inc|chg|vacature|kvk|rsin|btw|vat|inkoop|po|project|polis|contract|debiteur(?:en)?|"
    r"crediteur(?:en)?|wijziging(?:s)?|track(?:ing)?|pakket|zending(?:s)?|isbn|ean|imei|model|type|versie|product|"
    r"werkorder|asset|inventaris|chip|tekening|bon(?:netje)?|lot(?:ings)?|aanslag(?:biljet)?|rekening|giro|part|"
    r"batch|barcode|sku|licentie|machine|apparaat|toestel|printer|sensor|meetpunt|perceel|kavel|boom|lantaarn|mast|"
    r"container|kast|gemaal|put|bestek|kostenplaats|grootboek|budget|taak|wbs|doos|rugn?|paal|reserverings?|boekings?|"
    r"lidmaatschap(?:s)?|relatie|pand|bag|vestigings?|ref(?:erentie)?|kenmerk|personeels"
)
_HAS_ITS_OWN = r"(?!\W{0,4}\d{1,7}(?!\d))"
_CALLED = cue_pattern(
    rf"(?:{_THINGS})s?[\s-]?(?:nummers?|nrs?|num|numer|no|id|codes?)\.?{_HAS_ITS_OWN}",
    r"trackingcode", r"track\s(?:en|and|&)\strace",
    r"meterstand", r"vlgnr", r"barcode", r"serial", r"po", r"rsin", r"kvk", r"imei", r"ean", r"isbn",
)  # fmt: skip
_JUST_BEFORE = regex.compile(
    rf"(?<!\w)(?:zaak|zaaks|dossier|klant|melding|meldingen|account|{_THINGS}|orders)\s?"
    r"(?:nummers?|nrs?|num|no)?"
    r"(?:\.|\s?[:=#]|\sis|\swas|\snr|\sno)?\s{0,2}\(?\Z",
    regex.IGNORECASE,
)
_OF_DOSSIER = regex.compile(
    r"(?<!\w)(?:van|v|vd|v/d|of)\s(?:\p{L}{1,10}\s){0,3}(?:zaak|dossier|klant|melding|account)(?:\sis|\swas|\s?[:=])?\s{0,2}\(?\Z",
    regex.IGNORECASE,
)
_ON_RECEIPT = regex.compile(r"(?<!\w)(?:bon(?:netje)?|ticket|zaak)(?:\sis|\s?[:=])?\s{0,2}\(?\Z", regex.IGNORECASE)
_JUST_AFTER = regex.compile(
    r"[\s,(=:-]{0,4}(?:(?:dat\s)?(?:is|was)\s)?(?:(?:dus|gewoon|toch|maar|dat|'?t|het|de|een|n|ons|onze|mijn|"
    r"zn)\s){0,3}"
    rf"(?:(?!btw(?:,|\s(?!num|nr)))(?:{_THINGS})\s?(?:nummer|nr|num|no|code|id)?|geen\s(?:echt\s)?bsn)(?!\w)",
    regex.IGNORECASE,
)
_NO_BSN = regex.compile(r"(?<!\w)(?:geen|niet\s(?:een\s)?|nep)\s?-?bsn", regex.IGNORECASE)
_FAR, _NEAR, _AFTER = 45, 30, 40


def clause_before(text: str, start: int, window: int) -> str:
    """Return what stands within ``window`` characters before ``start``, back to the end of the clause before."""
    before = text[max(0, start - window) : start]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    return before[ends[-1] :] if ends else before


def clause_after(text: str, end: int, window: int) -> str:
    """Return what stands within ``window`` characters after ``end``, up to the end of the clause."""
    after = text[end : end + window]
    stop = _CLAUSE_END.search(after)
    return after[: stop.start()] if stop else after


def called_otherwise(
    text: str, start: int, end: int, own: regex.Pattern[str] | None = None, *, own_wins: bool = False
) -> bool:
    """Return whether words say that ``text[start:end]`` is an order, meter, invoice or such number.

    Parameters
    ----------
    own
        Cues of what the number may be; one that stands nearer than the other word wins, and any one wins from the
        dossier or client that the number belongs to ('the citizen number of this client is …').
    own_wins
        A cue of its own wins from the receipt that the number stands on, too ('the card on this receipt: …').
    """
    before = clause_before(text, start, _FAR)
    otherwise = max((match.end() for match in _CALLED.finditer(before)), default=-1)
    wanted = max((match.end() for match in own.finditer(before)), default=-1) if own else -1
    if otherwise > wanted:
        return True
    belongs = _OF_DOSSIER.search(before) or (own_wins and _ON_RECEIPT.search(before))
    if _JUST_BEFORE.search(before[-_NEAR:]) and not (wanted >= 0 and belongs):
        return True
    after = clause_after(text, end, _AFTER)
    return wanted < 0 and (_JUST_AFTER.match(after) is not None or _NO_BSN.search(after) is not None)
