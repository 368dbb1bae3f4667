"""Label Studio: tasks with annotations or predictions, and its exports JSON and JSON_MIN back.

Label Studio counts offsets in code points, as Python does. A task's data holds our id as ``message_id``: ``id`` is the
task's own. The controls are those of the labelling configuration :data:`CONFIGURATION`.

Of several annotations of one task those that were skipped do not count, and the others have to say the same: who differ
have to settle it first. None wins for being newer, nor for being marked as ground truth: Label Studio marks every
annotation that is imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from classifier.records import Category
from classifier.training.corpus import Message, Refused
from classifier.training.exchange.entries import Entry, Place, Unfit, entries_of, shown
from classifier.training.exchange.files import read_items
from classifier.training.exchange.labels import LANGUAGES, LOOK_ALIKE, labels_of, make_message, spans_of
from classifier.training.exchange.predictions import Predicted

__all__ = [
    "CONFIGURATION",
    "CONTROLS",
    "annotated_task",
    "predicted_task",
    "prediction_of",
    "read_tasks",
    "tasks_bytes",
]

CONFIGURATION = Path(__file__).with_name("label_studio.xml")
"""The labelling configuration: our entities, a level per category, topics, the language."""

_ENTITIES = "entities"
_TEXT = "text"
_PREFIXES: Mapping[str, str] = {
    **{category.value: f"{category}." for category in Category},
    "topics": "topic.",
    "lang": "language.",
    LOOK_ALIKE: "",
}

CONTROLS = (_ENTITIES, *_PREFIXES)
"""The names of the controls in the configuration."""


# --- writing -----------------------------------------------------------------------------------------


def annotated_task(message: Message) -> dict[str, Any]:
    """Return a task that is annotated with the labels of ``message``."""
    chosen: dict[str, list[Any]] = {
        **{category.value: [message.level(category).value] for category in Category},
        "topics": [topic.value for topic in message.topics],
        "lang": [message.lang],
        LOOK_ALIKE: [LOOK_ALIKE] if message.look_alike else [],
    }
    spans = [_span(span.start, span.end, span.label, message.text) for span in message.entities]
    regions = [*spans, *(_choice(name, values) for name, values in chosen.items() if values)]
    return {"data": _data(message), "annotations": [{"result": _numbered(regions)}]}


def predicted_task(message: Message, says: Predicted) -> dict[str, Any]:
    """Return a task that holds what the model says of ``message``, and none of its labels but the language."""
    return {"data": _data(message), "predictions": [prediction_of(message.text, says, lang=message.lang)]}


def prediction_of(text: str, says: Predicted, *, lang: object = None) -> dict[str, Any]:
    """Return what the model says of ``text`` as a prediction; the model does not tell languages apart."""
    regions = [
        *(_span(span.start, span.end, span.label, text, score=span.score) for span in says.spans),
        *(_choice(category.value, [level.value], score=score) for category, (level, score) in says.levels.items()),
    ]
    if says.topics:
        topics, scores = zip(*says.topics, strict=True)
        regions.append(_choice("topics", [topic.value for topic in topics], score=min(scores)))
    if lang in LANGUAGES:
        regions.append(_choice("lang", [lang]))
    return {"model_version": says.model_version, "score": round(says.score, 4), "result": _numbered(regions)}


def tasks_bytes(tasks: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a file of tasks, one a line."""
    lines = ",\n".join(json.dumps(task, ensure_ascii=False) for task in tasks)
    return f"[\n{lines}\n]\n".encode()


def _data(message: Message) -> dict[str, Any]:
    return {"message_id": message.id, "text": message.text, "lang": message.lang}


def _span(start: int, end: int, label: str, text: str, *, score: float | None = None) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
    return _region(_ENTITIES, "labels", value, score)


def _choice(name: str, values: list[Any], *, score: float | None = None) -> dict[str, Any]:
    return _region(name, "choices", {"choices": values}, score)


def _region(name: str, kind: str, value: dict[str, Any], score: float | None) -> dict[str, Any]:
    region = {"from_name": name, "to_name": _TEXT, "type": kind, "value": value}
    return region if score is None else {**region, "score": round(score, 4)}


def _numbered(regions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"bw{number}", **region} for number, region in enumerate(regions)]


# --- reading -----------------------------------------------------------------------------------------


