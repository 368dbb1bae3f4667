"""Passwords, PINs, codes of doors and alarms, keys and tokens: with a cue, or by their shape."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from spacy.tokens import Doc

from classifier.recognise.recogniser import Match, Recogniser, cue_pattern

__all__ = ["CredentialRecogniser"]

_LINK = (
    r"(?:\s?[:=]{1,2}>?\s?|\s?->\s?|\s(?:is nu|is dan|is|wordt|werd|was|nu|blijft|=|to)\s(?:nu\s|weer\s|"
    r"gewoon\s)?:?\s?|\s)"
)
_OF = r"(?:\s(?:van|voor|v|vd|op|bij|of|for|to)(?:\s[\w&'’.-]{1,20}){1,5}?)?"
_SECRET = (
    r"(?:wachtwoord\w*|wacht\swoord|paswoord|password|passwd|pass|pasword|ww|pw|pwd|wachtzin|passphrase|"
    r"(?:\w{0,12}wifi|wifi)\s?-?(?:code|wachtwoord|ww|sleutel|key|pass)?|wpa\w*|api\s?-?key|apikey|secret|token|"
    r"toegangssleutel|"
    r"(?:bitlocker|herstel|recovery)\s?-?(?:key|sleutel|code)|2fa|mfa-?code|tan\s?-?code|puk\w*)"
)
_CODE = (
    r"(?:pin|pincode|sleutelkluis\w*|sleutelkast\w*|keysafe|kluis(?:je)?|alarm|codeslot|cijferslot|combinatie|"
    r"cijfers|intoetsen|"
    r"(?:deur|alarm|poort|hek|kluis|slot|toegangs?|magazijn|loods|schuur|slagboom|lift|berging|sleutel|inlog|pin|"
    r"sluis)\w{0,12}\s?-?code\w{0,2}|"
    r"code|slot van)"
)
_STRONG = r"(?=\S{0,40}\p{L})(?=\S{0,40}[\d!@#$%^&*?_+=])[^\s\"'“”,;()<>]{5,64}(?<![.,:;?)])"
_NUMBER = (
    r"(?:[#*]?\d{3,8}[#*]?|\d(?:[ -]\d){3,5}|\d{2,3}[#*]\d{2,5}|\d{2,3}[ -]\d{2,3}(?:[ -]\d{1,3})?|[A-Z][ "
    r"]?\d{3,6}[#*]?(?:[ ]?[A-Z])?)"
)
_END = r"(?![\w%€]|[.,:]\d|-\d|\s?(?:euro|uur|stuks|meter|mm|cm|kg)\b)"
_VALUE_AFTER_WORD = regex.compile(
    rf"(?<![\w-]){_SECRET}{_OF}{_LINK}[\"'“‘]?(?<secret>{_STRONG}|[^\s\"'“”,;()<>]{{4,64}}(?<![.,:;?)]))",
    regex.IGNORECASE,
)
_STRONG_AFTER_WORD = regex.compile(
    rf"(?<![\w-]){_SECRET}[^\n?]{{0,60}}?\s[\"'“‘]?(?<secret>{_STRONG})", regex.IGNORECASE
)
_AFTER_COLON = regex.compile(
    rf"(?<![\w-]){_SECRET}[^\n?:]{{0,60}}:\s?[\"'“‘]?(?<secret>[^\s\"'“”,;()<>]{{5,64}}(?<![.,:;?)]))", regex.IGNORECASE
)
_NUMBER_AFTER_WORD = regex.compile(
    rf"(?<![\w-]){_CODE}{_OF}{_LINK}[\"'“‘]?(?<secret>{_NUMBER}){_END}", regex.IGNORECASE
)
_NUMBER_NEAR_WORD = regex.compile(
    rf"(?<![\w-]){_CODE}(?![\w])[^\n?]{{0,45}}?(?:\s|:)(?<secret>[#*]?\d{{4,6}}[#*]?|\d(?:[ -]\d){{3,5}}|"
    rf"\d{{2,3}}[#*]\d{{2,5}}){_END}",
    regex.IGNORECASE,
)
_NUMBER_BEFORE_WORD = regex.compile(
    rf"(?<![\w€.,:/-])(?<secret>[#*]?\d{{4,8}}[#*]?)(?![\w%€]|[.,]\d)\s(?:is|=|als|voor)?\s?(?:de|het|je|onze|"
    rf"the)?\s?(?:nieuwe\s)?{_CODE}(?!\w)",
    regex.IGNORECASE,
)
_TOKEN = regex.compile(
    r"(?<!\w)(?:gh[pousr]_\w{20,80}|glpat-[\w-]{16,40}|sk[-_](?:live[-_]|test[-_]|proj-)?[\w-]{12,80}|"
    r"AKIA[A-Z0-9]{12,20}|"
    r"xox[abpr]-[\w-]{10,80}|eyJ[\w-]{8,200}(?:\.[\w-]{5,400}){0,2}|AIza[\w-]{20,60}|"
    r"SG\.[\w-]{16,40}\.[\w-]{16,60}|pat[-_][\w-]{12,60})(?!\w)"
)
_SHAPE = regex.compile(
    r"(?<![\w@/.:#-])(?=[^\s@]{0,40}\p{L}{3})(?=\S{0,40}\d)(?![^\s@]{1,40}@[\w-]{1,40}\.)"
    r"(?:\p{L}[\p{L}@-]{2,30}[!#$%&*?@_]{1,2}[\w!#$%&*-]{1,12}|"
    r"\p{L}{4,24}\d{2,4}[!#$%&*?]{0,2})(?![\w@])"
)
_LOGIN = cue_pattern(
    *(
        r"inlog\w* login\w* log\s?in \w*account\w* gebruikersnaam user(?:name)? wachtwoord\w* ww pw \w*wifi\w* "
        r"mailbox\w* inloggen aanmelden\smet password"
    ).split()
)
_HARMLESS = regex.compile(
    r"(?:kleur|ral|post|bar|qr|artikel|kortings?|actie|project|product|kosten|gedrags|dress|land|fout|error|bestel|"
    r"reserverings?|boekings?|"
    r"vergader|ticket|grootboek|taak|uur|sbi|cpv|bron|html|zip|color|discount|promo|incident|velg|dummy|verf|"
    r"factuur|order)\W{0,2}(?:code)?\W?\Z",
    regex.IGNORECASE,
)
_HARMLESS_BETWEEN = regex.compile(
    r"\b(?:velg|verf|kleur|kamer|zaal|bus|lijn|artikel|postcode|dress|tel|nummer \d|jaar|sinds|in (?:19|20)\d\d)\b",
    regex.IGNORECASE,
)
_NO_VALUE = frozenset(
    (
        "vergeten kwijt reset resetten gereset verlopen verloopt wijzigen gewijzigd veranderen veranderd "
        "aanpassen aangepast beleid "
        "manager kluis delen deel nodig niet geen nooit voor van het een die dat deze welke weer nog even maar "
        "want moet moeten "
        "werkt werken instellen ingesteld doorgeven sturen stuur gestuurd mailen gemaild appen geven gekregen "
        "krijgen krijg krijgt "
        "via staat stond ligt zit per naar met zonder over onder geblokkeerd blokkeren fout onjuist verkeerd "
        "klopt opnieuw samen "
        "regels invoeren invullen intypen opgeven kiezen gekozen gelekt lekken opgeslagen veilig sterk sterke "
        "zwak lang "
        "opschrijven please forgot forgotten expired changed policy needed doesnt does working shared "
        "wachtwoorden codes apart "
        "telefonisch mondeling persoonlijk persoonlijke nieuwe nieuw oude zelf hetzelfde dezelfde iets anders "
        "tijdelijk tijdelijke "
        "eindelijk alleen zometeen straks morgen vandaag gisteren binnen twee drie vier beheerder beheer "
        "administratie hier daar "
        "gewoon zodat omdat zodra kunnen heeft hebben heb had waren komt kwam komen gaat ging doen doet deed "
        "maken maakt iedereen "
        "iemand niemand vraag vragen vroeg rood oranje geel groen blauw zwart boven achter voorkant graag even "
        "geheim eerst gebruik"
    ).split()
)
_CERTAIN, _LIKELY, _BY_SHAPE = 0.93, 0.85, 0.8


class CredentialRecogniser(Recogniser):
    """Finds the secret itself; talk about passwords without one holds none."""

    entity = "CREDENTIAL"

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield tokens by shape, secrets after a word for one, and codes of digits."""
        for match in _TOKEN.finditer(text):
            yield Match(*match.span(), _CERTAIN)
        yield from self._words(text)
        yield from self._numbers(text)
        if _LOGIN.search(text):
            for match in _SHAPE.finditer(text):
                yield Match(*match.span(), _BY_SHAPE)

    def _words(self, text: str) -> Iterator[Match]:
        for pattern in (_VALUE_AFTER_WORD, _STRONG_AFTER_WORD):
            for match in pattern.finditer(text):
                if _can_be_secret(match["secret"]):
                    yield Match(*match.span("secret"), _CERTAIN if _is_strong(match["secret"]) else _LIKELY)
        for match in _AFTER_COLON.finditer(text):
            if match["secret"].lower() not in _NO_VALUE and not match["secret"].startswith(("http", "www")):
                yield Match(*match.span("secret"), _BY_SHAPE)

    def _numbers(self, text: str) -> Iterator[Match]:
        for pattern in (_NUMBER_AFTER_WORD, _NUMBER_NEAR_WORD, _NUMBER_BEFORE_WORD):
            for match in pattern.finditer(text):
                harmless = _HARMLESS.search(text[max(0, match.start() - 14) : match.start() + 4]) or (
                    pattern is _NUMBER_NEAR_WORD and _HARMLESS_BETWEEN.search(match.group())
                )
                if not harmless and not _is_year(match["secret"]):
                    yield Match(*match.span("secret"), _LIKELY)


def _is_strong(value: str) -> bool:
    return any(letter.isdigit() or letter in "!@#$%^&*_+=" for letter in value)


def _can_be_secret(value: str) -> bool:
    """Return whether ``value`` looks chosen as a secret, not like the next word of a sentence."""
    if value.lower().strip(".!") in _NO_VALUE or ("@" in value[1:] and "." in value):
        return False
    if _is_strong(value):
        return True
    words = value.strip("-").count("-") >= 2
    return words or (value[:1].islower() and any(letter.isupper() for letter in value[1:]))


def _is_year(value: str) -> bool:
    return regex.fullmatch(r"(?:19|20)\d{2}", value) is not None
