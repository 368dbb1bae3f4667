"""What may not get worse: which candidates are refused, and for which reason."""

from dataclasses import replace

import pytest

from classifier.errors import ConfigurationError
from classifier.records import AssessedCategory, Category, Level
from classifier.training.evaluation.comparison import Comparison, Difference, compare
from classifier.training.evaluation.gate import Limit, gate_measures, judge, read_gate
from classifier.training.metrics import Rate

RULE = "rules:\n  - name: a rule\n    measures: [overall.clean_that_warns]\n"


def comparison(**differences):
    return Comparison("new", "old", "p", "c", 10, 2, ("message",), differences, (), ())


def share(candidate, current, cases=200, *, interval=None, lower_is_better=True):
    rates = Rate(candidate, cases), Rate(current, cases)
    return Difference(lower_is_better, rates[0].value, rates[1].value, interval, rates)


@pytest.fixture
def gate(tmp_path):
    def read(text):
        path = tmp_path / "gate.yaml"
        path.write_text(text, encoding="utf-8")
        return read_gate(path)

    return read


def judged(gate, limits, difference):
    rules = gate(RULE + "".join(f"    {name}: {value}\n" for name, value in limits.items()))
    return [item.limit for item in judge(comparison(**{"overall.clean_that_warns": difference}), rules)]


@pytest.mark.parametrize(
    ("candidate", "current", "allowed", "refused"),
    [(12, 10, 1.0, False), (13, 10, 1.0, True), (10, 12, 0.0, False), (11, 10, 0.0, True), (10, 10, 0.0, False)],
)
def test_worse_by_counts_what_was_measured(gate, candidate, current, allowed, refused):
    found = judged(gate, {"worse_by": allowed}, share(candidate, current))
    assert found == [Limit.WORSE_BY] * refused


def test_of_what_should_be_high_less_is_worse(gate):
    assert judged(gate, {"worse_by": 1.0}, share(7, 10, lower_is_better=False)) == [Limit.WORSE_BY]
    assert judged(gate, {"worse_by": 1.0}, share(13, 10, lower_is_better=False)) == []


@pytest.mark.parametrize(
    ("interval", "lower_is_better", "refused"),
    [
        ((-0.05, 0.03), True, False),
        ((0.0, 0.031), True, True),
        ((-0.031, 0.0), False, True),
        ((-0.03, 1.0), False, False),
    ],
)
def test_sure_within_looks_at_the_worse_end(gate, interval, lower_is_better, refused):
    found = judged(gate, {"sure_within": 3.0}, share(10, 10, interval=interval, lower_is_better=lower_is_better))
    assert found == [Limit.SURE_WITHIN] * refused


def test_floor_and_ceiling_hold_whatever_the_current_version_does(gate):
    assert judged(gate, {"never_below": 5.0}, share(9, 1)) == [Limit.NEVER_BELOW]
    assert judged(gate, {"never_below": 5.0}, share(10, 1)) == []
    assert judged(gate, {"never_above": 5.0}, share(11, 50)) == [Limit.NEVER_ABOVE]
    assert judged(gate, {"never_above": 5.0}, share(10, 50)) == []


def test_the_first_limit_that_is_broken_is_told(gate):
    limits = {"worse_by": 1.0, "sure_within": 3.0, "never_above": 4.0}
    assert judged(gate, limits, share(20, 10, interval=(0.0, 0.1))) == [Limit.WORSE_BY]


def test_a_sentence_says_what_how_much_and_what_is_allowed(gate):
    rules = gate(RULE + "    worse_by: 1.5\n")
    (refusal,) = judge(comparison(**{"overall.clean_that_warns": share(16, 10)}), rules)
    assert str(refusal) == (
        "a rule (overall.clean_that_warns): was 5.00 % (10 of 200), now 8.00 % (16 of 200): worse by 3.00 points, "
        "where 1.5 is allowed."
    )


def test_what_was_not_measured_is_refused_and_what_has_no_case_is_not(gate):
    nothing = Difference(True, float("nan"), float("nan"), None, (Rate(0, 0), Rate(0, 0)))
    limits = {"worse_by": 0.0, "sure_within": 1.0, "never_above": 1.0, "never_below": 1.0}
    assert judged(gate, limits, nothing) == []
    (refusal,) = judge(comparison(), gate(RULE + "    worse_by: 0.0\n"))
    assert refusal.limit is Limit.NOT_MEASURED


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (RULE, 2, "needs at least one of worse_by"),
        (RULE.replace("clean_that_warns", "clean_that_warn") + "    worse_by: 1\n", 3, "unknown measure"),
        (RULE + "    worse_by: -1\n", 4, "greater than or equal to 0"),
        (RULE + "    worse_by: .nan\n", 4, "finite"),
        (RULE + "    worse-by: 1\n", 4, "not permitted"),
        ("rules: []\n", 1, "at least 1"),
    ],
)
def test_a_wrong_gate_is_refused_with_its_line(gate, tmp_path, text, line, said):
    with pytest.raises(ConfigurationError, match=said) as caught:
        gate(text)
    assert str(caught.value).startswith(f"{tmp_path / 'gate.yaml'}:{line}: ")


def test_every_measure_of_a_gate_is_measured(assessor, messages, names):
    found = set(compare(messages, assessor, assessor, names=names).differences)
    unknown = gate_measures() - found
    assert not [key for key in unknown if not key.startswith(("breakdowns.", "calibration."))]  # groups with messages
    assert all(".notice." in key for key in unknown if key.startswith("calibration."))  # needs scores


class Worse:
    """Says a level less, in one category, of the messages that warn in it."""

    def __init__(self, assessor, category):
        self.assessor, self.category = assessor, category

    def assess(self, draft):
        heard = self.assessor.assess(draft)
        if heard.categories[self.category].level is not Level.WARN:
            return heard
        less = AssessedCategory(Level.NOTICE, 0.4)
        return replace(heard, categories={**heard.categories, self.category: less})


@pytest.fixture
def many(message):
    """So many messages that a few errors are no matter; a name in each, and other words that must warn."""
    found = []
    for number in range(60):
        found += [
            message(f"a-{number}", f"Jan, het BSN van {number} is er", personal="warn", PERSON="Jan", NL_BSN="BSN"),
            message(f"b-{number}", f"akkoord met {number} en het geheim", decision="warn", confidential="warn"),
            message(f"c-{number}", f"tot {number} uur in de hal"),
        ]
    return found


def test_the_gate_lets_a_version_pass_that_is_the_same(assessor, many):
    assert judge(compare(many, assessor, assessor, names={"dutch": ["Jan Smit"]}), read_gate()) == ()


@pytest.mark.parametrize("category", [Category.DECISION, Category.CONFIDENTIAL])
def test_a_version_that_is_worse_in_one_category_is_refused_for_that_alone(assessor, many, category):
    """The messages that must warn still do, for the other category."""
    found = judge(compare(many, Worse(assessor, category), assessor, names={"dutch": ["Jan Smit"]}), read_gate())
    assert [(item.measure, item.limit) for item in found] == [(f"categories.{category}.warn.missed", Limit.WORSE_BY)]
    assert "was 0.00 % (0 of 60), now 100.00 % (60 of 60)" in found[0].sentence
    better = compare(many, assessor, Worse(assessor, category), names={"dutch": ["Jan Smit"]})
    assert judge(better, read_gate()) == ()
