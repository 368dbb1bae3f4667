"""Without its model the library still answers by rules, and never gives a false all-clear."""

import pytest

from classifier import ArtefactError, Category, Classifier, Draft, Level, Verdict


@pytest.fixture(scope="module")
def degraded(tmp_path_factory):
    return Classifier.load(models=tmp_path_factory.mktemp("empty"), allow_degraded=True)


def test_it_must_be_asked_for(tmp_path):
    with pytest.raises(ArtefactError):
        Classifier.load(models=tmp_path)


@pytest.mark.parametrize(
    ("text", "category", "code"),
    [
        ("bsn 123456782", Category.PERSONAL, "personal.direct_identifier"),
        ("borg op NL91 ABNA 0417 1643 00", Category.PERSONAL, "personal.direct_identifier"),
        ("wachtwoord is Zonnebloem88!", Category.CONFIDENTIAL, "confidential.credential"),
    ],
)
def test_rules_still_warn(degraded, text, category, code):
    assessment = degraded.assess(Draft(text=text))
    assert assessment.verdict is Verdict.WARN
    assert assessment.categories[category].level is Level.WARN
    assert [warning.code for warning in assessment.warnings] == [code]
    assert assessment.categories[Category.DECISION].level is None
    assert assessment.categories[Category.DECISION].score is None


@pytest.mark.parametrize("text", ["koffie?", "wij stemmen tegen de motie", "Kees heeft schulden"])
def test_nothing_else_is_said_to_be_fine(degraded, text):
    assessment = degraded.assess(Draft(text=text, redact=True))
    assert assessment.verdict is Verdict.UNCHECKED
    assert assessment.degraded == ("encoder", "scores")
    assert assessment.model_version == "none"
    assert all(item.level is None for item in assessment.categories.values())
