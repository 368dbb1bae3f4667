"""The lists to invent with; they ship with the package, so that a container can do without ``training_data/``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

__all__ = ["Naming", "Places", "heard", "namings", "places", "prefixed"]

_HERE = Path(__file__).parent
_PREFIXED = "prefixed"


@dataclass(frozen=True, slots=True)
class Naming:
    """The names that one way of naming gives: first names of women and men, and surnames without prefix."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Places by kind, and the words that streets, passwords and domains are made of."""

    towns: tuple[str, ...]
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    cities_abroad: tuple[str, ...]
    street_beginnings: tuple[str, ...]
    street_endings: tuple[str, ...]
    area_endings: tuple[str, ...]
    words: tuple[str, ...]
    mailboxes: tuple[str, ...]


@cache
def namings() -> dict[str, Naming]:
    """Return the names by origin: an origin is a label for a way of naming, not for a person."""
    return {origin: Naming(**lists) for origin, lists in _read("names.yaml").items() if origin != _PREFIXED}


@cache
def heard() -> dict[str, frozenset[str]]:
    """Return folded names that are heard most, by kind; they tell what an original is, and nothing more."""
    return {kind: frozenset(words.split()) for kind, words in _load("heard.yaml").items()}


@cache
def prefixed() -> dict[str, tuple[str, ...]]:
    """Return, by prefix, the surnames that are said with it."""
    return _read("names.yaml")[_PREFIXED]


@cache
def places() -> Places:
    """Return the places."""
    lists: dict[str, str] = _load("places.yaml")
    return Places(**{kind: tuple(words.split()) for kind, words in lists.items()})


def _read(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    origins: dict[str, dict[str, str]] = _load(name)
    return {origin: {kind: tuple(words.split()) for kind, words in lists.items()} for origin, lists in origins.items()}


def _load(name: str) -> Any:
    """Return a file of lists as it stands: words with spaces between."""
    return YAML(typ="safe").load((_HERE / name).read_text(encoding="utf-8"))
