"""What an organisation chooses for its app package, checked before anything is built."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from berichtwacht_teams.version import __version__

__all__ = ["PackageChoice", "PackageError"]

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)+(?=[a-z]){_LABEL}")
_VERSION = re.compile(r"(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){2}", re.ASCII)

MAX_DEVELOPER = 32
"""Most characters of the organisation's name, by the manifest's schema."""

MAX_URL = 2048
"""Most characters of an address, by the manifest's schema."""


class PackageError(Exception):
    """A choice that does not fit.

    Parameters
    ----------
    field
        Name of the field of :class:`PackageChoice`.
    reason
        What is wrong with it; never holds the value.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.others: tuple[PackageError, ...] = ()
        """What else does not fit."""


@dataclass(frozen=True, slots=True)
class PackageChoice:
    """What an organisation chooses for its app package.

    Parameters
    ----------
    app_id
        Application (client) id of the registration in Entra, which is also the bot's id.
    host_name
        Name of the machine as Teams reaches it, such as ``berichtwacht.example.nl``.
    developer
        Name of the organisation that offers the app, at most 32 characters.
    website
        Address of the page where people find help.
    privacy
        Address of the privacy statement.
    terms
        Address of the terms of use.
    version
        Version of the package, three numbers; Teams takes a newer package only with a higher version.
    nudges
        Whether the app asks for consent to read messages after sending.
    package_id
        Id of the app in Teams; without one it follows from ``app_id``, so that a new package replaces the old one.

    Raises
    ------
    PackageError
        If a value does not fit.
    """

    app_id: str
    host_name: str
    developer: str
    website: str
    privacy: str
    terms: str
    version: str = __version__
    nudges: bool = False
    package_id: str = ""

    def __post_init__(self) -> None:
        wrong: list[PackageError] = []
        for field, read in _READERS.items():
            try:
                object.__setattr__(self, field, read(field, getattr(self, field)))
            except PackageError as problem:
                wrong.append(problem)
        if wrong:
            wrong[0].others = tuple(wrong[1:])
            raise wrong[0]
        package_id = self.package_id or str(uuid5(UUID(self.app_id), "berichtwacht-teams"))
        object.__setattr__(self, "package_id", _guid("package_id", package_id))


def _guid(field: str, value: str) -> str:
    value = value.lower()
    if not _GUID.fullmatch(value) or not UUID(value).int:
        raise PackageError(field, "must be a GUID, such as 0f8fad5b-d9cb-469f-a165-70867728950e")
    return value


def _host_name(field: str, value: str) -> str:
    value = value.lower()
    if not _HOST_NAME.fullmatch(value):
        raise PackageError(field, "must be a name without https:// and port, such as berichtwacht.example.nl")
    return value


def _developer(field: str, value: str) -> str:
    value = value.strip()
    if not value or len(value) > MAX_DEVELOPER or not value.isprintable():
        raise PackageError(field, f"must be a name of 1 to {MAX_DEVELOPER} characters on one line")
    return value


def _web_address(field: str, value: str) -> str:
    reason = f"must be an address that starts with https://, at most {MAX_URL} characters"
    if len(value) > MAX_URL or not value.isascii() or not value.isprintable() or " " in value:
        raise PackageError(field, reason)
    try:
        parts = urlsplit(value)
        named = parts.hostname and parts.username is None and parts.port != 0
    except ValueError:
        raise PackageError(field, reason) from None
    if parts.scheme != "https" or not named:
        raise PackageError(field, reason)
    return value


def _version(field: str, value: str) -> str:
    if not _VERSION.fullmatch(value):
        raise PackageError(field, "must be three numbers, such as 1.0.0")
    return value


_READERS: dict[str, Callable[[str, str], str]] = {
    "app_id": _guid,
    "host_name": _host_name,
    "developer": _developer,
    "website": _web_address,
    "privacy": _web_address,
    "terms": _web_address,
    "version": _version,
}
