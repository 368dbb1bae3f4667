"""The pieces that cards are made of. Only words of our own stand where Teams would read markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, Literal, TypeGuard

from berichtwacht_client import Language
from microsoft_teams.cards import (
    Action,
    ActionSet,
    AdaptiveCard,
    CardElement,
    ExecuteAction,
    OpenUrlAction,
    RichTextBlock,
    SubmitAction,
    TextBlock,
    TextRun,
    ToggleVisibilityAction,
)

from berichtwacht_teams.records import Act

__all__ = [
    "ACTIONS_SHOWN",
    "Line",
    "actions",
    "card",
    "clipped",
    "execute",
    "heading",
    "is_address",
    "lines_of",
    "literal",
    "numbered",
    "open_url",
    "plain",
    "said",
    "shown",
    "submit",
    "toggle",
]

ACTIONS_SHOWN: Final = 6
"""How many buttons Teams shows beside one another; it hides what comes after."""

Line = Sequence[TextRun]

_BLOCKS = 40
"""How many lines get a block of their own; more of them become one block, as each block costs a hundred bytes."""

_MARKDOWN = re.compile(r"([\\`*_\[\]()#+\-.!~>|<{}])")
_LINE_END = re.compile(r"\r\n|\r|\n")
_IN_DATES = re.compile(r"(?<=\{)(?=\{(?:DATE|TIME)\()")

Style = Literal["default", "positive", "destructive"]
Size = Literal["Small", "Default", "Medium", "Large", "ExtraLarge"]


def card(language: Language, body: Sequence[CardElement], buttons: Sequence[Action] = ()) -> AdaptiveCard:
    """Return a card in ``language``."""
    return AdaptiveCard(lang=language.value, body=list(body), actions=list(buttons) or None)


def heading(text: str, *, size: Size = "Medium") -> TextBlock:
    """Return a heading; ``text`` is ours, or :func:`plain`."""
    return TextBlock(text=text, wrap=True, style="heading", size=size, weight="Bolder")


def plain(text: str) -> str:
    """Return ``text`` as markdown that shows it as it stands."""
    return _MARKDOWN.sub(r"\\\1", text)


def said(text: str, *, is_subtle: bool | None = None) -> RichTextBlock:
    """Return a paragraph in which nothing is read as markdown."""
    return RichTextBlock(inlines=[TextRun(text=text, is_subtle=is_subtle)])


def numbered(steps: Iterable[str]) -> list[CardElement]:
    """Return steps to take, in their order."""
    return [said(f"{number}. {step}") for number, step in enumerate(steps, start=1)]


def lines_of(text: str) -> list[str]:
    """Return the lines of ``text``, the empty ones too."""
    return _LINE_END.split(text)


def shown(lines: Sequence[Line], *, blocks: int = _BLOCKS) -> list[CardElement]:
    """Return a text line by line; with more than ``blocks`` lines, as one block."""
    if len(lines) > blocks:
        return [RichTextBlock(inlines=literal(_joined(lines)))]
    return [
        RichTextBlock(inlines=literal(line) or [TextRun(text="\u00a0")], spacing="None" if place else None)
        for place, line in enumerate(lines)
    ]


def literal(runs: Line) -> list[CardElement]:
    """Return runs that are shown as they are typed: Teams makes a date of ``{{DATE(…)}}`` when it stands in one run."""
    return [run.model_copy(update={"text": part}) for run in runs for part in _IN_DATES.split(run.text or "")]


def actions(buttons: Sequence[Action]) -> list[CardElement]:
    """Return the buttons beside one another, or nothing when there are none."""
    return [ActionSet(actions=list(buttons))] if buttons else []


def submit(title: str, act: Act, *, style: Style | None = None, **data: str | None) -> SubmitAction:
    """Return a button of a dialog; what the writer typed goes along."""
    return SubmitAction(title=title, data=_data(act, data), style=style)


def execute(title: str, act: Act, *, style: Style | None = None, **data: str | None) -> ExecuteAction:
    """Return a button of a card that the bot sent; the answer takes the place of the card."""
    return ExecuteAction(title=title, verb=act.value, data=_data(act, data), style=style)


def open_url(title: str, url: str) -> OpenUrlAction:
    """Return a button that opens an address."""
    return OpenUrlAction(title=title, url=url)


def is_address(url: str | None) -> TypeGuard[str]:
    """Return whether ``url`` is one that a button may open."""
    return url is not None and url.startswith(("https:", "http:", "mailto:"))


def toggle(title: str, element: str, *, tooltip: str | None = None) -> ToggleVisibilityAction:
    """Return a button that shows and hides the element with the id ``element``."""
    return ToggleVisibilityAction(title=title, tooltip=tooltip, target_elements=[element])


def clipped(text: str, most: int) -> str:
    """Return ``text``, cut where it would take more than ``most`` bytes as JSON."""
    if _bytes_of(text) <= most:
        return text
    taken = accumulate(map(_bytes_of, text))
    place = next(place for place, size in enumerate(taken) if size > most)
    return text[: max(place - 1, 0)] + "…"


def _bytes_of(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")) - 2


def _joined(lines: Sequence[Line]) -> list[TextRun]:
    runs: list[TextRun] = []
    for place, line in enumerate(lines):
        if place:
            runs.append(TextRun(text="\n"))
        runs.extend(line)
    return _packed(runs)


def _packed(runs: list[TextRun]) -> list[TextRun]:
    packed: list[TextRun] = []
    for run in runs:
        last = packed[-1] if packed else None
        if last is not None and last.highlight == run.highlight:
            packed[-1] = last.model_copy(update={"text": f"{last.text}{run.text}"})
        else:
            packed.append(run)
    return packed


def _data(act: Act, data: dict[str, str | None]) -> dict[str, str]:
    return {"act": act.value} | {name: value for name, value in data.items() if value is not None}
