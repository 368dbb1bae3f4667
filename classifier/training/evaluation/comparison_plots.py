"""The plots of a comparison: every change with its interval, left of nothing or right of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from classifier.records import Category, Level
from classifier.training.evaluation.comparison import Comparison, Difference
from classifier.training.evaluation.grids import OVERALL
from classifier.training.evaluation.measures import FALSE_ALARMS, MISSED
from classifier.training.evaluation.plots import BAD, FAINT, MILD, Plot, drawn_svg, require_matplotlib

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["comparison_plots"]

Panels = Mapping[str, tuple[Mapping[str, Difference], str]]


def comparison_plots(comparison: Comparison) -> list[Plot]:
    """Draw the changes of a comparison; the same comparison gives the same bytes.

    Raises
    ------
    ConfigurationError
        If matplotlib is not installed.
    """
    require_matplotlib()
    known = comparison.differences
    levels = [(category, level) for level in (Level.WARN, Level.NOTICE) for category in Category]
    kinds = {"missed (dangerous)": (MISSED, BAD), "false alarms (annoying)": (FALSE_ALARMS, MILD)}
    return [
        _changes(
            "overall", "Overall rates", {"": ({OVERALL[name]: known[f"overall.{name}"] for name in OVERALL}, BAD)}
        ),
        _changes(
            "categories",
            "Missed and false alarms, per category and level",
            {
                title: ({f"{c}, {level}": known[f"categories.{c}.{level}.{kind}"] for c, level in levels}, colour)
                for title, (kind, colour) in kinds.items()
            },
        ),
        *(_tallies(name, comparison) for name in ("entities", "topics")),
    ]


def _tallies(name: str, comparison: Comparison) -> Plot:
    panels = {}
    for rate, colour in (("recall", BAD), ("precision", MILD)):
        panels[rate] = (
            {
                key.split(".")[1]: item
                for key, item in comparison.differences.items()
                if key.startswith(f"{name}.") and key.endswith(f".{rate}")
            },
            colour,
        )
    return _changes(name, f"Recall and precision, {name}", panels)


def _changes(section: str, what: str, panels: Panels) -> Plot:
    caption = f"{what}: candidate minus current in points, with 95 % intervals"
    lines = max(len(differences) for differences, _ in panels.values())

    def draw(figure: Figure) -> None:
        row: Sequence[Axes] = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
        for axes, (title, (differences, colour)) in zip(row, panels.items(), strict=True):
            _panel(axes, title, differences, colour)

    return Plot(section, caption, drawn_svg(draw, name=caption, size=(8.6, 0.9 + 0.27 * lines)))


def _panel(axes: Axes, title: str, differences: Mapping[str, Difference], colour: str) -> None:
    axes.axvline(0, color=FAINT, linewidth=1, linestyle="--")
    for position, difference in enumerate(differences.values()):
        if difference.interval is not None:
            ends = [100 * end for end in difference.interval]
            axes.plot(ends, (position, position), color=colour, linewidth=1.6, solid_capstyle="round")
            axes.plot(100 * difference.change, position, "o", color=colour, markersize=5)
    widest = max((abs(100 * end) for item in differences.values() for end in item.interval or ()), default=0.0)
    axes.set_xlim(-1.1 * max(widest, 1), 1.1 * max(widest, 1))
    axes.set_title(title)
    axes.set_yticks(range(len(differences)), list(differences))
    axes.set_ylim(len(differences) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
