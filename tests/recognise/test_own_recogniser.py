"""A municipality's own file, end to end: a recogniser of its own warns, its own domain is known."""

import pytest

from classifier import Category, Classifier, Draft, Verdict

OWN = """\
organisation: {domains: [zwolle.example]}
extra:
  - name: KeyBoxRecogniser
    entity: KEY_BOX
    patterns: [{name: box, regex: 'SK-\\d{4}', score: 0.9}]
    warns: confidential
  - name: ProjectRecogniser
    entity: PROJECT
    deny_list: [Zonnegloren]
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "recognisers.yaml"
    path.write_text(OWN)
    return Classifier.load(recognisers=path)


def test_what_warns_warns(own):
    assessment = own.assess(Draft(text="pak de sleutel uit SK-1234 bij de balie", redact=True))
    assert assessment.verdict is Verdict.WARN
    assert [warning.code for warning in assessment.warnings] == ["confidential.secret_matter"]
    assert ("KEY_BOX", Category.CONFIDENTIAL) in {(item.entity, item.category) for item in assessment.findings}
    assert "<KEY_BOX>" in assessment.redacted_text


def test_what_does_not_is_only_found(own):
    assessment = own.assess(Draft(text="overleg over Zonnegloren om 10 uur"))
    assert "PROJECT" in {item.entity for item in assessment.findings}
    assert assessment.verdict is Verdict.NONE


def test_the_other_keys_of_a_section_stay(own):
    finding = next(
        item for item in own.assess(Draft(text="mail info@zwolle.example")).findings if item.entity == "EMAIL_ADDRESS"
    )
    assert "openbaar" in finding.explanation


def test_anybodys_mailbox_is_not_published(own):
    finding = next(item for item in own.assess(Draft(text="mail info@gmail.com")).findings if item.entity)
    assert "openbaar" not in finding.explanation
