"""The words that gave rise to a warning: which, where and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from berichtwacht_client import Assessment, Level, Unchecked
from microsoft_teams.cards import CardElement, RichTextBlock, TextRun

from berichtwacht_teams.cards.elements import Line, clipped, lines_of, literal, said, shown
from berichtwacht_teams.cards.texts import Texts
from berichtwacht_teams.records import Checked

__all__ = ["Mark", "excerpts", "explanations", "marks_of", "merged", "whole"]

_AROUND: Final = 30
"""Characters of an excerpt on either side of the words."""

_EXCERPTS: Final = 6
_EXPLANATIONS: Final = 6
_WORDS_BYTES: Final = 160
_EXPLANATION_BYTES: Final = 240


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to highlight, ``text[start:end]`` in code points, and why."""

    start: int
    end: int
    explanation: str


Span = tuple[int, int]


def marks_of(checked: Checked, texts: Texts) -> tuple[Mark, ...]:
    """Return what is to be highlighted, in order of its place."""
    found = (
        _of_numbers(checked.result, texts) if isinstance(checked.result, Unchecked) else _of_findings(checked.result)
    )
    inside = (mark for mark in found if 0 <= mark.start < mark.end <= len(checked.text))
    return tuple(sorted(inside, key=lambda mark: (mark.start, mark.end)))


def merged(marks: Sequence[Mark]) -> list[Span]:
    """Return the stretches that ``marks``, in order, cover together."""
    spans: list[Span] = []
    for mark in marks:
        if spans and mark.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], mark.end))
        else:
            spans.append((mark.start, mark.end))
    return spans


def whole(text: str, spans: Sequence[Span]) -> list[CardElement]:
    """Return the whole of ``text`` with its ``spans`` highlighted."""
    lines: list[list[TextRun]] = [[]]
    for piece, is_marked in _pieces(text, spans):
        for place, part in enumerate(lines_of(piece)):
            if place:
                lines.append([])
            if part:
                lines[-1].append(_run(part, is_marked=is_marked))
    return shown(lines)


def excerpts(text: str, spans: Sequence[Span]) -> list[CardElement]:
    """Return the first ``spans`` with a few words around each."""
    return [RichTextBlock(inlines=literal(_excerpt(text, span))) for span in spans[:_EXCERPTS]]


def explanations(text: str, marks: Sequence[Mark], texts: Texts) -> list[CardElement]:
    """Return the first words with their explanations; the same is told once."""
    reasons = ((" ".join(text[mark.start : mark.end].split()), mark.explanation) for mark in marks)
    told = dict.fromkeys((words, explanation) for words, explanation in reasons if words and explanation)
    elements: list[CardElement] = [_explanation(*reason) for reason in list(told)[:_EXPLANATIONS]]
    if len(told) > _EXPLANATIONS:
        elements.append(said(texts.details.more.format(count=len(told) - _EXPLANATIONS)))
    return elements


def _of_findings(assessment: Assessment) -> Iterator[Mark]:
    for finding in assessment.findings:
        category = getattr(assessment.categories, finding.category, None)
        if category is None or category.level != Level.NONE:
            yield Mark(finding.start, finding.end, finding.explanation)


def _of_numbers(result: Unchecked, texts: Texts) -> Iterator[Mark]:
    for number in result.numbers:
        if not number.public:
            yield Mark(number.start, number.end, texts.numbers.get(number.entity, ""))


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in spans:
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def _excerpt(text: str, span: Span) -> Line:
    start, end = span
    before, after = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    pieces = (
        (("…" if before else "") + _one_line(text[before:start]), False),
        (clipped(_one_line(text[start:end]), _WORDS_BYTES), True),
        (_one_line(text[end:after]) + ("…" if after < len(text) else ""), False),
    )
    return [_run(piece, is_marked=is_marked) for piece, is_marked in pieces if piece]


def _one_line(text: str) -> str:
    return " ".join(lines_of(text))


def _explanation(words: str, explanation: str) -> RichTextBlock:
    runs = (
        TextRun(text=clipped(words, _WORDS_BYTES), weight="Bolder"),
        TextRun(text=f" – {clipped(explanation, _EXPLANATION_BYTES)}"),
    )
    return RichTextBlock(inlines=literal(runs))


def _run(text: str, *, is_marked: bool) -> TextRun:
    return TextRun(text=text, highlight=True, underline=True) if is_marked else TextRun(text=text)
