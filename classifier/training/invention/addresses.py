"""Invented streets, postcodes and places."""

from __future__ import annotations

import re
from random import Random

from classifier.training.invention.digits import digits_in, is_spoken, random_digits, with_digits
from classifier.training.invention.lists import namings, places
from classifier.training.invention.writing import dressed, plain, undressed, written_like

__all__ = ["other_place", "other_postcode", "other_street_address", "street_name"]

_NUMBER = re.compile(
    r"(?P<street>.*?)(?P<rest>[\s,]{0,3}(?:nr\.?|nummer|no\.?|huisnummer)?[\s.,]{0,3}\d.*)", re.DOTALL | re.IGNORECASE
)
_ADDITION = re.compile(r"(?<![^\W\d_])[A-Za-z](?![^\W_])|(?<=\d)[A-Za-z](?![^\W_])")
_HONOURED = frozenset(
    "burgemeester burg burg. wethouder pastoor ds ds. dominee dokter dr dr. prof prof. professor meester mr mr. "
    "prins prinses koningin koning graaf admiraal generaal kapitein kardinaal deken mgr mgr. sint st st.".split()
)
_KINDS = frozenset(
    "de het den oude nieuwe lange korte hoge lage grote kleine eerste tweede derde 1e 2e 3e achter".split()
)
_LETTERS = "BGHJKLPRSTVWXZ"
"""Letters of postcodes, without vowels: no pair of them reads as a word."""
_NEVER = frozenset("SS GB GR HV KB KG KL KW LJ PK PR RH TH TK TT TV VH VL VR VS ZG ZW".split())
"""Pairs that no postcode has, and those that read as a unit or an abbreviation after a number."""


def other_street_address(words: str, random: Random) -> str:
    """Return another street with another house number; the addition keeps its form."""
    match = _NUMBER.fullmatch(words)
    if match is None:
        return street_name(words, random) if not is_spoken(words) else _spoken_address(words, random)
    return street_name(match["street"], random) + _other_number(match["rest"], random)


def street_name(words: str, random: Random) -> str:
    """Return an invented street that ends as ``words`` do: ``Kerkweg`` may become ``Lijsterweg``."""
    seen = undressed(words)
    tokens = seen.split(" ")
    if not seen.strip():
        return words
    ending = next((one for one in places().street_endings if plain(tokens[-1]).endswith(one)), "")
    if len(tokens) > 1 and plain(tokens[0]) in _HONOURED and ending:
        name = random.choice(namings()["dutch"].family)
        joined = f"{name}{ending}"
        return dressed(" ".join((tokens[0], written_like(tokens[-1], joined))), like=words)
    kept = [tokens[0]] if len(tokens) > 1 and plain(tokens[0]) in _KINDS else []
    new = random.choice(places().street_beginnings) + (ending or random.choice(places().street_endings[:10]))
    return dressed(" ".join((*kept, written_like(tokens[-1], new))), like=words)


def _other_number(rest: str, random: Random) -> str:
    def number(match: re.Match[str]) -> str:
        old = match[0]
        first = "123456789" if len(old) < 3 else "123"
        return random.choice(first) + random_digits(len(old) - 1, random)

    def letter(match: re.Match[str]) -> str:
        new = random.choice([one for one in "abcdef" if one != match[0].lower()])
        return new.upper() if match[0].isupper() else new

    return re.sub(r"\d+", number, _ADDITION.sub(letter, rest))


def _spoken_address(words: str, random: Random) -> str:
    """Return another address whose number is in words: ``Kerkstraat twaalf``."""
    first, _, rest = words.partition(" ")
    digits = digits_in(rest)
    new = "".join(random.choice("123456789") for _ in digits)
    return f"{street_name(first, random)} {with_digits(rest, new)}" if rest else street_name(words, random)


def other_postcode(words: str, random: Random) -> str:
    """Return another postcode with the same spaces and case; none of its letters is one that postcodes lack."""
    digits = random.choice("3456789") + random_digits(3, random)
    pair = "SS"
    while pair in _NEVER:
        pair = random.choice(_LETTERS) + random.choice(_LETTERS)
    if is_spoken(words):
        spoken = with_digits(words, digits[: len(digits_in(words))])
        letters = iter(pair)
        return re.sub(r"(?<!\w)[A-Za-z](?!\w)", lambda match: written_like(match[0], next(letters, "K")), spoken)
    remaining = iter(pair)
    parts = [
        (letter.lower() if not old.isupper() else letter) if old.isalpha() and (letter := next(remaining, "K")) else old
        for old in with_digits(words, (digits + random_digits(9, random))[: len(digits_in(words))])
    ]
    return dressed(undressed("".join(parts)), like=words) if not words.isascii() else "".join(parts)


def other_place(words: str, random: Random) -> str:
    """Return another place of the same kind: a country for a country, a street for a street, else a town."""
    seen = undressed(words)
    folded = plain(seen)
    lists = places()
    for kind in (lists.countries, lists.regions, lists.cities_abroad):
        if folded in {plain(name) for name in kind}:
            return dressed(written_like(seen, random.choice(kind)), like=words)
    if any(folded.endswith(ending) for ending in lists.street_endings[:11]):
        return street_name(words, random)
    area = next((ending for ending in lists.area_endings if folded.endswith(ending) and folded != ending), "")
    if area and " " not in seen:
        return dressed(written_like(seen, random.choice(lists.street_beginnings) + area), like=words)
    return dressed(written_like(seen, random.choice(lists.towns)), like=words)
