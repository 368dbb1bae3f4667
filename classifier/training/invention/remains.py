"""What of the original's entities is still in a new text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from classifier.training.invention.records import Left, Marked
from classifier.training.invention.traces import Trace, trace_of
from classifier.training.invention.views import views_of

__all__ = ["left_of", "traces_of", "what_is_left"]

_HELD_FROM = 5
"""Characters from which a number that a recogniser finds may lie within one of the original, or hold one."""


def left_of(original: str, original_entities: Sequence[Marked], text: str, found: Sequence[Marked]) -> tuple[Left, ...]:
    """Return where entities of the original still stand in ``text``, in order; a place once for each label.

    ``why`` is ``entity`` where a recogniser finds it (all of it, a part that tells, or more around it), ``number``
    where its digits or characters stand there in whatever spacing, and ``word`` where a word of it does, also in an
    e-mail address or a hashtag. A prefix (``van``) counts for nothing, nor does ``Jansen`` for ``Jan``. Names that are
    ordinary words (``Wil``, ``Bakker``) count where a recogniser finds them or where they are written as names.

    Parameters
    ----------
    original
        The message as it was.
    original_entities
        What had to be replaced in it.
    text
        The message as it is now.
    found
        What the recognisers find in ``text``.
    """
    return what_is_left(traces_of(original, original_entities), text, found)


def traces_of(original: str, entities: Sequence[Marked]) -> tuple[Trace, ...]:
    """Return what the entities of the original would leave."""
    return tuple(dict.fromkeys(trace_of(entity.label, original[entity.start : entity.end]) for entity in entities))


def what_is_left(traces: Sequence[Trace], text: str, found: Sequence[Marked] = ()) -> tuple[Left, ...]:
    """Return where traces are in ``text``; see :func:`left_of`."""
    views = views_of(text)
    left = [place for trace in traces for view in views for place in trace.in_view(view)]
    for entity in found:
        new = trace_of(entity.label, text[entity.start : entity.end])
        left += [Left(entity.start, entity.end, trace.label, "entity") for trace in traces if _is_of(new, trace)]
    return tuple(_widest(left))


def _is_of(new: Trace, trace: Trace) -> bool:
    """Return whether what was found equals, holds or lies within an entity of the original."""
    if new.characters == trace.characters:
        return bool(new.characters)
    if any(map(str.isdecimal, trace.characters)) and trace.label != "STREET_ADDRESS":
        short, long = sorted((new.characters, trace.characters), key=len)
        return len(short) >= _HELD_FROM and any(map(str.isdecimal, short)) and short in long
    return _holds(new.words, trace.words) or _holds(trace.words, new.words)


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    """Return whether ``part`` stands in ``words``, whole and in order."""
    length = len(part)
    return length > 0 and any(words[start : start + length] == part for start in range(len(words) - length + 1))


def _widest(left: Sequence[Left]) -> Iterator[Left]:
    """Yield places in order, without those of the same label that lie within another."""
    order = ("entity", "number", "word")
    reached: dict[str, int] = {}
    for place in sorted(set(left), key=lambda item: (item.start, -item.end, order.index(item.why))):
        if place.end > reached.get(place.label, -1):
            reached[place.label] = place.end
            yield place
