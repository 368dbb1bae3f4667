"""``berichtwacht evaluate``: how well the model does, and how a new version compares with the one in use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from classifier.commands.exits import Exit
from classifier.commands.progress import Shown

if TYPE_CHECKING:
    from classifier.training.evaluation.comparison_shown import ShownComparison

__all__ = ["evaluate"]


def evaluate(
    source: Annotated[Path | None, typer.Argument(help="Messages or corpus; by default the frozen test set.")] = None,
    *,
    models: Annotated[Path | None, typer.Option(help="Directory of the model versions.")] = None,
    policy_file: Annotated[Path | None, typer.Option("--policy", help="Policy file.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="Directory to write the report, or the comparison, to as JSON and as a page.")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Without the test of reasons, robustness and fairness.")
    ] = False,
    errors: Annotated[int, typer.Option(min=0, help="How many errors of either kind to show.")] = 20,
    against: Annotated[
        str | None, typer.Option(help="Compare with this version: its name, or 'current' for the one in use.")
    ] = None,
    candidate: Annotated[
        str | None, typer.Option(help="The version to compare; by default the newest other one.")
    ] = None,
    gate: Annotated[
        Path | None, typer.Option(help="What may not get worse; by default the gate of Berichtwacht.")
    ] = None,
    also: Annotated[Path | None, typer.Option(help="A second set of messages to compare on, apart.")] = None,
    show_text: Annotated[
        bool, typer.Option("--show-text", help="Show the texts of the messages that changed side.")
    ] = False,
) -> None:
    """Measure the current model, or one version against another; dangerous and annoying errors apart."""
    if output is not None:  # what cannot be written is better known before a minute of measuring
        from classifier.training.evaluation import require_matplotlib

        require_matplotlib()
        output.mkdir(parents=True, exist_ok=True)
    if against is None:
        if candidate or gate or also or show_text:
            raise typer.BadParameter("belongs to a comparison, which --against asks for")
        _report(source, models=models, policy=policy_file, output=output, quick=quick, errors=errors)
    else:
        from classifier.training.evaluation.loading import find_versions

        versions = find_versions(against, candidate, models=models)
        shown = _compared(versions, (source, also), policy=policy_file, gate=gate, quick=quick, show_text=show_text)
        shown.print(Console())
        if output is not None:
            shown.write(output)
        for refusal in shown.refusals:
            typer.echo(f"refused: {refusal}", err=True)
        if shown.refusals:
            raise typer.Exit(Exit.REFUSED)


def _report(
    source: Path | None, *, models: Path | None, policy: Path | None, output: Path | None, quick: bool, errors: int
) -> None:
    from classifier.training.evaluation import evaluate_current, print_report, write_report

    report = evaluate_current(source, models=models, policy=policy, quick=quick, errors=errors)
    print_report(report, Console())
    if output is not None:
        write_report(report, output)


def _compared(
    versions: tuple[Path, Path],
    sources: tuple[Path | None, Path | None],
    *,
    policy: Path | None,
    gate: Path | None,
    quick: bool,
    show_text: bool,
) -> ShownComparison:
    """Compare two versions; what a quick run or a file of messages leaves out is not judged."""
    from classifier.training.evaluation.against import compare_versions
    from classifier.training.evaluation.comparison_shown import ShownComparison
    from classifier.training.evaluation.gate import Limit, judge, read_gate
    from classifier.training.evaluation.messages import load_messages

    rules = read_gate(gate)  # a gate or messages that cannot be read are better known before a minute of measuring
    source, also = sources
    sets = [load_messages(source)] if also is None else [load_messages(source), load_messages(also)]
    with Shown() as shown:
        first, *more = compare_versions(
            *versions, sets, corpus=source, policy=policy, quick=quick, progress=shown.through
        )
    is_corpus = source is None or source.is_dir()
    counts = set(Limit) - (set() if is_corpus else {Limit.NEVER_BELOW, Limit.NEVER_ABOVE})  # those are of the test set
    counts -= set() if is_corpus and not quick else {Limit.NOT_MEASURED}
    reasons = [item for item in judge(first, rules) if item.limit in counts]
    return ShownComparison(first, reasons, also=more[0] if more else None, show_text=show_text)