def read_tasks(path: Path, refused: Refused | None = None) -> Iterator[Entry]:
    """Yield the messages of an export, JSON or JSON_MIN.

    Raises
    ------
    CorpusError
        If a task is not wholly labelled by the guideline and ``refused`` is ``None``, or the file is broken.
    """
    yield from entries_of(_grouped(path), _message, refused)


def _grouped(path: Path) -> Iterator[tuple[Place, list[Any]]]:
    """Yield every task with all that is said of it: JSON_MIN has an item for each annotation of a task."""
    minimal: dict[int, tuple[Place, list[Any]]] = {}
    for place, item in read_items(path, name="task"):
        identity = item.get("id") if isinstance(item, dict) and "annotation_id" in item else None
        if type(identity) is int:
            minimal.setdefault(identity, (place, []))[1].append(item)
        else:
            yield place, [item]
    yield from minimal.values()


def _message(items: list[Any]) -> Message:
    read = [message for item in items for message in _said(item)]
    if not read:
        raise Unfit("nobody has labelled it, or whoever did has skipped it")
    if any(message != read[0] for message in read):
        raise Unfit(f"its {len(read)} annotations differ; settle it, and delete the others")
    return read[0]


def _said(item: Any) -> Iterator[Message]:
    """Yield what each annotation that counts says."""
    if not isinstance(item, dict):
        raise Unfit("is no task")
    if "annotation_id" in item:
        if item["annotation_id"] is not None:
            yield _assembled(item, _minimal_choices(item), _list(item.get(_ENTITIES, []), "labels"))
        return
    data = item.get("data")
    if not isinstance(data, dict):
        raise Unfit("is no task: it has no data")
    annotations = [_object(annotation, "an annotation") for annotation in _list(item.get("annotations"), "annotations")]
    for annotation in annotations:
        if not annotation.get("was_cancelled"):
            yield _annotated(data, _list(annotation.get("result"), "a result"))


def _annotated(data: Mapping[str, Any], result: list[Any]) -> Message:
    choices: list[object] = []
    values: list[Any] = []
    for region in result:
        kind, name = _object(region, "a region").get("type"), region.get("from_name")
        if kind == "relation":
            raise Unfit("holds a relation, which the guideline does not know")
        if name == _ENTITIES and kind == "labels":
            values.append(region.get("value"))
        elif isinstance(name, str) and name in _PREFIXES and kind == "choices":
            chosen = _object(region.get("value"), "a choice").get("choices")
            choices += [_choice_name(name, value) for value in _list(chosen, "choices")]
        else:
            raise Unfit(f"{shown(name)} is no control of our labelling configuration")
    return _assembled(data, choices, values)


def _minimal_choices(item: Mapping[str, Any]) -> list[object]:
    choices: list[object] = []
    for name in _PREFIXES:
        value = item.get(name, [])
        for part in value if isinstance(value, list) else [value]:
            chosen = part.get("choices") if isinstance(part, dict) else [part]
            choices += [_choice_name(name, choice) for choice in _list(chosen, "choices")]
    return choices


def _choice_name(name: str, value: object) -> object:
    return f"{_PREFIXES[name]}{value}" if isinstance(value, str) else value


def _assembled(data: Mapping[str, Any], choices: list[object], values: list[Any]) -> Message:
    text = data.get("text")
    if not isinstance(text, str):
        raise Unfit("its data has no text")
    spans = spans_of((_offsets(_object(value, "an entity"), text) for value in values), text)
    return make_message(data.get("message_id"), text, labels_of(choices, lang=data.get("lang")), spans)


def _offsets(value: Mapping[str, Any], text: str) -> tuple[object, object, object]:
    start, end, labels = value.get("start"), value.get("end"), value.get("labels")
    if not isinstance(labels, list) or len(labels) != 1:
        raise Unfit("an entity has no label, or more than one")
    words = value.get("text")
    if type(start) is int and type(end) is int and isinstance(words, str) and _plain(words) != _plain(text[start:end]):
        raise Unfit(f"the words at {start}:{end} are not those that were labelled; offsets must count code points")
    return start, end, labels[0]


def _plain(words: str) -> str:
    """Return words for comparing: older versions of Label Studio write a line end as a backslash and an n."""
    return " ".join(words.replace("\\n", " ").split())


def _list(value: object, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise Unfit(f"is no export of annotations: {what} should be a list")
    return value


def _object(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unfit(f"is no export of annotations: {what} should be an object")
    return value
