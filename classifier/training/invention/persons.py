"""Invented persons: the same word of a name becomes the same word wherever it stands in a message.

A name keeps its form (first name, initials, prefix, surname, hyphens, the way it is typed) and its origin, as far as
letters tell it (:mod:`~classifier.training.invention.letters`), so that the data keeps the variety of the originals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random
from string import ascii_lowercase

from classifier.training.invention.letters import GIVEN, is_given, likeliest, likeliest_origin
from classifier.training.invention.lists import namings, prefixed
from classifier.training.invention.writing import dressed, plain, undressed, written_like

__all__ = ["PREFIXES", "Cast", "name_words"]

PREFIXES = frozenset(
    (
        "van de den der het el al ten ter te von zu da do dos das di del della la le 't 's in op vd v/d v.d v.d. aan "
        "ben bin ibn abu abou ait aït st st. zur bij uit vander vande d' y e"
    ).split()
)
"""Words of surnames that are heard before many of them: they tell of nobody."""

_TOKEN = re.compile(r"[^\s-]+|[\s-]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_]){0,4}\.?")
_TITLE = re.compile(
    r"(?:de\s+heer|dhr|hr|meneer|mijnheer|mevrouw|mevr|mvr|mw|mej|fam|familie|gezin|mr|mrs|ms|dr|wethouder|"
    r"burgemeester|raadslid|tnv)\.?\s+\Z",
    re.IGNORECASE,
)
_SPELT = {"vd": "van der", "v/d": "van der", "v.d": "van der", "v.d.": "van der", "’t": "'t"}
_ARABIC = frozenset({"el", "al"})
_SON_OF = frozenset("ben bin ibn abu abou ait aït".split())
_LETTERS = [letter for letter in ascii_lowercase if letter not in "qxyu"]


def name_words(name: str) -> list[str]:
    """Return the words of a name that tell of somebody: folded, without initials and prefixes.

    >>> name_words("J.P. van den Berg-El Amrani")
    ['berg', 'amrani']
    """
    words = [plain(match[0]) for match in _WORD.finditer(undressed(name))]
    telling = [word for word in words if word not in PREFIXES] or words[-1:]
    return [word for word in telling if len(word) > 2]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a name as it stands: a first name, a surname, or something else (initials, prefix, separator)."""

    written: str
    kind: str
    prefix: str = ""


class Cast:
    """The invented persons of one message.

    Parameters
    ----------
    names
        The names in the message, each with the words before it.
    random
        Where chance comes from.
    avoided
        Folded words that no invented name may be.
    """

    def __init__(self, names: Sequence[tuple[str, str]], random: Random, avoided: Iterable[str] = ()) -> None:
        self._random = random
        self._taken = set(avoided) | {word for name, _ in names for word in name_words(name)}
        self._new: dict[str, str] = {}
        self._initials: dict[str, str] = {}
        roles = _roles(names)
        for name, _ in sorted(names, key=lambda item: -len(item[0])):
            self._invent(_parts(undressed(name), roles))
        self._roles = roles

    def name(self, original: str) -> str:
        """Return the invented name in the place of one of the names."""
        seen = undressed(original)
        parts = _parts(seen, self._roles)
        written = [self._written(part) for part in parts]
        return dressed("".join(written), like=original)

    def word(self, original: str) -> str | None:
        """Return what became of a word of a name, in lower case and plain letters; ``None`` if it is in no name."""
        new = self._new.get(plain(original))
        return None if new is None else written_like("x", new).lower()

    def _written(self, part: _Part) -> str:
        if part.kind in ("given", "family"):
            return written_like(part.written, self._new.get(plain(part.written), part.written))
        if part.kind == "initials":
            return re.sub(r"[^\W\d_]", lambda match: self._initial(match[0]), part.written)
        return part.written

    def _initial(self, letter: str) -> str:
        new = self._initials.get(letter.lower())
        if new is None:
            new = self._random.choice([other for other in _LETTERS if other != letter.lower()])
            self._initials[letter.lower()] = new
        return new.upper() if letter.isupper() else new

    def _invent(self, parts: Sequence[_Part]) -> None:
        words = [(part.written, part.kind == "given") for part in parts if part.kind in ("given", "family")]
        if not words:
            return
        origin = likeliest_origin(words)
        for part in parts:
            if part.kind in ("given", "family") and plain(part.written) not in self._new:
                pool = _given(part.written, origin) if part.kind == "given" else _family(part, origin)
                new = self._other(part.written, pool)
                if origin == "polish" and part.kind == "family" and any(other.kind == "given" for other in parts):
                    new = _agreeing(new, female=_is_female(parts, origin))
                self._new[plain(part.written)] = new
        first = next((part for part in parts if part.kind == "given"), None)
        if first is not None:
            self._initials.setdefault(plain(first.written)[:1], plain(self._new[plain(first.written)])[:1])

    def _other(self, original: str, pool: Sequence[str]) -> str:
        """Return a name of the pool that is no other's, and that neither holds the original nor lies within it."""
        old = plain(original)
        free = [name for name in pool if self._is_free(plain(name), old)]
        name = self._random.choice(free or [name for naming in namings().values() for name in naming.family])
        self._taken.add(plain(name))
        return name

    def _is_free(self, new: str, old: str) -> bool:
        return new not in self._taken and old not in new and new not in old


