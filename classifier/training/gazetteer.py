"""The lists of names, drawn from facts that Faker (MIT) ships per country, and from lists of our own.

Run ``python -m classifier.training.gazetteer`` to write the lists in ``training_data/names/`` again, but for those of
common names, which are written by hand. What is added to the others by hand stands in ``training_data/names/own/``
under the same file names.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from classifier.training.corpus import CORPUS
from classifier.training.names import LISTS, fold

__all__ = ["write_gazetteer"]

_LOCALES = (
    "nl_NL nl_BE tr_TR pl_PL de_DE en_GB pt_PT ro_RO id_ID fr_FR es_ES it_IT hr_HR en_IN tw_GH yo_NG ig_NG ha_NG "
    "sw en_PK sv_SE no_NO da_DK fi_FI hu_HU cs_CZ sk_SK lt_LT vi_VN uk_UA bg_BG"
).split()
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’.\- ]{2,30}")
_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяъы",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia _ y".replace("_", "").split(" "),
        strict=True,
    )
)


def write_gazetteer(directory: Path = CORPUS / "names") -> dict[str, int]:
    """Write the lists and return how many names each holds."""
    found: dict[str, set[str]] = {name: set() for name in LISTS}
    for locale in _LOCALES:
        person = _provider("person", locale)
        found["first_names"] |= _words(_attribute(person, "first_names"))
        found["surnames"] |= _words(_attribute(person, "last_names"))
    address = _provider("address", "nl_NL")
    found["places"] |= {
        fold(name) for attribute in ("cities", "provinces", "countries") for name in _attribute(address, attribute)
    }
    for name in LISTS:
        own = directory / "own" / f"{name}.txt"
        if own.exists():
            lines = (line.split("#")[0].strip() for line in own.read_text(encoding="utf-8").splitlines())
            entries = {fold(line) for line in lines if line}
            found[name] |= entries  # as they stand: a name of two letters is a name too
        header = "# Written by classifier/training/gazetteer.py from Faker (MIT) and own/; see README.md.\n"
        (directory / f"{name}.txt").write_text(header + "".join(f"{entry}\n" for entry in sorted(found[name])), "utf-8")
    return {name: len(entries) for name, entries in found.items()}


def _provider(kind: str, locale: str) -> object:
    return importlib.import_module(f"faker.providers.{kind}.{locale}").Provider


def _attribute(provider: object, name: str) -> Iterable[str]:
    return [str(entry) for entry in getattr(provider, name, ())]


def _words(names: Iterable[str]) -> set[str]:
    """Return the single words of names, folded and in Latin letters, without initials and prefixes."""
    words: set[str] = set()
    for name in names:
        latin = "".join(_CYRILLIC.get(letter, letter) for letter in name.lower())
        if not _LATIN_NAME.fullmatch(latin):
            continue
        words |= {fold(word) for word in latin.split() if len(word.strip(".'’")) > 2}
    return words - {"van", "der", "den", "de", "het", "von", "und", "the", "dos", "das", "del", "della", "ten", "ter"}


if __name__ == "__main__":
    for list_name, size in write_gazetteer().items():
        sys.stdout.write(f"{list_name}: {size}\n")
