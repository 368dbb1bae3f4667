"""Citizen service numbers (burgerservicenummer), by the 11-proef.

Source: Wet algemene bepalingen burgerservicenummer; the check is that of the Logisch ontwerp BSN.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc
from stdnum.nl import bsn

from classifier.recognise.digits import DigitRun, digit_runs
from classifier.recognise.recogniser import Match, Recogniser, cue_before, cue_pattern

__all__ = ["BsnRecogniser"]

_CUE = cue_pattern(
    r"bsn\w*", r"b\.s\.n\.?", r"burger\s?service\s?num\w*", r"sof\w{1,3}\s?-?\s?num\w*", r"sofi\w*", r"sociaal num\w*"
)
_CUE_AFTER = cue_pattern(r"voorloop\w*", r"bsn\w*", r"burgerservice\w*", r"sofi\w*")
_SOMETHING_ELSE = cue_pattern(
    r"(?:order|bestel|factuur|faktuur|artikel|serie|meter|volg|vlg|ticket|melding(?:s)?|zaak|zaaks|dossier|klant|vacature|"
    r"kvk|rsin|btw|inkoop|project|polis|contract|debiteur(?:en)?|crediteur(?:en)?|incident|wijziging(?:s)?|track|pakket|"
    r"zending|isbn|ean|imei|model|type|versie|kenmerk|referentie|ref|relatie|lidmaatschap(?:s)?|werkorder|asset|chip)"
    r"\s?-?(?:nummer|nr|no|num|code|stand)?",
    r"order",
    r"factuur",
    r"meterstand",
    r"vlgnr",
    r"invoice",
    r"part",
    r"serial",
    r"doc",
    r"id",
    r"inc",
    r"chg",
)
_CERTAIN, _LIKELY = 0.99, 0.9
_WINDOW_AFTER = 24


class BsnRecogniser(Recogniser):
    """Finds nine digits that pass the 11-proef, and eight with a dropped zero when a cue stands near."""

    entity = "NL_BSN"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield valid numbers; without a cue only where nothing says that they are something else."""
        for run in digit_runs(text):
            yield from self._in_run(text, run)

    def _in_run(self, text: str, run: DigitRun) -> Iterator[Match]:
        cued = cue_before(text, run.start, _CUE) or _CUE_AFTER.search(text, run.end, run.end + _WINDOW_AFTER)
        if len(run.digits) == 9 and bsn.is_valid(run.digits):
            if cued:
                yield Match(run.start, run.end, _CERTAIN)
            elif not run.glued and not cue_before(text, run.start, _SOMETHING_ELSE, window=26):
                yield Match(run.start, run.end, _LIKELY)
        elif len(run.digits) == 8 and cued and bsn.is_valid("0" + run.digits):
            yield Match(run.start, run.end, _LIKELY)
        elif len(run.digits) > 9 and len(run.digits) % 9 == 0 and not run.glued:
            yield from self._list(run)

    def _list(self, run: DigitRun) -> Iterator[Match]:
        """Yield numbers that stand one after the other with nothing but separators between."""
        for first in range(0, len(run.digits), 9):
            if bsn.is_valid(run.digits[first : first + 9]):
                yield Match(run.offsets[first], run.offsets[first + 8] + 1, _LIKELY)
