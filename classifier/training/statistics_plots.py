"""The statistics of a corpus as one SVG: levels per split, topics, entities and lengths."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from classifier.errors import ConfigurationError
from classifier.records import Category, Level
from classifier.training.quotas import QUOTAS, Quotas
from classifier.training.statistics import Statistics, share

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["statistics_svg"]

_COLOURS = {Level.NONE: "#a9b4c0", Level.NOTICE: "#e3a72f", Level.WARN: "#b5392f"}
_BAR = "#3b6ea5"
_STYLE: Any = {"svg.hashsalt": "berichtwacht", "svg.fonttype": "none", "font.size": 9.0, "axes.titlesize": 11.0}
_LONGEST_SHOWN = 60


def statistics_svg(statistics: Statistics, *, quotas: Quotas = QUOTAS) -> str:
    """Return the plots as one SVG document; the same statistics give the same bytes.

    Raises
    ------
    ConfigurationError
        If matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise ConfigurationError(
            "plots need matplotlib", cure="install the extra 'curate': pip install berichtwacht[curate]"
        ) from None
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(12, 10), layout="constrained")
        _draw(figure, statistics, quotas)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Title": "Statistics of the corpus"})
    return "".join(f"{line.rstrip()}\n" for line in written.getvalue().splitlines())


def _draw(figure: Figure, statistics: Statistics, quotas: Quotas) -> None:
    (levels, lengths), (topics, entities) = figure.subplots(2, 2)
    _levels(levels, statistics)
    _lengths(lengths, statistics)
    counted = {topic.value: count for topic, count in statistics.total.topics.items()}
    _bars(topics, "Messages per topic", counted, quotas.topic)
    _bars(entities, "Spans per entity type", statistics.total.entities, quotas.entity)


def _levels(axes: Axes, statistics: Statistics) -> None:
    """Draw a stacked bar per category and split."""
    bars = [
        (f"{category}: {split}", [share(counts.levels[category][level], counts.messages) for level in Level])
        for category in Category
        for split, counts in statistics.splits.items()
    ]
    names, left = [name for name, _ in bars], [0.0] * len(bars)
    for position, level in enumerate(Level):
        widths = [shares[position] for _, shares in bars]
        axes.barh(names, widths, left=left, color=_COLOURS[level], label=level.value)
        left = [before + width for before, width in zip(left, widths, strict=True)]
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_title("Levels per category and split")
    axes.set_xlabel("share of the messages")
    axes.legend(loc="lower center", ncols=len(Level), frameon=False, bbox_to_anchor=(0.5, -0.24))


def _lengths(axes: Axes, statistics: Statistics) -> None:
    """Draw how many messages have how many words; the longest are counted together."""
    counted = [0] * (_LONGEST_SHOWN + 1)
    for length, count in statistics.total.lengths.items():
        counted[min(length, _LONGEST_SHOWN)] += count
    axes.bar(range(len(counted)), counted, color=_BAR, width=0.9)
    words = statistics.total.words
    axes.axvline(words.median, color="black", linewidth=1, label=f"median {words.median:g}")
    axes.axvline(words.p90, color="black", linewidth=1, linestyle="--", label=f"90 % within {words.p90:g}")
    axes.set_title("Words per message")
    axes.set_xlabel(f"words ({_LONGEST_SHOWN} or more together; the longest has {words.longest})")
    axes.set_ylabel("messages")
    axes.legend(frameon=False)


def _bars(axes: Axes, title: str, counted: Mapping[str, int], quota: int) -> None:
    """Draw what there is of each kind, most first, and the quota."""
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    bars = axes.barh([name for name, _ in ordered], [count for _, count in ordered], color=_BAR)
    axes.bar_label(bars, padding=2)
    axes.axvline(quota, color=_COLOURS[Level.WARN], linewidth=1.2, label=f"quota {quota}")
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_title(title)
    axes.legend(loc="lower right", frameon=False)
