"""The report as people see it: in a terminal, as a page, and as the card of a model."""

import io
import json
import re
import sys
from dataclasses import replace

import pytest
from rich.console import Console
from typer.testing import CliRunner

from classifier.cli import app
from classifier.errors import ConfigurationError
from classifier.training import evaluation
from classifier.training.card import model_card
from classifier.training.evaluation import print_report, require_matplotlib, write_report
from classifier.training.evaluation.grids import sections
from classifier.training.evaluation.page import report_page

NOTES = {"version": "v1", "created": "2026-11-25", "data": {"hash": "f" * 64, "messages": 1200, "authors": 4}}


@pytest.fixture
def page(report):
    return report_page(report)


def test_the_page_holds_every_table_and_is_sound(report, page, read_page):
    read = read_page(page)
    assert read.captions == [grid.caption for section in sections(report) for grid in section.grids]
    assert len(read.ids) == len(set(read.ids))
    assert set(read.references) <= set(read.ids)
    assert {section.name for section in sections(report)} <= set(read.ids)
    assert page.count("<svg") == page.count("<figcaption>") == page.count('role="img"') == 10


def test_the_page_needs_nothing_from_outside(page):
    assert "http" not in page.replace("http-equiv", "")
    assert not re.search(r"<(?:script|link|img|iframe|object)\b|@import|url\((?!#)|\bsrc=|//\w", page)


def test_the_page_escapes_text(page):
    assert "akkoord, tot zo &lt;b&gt;[red]" in page
    assert "<b>" not in page


def test_cells_have_their_heads(page):
    assert page.count("<table>") == page.count("<caption>")
    assert re.search(r'<th scope="col">recall</th>', page)
    assert re.search(r'<th scope="row">personal</th><td>1.000 \(0.207–1.000\)</td>', page)


def test_the_same_report_gives_the_same_page(report, page):
    assert report_page(report) == page


def test_plots_take_the_colours_of_the_page(page):
    assert "var(--dangerous)" in page
    assert not re.search("#0[1-4]0[1-4]0[1-4]", page)


def test_both_files_are_written(report, tmp_path):
    write_report(report, tmp_path / "out")
    assert json.loads((tmp_path / "out" / "report.json").read_text()) == report.as_data()
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ConfigurationError, match="curate"):
        require_matplotlib()


def printed(report, *, width=80):
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_report(report, console)
    return console.file.getvalue()


def test_the_terminal_shows_every_table(report):
    shown = " ".join(printed(report, width=200).split())
    assert all(grid.caption in shown for section in sections(report) for grid in section.grids)
    assert "akkoord, tot zo <b>[red]" in shown
    assert "NOT within the limit of 3" in shown


def test_intervals_are_not_torn_apart_in_a_narrow_terminal(report):
    assert "(0.207–1.000)" in printed(report)


def test_what_would_move_the_cursor_is_not_printed(report):
    evil = replace(report.misses[0], text="a\x1b[2Jb\u202ec\nd")
    shown = printed(replace(report, misses=[evil]), width=200)
    assert "a�[2Jb�c␤d" in shown


def test_the_card_tells_the_whole_story(report):
    card = model_card(NOTES, report)
    for words in (
        "Intended use",
        "Limits",
        "Data",
        "Licences and sources",
        "multilingual-e5-small | MIT",
        "Apache-2.0",
    ):
        assert words in card
    assert "| must warn and does | 0.667 (0.208–0.939) | 2 of 3 |" in card
    assert "**Expected calibration error**" in card
    assert "**Typed worse**" in card
    assert "gate of 3 points between origins is not met" in card
    assert "1,200 messages by 4 authors" in card
    assert "akkoord, tot zo" not in card


def test_the_card_says_what_corrections_were_fitted_on(report):
    assert "reviewed" not in model_card(NOTES, report)
    assert "reviewed" not in model_card(NOTES | {"data": NOTES["data"] | {"reviewed": 0}}, report)
    card = model_card(NOTES | {"data": NOTES["data"] | {"reviewed": 40}}, report)
    assert "fitted on 40 messages that curators reviewed.\n- Encoder" in card


def test_the_card_says_what_was_not_measured(report):
    card = model_card(NOTES, replace(report, robustness=None, fairness=None, notes=("Run was quick.",)))
    assert card.count("Not measured in this run.") == 2
    assert "> Run was quick." in card


def test_the_command_prints_and_writes(report, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(evaluation, "evaluate_current", lambda source, **options: asked.append(options) or report)
    result = CliRunner().invoke(app, ["evaluate", "--output", str(tmp_path), "--quick", "--errors", "3"])
    assert result.exit_code == 0, result.output
    assert "must warn and does" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.json"]
    assert asked == [{"models": None, "policy": None, "quick": True, "errors": 3}]
