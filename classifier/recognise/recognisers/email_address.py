"""E-mail addresses, of persons and of functions.

Presidio's own recogniser downloads a list of public suffixes at its first match; this one does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import regex
from spacy.tokens import Doc

from classifier.recognise.recogniser import Match, Recogniser

__all__ = ["EmailAddressRecogniser"]

_ADDRESS = regex.compile(
    r"(?<![\w.+-])(?<mailbox>[\w](?:[\w.+'-]{0,62}[\w])?)\s?@\s?(?<domain>(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.){1,6}\p{L}{2,18})(?![\w-])",
    regex.IGNORECASE,
)
_SCORE = 0.98


class EmailAddressRecogniser(Recogniser):
    """Finds e-mail addresses; those of functional mailboxes are published.

    Parameters
    ----------
    mailboxes
        Local parts that no person owns, such as ``info``, or whole addresses.
    """

    entity = "EMAIL_ADDRESS"

    def __init__(self, mailboxes: Collection[str] = ()) -> None:
        super().__init__()
        self._mailboxes = frozenset(name.lower() for name in mailboxes)

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield every address."""
        for match in _ADDRESS.finditer(text):
            mailbox, domain = match["mailbox"].lower(), match["domain"].lower()
            public = mailbox in self._mailboxes or f"{mailbox}@{domain}" in self._mailboxes
            yield Match(*match.span(), _SCORE, public=public)
