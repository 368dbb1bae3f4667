"""Two versions on the same messages."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.records import AssessedCategory, Category, CategoryScore, Draft, Level
from classifier.training.evaluation.calibration import category_calibrations
from classifier.training.evaluation.changes import Side
from classifier.training.evaluation.comparison import compare
from classifier.training.evaluation.comparison_data import COMPARISON_VERSION, comparison_data, comparison_from

LEVELS = st.sampled_from((*Level, None))


class Saying:
    """Says what it is told of every text, and what another assessor says of everything else."""

    def __init__(self, assessor, said, name):
        self.assessor, self.said, self.name, self.calls = assessor, said, name, 0

    def assess(self, draft):
        self.calls += 1
        heard = self.assessor.assess(draft)
        levels = self.said.get(draft.text, {})
        scores = {None: None, Level.NONE: 0.1, Level.NOTICE: 0.4, Level.WARN: 0.8}
        told = {category: AssessedCategory(level, scores[level]) for category, level in levels.items()}
        return replace(heard, categories={**heard.categories, **told}, model_version=self.name)


@pytest.fixture
def saying(assessor):
    return lambda said, name="new": Saying(assessor, said, name)


def test_a_version_against_itself_is_the_same(assessor, messages, names):
    found = compare(messages, assessor, assessor, names=names)
    assert found.differences["fairness.gap"].candidate == pytest.approx(2 / 3)
    for key, difference in found.differences.items():
        assert difference.interval in {None, (0.0, 0.0)}, key
        assert difference.interval is None or difference.change == 0
    assert found.changes == ()
    assert found.notes == ()


def test_every_number_is_that_of_the_report(assessor, report, messages, names, scores):
    said = {message.text: score for message, score in zip(messages, scores, strict=True)}
    found = compare(messages, assessor, assessor, names=names, score=lambda _, message: said[message.text]).differences
    for name, rate in report.overall.items():
        assert found[f"overall.{name}"].rates == (rate, rate)
        for variant, rates in report.robustness.variants.items():
            assert found[f"robustness.{variant.replace(' ', '_')}.{name}"].rates[0] == rates[name]
    for kind, groups in report.breakdowns.items():
        for group, rates in groups.items():
            assert found[f"breakdowns.{kind}.{group}.must_warn_and_does"].rates[0] == rates["must_warn_and_does"]
    tallies = {f"entities.{name}": tally for name, tally in report.entities.items()}
    tallies |= {f"topics.{name}": tally for name, tally in report.topics.items()}
    tallies["topics.together"] = report.topics_together
    for name, tally in tallies.items():
        assert found[f"{name}.recall"].rates[0] == tally.recall
        assert found[f"{name}.precision"].rates[0] == tally.precision
        assert found[f"{name}.f1"].candidate == pytest.approx(tally.f1, nan_ok=True)
    for category, tally in report.categories.items():
        assert found[f"categories.{category}.warn.missed"].rates[0].hits == tally.missed
        assert found[f"categories.{category}.warn.false_alarms"].rates[0].hits == tally.invented
        assert found[f"categories.{category}.warn.f1"].candidate == pytest.approx(tally.f1, nan_ok=True)
        for level, item in report.calibrations[category].items():
            assert found[f"calibration.{category}.{level}.error"].candidate == pytest.approx(item.error)
    for origin, rate in report.fairness.recall.items():
        assert found[f"fairness.{origin}.recall"].rates[0] == rate
    assert found["fairness.gap"].candidate == pytest.approx(report.fairness.gap)
    assert found["fairness.lowest"].candidate == min(rate.value for rate in report.fairness.recall.values())


def test_the_brier_score_is_the_mean_squared_distance(assessor, messages):
    found = compare(messages, assessor, assessor, quick=True).differences["calibration.confidential.warn.brier"]
    assert found.candidate == pytest.approx(0.05**2)


def test_the_calibration_error_is_that_of_bins_with_several_messages(assessor, messages):
    """In a bin what is too high and what is too low cancel out."""
    copies = [message.model_copy(update={"id": f"{message.id}{n}"}) for n in range(8) for message in messages]
    said = [assessor.assess(Draft(text=message.text)) for message in copies]
    found = compare(copies, assessor, assessor, quick=True).differences
    for category, levels in category_calibrations(copies, said, None).items():
        assert found[f"calibration.{category}.warn.error"].candidate == pytest.approx(levels[Level.WARN].error)


def test_identifiers_are_counted_together(assessor, messages, message):
    more = [*messages, message("a-4", "het BSN klopt niet, het IBAN ook niet", NL_BSN="BSN", IBAN_CODE="IBAN")]
    found = compare(more, assessor, assessor, quick=True).differences["entities.identifiers.recall"]
    assert (found.rates[0].hits, found.rates[0].cases) == (1, 2)


def test_both_read_every_message_once_and_in_turn(saying, messages):
    order = []
    sides = []
    for name in ("candidate", "current"):
        side = saying({}, name)
        told = side.assess
        side.assess = lambda draft, told=told, name=name: order.append((draft.text, name)) or told(draft)
        sides.append(side)
    compare(messages, *sides, quick=True)
    assert order == [(message.text, name) for message in messages for name in ("candidate", "current")]


def test_what_is_missed_more_is_worse_and_where_it_stands_is_told(saying, messages):
    lost, gained = {Category.DECISION: Level.NONE}, {Category.PERSONAL: Level.WARN}
    worse = saying({messages[4].text: lost, messages[1].text: gained})
    found = compare(messages, worse, saying({}, "old"), quick=True)
    assert (found.candidate, found.current) == ("new", "old")
    missed = found.differences["categories.decision.warn.missed"]
    assert (missed.current, missed.candidate, missed.change, missed.worse) == (0, 1, 1, 1)
    assert missed.at_worst == 1
    recall = found.differences["overall.must_warn_and_does"]
    assert recall.change == 0
    assert recall.at_worst > 0
    moved = [(item.id, item.category, item.truth, item.before, item.after, item.side) for item in found.changes]
    assert moved == [
        ("b-2", "decision", "warn", "warn", "none", Side.WORSE),
        ("a-2", "personal", "warn", "none", "warn", Side.BETTER),
    ]


def test_from_one_side_of_the_label_to_the_other_is_neither(saying, messages):
    was, becomes = ({messages[2].text: {Category.PERSONAL: level}} for level in (Level.WARN, Level.NONE))
    found = compare(messages, saying(becomes), saying(was), quick=True)
    assert [item.side for item in found.changes] == [Side.NEITHER]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_swapping_the_versions_flips_every_sign(saying, messages, data):
    first, second = (
        saying({item.text: {category: data.draw(LEVELS) for category in Category} for item in messages})
        for _ in range(2)
    )
    there, back = (compare(messages, *pair, quick=True) for pair in ((first, second), (second, first)))
    for key, difference in there.differences.items():
        other = back.differences[key]
        assert difference.change == pytest.approx(-other.change, nan_ok=True)
        assert difference.worse == pytest.approx(-other.worse, nan_ok=True)
        if difference.interval is None:
            assert other.interval is None
        else:
            low, high = other.interval
            assert difference.interval == pytest.approx((-high, -low))
    opposite = {Side.BETTER: Side.WORSE, Side.WORSE: Side.BETTER, Side.NEITHER: Side.NEITHER}
    assert {(item.id, item.category, opposite[item.side]) for item in there.changes} == {
        (item.id, item.category, item.side) for item in back.changes
    }


def test_what_was_not_measured_is_said(assessor, messages):
    quick = compare(messages, assessor, assessor, quick=True)
    assert "quick" in quick.notes[0]
    assert not [key for key in quick.differences if key.startswith(("robustness", "fairness"))]
    assert "no names by origin" in compare(messages, assessor, assessor).notes[0]
    assert "names exactly one person" in compare(messages[3:], assessor, assessor, names={"x": ["Jan Bos"]}).notes[0]
    with pytest.raises(ValueError, match="nothing"):
        compare([], assessor, assessor)


def test_it_survives_being_data_without_a_word_of_any_message(saying, messages, names):
    score = dict.fromkeys(Category, CategoryScore(0.2, 0.3))
    worse = saying({messages[4].text: {Category.DECISION: None}})
    found = compare(messages, worse, saying({}), names=names, score=lambda *_: score)
    written = json.dumps(comparison_data(found), allow_nan=False)
    data = json.loads(written)
    assert data["comparison_version"] == COMPARISON_VERSION == 1
    assert data["intervals"]["drawn"] == ["message", "author"]
    assert data["changes"][0] == {
        "id": "b-2",
        "category": "decision",
        "label": "warn",
        "from": "warn",
        "to": None,
        "side": "worse",
    }
    assert not [message.id for message in messages if json.dumps(message.text)[1:-1] in written]
    assert comparison_data(comparison_from(data)) == data
    with pytest.raises(ValueError, match="another version"):
        comparison_from(data | {"comparison_version": 0})
