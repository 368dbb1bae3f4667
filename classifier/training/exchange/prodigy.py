"""Prodigy: JSON Lines with spans, tokens, choices and the answer.

Spans count code points and carry the tokens that they begin and end with, as ``ner.manual`` wants them; tokens are cut
where an entity begins or ends, so that every entity fits. The labels are ``options`` of which ``accept`` names the
chosen ones. ``meta`` holds our id. What Prodigy adds for itself, such as ``_input_hash``, is neither read nor written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from classifier.training.corpus import Message, Refused
from classifier.training.exchange.entries import Entry, Unfit, entries_of
from classifier.training.exchange.files import object_of, read_lines
from classifier.training.exchange.labels import CHOICES, choices_of, labels_of, make_message, spans_of
from classifier.training.exchange.predictions import Predicted
from classifier.training.exchange.tokens import cut

__all__ = ["annotated_example", "predicted_example", "read_examples"]

_OPTIONS = [{"id": choice, "text": choice} for choice in CHOICES]
_UNANSWERED = {"reject": "was rejected", "ignore": "was skipped"}


def annotated_example(message: Message) -> dict[str, Any]:
    """Return an example that is annotated with the labels of ``message``, and accepted."""
    spans = [span.model_dump() for span in message.entities]
    example = _example(message, spans, choices_of(message))
    return {**example, "meta": {"id": message.id}, "answer": "accept"}


def predicted_example(message: Message, says: Predicted) -> dict[str, Any]:
    """Return an example that holds what the model says of ``message``, and none of its labels but the language."""
    spans = [
        {"start": span.start, "end": span.end, "label": span.label, "score": round(span.score, 4)}
        for span in says.spans
    ]
    chosen = [
        *(f"{category}.{level}" for category, (level, _) in says.levels.items()),
        *(f"topic.{topic}" for topic, _ in says.topics),
        f"language.{message.lang}",
    ]
    meta = {"id": message.id, "score": round(says.score, 4), "model_version": says.model_version}
    return {**_example(message, spans, chosen), "meta": meta}


def _example(message: Message, spans: list[dict[str, Any]], chosen: list[str]) -> dict[str, Any]:
    tokens = cut(message.text, (border for span in spans for border in (span["start"], span["end"])))
    begins = {token.start: number for number, token in enumerate(tokens)}
    ends = {token.end: number for number, token in enumerate(tokens)}
    return {
        "text": message.text,
        "tokens": [
            {"text": message.text[token.start : token.end], "start": token.start, "end": token.end}
            | {"id": number, "ws": token.space}
            for number, token in enumerate(tokens)
        ],
        "spans": [
            {**span, "token_start": begins[span["start"]], "token_end": ends[span["end"]]}
            for span in spans
            if span["start"] in begins and span["end"] in ends
        ],
        "options": _OPTIONS,
        "accept": chosen,
    }


def read_examples(path: Path, refused: Refused | None = None) -> Iterator[Entry]:
    """Yield the messages of what ``prodigy db-out`` prints.

    Raises
    ------
    CorpusError
        If an example was not accepted, or is not wholly labelled by the guideline, and ``refused`` is ``None``.
    """
    yield from entries_of(read_lines(path), _message, refused)


def _message(line: bytes) -> Message:
    example = object_of(line)
    answer = example.get("answer")
    if answer != "accept":
        raise Unfit(_UNANSWERED.get(answer, "has no answer") if isinstance(answer, str) else "has no answer")
    if example.get("relations"):
        raise Unfit("holds relations, which the guideline does not know")
    text, meta, accepted, spans = (example.get(name) for name in ("text", "meta", "accept", "spans"))
    if not isinstance(text, str):
        raise Unfit("has no text")
    if not isinstance(accepted, list):
        raise Unfit("'accept' is no list of choices")
    spans = [] if spans is None else spans
    if not isinstance(spans, list) or any(not isinstance(span, dict) for span in spans):
        raise Unfit("'spans' is no list of entities")
    identity = meta.get("id") if isinstance(meta, dict) else None
    found = ((span.get("start"), span.get("end"), span.get("label")) for span in spans)
    return make_message(identity, text, labels_of(accepted), spans_of(found, text))
