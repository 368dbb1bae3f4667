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
    r"(?<![\w.+'-])'?(?<address>(?<mailbox>\w[\w.+'-]{0,63})\s?@\s?"
    r"(?<domain>(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.){1,6}\p{L}{2,18}))(?![\w-]|\.\d)",
    regex.IGNORECASE,
)
_PROVIDERS = (
    r"(?:gmail|hotmail|outlook|live|ziggo|kpnmail|icloud|yahoo|proton(?:mail)?|xs4all|planet|home|casema|hetnet)"
)
_PROVIDER = regex.compile(rf"(?<![\w.+'-])(?<mailbox>\w[\w.+-]{{2,63}})@{_PROVIDERS}(?![\w.-]\w|\w)", regex.IGNORECASE)
_ANYBODYS = regex.compile(rf"{_PROVIDERS}\.\p{{L}}")
_PARTS = regex.compile(r"[._+-]|(?<=\p{L})(?=\d)")
_SCORE = 0.98


class EmailAddressRecogniser(Recogniser):
    """Finds e-mail addresses; those of functional mailboxes are published.

    Parameters
    ----------
    mailboxes
        Local parts that no person owns, such as ``info``, or whole addresses. A local part that is made of
        several of them (``servicedesk.ict``, ``balie2``) is none of a person either. At a provider where
        anybody can have an address they say nothing.
    domains
        The organisation's own domains: addresses there belong to its work.
    """

    entity = "EMAIL_ADDRESS"

    def __init__(self, mailboxes: Collection[str] = (), domains: Collection[str] = ()) -> None:
        super().__init__()
        self._mailboxes = frozenset(name.lower() for name in mailboxes)
        self._domains = frozenset(name.lower() for name in domains)

    def matches(self, text: str, doc: Doc) -> Iterator[Match]:
        """Yield every address, and those of large providers that lack their ending."""
        for match in _ADDRESS.finditer(text):
            mailbox, domain = match["mailbox"].lower(), match["domain"].lower()
            functional = self._is_functional(mailbox) and not _ANYBODYS.match(domain)
            public = functional or f"{mailbox}@{domain}" in self._mailboxes
            yield Match(*match.span("address"), _SCORE, public=public, own=domain in self._domains)
        for match in _PROVIDER.finditer(text):
            yield Match(*match.span(), _SCORE)

    def _is_functional(self, mailbox: str) -> bool:
        if mailbox in self._mailboxes:
            return True
        first, *others = _PARTS.split(mailbox)
        return first in self._mailboxes and all(part.isdigit() or part in self._mailboxes for part in others)
