"""A comparison as people see it: in a terminal, as a page."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from classifier.records import AssessedCategory, Category, Level
from classifier.training.evaluation.comparison import compare
from classifier.training.evaluation.comparison_grids import comparison_sections
from classifier.training.evaluation.comparison_shown import ShownComparison
from classifier.training.evaluation.gate import Limit, Refusal

REFUSAL = Refusal("missed warnings", "categories.decision.warn.missed", Limit.WORSE_BY, "missed <more>.")


class Without:
    """Never warns for a decision."""

    def __init__(self, assessor):
        self.assessor = assessor

    def assess(self, draft):
        heard = self.assessor.assess(draft)
        nothing = AssessedCategory(Level.NONE, 0.1)
        return replace(heard, categories={**heard.categories, Category.DECISION: nothing}, model_version="without")


@pytest.fixture
def comparison(assessor, messages, names):
    return compare(messages, Without(assessor), assessor, names=names)


@pytest.fixture
def shown(comparison):
    return ShownComparison(comparison, [REFUSAL], also=comparison)


def printed(shown, *, width=200):
    console = Console(file=io.StringIO(), width=width, color_system=None)
    shown.print(console)
    return console.file.getvalue()


def test_the_terminal_shows_every_table(shown):
    said = " ".join(printed(shown).split())
    sections = list(comparison_sections(shown.comparison, refusals=[REFUSAL], also=shown.comparison))
    assert [section.name for section in sections][:3] == ["gate", "also", "overall"]
    assert all(grid.caption in said for section in sections for grid in section.grids)
    assert "Refused" in said
    assert "missed <more>." in said
    assert "decision, warn: missed 0.0 (0/1) 100.0 (1/1) +100.0 (+100.0…+100.0) worse" in said
    assert "clean that warns 50.0 (1/2) 0.0 (0/2) -50.0 (-100.0…+0.0) not sure" in said
    assert "personal, warn: missed 50.0 (1/2) 50.0 (1/2) +0.0 (+0.0…+0.0) the same" in said
    assert re.search(r"b-2 decision warn warn none worse", said)


def test_numbers_are_not_torn_apart_in_a_narrow_terminal(shown):
    assert "(+100.0…+100.0)" in printed(shown, width=80)


def test_a_candidate_that_passes_is_said_to(comparison):
    assert "Passed" in printed(ShownComparison(comparison, []))


def test_the_page_is_sound_and_needs_nothing_from_outside(shown, read_page):
    page = shown.as_page()
    read = read_page(page)
    sections = list(comparison_sections(shown.comparison, refusals=[REFUSAL], also=shown.comparison))
    assert read.captions == [grid.caption for section in sections for grid in section.grids]
    assert len(read.ids) == len(set(read.ids))
    assert set(read.references) <= set(read.ids)
    assert page.count("<svg") == 4
    assert "missed &lt;more&gt;." in page
    assert "http" not in page.replace("http-equiv", "")
    assert shown.as_page() == page


def test_texts_are_shown_only_when_asked_for(comparison, messages):
    asked, not_asked = (ShownComparison(comparison, [], show_text=show_text) for show_text in (True, False))
    assert messages[4].text in asked.as_page()
    assert messages[4].text in printed(asked)
    assert messages[4].text not in not_asked.as_page() + printed(not_asked)
    assert asked.as_data() == not_asked.as_data()
