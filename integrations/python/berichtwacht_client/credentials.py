"""The key or token that is shown to the service. It stands in no ``repr`` and no error."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable

from berichtwacht_client.errors import BerichtwachtError, Refused, Unreachable
from berichtwacht_client.threads import Shared, in_thread

__all__ = ["Credential", "Secret"]

Credential = str | Callable[[], str] | Callable[[], Awaitable[str]] | None
"""A key or token, or what returns it each time that it is needed.

A plain function is called in a thread. One fetch goes on at a time: calls that need the credential meanwhile share it.
"""

_VISIBLE = re.compile(r"[\x21-\x7e]{1,8192}")


class Secret:
    """A credential. For one event loop.

    Parameters
    ----------
    credential
        The key or token, what returns it, or ``None``.

    Raises
    ------
    ValueError
        If a key or token could not be sent in a header.
    """

    def __init__(self, credential: Credential) -> None:
        if isinstance(credential, str) and not _VISIBLE.fullmatch(credential):
            raise ValueError("credential: must be visible ASCII characters without spaces or line ends")
        self._credential = credential
        self._fetching = Shared(self._fetch)

    def renewed(self) -> Secret:
        """Return the same credential for another process, which has no part in what this one waits for."""
        return Secret(self._credential)

    def close(self) -> None:
        """Wait for no credential any longer."""
        self._fetching.close()

    async def headers(self) -> dict[str, str]:
        """Return the header that shows it.

        Raises
        ------
        Unreachable
            If what returns the credential failed.
        Refused
            If it returned something that is no credential.
        """
        if self._credential is None:
            return {}
        text = self._credential if isinstance(self._credential, str) else await self._fetched()
        return {"Authorization": f"Bearer {text}"}

    async def _fetched(self) -> str:
        problem: BerichtwachtError = Refused("the credential that was returned is none: it is not visible ASCII")
        try:
            text = await self._fetching.result()
            if isinstance(text, str) and _VISIBLE.fullmatch(text):
                return text
        except Exception as error:  # noqa: BLE001 - whatever it is, it may hold a secret: only its kind is passed on
            problem = Unreachable(f"the credential could not be fetched ({type(error).__name__})")
        raise problem

    async def _fetch(self) -> object:
        fetch = self._credential
        if not callable(fetch):
            return fetch
        found: object = await (fetch() if inspect.iscoroutinefunction(fetch) else in_thread(fetch))
        return await found if inspect.isawaitable(found) else found
