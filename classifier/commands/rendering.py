"""What an assessment looks like in a terminal: the draft underlined, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import bidirectional, category

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from classifier.advise.texts import Texts, load_texts
from classifier.records import Assessment, Category, Draft, Finding, Verdict, Warning

__all__ = ["render"]

_VERDICT_STYLES = {
    Verdict.NONE: "bold green",
    Verdict.NOTICE: "bold yellow",
    Verdict.WARN: "bold red",
    Verdict.UNCHECKED: "bold magenta",
}
_CATEGORY_STYLES = {
    Category.PERSONAL: "underline red",
    Category.DECISION: "underline blue",
    Category.CONFIDENTIAL: "underline magenta",
}
_MARKS = {Category.PERSONAL: "~", Category.DECISION: "=", Category.CONFIDENTIAL: "#"}
_MOVING = frozenset({"Cc", "Zl", "Zp"})
_TURNING = frozenset("LRE RLE PDF LRO RLO LRI RLI FSI PDI".split())
_INDENT = 2


def render(draft: Draft, assessment: Assessment, console: Console) -> None:
    """Print the draft with its findings underlined, then the warnings and reminders.

    Where there are colours the words are coloured and underlined; elsewhere a line of marks stands under them.
    """
    texts = load_texts(draft.language)
    verdict = Text(texts.levels[assessment.verdict], style=_VERDICT_STYLES[assessment.verdict])
    shown = _shown(assessment)
    parts: list[RenderableType] = [verdict]
    if draft.text.strip():
        parts.append(Padding(_marked(draft.text, shown, console), (1, 0, 1, _INDENT)))
    if shown:
        parts.append(Padding(_legend(draft.text, shown), (0, 0, 1, _INDENT)))
    parts += [Padding(_warning(warning), (0, 0, 1, _INDENT)) for warning in assessment.warnings]
    if assessment.reminders:
        parts.append(Padding(_reminders(assessment), (0, 0, 1, _INDENT)))
    if assessment.topics:
        parts.append(Padding(_topics(assessment, texts), (0, 0, 1, _INDENT)))
    if assessment.redacted_text is not None:
        parts.append(Padding(Text(_visible(assessment.redacted_text), style="italic"), (0, 0, 1, _INDENT)))
    console.print(Group(*parts))


def _shown(assessment: Assessment) -> list[Finding]:
    """Return the findings of the categories that got a level; the others moved nothing that matters."""
    warned = {warning.category for warning in assessment.warnings}
    return [finding for finding in assessment.findings if finding.category in warned]


def _marked(text: str, findings: Sequence[Finding], console: Console) -> RenderableType:
    if console.color_system is not None and not console.no_color:
        marked = Text(_visible(text))
        for finding in findings:
            marked.stylize(_CATEGORY_STYLES[finding.category], finding.start, finding.end)
        return marked
    width = max(console.width - 2 * _INDENT, 2)
    return Group(*(Text(line, overflow="fold") for line in _lines(text, findings, width=width)))


def _lines(text: str, findings: Sequence[Finding], *, width: int) -> Iterator[str]:
    """Yield the text in lines of at most ``width`` cells, each with its line of marks when it has any."""
    marks = [" "] * len(text)
    for finding in findings:
        marks[finding.start : finding.end] = _MARKS[finding.category] * (finding.end - finding.start)
    shown = _visible(text)
    for start, end in _rows(shown, width):
        yield shown[start:end]
        below = "".join(marks[index] * cell_len(shown[index]) for index in range(start, end)).rstrip()
        if below:
            yield below


def _rows(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines when the text is cut at its line ends, and after spaces where it is too wide."""
    start = space = used = 0
    for index, character in enumerate(text):
        if character == "\n":
            yield start, index
            start = space = index + 1
            used = 0
            continue
        used += cell_len(character)
        if used > width:
            cut = space if space > start else index
            yield start, cut
            start = cut
            used = cell_len(text[start : index + 1])
        if character == " ":
            space = index + 1
    yield start, len(text)


def _visible(text: str) -> str:
    """Return the text, one for one, without what could move the cursor or turn the line around.

    Control characters, separators of lines and the marks that set the direction of writing (Unicode's
    bidirectional formatting characters) become a visible sign, and a tab becomes a space.
    """
    return "".join("\ufffd" if _moves(character) else character for character in text).replace("\t", " ")


def _moves(character: str) -> bool:
    return character not in "\n\t" and (category(character) in _MOVING or bidirectional(character) in _TURNING)


def _legend(text: str, findings: Sequence[Finding]) -> Table:
    table = _grid()
    for finding in findings:
        words = Text(
            _visible(text[finding.start : finding.end]).replace("\n", " "), style=_CATEGORY_STYLES[finding.category]
        )
        table.add_row(words, Text(finding.explanation))
    return table


def _warning(warning: Warning) -> Group:
    places = _grid()
    for destination in warning.destinations:
        places.add_row(Text(f"→ {destination.label}", style="bold"), Text(destination.why))
    return Group(
        Text(warning.title, style="bold"),
        Text(warning.message),
        Text(f"“{warning.clause.quote}” ({warning.clause.id})", style="dim"),
        places,
    )


def _grid(*, gap: int = 2) -> Table:
    """Return a table of two columns that folds long words rather than cutting them."""
    table = Table.grid(padding=(0, gap))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    return table


def _reminders(assessment: Assessment) -> Table:
    table = _grid(gap=1)
    for reminder in assessment.reminders:
        table.add_row(Text("•", style="bold"), Text(reminder.message))
    return table


def _topics(assessment: Assessment, texts: Texts) -> Text:
    return Text(", ".join(texts.topics[item.topic] for item in assessment.topics), style="dim")
