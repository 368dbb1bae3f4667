"""Assessing without holding up the event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from classifier import Assessment, Classifier, Draft

__all__ = ["Assessor"]


class Assessor:
    """Assesses drafts in one thread, since spaCy serves one at a time; more cores mean more processes.

    Parameters
    ----------
    classifier
        The classifier.
    """

    def __init__(self, classifier: Classifier) -> None:
        self.classifier = classifier
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="assess")

    async def assess(self, draft: Draft) -> Assessment:
        """Assess ``draft`` as soon as the drafts before it are done."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.classifier.assess, draft)

    def close(self) -> None:
        """Let the thread end; what still waits is dropped."""
        self._thread.shutdown(wait=True, cancel_futures=True)
