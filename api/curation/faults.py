"""What is wrong with a record, field for field: what the corpus refuses and what the labelling guideline forbids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from api.curation.schemas import Record, Span
from api.problems import FieldError

if TYPE_CHECKING:  # training is loaded when a curator asks for it, and not when a draft is assessed
    from classifier.training.corpus import Message

__all__ = ["faults_of", "message_of", "span_faults"]

Place = tuple[str | int, ...]


def message_of(record: dict[str, Any], identity: str) -> Message:
    """Return a record as a message of the corpus.

    Raises
    ------
    pydantic.ValidationError
        If it is none.
    """
    from classifier.training.corpus import Message

    return Message.model_validate(record | {"id": identity})


def span_faults(spans: Sequence[Span], text: str, place: Place) -> list[FieldError]:
    """Return what is wrong with spans that are only to be marked: those that do not stand in ``text``."""
    return [
        FieldError((*place, index), "invalid", "does not stand in the text")
        for index, span in enumerate(spans)
        if not span.start < span.end <= len(text)
    ]


def faults_of(record: Record, place: Place = ()) -> list[FieldError]:
    """Return what is wrong with a record, in order of its fields; nothing repeats what stands in it.

    Parameters
    ----------
    record
        The record.
    place
        Where it stands in the body.
    """
    given = record.model_dump(mode="json")
    if broken := _broken(given, place):
        return [broken]
    return list(_breaches(given, place))


def _broken(given: dict[str, Any], place: Place) -> FieldError | None:
    """Return why a record is no message. Where its entities are to blame, the first one without which it would be."""
    wrong = _refusal(given)
    if wrong is None:
        return None
    bare = _refusal(given | {"entities": []})
    if bare is not None:
        return FieldError((*place, "look_alike"), "invalid", bare)
    entities = given["entities"]
    for index in range(len(entities)):
        wrong = _refusal(given | {"entities": entities[: index + 1]})
        if wrong is not None:
            return FieldError((*place, "entities", index), "invalid", wrong)
    return None


def _refusal(given: dict[str, Any]) -> str | None:
    try:
        message_of(given, "k-0")
    except ValidationError as problem:
        error = problem.errors(include_url=False, include_input=False)[0]
        return str(error["msg"]).removeprefix("Value error, ")
    return None


def _breaches(given: dict[str, Any], place: Place) -> Iterator[FieldError]:
    from classifier.training.breaches import breaches

    known = set()
    for index, entity in enumerate(given["entities"]):
        alone = message_of(given | {"topics": [], "entities": [entity]}, "k-0")
        bare = set(breaches(alone.model_copy(update={"entities": ()})))
        for detail in breaches(alone):
            if detail not in bare:
                known.add(detail)
                yield FieldError((*place, "entities", index), "invalid", detail)
    for detail in breaches(message_of(given, "k-0")):
        if detail not in known:
            field = "topics" if "topic" in detail else "text"
            yield FieldError((*place, field), "invalid", detail)
