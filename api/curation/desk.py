"""The desk: one curator opens one text, writes it anew without anything of the original, and labels it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from api.assessments.assessor import Assessor
from api.curation import answers, schemas
from api.curation.envelopes import Envelopes
from api.curation.faults import faults_of, span_faults
from api.curation.queue import Ranking
from api.curation.reading import Mark, marks_of, tongue_of, topics_of
from api.curation.refusals import problem_of, unreadable
from api.problems import FieldError, Problem, ProblemType
from api.store import Database
from api.store.curation import (
    Open,
    Refusal,
    Refused,
    Review,
    accepted_records,
    claim,
    keep_review,
    look,
    release,
    undo,
)
from api.store.waiting import state_counts, waiting
from classifier import Draft
from classifier.errors import InvalidDraft
from classifier.records import Decided, Level

__all__ = ["CLAIMED_FOR", "UNDONE_WITHIN", "Desk"]

Result = TypeVar("Result")

CLAIMED_FOR = timedelta(minutes=15)
"""How long a curator has an item alone."""

UNDONE_WITHIN = timedelta(hours=1)
"""How long the original of a settled item is kept, so that a review can be taken back."""

MOST_ITEMS = 500
"""Most items of the queue that are told at once."""

KNOWN = 500
"""Accepted messages, the newest ones, that new texts are compared with."""

_LEFT = "still holds something of the original; POST /v1/curation/checks says where"
_COMPARED = ("personal", "decision", "confidential")
_ANY_LABELS: dict[str, Any] = {
    "lang": schemas.Tongue.NL,
    "personal": Level.WARN,
    "decision": Level.NONE,
    "confidential": Level.NONE,
    "topics": [],
    "look_alike": False,
}
_REWRITTEN = frozenset({schemas.State.SECOND, schemas.State.DIFFERS})
"""States in which a curator has rewritten the text already: others label it as it is."""


class Desk:
    """Lets curators work.

    Parameters
    ----------
    database
        The store.
    assessor
        What lets the model read one text at a time.
    envelopes
        What opens and seals.
    twice
        Whether two curators label every message.
    """

    def __init__(self, database: Database, assessor: Assessor, envelopes: Envelopes, *, twice: bool) -> None:
        self._database = database
        self._assessor = assessor
        self._envelopes = envelopes
        self._twice = twice
        self._ranking = None if envelopes.texts is None else Ranking(database, assessor, envelopes.texts)

    async def queue(self, curator: str) -> schemas.Queue:
        """Return what waits for ``curator``, most useful first.

        Raises
        ------
        StoreUnavailable
            If the store cannot be read.
        """
        now = datetime.now(UTC)
        items, counts, accepted = await self._database.run(
            lambda session: (
                waiting(session, curator, now),
                state_counts(session, now),
                list(accepted_records(session, last=KNOWN)),
            )
        )
        readable = partial(self._envelopes.readable_texts, accepted)
        known = {} if self._ranking is None else await self._ranking.of(items, readable)
        rated = [(known.get((item.id, item.revision)), item) for item in items if not item.is_own_second]
        rated.sort(key=lambda pair: -1.0 if pair[0] is None else pair[0].total, reverse=True)
        return schemas.Queue(
            items=[answers.item(item, worth) for worth, item in rated[:MOST_ITEMS]],
            counts=schemas.Counts(
                **{state.value: counts[state.value] for state in schemas.State},
                unread=sum(worth is None for worth, _ in rated),
            ),
        )

    async def open(self, item: str, curator: str) -> schemas.Opened:
        """Give ``curator`` an item for a while, with its text and what the model in use makes of it.

        Raises
        ------
        Problem
            If it is gone, settled, or another curator has it, if there is too much to do, or if a part of the model is
            missing.
        StoreUnavailable
            If the store cannot be used.
        """
        now = datetime.now(UTC)
        until = now + CLAIMED_FOR
        found = await self._ask(lambda session: claim(session, item, curator, now=now, until=until))
        text = self._envelopes.text(found.text)
        decided = await self._read(_draft(text))
        marks = marks_of(decided)
        said = [self._envelopes.record(labelled.record) for labelled in found.labellings]
        tell = answers.hidden_labelling if found.state == schemas.State.SECOND else answers.labelling
        return schemas.Opened(
            id=found.id,
            revision=found.revision,
            state=found.state,
            until=until,
            text=text,
            comment=None if found.comment is None else self._envelopes.text(found.comment),
            language=tongue_of(text),
            levels=answers.levels(decided),
            scores=answers.scores(decided),
            corrected=answers.correction(found.corrected),
            reason=found.reason,
            right=found.right,
            action=found.action,
            topics=topics_of(decided),
            entities=answers.found(marks),
            replacements=await asyncio.to_thread(answers.replacements, text, _to_replace(marks)),
            labellings=[tell(record) for record in said],
        )

    async def release(self, item: str, curator: str) -> None:
        """Take an item back from ``curator``; nothing happens when they do not have it.

        Raises
        ------
        StoreUnavailable
            If the store cannot be used.
        """
        await self._database.run(lambda session: release(session, item, curator))

    async def check(self, given: schemas.CheckRequest, curator: str) -> schemas.Checked:
        """Return what of the original is left in a text, and what is wrong with its entities.

        Raises
        ------
        Problem
            If the item is gone, settled, or another curator has it, a span is none, there is too much to do, or a part
            of the model is missing.
        StoreUnavailable
            If the store cannot be read.
        """
        found = await self._look(given.item, curator)
        left, marks = await self._remaining(found, given.originals, given.text)
        record = schemas.Record.model_construct(text=given.text, entities=given.entities, **_ANY_LABELS)
        faults = await asyncio.to_thread(faults_of, record) if given.text else []
        return schemas.Checked(
            left=left,
            entities=answers.found(marks),
            problems=[schemas.Trouble(field=fault.field, detail=fault.detail) for fault in faults],
        )

    async def review(self, given: schemas.ReviewRequest, curator: str) -> schemas.State:
        """Keep what ``curator`` makes of an item, and return its state.

        Raises
        ------
        Problem
            If the item is gone, settled, not as it was opened, or another curator has it; if something of the original
            is left, or the record is none; or if there is too much to do, or a part of the model is missing.
        StoreUnavailable
            If the store cannot be used.
        """
        accepts = given.outcome is schemas.Outcome.ACCEPTED
        if accepts != (given.record is not None):
            detail = "is required when it is accepted" if accepts else "must be null when it is dismissed"
            raise Problem.invalid([FieldError(("record",), "invalid", detail)])
        found = await self._look(given.item, curator)
        if found.revision != given.revision:
            raise problem_of(Refused(Refusal.CHANGED))
        first = self._envelopes.record(found.labellings[0].record) if found.labellings else None
        record = None
        if given.record is not None:
            await self._refuse_what_is_wrong(given.record, given.originals, found, first)
            record = given.record.model_dump(mode="json")
        state = _next_state(schemas.State(found.state), record, first, wants_second=given.second or self._twice)
        accepted = first if found.state == schemas.State.SECOND else record
        review = Review(
            item=given.item,
            revision=given.revision,
            curator=curator,
            outcome=given.outcome,
            record=self._envelopes.seal(record),
            state=state,
            accepted=self._envelopes.seal(accepted) if state is schemas.State.ACCEPTED else None,
        )
        now = datetime.now(UTC)
        await self._ask(lambda session: keep_review(session, review, now=now, undone_within=UNDONE_WITHIN))
        return state

    async def undo(self, item: str, curator: str) -> schemas.State:
        """Take the last review of ``curator`` back, who then has the item again; return its state.

        Raises
        ------
        Problem
            If the original is gone, or somebody else reviewed after it.
        StoreUnavailable
            If the store cannot be used.
        """
        now = datetime.now(UTC)
        until = now + CLAIMED_FOR
        return schemas.State(await self._ask(lambda session: undo(session, item, curator, now=now, until=until)))

    async def messages(self) -> str:
        """Return every accepted message, a line of JSON each.

        Raises
        ------
        Problem
            If one was sealed with a key that is no longer set.
        StoreUnavailable
            If the store cannot be read.
        """
        found = await self._database.run(lambda session: list(accepted_records(session)))
        return await asyncio.to_thread(self._envelopes.lines, found)

    async def _ask(self, work: Callable[[Any], Result]) -> Result:
        try:
            return await self._database.run(work)
        except Refused as refused:
            raise problem_of(refused) from None

    async def _look(self, item: str, curator: str) -> Open:
        now = datetime.now(UTC)
        return await self._ask(lambda session: look(session, item, curator, now=now))

    async def _read(self, draft: Draft) -> Decided:
        """Return what the whole model makes of a text: a recogniser that is missing would let an original through."""
        decided = await self._assessor.decide(draft)
        if decided.scored.degraded:
            raise Problem(ProblemType.NOT_READY, "A part of the model is missing, so an original could be overlooked.")
        return decided

    async def _remaining(
        self, found: Open, added: Sequence[schemas.Span], text: str
    ) -> tuple[list[schemas.Remaining], tuple[Mark, ...]]:
        """Return what of the original is left in ``text``, and what the recognisers find there."""
        original = self._envelopes.text(found.text)
        if wrong := span_faults(added, original, ("originals",)):
            raise Problem.invalid(wrong)
        before = marks_of(await self._read(_draft(original)))
        after = marks_of(await self._read(Draft(text=text)))
        by_hand = [Mark(span.start, span.end, span.label) for span in added]
        originals = [*by_hand, *_to_replace(before)]
        return await asyncio.to_thread(answers.remaining, original, originals, text, after), after

    async def _refuse_what_is_wrong(
        self, record: schemas.Record, added: Sequence[schemas.Span], found: Open, first: dict[str, Any] | None
    ) -> None:
        wrong = await asyncio.to_thread(faults_of, record, ("record",))
        place = ("record", "text")
        if found.state in _REWRITTEN and first is not None and record.text != first["text"]:
            wrong.append(FieldError(place, "invalid", "must be the text as the first curator wrote it"))
        left, _ = await self._remaining(found, added, record.text)
        if left:
            wrong.append(FieldError(place, "original", _LEFT))
        if wrong:
            raise Problem.invalid(wrong)


def _next_state(
    state: schemas.State, record: dict[str, Any] | None, first: dict[str, Any] | None, *, wants_second: bool
) -> schemas.State:
    """Return the state after a review: two who agree accept, two who do not leave it to whoever looks next."""
    states = schemas.State
    if state is states.SECOND:
        return states.ACCEPTED if _agree(record, first) else states.DIFFERS
    if record is None:
        return states.DISMISSED
    return states.SECOND if wants_second and state is states.WAITING else states.ACCEPTED


def _agree(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    if one is None or other is None:
        return False
    return set(one["topics"]) == set(other["topics"]) and all(one[name] == other[name] for name in _COMPARED)


def _to_replace(marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if not mark.public]


def _draft(text: str) -> Draft:
    try:
        return Draft(text=text)
    except InvalidDraft:
        raise unreadable() from None
