"""A service that had to start without its model takes it as soon as it is there; nobody has to start it anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from api.background import Background
from api.telemetry import log_event, log_failure
from classifier import Classifier
from classifier.errors import BerichtwachtError

__all__ = ["RETRIED_EVERY", "Renewal"]

RETRIED_EVERY = 5.0
"""Seconds between two tries to load what is missing."""


class Renewal:
    """Loads a whole classifier in the background for as long as the one in use does without a part.

    Parameters
    ----------
    classifier
        The classifier in use.
    load
        Loads a whole one, or raises.
    take
        Takes the new one into use.
    """

    def __init__(
        self, classifier: Classifier, load: Callable[[], Classifier], take: Callable[[Classifier], None]
    ) -> None:
        self._is_whole = not classifier.degraded
        self._load = load
        self._take = take
        self._background = Background(self._renew)

    async def start(self) -> None:
        """Look for what is missing, if something is, until :meth:`stop`."""
        if not self._is_whole:
            self._background.start()

    async def stop(self) -> None:
        """Look no longer."""
        await self._background.stop()

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RETRIED_EVERY)
            try:
                classifier = await asyncio.to_thread(self._load)
                self._take(classifier)
            except BerichtwachtError:  # that it is missing was said at the start
                continue
            except Exception as problem:  # noqa: BLE001 - the next try may find it whole
                log_failure(problem)
                continue
            log_event("model loaded", {"version": classifier.scorer.version})
            return
