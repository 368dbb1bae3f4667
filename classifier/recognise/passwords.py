"""Passwords, keys and tokens: which word is the secret.

A word counts as one where a cue for it stands before and the word looks chosen (letters with digits or signs),
or where the cue says outright that it is ('wachtwoord is klaproos').
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import regex

from classifier.recognise.recogniser import Match

__all__ = ["passwords", "tokens"]

_TOKEN = regex.compile(
    r"(?<![\w-])(?:gh[pousr]_\w{10,80}|github_pat_\w{10,100}|glpat-[\w-]{12,60}|sk[-_](?:live[-_]|test[-_]|proj-|ant-)?"
    r"(?=[\w-]{0,40}\d)[\w-]{12,120}|(?:AKIA|ASIA)[A-Z0-9]{12,20}|xox[abeoprs]-[\w-]{10,100}|"
    r"eyJ[\w-]{8,400}(?:\.[\w-]{5,600}){0,2}|AIza[\w-]{20,60}|SG\.[\w-]{16,40}\.[\w-]{16,60}|"
    r"\d{6}(?:-\d{6}){2,7})(?![\w-])"
)
_CUE = (
    r"(?:wachtwoord(?:je)?|wacht\swoord|w8woord|pass?woord|passw(?:or)?d|pasword|pass|ww|pw|pwd|wachtzin|passphrase|"
    r"api[\s-]?key|secret|token|(?:herstel|recovery|toegangs|licentie)[\s-]?(?:sleutel|key)|bitlocker|encryptiesleutel|"
    r"\w{0,12}wifi(?:[\s-]?(?:code|wachtwoord|ww|key|sleutel|pass))?|wpa\d?(?:[\s-]?key)?)"
)
_AFTER_CUE = regex.compile(rf"(?<![\w-]){_CUE}(?![\w-])", regex.IGNORECASE)
_LOGIN = regex.compile(
    r"(?<![\w-])(?:inlog(?:gen|gegevens|naam)?|ingelogd|logins?|log\s?in|accounts?|gebruikers?(?:naam)?|user(?:name)?|"
    r"mailbox|postvak|credentials)(?![\w-])",
    regex.IGNORECASE,
)
_BEFORE_CUE = regex.compile(
    rf"(?<!\S)[\"'“‘]?(?<secret>[^\s\"'“”‘’]{{5,64}})[\"'”’]?\s(?:is|was|wordt|=)\s(?:(?:de|het|'?t|je|ons|onze|"
    rf"mijn|nu|"
    rf"the|my|our|nieuwe?|tijdelijke?)\s){{0,3}}{_CUE}(?![\w-])",
    regex.IGNORECASE,
)
_AFTER_ADDRESS = regex.compile(
    r"(?<!\S)[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{2,20}){1,4}\s?(?:en|met|and|/|,|\+|;|:|"
    r"\s)\s?(?<secret>[^\s\"'“”‘’]{5,64})",
    regex.IGNORECASE,
)
_AFTER_USER = regex.compile(
    r"(?<!\w)(?:admin|administrator|root|beheerder|gebruiker|user)\s?[/:+]\s?(?<secret>[^\s\"'“”‘’,;]{5,64})",
    regex.IGNORECASE,
)
_OUTRIGHT = regex.compile(
    r"(?<![\w-])(?:wachtwoord|paswoord|passphrase|wachtzin|password|ww|pw)(?:\s[\w'’.-]{1,16}){0,7}?"
    r"(?:\s?[:=]\s?|\s(?:is|wordt|werd|da['’]s|dat\sis)\s(?:(?:nu|nou|weer|gewoon|just|nog|dus|altijd|steeds)\s){0,2})"
    r"[\"'“‘]?(?<secret>\p{L}[\p{L}-]{3,39})(?<after>[\"'”’]|[,.;!)\n]|\Z|\s(?:anders|en|niet|staat|dus|met|maar|graag|"
    r"zonder|alles|zei|pls|aan)\b)",
    regex.IGNORECASE,
)
_WORD = regex.compile(r"\S+")
_OPENING, _CLOSING = "\"'“‘(<[{=:→-", ".,:;)\"'”’>]}"
_NOT_CHOSEN = regex.compile(
    r"https?:.*|www\..*|[^@]{1,64}@[\w-]{1,60}\.[\w.-]+|\d+(?:e|de|ste|th|nd|rd|st|x|u|uur|min|m2|km|kg|gb|mb|cm|mm|k|"
    r"jaar|pp|px|ghz|fa|d|g)|\d{1,4}[a-z]|[a-z]{1,3}[.-]?\d{1,2}|(?:2fa|mfa|sha|aes|wpa|rsa|tls|ssl|utf|iso|http|"
    r"ipv)-?\d*|"
    r"(?:office|windows|microsoft|sharepoint|excel|word|exchange|server|iphone|galaxy|key|sql|sap|adobe|teams|android|"
    r"covid|versie|usb|kamer|lokaal|zaal|groep|stagiair|team|chromebook|ipad|laptop|printer|punt|optie|fase|stap|week|"
    r"kwartaal|suite|woo|wmo|bijlage|artikel|vmware|log4j|netflix|nen|topdesk|citrix|cisco|fortigate)\W?\d+\w{0,2}",
    regex.IGNORECASE,
)
_TIED = frozenset("van voor vd v/d bij vr with for of uit tot sinds".split())
_LED = _TIED | frozenset("op in naar via met als tijdens per on at to into".split())
_NO_SECRET = frozenset(
    (
        "vergeten kwijt reset resetten verlopen verloopt wijzigen veranderen aanpassen beleid manager nodig niet geen "
        "nooit voor van het een die dat deze welke weer nog even maar want moet moeten werkt werken instellen "
        "doorgeven "
        "sturen stuur mailen appen geven krijgen krijg krijgt staat stond ligt zit naar zonder over onder "
        "blokkeren fout "
        "onjuist verkeerd klopt opnieuw samen regels invoeren invullen intypen opgeven kiezen gelekt lekken "
        "veilig onveilig "
        "sterk sterke zwak zwakke lang kort simpel openbaar bekend onbekend please forgot forgotten expired "
        "changed policy "
        "needed does working shared apart telefonisch mondeling persoonlijk nieuw oude hetzelfde dezelfde iets anders "
        "tijdelijk eindelijk alleen zometeen straks morgen vandaag gisteren binnen beheerder beheer hier daar "
        "gewoon zodat "
        "omdat zodra kunnen heeft hebben waren komt komen gaat doen doet maken maakt iedereen iemand niemand "
        "vraag vragen "
        "graag geheim eerst gebruik stuk zoek klaar raar verplicht goed juist slecht echt prima leeg minimaal maximaal "
        "hoofdlettergevoelig incorrect correct wrong right same lost secret safe secure okay hoe wat waar welk waarom "
        "stom vervelend irritant lastig belangrijk gedeeld delen onmogelijk namelijk inderdaad welkom hallo"
    ).split()
)
_PARTICIPLE = regex.compile(r"(?:\p{L}{2,5})?(?:ge|ver|be|her|ont)\p{L}{3,}(?:d|t|en)", regex.IGNORECASE)
_SIGNS = frozenset("!@#$%^&*+=~?")
_WINDOW, _LOGIN_WINDOW = 80, 70
_SHORTEST, _SHORTEST_ALONE, _LONGEST = 5, 7, 64
_CERTAIN, _LIKELY, _POSSIBLE = 0.95, 0.9, 0.85


def tokens(text: str) -> Iterator[Match]:
    """Yield keys and tokens that their issuers gave an unmistakable shape."""
    for match in _TOKEN.finditer(text):
        yield Match(*match.span(), _CERTAIN)


def passwords(text: str) -> Iterator[Match]:
    """Yield the words that a cue says, or that look, to be a secret."""
    yield from _after_cues(text, _AFTER_CUE, window=_WINDOW, tied=_TIED, chosen=_looks_chosen)
    yield from _after_cues(text, _LOGIN, window=_LOGIN_WINDOW, tied=_LED, chosen=_surely_chosen)
    for match in _OUTRIGHT.finditer(text):
        word = match["secret"].lower()
        if word not in _NO_SECRET and not _PARTICIPLE.fullmatch(word):
            yield Match(*match.span("secret"), _POSSIBLE)
    for match in _AFTER_ADDRESS.finditer(text):
        begin, end = _trimmed(text, *match.span("secret"))
        if _surely_chosen(text[begin:end]):
            yield Match(begin, end, _POSSIBLE)
    for match in _AFTER_USER.finditer(text):
        if _looks_chosen(match["secret"]):
            yield Match(*match.span("secret"), _LIKELY)
    for match in _BEFORE_CUE.finditer(text):
        if _looks_chosen(match["secret"]):
            yield Match(*match.span("secret"), _LIKELY)


def _after_cues(
    text: str, cues: regex.Pattern[str], *, window: int, tied: frozenset[str], chosen: Callable[[str], bool]
) -> Iterator[Match]:
    """Yield the first chosen word after each cue and before the next one."""
    spans = [match.span() for match in cues.finditer(text)]
    for (_, start), (following, _) in pairwise([*spans, (len(text), len(text))]):
        yield from _first_chosen(text, start, min(start + window, following), tied=tied, chosen=chosen)


def _first_chosen(
    text: str, start: int, stop: int, *, tied: frozenset[str], chosen: Callable[[str], bool]
) -> Iterator[Match]:
    """Yield the first word that looks like a secret, unless a word such as 'van' before it ties it to the cue."""
    before = ""
    for word in _WORD.finditer(text, start, stop):
        begin, end = _trimmed(text, word.start(), _whole_word_end(text, word.end()))
        value = text[begin:end]
        if chosen(value) and (before not in tied or not _SIGNS.isdisjoint(value)):
            yield Match(begin, end, _LIKELY)
            return
        if text[word.end() - 1] in "!?" and begin < end:
            return
        before = word.group().lower().strip(".,:")


def _whole_word_end(text: str, end: int) -> int:
    """Return where the word that a window may have cut off at ``end`` ends."""
    rest = _WORD.match(text, end, end + _LONGEST)
    return rest.end() if rest else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without quotes, brackets and punctuation; '!' and '?' stay where they close a secret."""
    while start < end and text[start] in _OPENING:
        start += 1
    while start < end and text[end - 1] in _CLOSING:
        end -= 1
    stripped = text[start:end].rstrip("!?")
    if not any(character.isdigit() for character in stripped):
        end = start + len(stripped)
    return start, end


def _looks_chosen(value: str) -> bool:
    """Return whether ``value`` mixes letters with digits or signs, or is a passphrase of three words and more."""
    if not _SHORTEST <= len(value) <= _LONGEST or _NOT_CHOSEN.fullmatch(value.rstrip("!?")):
        return False
    letters = sum(character.isalpha() for character in value)
    digits = any(character.isdigit() for character in value)
    signs = not _SIGNS.isdisjoint(value[1:-1])
    return letters >= 2 and (digits or signs or (value.count("-") >= 2 and value.islower()))


def _surely_chosen(value: str) -> bool:
    """Return whether ``value`` is a secret even where only a login is spoken of."""
    if not _looks_chosen(value) or len(value) < _SHORTEST_ALONE:
        return False
    digits = sum(character.isdigit() for character in value)
    mixed = any(letter.isupper() for letter in value) and any(letter.islower() for letter in value)
    return digits > 0 and ((mixed and digits > 1) or not _SIGNS.isdisjoint(value.rstrip("?")))
