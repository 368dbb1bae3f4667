"""Words of the writer's language in the place of the service's names: ``<PERSON>`` is ``[naam]``."""

from __future__ import annotations

import re
from typing import Final

from berichtwacht_client import Language

from berichtwacht_teams.cards.texts import TEXTS

__all__ = ["named"]

_NAME: Final = re.compile(r"<([A-Z]+(?:_[A-Z]+)*)(?:_(\d+))?>")


def named(redacted: str, language: Language) -> str:
    """Return a redacted text with the names that are known put in words, ``<PERSON_2>`` as ``[naam 2]``.

    What else stands between such marks stays.
    """
    words = TEXTS[language].placeholders

    def word(found: re.Match[str]) -> str:
        name, count = found.groups()
        known = words.get(name)
        if known is None:
            return found[0]
        return known.replace("]", f" {count}]") if count else known

    return _NAME.sub(word, redacted)
