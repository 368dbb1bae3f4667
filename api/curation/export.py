"""The messages that curators accepted, as records of the corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from api.curation.faults import message_of
from api.secrets import Seal
from classifier.errors import SettingsError

__all__ = ["PURPOSE", "lines_of"]

PURPOSE = "curation"
"""What the records are sealed for."""


def lines_of(records: Iterable[tuple[int, bytes]], seal: Seal) -> Iterator[str]:
    """Yield a line of JSON for each sealed record; its id is its number, which no other message ever gets.

    Raises
    ------
    SettingsError
        If a record was sealed with another secret key.
    """
    for number, sealed in records:
        content = seal.open(sealed)
        if content is None:
            raise SettingsError(
                "secret_keys: none of them opens a message of the store",
                cure="add the key that was in use when it was accepted",
            )
        message = message_of(json.loads(content), f"k-{number:04d}")
        line = message.model_dump(mode="json", exclude=None if message.look_alike else {"look_alike"})
        yield f"{json.dumps(line, ensure_ascii=False)}\n"
