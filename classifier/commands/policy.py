"""``berichtwacht policy``: validate a policy file, or read what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from classifier.advise import Adviser
from classifier.decide import Policy, load_policy
from classifier.decide.policy_file import Condition, Effect

__all__ = ["commands"]

commands = typer.Typer(help="Validate and show the policy.", no_args_is_help=True)


@commands.command("check")
def check(path: Annotated[Path, typer.Argument(help="The policy file.")]) -> None:
    """Validate a policy file; says the line that is wrong and what to do about it."""
    policy = load_policy(path, codes=Adviser.load().codes)
    typer.echo(f"{path}: valid, {len(policy.file.rules)} rules, version {policy.version}")


@commands.command("show")
def show(
    path: Annotated[Path | None, typer.Argument(help="The policy file; by default that of this library.")] = None,
) -> None:
    """Show every rule: its paragraph, when it applies and what follows."""
    policy = load_policy(path, codes=Adviser.load().codes)
    console = Console()
    console.print(f"[bold]{escape(policy.file.name)}[/bold] ({policy.version})")
    console.print(_table(policy))


@commands.command("thresholds")
def thresholds(
    directory: Annotated[Path | None, typer.Argument(help="The corpus; by default training_data/.")] = None,
    *,
    models: Annotated[Path | None, typer.Option(help="Directory of the model versions.")] = None,
    warn_cost: Annotated[float | None, typer.Option(min=0, help="False alarms that a missed warning weighs.")] = None,
    notice_cost: Annotated[float | None, typer.Option(min=0, help="Hints too many that a missed hint weighs.")] = None,
) -> None:
    """Choose thresholds on the development set by the cost of a miss, and print them as the policy file has them."""
    from classifier.pipeline import Classifier
    from classifier.training.corpus import CORPUS, Corpus, Split
    from classifier.training.thresholds import COSTS, Cost, as_policy, choose_thresholds, scores_of

    messages = Corpus.read(directory or CORPUS).split(Split.DEVELOPMENT)
    costs = {
        category: Cost(
            warn=cost.warn if warn_cost is None else warn_cost,
            notice=cost.notice if notice_cost is None else notice_cost,
        )
        for category, cost in COSTS.items()
    }
    typer.echo(as_policy(choose_thresholds(scores_of(Classifier.load(models=models), messages), messages, costs)))


def _table(policy: Policy) -> Table:
    table = Table("paragraph", "when", "then", show_lines=True)
    for rule in policy.file.rules:
        heading = f"[bold]{rule.id}[/bold]\n[dim]{escape(rule.quote)}[/dim]"
        if not rule.effects:
            table.add_row(heading, "", escape(rule.note or ""))
        for effect in rule.effects:
            table.add_row(heading, escape(_when(effect.when)), escape(_then(effect)))
            heading = ""
    return table


def _when(condition: Condition) -> str:
    parts = []
    for name in sorted(condition.model_fields_set):
        value = getattr(condition, name)
        words = ", ".join(value) if isinstance(value, tuple) else str(value)
        parts.append(f"{name.replace('_', ' ')}: {words}")
    return "\n".join(parts) or "always"


def _then(effect: Effect) -> str:
    parts = []
    if effect.warning:
        parts.append(f"warn: {effect.warning}")
    if effect.destinations:
        parts.append(f"to: {', '.join(effect.destinations)}")
    if effect.reminder:
        parts.append(f"remind: {effect.reminder}")
    if effect.limit_verdict:
        parts.append(f"verdict at most: {effect.limit_verdict}")
    return "\n".join(parts)
