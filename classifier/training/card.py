"""The model card: what a version was trained on, how well it does and where it fails, from the run itself."""

from __future__ import annotations

from typing import Any

from classifier.training.evaluate import Report
from classifier.training.metrics import Rate, Tally

__all__ = ["model_card"]

_TEXT = """\
# Model {version}

Warns before a chat message is sent that does not belong in a messaging app. Two linear estimators over words,
characters and clues score three categories and eleven topics; a linear tagger finds persons, places and addresses;
rules with check digits find numbers.

- Created: {created}
- Trained on: {messages} written messages by {authors} authors (hash `{hash}`); see `training_data/README.md`
- Measured on: {measured} messages by other authors, with policy `{policy}`
- Licence: EUPL-1.2. No weights of others are used. Names come from Faker (MIT) and from lists of our own.
- Use: advice to a writer about a draft. Not for watching people, and no proof that a message is fine.

## What a writer feels

| what | share | 95 % | cases |
| --- | --- | --- | --- |
{overall}

## Right, missed and invented

| what | precision | recall | F1 | right | missed | invented |
| --- | --- | --- | --- | --- | --- | --- |
{tallies}

## Limits

The messages are invented and written by one language model in many personas. What is only implied, without words that
say it, is often missed. Names that are also ordinary words, written in lower case, are the hardest.
"""


def model_card(metrics: dict[str, Any], report: Report) -> str:
    """Return the card of a version as Markdown.

    Parameters
    ----------
    metrics
        What training noted: ``version``, ``created`` and ``data``.
    report
        What was measured on the frozen test set.
    """
    rows = {f"`warn` {name}": tally for name, tally in report.categories.items()}
    rows |= {"topics": report.topics} | report.entities
    return _TEXT.format(
        version=metrics["version"],
        created=metrics["created"],
        messages=metrics["data"]["messages"],
        authors=metrics["data"]["authors"],
        hash=metrics["data"]["hash"][:12],
        measured=report.messages,
        policy=report.policy_version,
        overall="\n".join(_rate(name, rate) for name, rate in report.overall.items()),
        tallies="\n".join(_tally(name, tally) for name, tally in rows.items()),
    )


def _rate(name: str, rate: Rate) -> str:
    low, high = rate.interval
    return f"| {name.replace('_', ' ')} | {rate.value:.3f} | {low:.3f} to {high:.3f} | {rate.hits} of {rate.cases} |"


def _tally(name: str, tally: Tally) -> str:
    shares = f"{tally.precision.value:.3f} | {tally.recall.value:.3f} | {tally.f1:.3f}"
    return f"| {name} | {shares} | {tally.right} | {tally.missed} | {tally.invented} |"
