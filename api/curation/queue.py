"""Which texts wait for a curator, and which of them a label would teach the model most from.

Every text is read once by the model in use, when nobody waits for an assessment. What is kept of it in memory is
numbers: probabilities, and how useful a label is. Texts are opened for that moment and not kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING
from weakref import ReferenceType, ref

from api.assessments.assessor import Assessor
from api.feedback.schemas import Why
from api.problems import Problem
from api.secrets import Seal
from api.store import Database
from api.store.waiting import Waiting, waiting_texts
from api.telemetry import log_failure
from classifier import Classifier, Draft
from classifier.errors import InvalidDraft
from classifier.records import Category, Decided, Level

if TYPE_CHECKING:  # training is loaded when a curator asks for the queue, and not when a draft is assessed
    from classifier.training.usefulness import Candidate, Usefulness

__all__ = ["Ranking", "Worth", "split_levels"]

READ_SECONDS = 2.0
"""Seconds of one request in which texts are read that were not read before."""

RANKED_TOGETHER = 1000
"""Texts that are compared with one another: what that takes grows with their square."""

Key = tuple[str, str]
"""Id and revision of an item."""


@dataclass(frozen=True, slots=True)
class Worth:
    """How useful a label is, in [0, 1], and why."""

    total: float
    disagreement: float
    uncertainty: float
    novelty: float


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What the model makes of a text; a category that it did not check is missing."""

    probabilities: Mapping[Category, tuple[float, float]]
    levels: Mapping[Category, Level | None]


_UNREADABLE = _Numbers({}, {})


class Ranking:
    """Knows how useful a label of each open text is.

    Parameters
    ----------
    database
        The store.
    assessor
        What lets the model read one text at a time.
    seal
        What opens texts.
    """

    def __init__(self, database: Database, assessor: Assessor, seal: Seal) -> None:
        self._database = database
        self._assessor = assessor
        self._seal = seal
        self._turn = asyncio.Lock()
        self._reader: ReferenceType[Classifier] | None = None
        self._numbers: dict[Key, _Numbers] = {}
        self._worth: dict[Key, Worth] = {}

    async def of(self, items: Sequence[Waiting], known: Callable[[], Sequence[str]]) -> Mapping[Key, Worth]:
        """Return what is known of ``items``, after a while of reading those that are new.

        Parameters
        ----------
        items
            All that waits.
        known
            Opens the texts that were accepted before: what is like them is nothing new. Is called in a thread, and only
            when there is something to rank.
        """
        async with self._turn:
            if self._reader is None or self._reader() is not self._assessor.classifier:  # another one reads otherwise
                self._reader = ref(self._assessor.classifier)  # one that was replaced shall be freed
                self._numbers.clear()
                self._worth.clear()
            by_key = {(item.id, item.revision): item for item in items}
            self._forget_all_but(by_key)
            if new := by_key.keys() - self._numbers.keys():
                await self._read([key for key in by_key if key in new])
            if self._numbers.keys() - self._worth.keys():
                await self._rank(by_key, known)
            return dict(self._worth)

    def _forget_all_but(self, open_items: Mapping[Key, Waiting]) -> None:
        self._numbers = {key: numbers for key, numbers in self._numbers.items() if key in open_items}
        self._worth = {key: worth for key, worth in self._worth.items() if key in open_items}

    async def _texts(self, keys: Sequence[Key]) -> dict[Key, bytes]:
        """Return the sealed texts of ``keys`` that are still what they were."""
        wanted = {identity for identity, _ in keys}
        found = await self._database.run(lambda session: waiting_texts(session, wanted, datetime.now(UTC)))
        sealed = {(identity, revision): text for identity, (revision, text) in found.items()}
        return {key: sealed[key] for key in keys if key in sealed}

    async def _read(self, keys: Sequence[Key]) -> None:
        ends = monotonic() + READ_SECONDS
        for key, sealed in (await self._texts(keys)).items():
            if monotonic() >= ends:
                return
            try:
                self._numbers[key] = await self._read_one(sealed)
            except Problem:  # too much to do; the next request goes on
                return
            except InvalidDraft:
                self._numbers[key] = _UNREADABLE
            except Exception as problem:  # noqa: BLE001 - one text that cannot be read must not hide the others
                log_failure(problem)
                self._numbers[key] = _UNREADABLE

    async def _read_one(self, sealed: bytes) -> _Numbers:
        text = _opened(self._seal, sealed)
        if text is None:
            return _UNREADABLE
        decided = await self._assessor.decide(Draft(text=text), last=True)
        return _Numbers(_probabilities(decided), dict(decided.levels))

    async def _rank(self, items: Mapping[Key, Waiting], known: Callable[[], Sequence[str]]) -> None:
        thresholds = self._assessor.classifier.policy.current().file.thresholds
        limits = {
            category: (getattr(thresholds, category).notice, getattr(thresholds, category).warn)
            for category in Category
        }
        read = list(self._numbers)
        sealed = await self._texts(read)
        numbers = dict(self._numbers)

        def rank_all() -> tuple[Mapping[Key, float], Sequence[Usefulness]]:
            from classifier.training.usefulness import Candidate, rank

            disagreed = {key: _disagreement(items[key], numbers[key].levels) for key in read}
            candidates: list[Candidate] = []
            for key, content in sealed.items():
                text = _opened(self._seal, content)
                if text is not None:
                    given = numbers[key].probabilities
                    shown = {category: limits[category] for category in given}
                    candidates.append(Candidate(key[0], text, given, shown, disagreed[key]))
            labelled = known()
            parts = [candidates[at : at + RANKED_TOGETHER] for at in range(0, len(candidates), RANKED_TOGETHER)]
            return disagreed, [found for part in parts for found in rank(part, known=labelled)]

        disagreed, useful = await asyncio.to_thread(rank_all)
        ranked = {found.id: found for found in useful}
        for key in read:
            found = ranked.get(key[0])
            self._worth[key] = (
                Worth(0.0, disagreed[key], 0.0, 0.0)
                if found is None
                else Worth(found.total, found.disagreement, found.uncertainty, found.novelty)
            )


def split_levels(joined: str) -> dict[Category, Level | None]:
    """Return levels as the store keeps them: three words in the order of the categories."""
    words = joined.split()
    return {
        category: None if word == "unchecked" else Level(word) for category, word in zip(Category, words, strict=True)
    }


def _opened(seal: Seal, sealed: bytes) -> str | None:
    content = seal.open(sealed)
    return None if content is None else content.decode("utf-8", "surrogatepass")


def _probabilities(decided: Decided) -> dict[Category, tuple[float, float]]:
    scores = decided.scored.message.categories
    return {category: (score.notice, score.warn) for category, score in scores.items() if score is not None}


def _disagreement(item: Waiting, levels: Mapping[Category, Level | None]) -> float:
    """Return how far the writer disagrees with what the model says now, in [0, 1]."""
    from classifier.training.usefulness import disagreement

    told = {} if item.corrected is None else split_levels(item.corrected)
    corrected = {category: level for category, level in told.items() if level is not None}
    return disagreement(levels, corrected, right=item.right, warning_wrong=item.reason == Why.WARNING_WRONG)
