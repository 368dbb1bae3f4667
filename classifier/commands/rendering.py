"""What an assessment looks like in a terminal: the draft underlined, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
_INDENT = 2


def render(draft: Draft, assessment: Assessment, console: Console) -> None:
    """Print the draft with its findings underlined, then the warnings and reminders.

    In a terminal the words are coloured and underlined; elsewhere a line of marks stands under them.
    """
    texts = load_texts(draft.language)
    verdict = Text(texts.levels[assessment.verdict], style=_VERDICT_STYLES[assessment.verdict])
    shown = _shown(assessment)
    parts: list[RenderableType] = [verdict, Padding(_marked(draft.text, shown, console), (1, 0, 1, _INDENT))]
    if shown:
        parts.append(Padding(_legend(draft.text, shown), (0, 0, 1, _INDENT)))
    parts += [Padding(_warning(warning), (0, 0, 1, _INDENT)) for warning in assessment.warnings]
    parts += [Padding(_reminder(reminder.message), (0, 0, 0, _INDENT)) for reminder in assessment.reminders]
    if assessment.topics:
        parts.append(Padding(_topics(assessment, texts), (0, 0, 0, _INDENT)))
    if assessment.redacted_text is not None:
        parts.append(Padding(Text(_visible(assessment.redacted_text), style="italic"), (1, 0, 0, _INDENT)))
    console.print(Group(*parts))


def _shown(assessment: Assessment) -> list[Finding]:
    """Return the findings of the categories that got a level; the others moved nothing that matters."""
    warned = {warning.category for warning in assessment.warnings}
    return [finding for finding in assessment.findings if finding.category in warned]


def _marked(text: str, findings: Sequence[Finding], console: Console) -> RenderableType:
    if console.is_terminal and not console.no_color:
        marked = Text(_visible(text))
        for finding in findings:
            marked.stylize(_CATEGORY_STYLES[finding.category], finding.start, finding.end)
        return marked
    return Text("\n".join(_lines(text, findings)), no_wrap=True, overflow="ignore")


def _lines(text: str, findings: Sequence[Finding]) -> Iterator[str]:
    marks = [" "] * len(text)
    for finding in findings:
        marks[finding.start : finding.end] = _MARKS[finding.category] * (finding.end - finding.start)
    position = 0
    for line in text.split("\n"):
        below = "".join(marks[position : position + len(line)]).rstrip()
        yield _visible(line)
        if below:
            yield below
        position += len(line) + 1


def _visible(text: str) -> str:
    """Return the text with control characters made visible, one for one: they could move the cursor."""
    return "".join(
        "\ufffd" if (character < " " and character not in "\n\t") or character == "\x7f" else character
        for character in text
    )


def _legend(text: str, findings: Sequence[Finding]) -> Table:
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        words = Text(
            _visible(text[finding.start : finding.end]).replace("\n", " "), style=_CATEGORY_STYLES[finding.category]
        )
        table.add_row(words, finding.explanation)
    return table


def _warning(warning: Warning) -> Group:
    places = Table.grid(padding=(0, 2))
    for destination in warning.destinations:
        places.add_row(Text(f"→ {destination.label}", style="bold"), destination.why)
    return Group(
        Text(warning.title, style="bold"),
        Text(warning.message),
        Text(f"“{warning.clause.quote}” ({warning.clause.id})", style="dim"),
        places,
    )


def _reminder(message: str) -> Text:
    return Text.assemble(("• ", "bold"), message)


def _topics(assessment: Assessment, texts: Texts) -> Text:
    return Text(", ".join(texts.topics[item.topic] for item in assessment.topics), style="dim")
