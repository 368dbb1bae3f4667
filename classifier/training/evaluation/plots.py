"""The plots of the report as SVG that stands within a page and takes its colours.

matplotlib is only imported when a plot is drawn: nothing else of the evaluation needs it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from classifier.errors import ConfigurationError
from classifier.records import Category, Level
from classifier.training.evaluation.calibration import Calibration
from classifier.training.evaluation.grids import OVERALL
from classifier.training.evaluation.report import Report
from classifier.training.metrics import Rate, Tally

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["BAD", "FAINT", "INK", "MILD", "Plot", "drawn_svg", "plots", "require_matplotlib"]

DANGEROUS, ANNOYING = "must_warn_and_does", "clean_that_warns"

INK, FAINT, BAD, MILD = "#010101", "#020202", "#030303", "#040404"
_VARIABLES = {INK: "--ink", FAINT: "--line", BAD: "--dangerous", MILD: "--annoying"}
"""Colours that no plot has otherwise, each replaced by the page's variable, so that a plot is light or dark with it."""

_STYLE: Any = {
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 10.5,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_NAMESPACE = re.compile(r'\s+xmlns(?::\w+)?="[^"]*"')
_IDENTIFIER = re.compile(r'((?:\bid=|href=)"#?|url\(#)')


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot: where it belongs, what it shows in words, and its SVG."""

    section: str
    caption: str
    svg: str


def require_matplotlib() -> None:
    """Refuse to start when plots cannot be drawn.

    Raises
    ------
    ConfigurationError
        If matplotlib is not installed.
    """
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise ConfigurationError(
            "plots need matplotlib", cure="install the extra 'curate': pip install berichtwacht[curate]"
        ) from None


def plots(report: Report) -> list[Plot]:
    """Draw the plots of a report; the same report gives the same bytes.

    Raises
    ------
    ConfigurationError
        If matplotlib is not installed.
    """
    require_matplotlib()
    drawn = [
        _tallies("categories", "Warn against the rest, per category", report.categories),
        _tallies("topics", "Topics", report.topics),
        _tallies("entities", "Entities", report.entities),
        *(_overall("breakdowns", f"By {kind.replace('_', '-')}", groups) for kind, groups in report.breakdowns.items()),
        _reliability(report.calibrations),
    ]
    if report.robustness is not None:
        typed = {"as written": report.robustness.written, **report.robustness.variants}
        drawn.append(_overall("robustness", "Typed worse", typed))
    if report.fairness is not None:
        ordered = dict(sorted(report.fairness.recall.items(), key=lambda item: (item[1].value, item[0])))
        panels = {"recall of persons": (ordered, BAD)}
        drawn.append(_forest("fairness", "Recall of persons per origin of the name, with 95 % intervals", panels))
    return drawn


Name = TypeVar("Name", bound=str)
Panels = Mapping[str, tuple[Mapping[str, Rate], str]]


def _tallies(section: str, what: str, tallies: Mapping[Name, Tally]) -> Plot:
    panels = {
        "recall (the rest is missed)": ({str(name): tally.recall for name, tally in tallies.items()}, BAD),
        "precision (the rest is invented)": ({str(name): tally.precision for name, tally in tallies.items()}, MILD),
    }
    return _forest(section, f"{what}: recall and precision, with 95 % intervals", panels)


def _overall(section: str, what: str, groups: Mapping[str, Mapping[str, Rate]]) -> Plot:
    panels = {
        OVERALL[key]: ({name: rates[key] for name, rates in groups.items()}, colour)
        for key, colour in ((DANGEROUS, BAD), (ANNOYING, MILD))
    }
    return _forest(
        section, f"{what}: what must warn and does, and what is clean and warns, with 95 % intervals", panels
    )


def _forest(section: str, caption: str, panels: Panels) -> Plot:
    """Draw shares with their intervals, a panel for each kind of error and a line for each name."""
    lines = max((len(rates) for rates, _ in panels.values()), default=0)

    def draw(figure: Figure) -> None:
        row: Sequence[Axes] = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
        for axes, (title, (rates, colour)) in zip(row, panels.items(), strict=True):
            _intervals(axes, title, rates, colour)

    return Plot(section, caption, drawn_svg(draw, name=caption, size=(8.6, 0.9 + 0.27 * lines)))


def _intervals(axes: Axes, title: str, rates: Mapping[str, Rate], colour: str) -> None:
    for position, rate in enumerate(rates.values()):
        if rate.cases:
            axes.plot(rate.interval, (position, position), color=colour, linewidth=1.6, solid_capstyle="round")
            axes.plot(rate.value, position, "o", color=colour, markersize=5)
    axes.set_title(title)
    axes.set_xlim(-0.02, 1.02)
    axes.set_yticks(range(len(rates)), list(rates))
    axes.set_ylim(len(rates) - 0.5, -0.5)
    axes.grid(axis="x", color=FAINT, linewidth=0.5, alpha=0.5)
    axes.tick_params(axis="y", length=0)


def _reliability(calibrations: Mapping[Category, Mapping[Level, Calibration]]) -> Plot:
    """Draw, per category, how often it is true against the score; on the diagonal a score is a probability."""

    def draw(figure: Figure) -> None:
        row: Sequence[Axes] = figure.subplots(1, len(calibrations), sharey=True, squeeze=False)[0]
        for axes, (category, levels) in zip(row, calibrations.items(), strict=True):
            axes.plot((0, 1), (0, 1), color=FAINT, linewidth=1, linestyle="--")
            for level, item in levels.items():
                _curve(axes, item, level)
            axes.set_title(category.value)
            axes.set_xlabel("mean score of a bin")
            axes.legend(frameon=False, loc="upper left")
        row[0].set_ylabel("share that is true")

    caption = (
        "Reliability: how often it is true against the score, with 95 % intervals. A perfect score is the diagonal"
    )
    return Plot("calibration", caption, drawn_svg(draw, name=caption, size=(8.6, 3.4)))


def _curve(axes: Axes, item: Calibration, level: Level) -> None:
    colour, marker = (BAD, "o") if level is Level.WARN else (MILD, "s")
    scores, shares = [part.score for part in item.bins], [part.rate.value for part in item.bins]
    for part in item.bins:
        axes.plot((part.score, part.score), part.rate.interval, color=colour, linewidth=1, alpha=0.6)
    axes.plot(scores, shares, marker, linestyle="-", color=colour, markersize=4, linewidth=1.2, label=level.value)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)


def drawn_svg(draw: Callable[[Figure], None], *, name: str, size: tuple[float, float]) -> str:
    """Return what ``draw`` draws as SVG for a page; ``size`` is in inches, ``name`` makes its ids its own."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    written = io.StringIO()
    with mpl.rc_context({**_STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=size, layout=ConstrainedLayoutEngine(wspace=0.07), facecolor="none")
        draw(figure)
        for axes in figure.axes:
            axes.set_facecolor("none")
        figure.savefig(written, format="svg", metadata={"Date": None}, facecolor="none")
    return _for_a_page(written.getvalue(), name)


def _for_a_page(svg: str, name: str) -> str:
    """Return SVG without prologue, metadata and namespaces, its ids its own, its colours the page's."""
    prefix = f"p{sha256(name.encode()).hexdigest()[:8]}"
    for pattern in (_PROLOGUE, _METADATA, _NAMESPACE):
        svg = pattern.sub("", svg)
    svg = _IDENTIFIER.sub(lambda match: f"{match[1]}{prefix}-", svg)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines())