def _given(word: str, origin: str) -> Sequence[str]:
    naming = namings()[origin]
    kind = likeliest(word, kinds=GIVEN, origin=origin)[1]
    return naming.female if kind == "female" else naming.male


def _family(part: _Part, origin: str) -> Sequence[str]:
    """Return surnames of the origin, or those that are said with the prefix."""
    prefix = _SPELT.get(part.prefix, part.prefix)
    if prefix in prefixed():
        return prefixed()[prefix]
    if prefix and prefix.split()[-1] in _ARABIC:
        return [name for name in namings()["moroccan"].family if name.endswith("i")]
    if prefix and prefix.split()[-1] in _SON_OF:
        return namings()["moroccan"].male
    return namings()[origin].family


def _is_female(parts: Sequence[_Part], origin: str) -> bool:
    first = next((part.written for part in parts if part.kind == "given"), "")
    return bool(first) and likeliest(first, kinds=GIVEN, origin=origin)[1] == "female"


def _agreeing(name: str, *, female: bool) -> str:
    """Return a Polish surname with the ending for a woman or a man."""
    if female:
        return re.sub(r"(?<=[scdz]k)i$", "a", name)
    return re.sub(r"(?<=[scdz]k)a$", "i", name)


def _roles(names: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return, for words of names, whether they are a first name or a surname: the longest name tells best."""
    roles: dict[str, str] = {}
    for name, before in sorted(names, key=lambda item: -len(item[0])):
        words = [word for word in undressed(name).split() if not _is_other(word)]
        first = next(iter(undressed(name).split()), "")
        for index, word in enumerate(words):
            if len(words) > 1:
                given = index == 0 and not _is_other(first)
                given = given or (index < len(words) - 1 and is_given(word))
            else:
                given = not _is_other(first) and not _TITLE.search(before) and is_given(word.split("-")[0])
            for piece in word.split("-"):
                roles.setdefault(plain(piece), "given" if given else "family")
    return roles


def _is_other(word: str) -> bool:
    return plain(word) in PREFIXES or _INITIALS.fullmatch(word) is not None or not any(map(str.isalpha, word))


def _parts(name: str, roles: Mapping[str, str]) -> list[_Part]:
    """Cut a name into its parts; a surname knows the prefix before it."""
    parts: list[_Part] = []
    prefix: list[str] = []
    bare = all(plain(word) in PREFIXES for word in name.split())
    for token in _TOKEN.findall(name):
        if plain(token) in PREFIXES and not bare:
            prefix.append(plain(token))
            parts.append(_Part(token, "prefix"))
        elif not any(map(str.isalpha, token)):
            parts.append(_Part(token, "separator"))
        elif _is_initials(token, roles):
            parts.append(_Part(token, "initials"))
        else:
            for piece in re.split(r"(\.)(?=[^\W\d_])", token):
                other = _Part(piece, "initials" if _is_initials(piece, roles) else "separator")
                alone = other.kind == "initials" or piece == "."
                parts += [other] if alone else _word_parts(piece, roles, " ".join(prefix))
            prefix = []
    return parts


def _is_initials(token: str, roles: Mapping[str, str]) -> bool:
    return _INITIALS.fullmatch(token) is not None and plain(token) not in roles


def _word_parts(token: str, roles: Mapping[str, str], prefix: str) -> list[_Part]:
    """Return a word, and what is written on to it (a full stop, a bracket) apart."""
    match = re.search(r"[^\W\d_][\w'’]*", token)
    if match is None:
        return [_Part(token, "separator")]
    kind = "family" if prefix else roles.get(plain(match[0]), "given" if is_given(match[0]) else "family")
    around = (token[: match.start()], token[match.end() :])
    parts = [_Part(around[0], "separator"), _Part(match[0], kind, prefix), _Part(around[1], "separator")]
    return [part for part in chain(parts) if part.written]
