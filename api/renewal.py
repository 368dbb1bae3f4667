"""A running service takes the model version that is wanted, without a request that fails or waits for it.

``current.json`` of the models directory names the wanted version. It is looked at every few seconds, at other moments
in every worker, so that they do not all load at once. A new version is loaded in a thread beside the one in use, tried,
and taken into use between two drafts. One that cannot be used is refused: the one in use stays, and the files are tried
again when they change. In the same way a service that had to start without its model takes it as soon as it is there.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import SystemRandom

from api.background import Background
from api.model import ModelCard
from api.telemetry import log_event, log_failure
from api.wanted import Wanted
from classifier import Classifier, Draft, Verdict
from classifier.errors import ArtefactError, BerichtwachtError

__all__ = ["LOOKED_EVERY", "RETRIED_EVERY", "Loaded", "Renewal"]

_logger = logging.getLogger(__name__)
_CHANCE = SystemRandom()  # draws from no generator that others seed

RETRIED_EVERY = 5.0
"""Seconds between two tries to load what is missing."""

LOOKED_EVERY = (2.0, 5.0)
"""Seconds from one look at the wanted version to the next: by chance, at least and at most."""

GIVES_WAY_AFTER = 0.0005
"""Seconds after which loading lets the requests go on. Python's own 5 ms are taken every time that a request waits for
anything: of 50 requests a second some then waited 1.6 s."""

TRIED_WITH = "bsn 123456782"
"""A message that no version may pass as fine; the number is a test number that nobody has."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A whole classifier and the card of its version."""

    classifier: Classifier
    card: ModelCard


class Renewal:
    """Keeps the version in use the one that is wanted.

    Parameters
    ----------
    in_use
        The version in use; ``None`` while the service does without a part of its model.
    wanted
        What says which version is wanted.
    load
        Loads the wanted version, or raises.
    take
        Takes a version into use; is called in the event loop.
    show
        Is told whether the wanted version is refused; is called in the event loop.
    """

    def __init__(
        self,
        in_use: str | None,
        wanted: Wanted,
        load: Callable[[], Loaded],
        take: Callable[[Loaded], None],
        show: Callable[[bool], None],
    ) -> None:
        self._in_use = in_use
        self._wanted = wanted
        self._load = load
        self._take = take
        self._show = show
        self._refused = ""
        self._said = ""
        self._background = Background(self._watch)

    async def start(self) -> None:
        """Look which version is wanted, every few seconds until :meth:`stop`."""
        self._background.start()

    async def stop(self) -> None:
        """Look no longer."""
        await self._background.stop()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(RETRIED_EVERY if self._in_use is None else _CHANCE.uniform(*LOOKED_EVERY))
            try:
                await self._look()
            except Exception as problem:  # noqa: BLE001 - the next round may go well
                if self._is_new(type(problem).__name__):
                    log_failure(problem)

    async def _look(self) -> None:
        """Take the wanted version, if it is another than the one in use and can be loaded."""
        loaded = await asyncio.to_thread(self._renewed)
        self._show(bool(self._refused))
        if loaded is None:
            return
        self._take(loaded)
        self._in_use = loaded.card.version
        del loaded
        log_event("model loaded", {"version": self._in_use})
        await asyncio.to_thread(_give_memory_back)

    def _renewed(self) -> Loaded | None:
        """Return the wanted version, ``None`` if it is in use, was refused as it is, or is refused now."""
        version = self._wanted.version()
        if version is not None and version == self._in_use:
            self._refused = ""
            return None
        digest = self._wanted.digest()
        if digest == self._refused and self._in_use is not None:
            return None
        try:
            with _giving_way():
                loaded = self._load()
                _try(loaded)
        except BerichtwachtError as problem:
            self._refuse(digest, problem)
            return None
        if loaded.card.version != version or loaded.classifier.scorer.version != version:
            return None  # another version was wanted while this one was loaded
        self._refused = ""
        return loaded

    def _refuse(self, digest: str, problem: BerichtwachtError) -> None:
        """Keep the version in use, and say why; that a model is missing was said when the service started."""
        if self._wanted.digest() == digest:  # else somebody is still writing
            self._refused = digest
        if self._in_use is not None and self._is_new(f"{digest} {problem}"):
            _logger.error("the wanted model is refused: %s", problem)

    def _is_new(self, what: str) -> bool:
        """Return whether this is something else than what was wrong before; nothing is said twice in a row."""
        is_new, self._said = what != self._said, what
        return is_new


@contextmanager
def _giving_way() -> Iterator[None]:
    """Let other threads have Python's lock soon after they ask for it."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(GIVES_WAY_AFTER)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _try(loaded: Loaded) -> None:
    """Assess a message with a new version.

    Raises
    ------
    ArtefactError
        If it cannot, or passes the message as fine.
    """
    try:
        assessment = loaded.classifier.assess(Draft(text=TRIED_WITH))
    except Exception as problem:  # noqa: BLE001 - what a model that does not fit makes the packages raise is not known
        raise ArtefactError(f"version {loaded.card.version!r}: cannot assess: {type(problem).__name__}") from None
    if assessment.verdict is Verdict.NONE or assessment.degraded:
        raise ArtefactError(f"version {loaded.card.version!r}: passes a number that it must warn for")


def _give_memory_back() -> None:
    """Free what the version before and the loading have left; the C library would keep it for itself."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it
    if trim is not None:
        trim(0)
