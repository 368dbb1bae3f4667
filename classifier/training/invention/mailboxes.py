"""Invented e-mail addresses, at domains that nobody can have a mailbox at (RFC 2606): ``.example`` and ``example.nl``.

A mailbox made of a name follows the name in the message. One of a function (``info``, ``balie``) stays what it is. The
name of a provider stays before ``.example``, since it says that the mailbox is a private one. Spoken addresses stay so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random

from classifier.recognise.configuration import read_recogniser_configuration
from classifier.training.invention.letters import GIVEN, likeliest
from classifier.training.invention.lists import namings, places
from classifier.training.invention.writing import plain, undressed, written_like

__all__ = ["functions", "other_mailbox"]

_AT = re.compile(
    r"\s{0,2}[@＠]\s{0,2}|\s{0,2}[(\[{<]\s?(?:at|@|ap\w{0,4}staart\w{0,3})\s?[)\]}>]\s{0,2}|"
    r"\s{1,2}(?:ap\w{0,4}staart\w{0,3}|at|monkey ?tail)\s{1,2}",
    re.IGNORECASE,
)
_SIGNS = frozenset(
    (
        "punt dot underscore underscoor streepje koppelteken minteken plusteken dash hyphen liggend liggende laag lage"
    ).split()
)
_NUMERAL_OR_LINK = frozenset("met een erin eronder en dan".split())
_WORD = re.compile(r"[^\W\d_]+")
_PROVIDERS = frozenset(
    (
        "gmail hotmail outlook live ziggo kpnmail icloud yahoo proton protonmail xs4all planet home casema hetnet "
        "upcmail telfort msn"
    ).split()
)
_TOP = "example"


@cache
def functions() -> frozenset[str]:
    """Return the mailboxes that no person owns, as the recognisers know them."""
    return frozenset(read_recogniser_configuration(None).organisation.mailboxes)


def other_mailbox(words: str, random: Random, named: Callable[[str], str | None]) -> str:
    """Return another address in the same form.

    Parameters
    ----------
    words
        The address as it stands.
    random
        Where chance comes from.
    named
        What became of a word that is a name in the message; ``None`` for other words.
    """
    at = _AT.search(words)
    if at is None:
        return _local(words, random, named)
    return _local(words[: at.start()], random, named) + at[0] + _domain(words[at.end() :], random)


def _local(words: str, random: Random, named: Callable[[str], str | None]) -> str:
    kept = functions()

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if plain(word) in _SIGNS | kept or plain(word) in _NUMERAL_OR_LINK:
            return word
        if len(word) == 1:
            return written_like(word, random.choice([one for one in "abdefghjklmnprstvw" if one != plain(word)]))
        new = named(word) or _name_like(undressed(word), random)
        return _as_wide(word, written_like(word, new.lower() if word.islower() else new))

    new = _WORD.sub(other, words)
    return re.sub(r"\d", lambda match: _as_wide(match[0], str(random.randrange(10))), new)


def _name_like(word: str, random: Random) -> str:
    """Return a name of the origin that the word's letters have, of about its length."""
    origin, kind = likeliest(word)
    pool = sorted(
        getattr(namings()[origin], kind if kind in GIVEN else "family"), key=lambda name: abs(len(name) - len(word))
    )
    plain_names = [name for name in pool if plain(name).isalpha() and plain(name) not in plain(word)]
    return written_like("x", random.choice(plain_names[:12])).lower()


def _domain(words: str, random: Random) -> str:
    labels = [match for match in _WORD.finditer(words) if plain(match[0]) not in _SIGNS]
    if not labels:
        return words
    last = len(labels) - 1 if len(labels) > 1 else None
    new, position = [], 0
    for index, match in enumerate(labels):
        new.append(words[position : match.start()])
        new.append(_label(match[0], random, is_last=index == last))
        position = match.end()
    return "".join(new) + re.sub(r"\d", "", words[position:])


def _label(word: str, random: Random, *, is_last: bool) -> str:
    if is_last:
        return _as_wide(word, written_like(word, _TOP.title()))
    if plain(word) in _PROVIDERS:
        return word
    return _as_wide(word, written_like(word, random.choice(places().mailboxes).title()))


def _as_wide(word: str, new: str) -> str:
    if 0xFF00 < ord(word[0]) < 0xFF5F:
        return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in new)
    return new
