"""A municipality's own file takes the place of the default sections, and is wrong with a line and a cure."""

import pytest

from classifier.errors import RecogniserError
from classifier.recognise.configuration import DEFAULT_RECOGNISERS, read_recogniser_configuration


@pytest.fixture
def own(tmp_path):
    def write(text):
        path = tmp_path / "recognisers.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_defaults_hold_what_the_organisation_publishes():
    defaults = read_recogniser_configuration()
    assert "14 071" in defaults.organisation.phone_numbers
    assert {"info", "gemeente", "griffie", "servicedesk", "zgw-servicedesk", "postbus", "balie", "no-reply"} <= set(
        defaults.organisation.mailboxes
    )
    assert defaults.case_numbers
    assert DEFAULT_RECOGNISERS.is_file()


def test_a_section_takes_the_place_of_the_default_one(own):
    defaults = read_recogniser_configuration()
    changed = read_recogniser_configuration(own("allow_list: [Dorpshuis]\ndisabled: [LicencePlateRecogniser]\n"))
    assert changed.allow_list == ("Dorpshuis",)
    assert changed.disabled == ("LicencePlateRecogniser",)
    assert changed.case_numbers == defaults.case_numbers
    assert changed.organisation == defaults.organisation


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        pytest.param("names: berichtwacht\nnaems: x\n", 2, "naems", id="unknown key"),
        pytest.param(
            "case_numbers:\n  - name: z\n    regex: 'Z-(\\d+'\n", 3, "is no regular expression", id="broken pattern"
        ),
        pytest.param("case_numbers:\n  - {name: z, regex: 'Z', score: 2}\n", 2, "score", id="score above one"),
        pytest.param(
            "\nextra:\n  - {name: a, entity: ROOM}\n", 3, "needs 'patterns' or a 'deny_list'", id="finds nothing"
        ),
        pytest.param("extra:\n  - {name: a, entity: room, deny_list: [x]}\n", 2, "entity", id="entity in lower case"),
        pytest.param("allow_list: [a\n", 2, "not valid YAML", id="no YAML"),
        pytest.param("- a\n", 1, "mapping", id="no mapping"),
        pytest.param("disabled: [a]\ndisabled: [b]\n", 2, "disabled", id="a key twice"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(own, text, line, says):
    path = own(text)
    with pytest.raises(RecogniserError) as problem:
        read_recogniser_configuration(path)
    assert problem.value.line == line
    assert says in str(problem.value)
    assert problem.value.cure


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(RecogniserError, match="does not exist"):
        read_recogniser_configuration(tmp_path / "nothing.yaml")
