"""The report as one page that needs nothing else: no script, no font, no picture from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from classifier.training.evaluation.grids import OVERALL, WORDS, Grid, Section, header, sections
from classifier.training.evaluation.plots import Plot, plots
from classifier.training.evaluation.report import Report
from classifier.training.metrics import Rate

__all__ = ["page", "report_page"]

_DANGEROUS = frozenset({"must_warn_and_does"})


def report_page(report: Report) -> str:
    """Return the report as HTML; the same report gives the same page.

    Raises
    ------
    ConfigurationError
        If matplotlib is not installed.
    """
    return page(
        title=f"Berichtwacht: evaluation of model {report.model_version}",
        lead="How well drafts are judged: dangerous errors (missed) and annoying ones (false alarms) apart.",
        facts=header(report),
        rates=_rates(_rate(name, rate) for name, rate in report.overall.items()),
        notes=report.notes,
        parts=list(sections(report)),
        drawn=plots(report),
    )


def page(
    *,
    title: str,
    lead: str,
    facts: Mapping[str, str],
    rates: str,
    notes: Sequence[str],
    parts: Sequence[Section],
    drawn: Sequence[Plot],
) -> str:
    """Return a page of sections, each with the plots that belong to it; ``rates`` is HTML, all else plain text."""
    return Template(_read("page.html")).substitute(
        title=escape(title),
        lead=escape(lead),
        style=_read("page.css"),
        facts=_joined(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts.items()),
        rates=rates,
        notes=_joined(f'<p class="note">{escape(note)}</p>' for note in notes),
        contents=_joined(f'<li><a href="#{part.name}">{escape(part.title)}</a></li>' for part in parts),
        sections=_joined(_section(part, [plot for plot in drawn if plot.section == part.name]) for part in parts),
    )


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _rates(rates: Iterable[str]) -> str:
    return _joined(['<ul class="rates">', *rates, "</ul>"])


def _rate(name: str, rate: Rate) -> str:
    low, high = rate.interval
    kind = "dangerous" if name in _DANGEROUS else "annoying"
    value = f"{rate.value:.1%}" if rate.cases else "–"
    return (
        f'<li class="rate {kind}">{escape(OVERALL[name])}<strong>{value}</strong>'
        f"<span>95 %: {low:.1%} to {high:.1%}; {rate.hits} of {rate.cases}</span></li>"
    )


def _section(part: Section, drawn: Sequence[Plot]) -> str:
    return _joined(
        [
            f'<section aria-labelledby="{part.name}">',
            f'<h2 id="{part.name}">{escape(part.title)}</h2>',
            f"<p>{escape(part.text)}</p>",
            *(_figure(plot) for plot in drawn),
            *(_grid(grid) for grid in part.grids),
            "</section>",
        ]
    )


def _figure(plot: Plot) -> str:
    """Return a plot with its words; what it shows in numbers stands in the tables of its section."""
    words = escape(plot.caption)
    svg = plot.svg.replace("<svg", f'<svg role="img" aria-label="{words}"', 1)
    return f"<figure>\n{svg}<figcaption>{words}. The tables of this section hold its numbers.</figcaption>\n</figure>"


def _grid(grid: Grid) -> str:
    caption = escape(grid.caption)
    heads = "".join(f'<th scope="col"{_class(column)}>{escape(column)}</th>' for column in grid.columns)
    return _joined(
        [
            f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}">',
            f"<table><caption>{caption}</caption>",
            f"<thead><tr>{heads}</tr></thead>",
            "<tbody>",
            *_rows(grid),
            "</tbody></table></div>",
        ]
    )


def _rows(grid: Grid) -> Iterator[str]:
    for first, *rest in grid.rows:
        cells = "".join(
            f"<td{_class(column)}>{escape(cell)}</td>" for column, cell in zip(grid.columns[1:], rest, strict=True)
        )
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    if not grid.rows:
        yield f'<tr><td class="text" colspan="{len(grid.columns)}">none</td></tr>'


def _class(column: str) -> str:
    return ' class="text"' if column in WORDS else ""
