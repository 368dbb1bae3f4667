"""E-mail addresses as they are spoken: ``jan punt bakker apenstaartje gmail punt com``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from classifier.normalise.aligned_text import AlignedText, Edit

__all__ = ["written_email_addresses"]

_SIGNS: Final = {
    ".": r"punt|dot",
    "_": r"underscore|underscoor|(?:liggende?|laag|lage)[ ]streepje",
    "-": r"streepje|koppelteken|minteken|dash|hyphen",
    "+": r"plusteken",
}
_SIGN_WORD = "|".join(_SIGNS.values())
_AT_SURE = r"ap(?:en?|e)staart(?:je)?"
_TOP_LEVEL = (
    r"(?:nl|com|be|de|eu|org|net|info|nu|fr|uk|io|tv|me|biz|amsterdam|frl|gov|edu|pl|tr|it|es|pt|ro|bg|at|ch|"
    r"example|test)"
)
_MAIL_PROVIDER = (
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ziggo|kpnmail|kpnplanet|planet|hetnet|xs4all|home|upcmail|"
    r"casema|chello|quicknet|tele2|telfort|caiway|solcon|freedom|icloud|me|mac|proton|protonmail|gmx|telenet|skynet)"
)


def _bracketed(words: str) -> str:
    return rf"[ ]{{0,2}}[(\[{{<][ ]?(?:{words})[ ]?[)\]}}>][ ]{{0,2}}"


_SIGN = rf"(?:[ ]{{1,2}}(?:{_SIGN_WORD})[ ]{{1,2}}|{_bracketed(_SIGN_WORD)}|[._+-])"
_DOT = rf"(?:[ ]{{1,2}}(?:punt|dot)[ ]{{1,2}}|{_bracketed('punt|dot')}|\.|[ ]\.[ ])"
_AT = (
    rf"(?:[ ]{{1,2}}(?P<sure>{_AT_SURE})[ ]{{1,2}}|(?P<bracketed>{_bracketed(f'at|{_AT_SURE}|@')})"
    r"|(?P<sign>[ ]{0,2}@[ ]{0,2})|(?P<bare>[ ]{1,2}at[ ]{1,2}))"
)
_LOCAL_WORD = r"[a-z0-9]{1,30}"
_LABEL = r"[a-z0-9]{1,30}"
_DASH = rf"(?:-|[ ](?:{_SIGNS['-']})[ ])"
_ADDRESS = regex.compile(
    rf"(?<![\w@.+-])(?P<local>{_LOCAL_WORD}(?:{_SIGN}{_LOCAL_WORD}){{0,6}})(?P<at>{_AT})"
    rf"(?P<domain>{_LABEL}(?:{_DASH}{_LABEL}){{0,3}}(?:{_DOT}{_LABEL}(?:{_DASH}{_LABEL}){{0,3}}){{0,3}}?"
    rf"(?P<last>{_DOT})(?:{_TOP_LEVEL}|n[ ]l))(?![\w@]|\.\w|[ ]\.[ ]|[ ](?:punt|dot)[ ])",
    regex.IGNORECASE,
)
_ANY_SIGN = regex.compile(rf"{_SIGN}|[ ]\.[ ]", regex.IGNORECASE)
_ANY_AT = regex.compile(rf"@|(?<!\w)(?:at|{_AT_SURE})(?!\w)", regex.IGNORECASE)
_SPOKEN_SIGN = regex.compile(rf"[ (\[{{<](?:{_SIGN_WORD})[ )\]}}>]", regex.IGNORECASE)
_AT_PROVIDER = regex.compile(rf"{_MAIL_PROVIDER}(?!\w)", regex.IGNORECASE)
_SIGN_OF = {sign: regex.compile(words, regex.IGNORECASE) for sign, words in _SIGNS.items()}
_SPELLED_NL = regex.compile(r"(?<=[ .])n l$", regex.IGNORECASE)


def written_email_addresses(aligned: AlignedText) -> AlignedText:
    """Return the text with spoken e-mail addresses written out, where the whole makes an address."""
    if not _ANY_AT.search(aligned.text):
        return aligned
    return aligned.edited(
        edit for match in _ADDRESS.finditer(aligned.text) if _is_meant(match) for edit in _signs(match)
    )


def _is_meant(match: regex.Match[str]) -> bool:
    """Return whether an address is meant: a bare ``at`` is an English word unless something else tells."""
    if match["bare"] is None or _SPOKEN_SIGN.search(match["domain"]):
        return True
    return not match["local"].isalpha() or _AT_PROVIDER.match(match["domain"]) is not None


def _signs(match: regex.Match[str]) -> Iterator[Edit]:
    yield from _signs_within(match, "local")
    if match["at"] != "@":
        yield Edit(match.start("at"), match.end("at"), "@")
    yield from _signs_within(match, "domain")
    spelled = _SPELLED_NL.search(match["domain"])
    if spelled:
        yield Edit(match.end("domain") - 2, match.end("domain") - 1)


def _signs_within(match: regex.Match[str], group: str) -> Iterator[Edit]:
    for sign in _ANY_SIGN.finditer(match.string, match.start(group), match.end(group)):
        written = next((new for new, words in _SIGN_OF.items() if words.search(sign[0])), sign[0].strip())
        if written != sign[0]:
            yield Edit(sign.start(), sign.end(), written)
