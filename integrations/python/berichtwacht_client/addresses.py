"""The address of the service, and which of them a draft may be sent to."""

from __future__ import annotations

from ipaddress import ip_address

import httpx

__all__ = ["service_address"]


def service_address(url: str, *, allow_unencrypted: bool) -> str:
    """Return the address of a service, without a stroke at its end.

    Raises
    ------
    ValueError
        If it is none, or drafts would travel to another machine unencrypted and that is not allowed. The error does
        not repeat the address, as it may hold a password.
    """
    parsed: httpx.URL | None
    try:
        parsed = httpx.URL(url)
        is_right = parsed.scheme in {"http", "https"} and parsed.host and not parsed.userinfo
        if not is_right or parsed.query or parsed.fragment:
            parsed = None
    except (httpx.InvalidURL, TypeError):
        parsed = None
    if parsed is None:
        raise ValueError("url: must be an address of http: or https:, without user, password, query or fragment")
    if parsed.scheme == "http" and not allow_unencrypted and not _is_this_machine(parsed.host):
        raise ValueError(
            "url: http: would send drafts and the credential unencrypted to another machine; use https:, or say "
            "allow_unencrypted=True where the network itself is trusted"
        )
    return str(parsed).rstrip("/?#")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
