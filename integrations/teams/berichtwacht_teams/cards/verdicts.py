"""The top of a card: the verdict in a word and a colour, and what was not checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from berichtwacht_client import Assessment, Category, Level, Unchecked, Unknown, Verdict
from microsoft_teams.cards import CardElement, Container, ContainerStyle

from berichtwacht_teams.cards.elements import heading, said
from berichtwacht_teams.cards.texts import TEXTS, Texts
from berichtwacht_teams.records import Checked

__all__ = ["header", "verdict", "verdict_of"]

_STYLES: Final[Mapping[Verdict, ContainerStyle]] = {
    Verdict.NONE: "good",
    Verdict.NOTICE: "warning",
    Verdict.WARN: "attention",
    Verdict.UNCHECKED: "accent",
}


def verdict_of(checked: Checked) -> Verdict:
    """Return the verdict that is shown; an answer in which a part is missing, or that is not known, is no all-clear."""
    result = checked.result
    if isinstance(result, Unchecked):
        is_loud = any(number.level == "warn" and not number.public for number in result.numbers)
        return Verdict.WARN if is_loud else Verdict.UNCHECKED
    if isinstance(result.verdict, Unknown):
        is_loud = any(warning.level is Level.WARN for warning in result.warnings)
        return Verdict.WARN if is_loud else Verdict.UNCHECKED
    return Verdict.UNCHECKED if result.verdict is Verdict.NONE and result.degraded else result.verdict


def verdict(checked: Checked, words: Mapping[Verdict, str], *, note: str | None = None) -> CardElement:
    """Return the verdict in one of ``words`` and a colour, what was not checked, and ``note`` above all that."""
    texts = TEXTS[checked.language]
    level = verdict_of(checked)
    notes = [] if note is None else [note]
    if not isinstance(checked.result, Unchecked):
        notes += [texts.verdict.crisis_on] if checked.crisis else []
        return header(words[level], level, notes + _missing(checked.result, texts))
    reason = texts.not_checked[checked.result.reason]
    if level is Verdict.WARN:
        return header(texts.verdict.number, level, [*notes, f"{reason}.", texts.verdict.only_numbers])
    none = [] if checked.result.numbers else [texts.verdict.no_numbers]
    return header(reason, level, [*notes, texts.verdict.only_numbers, *none])


def header(title: str, level: Verdict, notes: Iterable[str] = ()) -> Container:
    """Return a word in the colour of ``level``, and notes under it."""
    top: list[CardElement] = [heading(title, size="Large"), *(said(note) for note in notes)]
    return Container(style=_STYLES[level], items=top)


def _missing(assessment: Assessment, texts: Texts) -> list[str]:
    missing = [name for category, name in texts.categories.items() if _is_missing(assessment, category)]
    if missing:
        return [texts.verdict.missing_categories.format(categories=", ".join(missing))]
    is_whole = not assessment.degraded and assessment.verdict in {Verdict.NONE, Verdict.NOTICE, Verdict.WARN}
    return [] if is_whole else [texts.verdict.partly]


def _is_missing(assessment: Assessment, category: Category) -> bool:
    return getattr(assessment.categories, category).level is None
