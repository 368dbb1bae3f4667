"""What opens the texts of writers, and opens and seals the records of curators."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from api.curation.export import PURPOSE, lines_of
from api.curation.refusals import unreadable
from api.secrets import Seal
from classifier.errors import SettingsError

__all__ = ["Envelopes"]


class Envelopes:
    """Opens and seals.

    Parameters
    ----------
    keys
        The secret keys, newest first; without any, nothing was ever sealed for long, and nothing can be opened.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        self.texts = Seal(keys, "feedback") if keys else None
        self._records = Seal(keys, PURPOSE) if keys else None

    def text(self, sealed: bytes) -> str:
        """Return the text of a writer.

        Raises
        ------
        Problem
            If none of the keys opens it.
        """
        return _content(self.texts, sealed).decode("utf-8", "surrogatepass")

    def record(self, sealed: bytes | None) -> dict[str, Any] | None:
        """Return the record of a curator, ``None`` where there is none.

        Raises
        ------
        Problem
            If none of the keys opens it.
        """
        if sealed is None:
            return None
        record: dict[str, Any] = json.loads(_content(self._records, sealed))
        return record

    def seal(self, record: dict[str, Any] | None) -> bytes | None:
        """Return a record, sealed.

        Raises
        ------
        Problem
            If there is no key.
        """
        if record is None:
            return None
        if self._records is None:
            raise unreadable()
        return self._records.close(json.dumps(record).encode())

    def readable_texts(self, records: Iterable[tuple[int, bytes]]) -> list[str]:
        """Return the texts of the records that can be opened."""
        seal = self._records
        opened = (None if seal is None else seal.open(sealed) for _, sealed in records)
        return [json.loads(content)["text"] for content in opened if content is not None]

    def lines(self, records: Iterable[tuple[int, bytes]]) -> str:
        """Return records as lines of the corpus.

        Raises
        ------
        Problem
            If none of the keys opens one of them.
        """
        try:
            return "" if self._records is None else "".join(lines_of(records, self._records))
        except SettingsError:
            raise unreadable() from None


def _content(seal: Seal | None, sealed: bytes) -> bytes:
    content = None if seal is None else seal.open(sealed)
    if content is None:
        raise unreadable()
    return content
