"""E-mail addresses, of persons and of functions."""

from __future__ import annotations

from collections.abc import Iterator

from berichtwacht_client.rules.reading import Match, Reading
from berichtwacht_client.rules.table import PATTERNS, TABLE

__all__ = ["email_addresses"]

_MAILBOXES = frozenset(TABLE["organisation"]["mailboxes"])
_DOMAINS = frozenset(TABLE["organisation"]["domains"])
_SCORE = TABLE["scores"]["email"]


def email_addresses(reading: Reading) -> Iterator[Match]:
    """Yield every address, and those of large providers that lack their ending."""
    for match in PATTERNS["email_address"].finditer(reading.plain):
        mailbox, domain = match[2].lower(), match[3].lower()
        functional = _is_functional(mailbox) and not PATTERNS["email_anybodys"].match(domain)
        public = functional or f"{mailbox}@{domain}" in _MAILBOXES
        yield Match(*match.span(1), _SCORE, public=public, own=domain in _DOMAINS)
    for match in PATTERNS["email_provider"].finditer(reading.folded):
        yield Match(*match.span(), _SCORE)


def _is_functional(mailbox: str) -> bool:
    if mailbox in _MAILBOXES:
        return True
    first, *others = PATTERNS["email_parts"].split(mailbox)
    return first in _MAILBOXES and all(PATTERNS["digit_group"].fullmatch(part) or part in _MAILBOXES for part in others)
