"""Which addresses are called or answered to: HTTPS, and in tests this machine."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

__all__ = ["is_loopback", "is_loopback_address", "is_web_address"]

_MORE = re.compile(r"[\s@?#\\]")  # a user, a query, a fragment, or what two readers would read differently


def is_web_address(url: str, *, loopback: bool = False) -> bool:
    """Return whether ``url`` is an address over HTTPS: a host, perhaps a port and a path, and no more.

    Parameters
    ----------
    url
        The address.
    loopback
        Whether plain HTTP to this machine counts as well.
    """
    return _has(url, "https") or (loopback and is_loopback_address(url))


def is_loopback_address(url: str) -> bool:
    """Return whether ``url`` is an address of this machine over plain HTTP."""
    return _has(url, "http") and is_loopback(urlsplit(url).hostname or "")


def is_loopback(host: str) -> bool:
    """Return whether ``host``, a name or a number without a port, is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _has(url: str, scheme: str) -> bool:
    if not url.isascii() or not url.isprintable() or _MORE.search(url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme == scheme and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none, or half an address of IPv6
        return False
