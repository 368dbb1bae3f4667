"""The box that feedback goes into: seals the texts, keeps the rest, and forgets in time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from api.assessments.receipts import Receipt, Receipts
from api.background import Background
from api.feedback.schemas import Action, FeedbackCount, FeedbackRequest
from api.problems import FieldError, Problem
from api.secrets import Seal
from api.store import Database
from api.store.feedback import Entry, Tally, counts, forget_expired, keep_feedback
from api.telemetry import log_failure

__all__ = ["LEAST", "FeedbackBox"]

LEAST = 5
"""The least count that is told: fewer could point at somebody."""

FORGOTTEN_EVERY = 600.0
"""Seconds between two rounds of forgetting what has expired; until then nobody is shown it either."""


class FeedbackBox:
    """Keeps feedback.

    Parameters
    ----------
    database
        The store.
    receipts
        What reads the ids of assessments.
    seal
        What seals texts; ``None`` when nothing that it sealed could be opened after a restart, so that no text is kept.
    days
        How long a text is kept.
    """

    def __init__(self, database: Database, receipts: Receipts, seal: Seal | None, *, days: int) -> None:
        self.database = database
        self.receipts = receipts
        self._seal = seal
        self._kept = timedelta(days=days)
        self._background = Background(self._forget)

    def receipt(self, identity: str) -> Receipt | None:
        """Return what was answered under this id, ``None`` if nothing was."""
        return self.receipts.read(identity)

    async def keep(self, feedback: FeedbackRequest, receipt: Receipt) -> datetime | None:
        """Keep ``feedback``, and return until when its texts are kept.

        Raises
        ------
        Problem
            If it has a text, and there is nothing to seal it with.
        StoreUnavailable
            If it could not be kept; nothing of it is.
        """
        text, comment = self._sealed(text=feedback.text, comment=feedback.comment)
        expires = None if text is comment is None else datetime.now(UTC) + self._kept
        levels = feedback.levels
        entry = Entry(
            assessment=receipt.id,
            action=feedback.action,
            verdict=receipt.verdict,
            levels=_joined(receipt.levels),
            warnings=receipt.warnings,
            model_version=receipt.model_version,
            policy_version=receipt.policy_version,
            reason=feedback.reason,
            right=feedback.right,
            corrected=None if levels is None else _joined((levels.personal, levels.decision, levels.confidential)),
            text=text,
            comment=comment,
            expires=expires,
        )
        await self.database.run(lambda session: keep_feedback(session, entry))
        return expires

    async def counts(self) -> list[FeedbackCount]:
        """Return the counts, small ones hidden.

        Raises
        ------
        StoreUnavailable
            If the store cannot be read.
        """
        return [_told(tally) for tally in await self.database.run(counts)]

    async def start(self) -> None:
        """Forget what has expired, now and again until :meth:`stop`."""
        self._background.start()

    async def stop(self) -> None:
        """Stop forgetting."""
        await self._background.stop()

    def _sealed(self, **texts: str | None) -> list[bytes | None]:
        given = [name for name, text in texts.items() if text is not None]
        if self._seal is None:
            if given:
                detail = "is kept only where secret keys are configured"
                raise Problem.invalid([FieldError((name,), "invalid", detail) for name in given])
            return [None] * len(texts)
        close = self._seal.close
        return [None if text is None else close(text.encode("utf-8", "surrogatepass")) for text in texts.values()]

    async def _forget(self) -> None:
        while True:
            try:
                if self.database.is_there:
                    await self.database.run(forget_expired)
            except Exception as problem:  # noqa: BLE001 - the next round tries again
                log_failure(problem)
            await asyncio.sleep(FORGOTTEN_EVERY)


def _joined(levels: Sequence[str | None]) -> str:
    return " ".join(level or "unchecked" for level in levels)


def _told(tally: Tally) -> FeedbackCount:
    return FeedbackCount(
        warning=tally.warning,
        model_version=tally.model_version,
        action=Action(tally.action),
        count=tally.count if tally.count >= LEAST else None,
    )
