"""Broken policy files: each is refused with the file, the line and the cure."""

import pytest

from classifier.advise import Adviser
from classifier.decide.policy_file import DEFAULT_POLICY, read_policy_file
from classifier.errors import PolicyError

VALID = """\
name: Test
thresholds:
  personal: {notice: 0.5, warn: 0.5}
  decision: {notice: 0.5, warn: 0.5}
  confidential: {notice: 0.5, warn: 0.5}
crisis:
  accept: writer
  declared: []
destinations:
  email: {url: "mailto:"}
rules:
  - id: one
    quote: Een alinea van de handreiking.
    effects:
      - when: {category: personal, level: warn}
        warning: personal.name
        destinations: [email]
"""
CODES = Adviser.load().codes


def read(tmp_path, text):
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return read_policy_file(path, codes=CODES)


def test_the_valid_file_is_read(tmp_path):
    assert read(tmp_path, VALID).rules[0].effects[0].warning == "personal.name"


def test_the_policy_of_this_library_is_valid():
    assert read_policy_file(DEFAULT_POLICY, codes=CODES).rules


BROKEN = [
    ("name: Test", "name: Test\nnaem: Test", 2, "naem"),
    ("name: Test", 'name: ""', 1, "name"),
    ("name: Test\n", "", 1, "name"),
    ("name: Test", "name: [Test", 2, "not valid YAML"),
    ("name: Test", "name: Test\nname: Again", 2, "not valid YAML"),
    ("notice: 0.5, warn: 0.5}\n  decision", "notice: 1.5, warn: 0.5}\n  decision", 3, "less than 1"),
    ("notice: 0.5, warn: 0.5}\n  decision", "notice: veel, warn: 0.5}\n  decision", 3, "number"),
    ("notice: 0.5, warn: 0.5}\n  decision", "warn: 0.5}\n  decision", 3, "notice"),
    ("  confidential: {notice: 0.5, warn: 0.5}\n", "", 2, "confidential"),
    ("accept: writer", "accept: everybody", 7, "accept"),
    ("accept: writer", "acept: writer", 7, "acept"),
    ("declared: []", 'declared: [{start: "2026-01-01T00:00:00Z"}]', 8, "end"),
    ("declared: []", 'declared: [{start: "2026-01-02T00:00:00Z", end: "2026-01-01T00:00:00Z"}]', 8, "end after"),
    ("declared: []", 'declared: [{start: "2026-01-01T00:00:00", end: "2026-01-02T00:00:00"}]', 8, "timezone"),
    ('url: "mailto:"', 'url: "javascript:alert(1)"', 10, "url"),
    ('url: "mailto:"', 'url: "http://onveilig.example"', 10, "url"),
    ('  email: {url: "mailto:"}', '  email: {url: "mailto:"}\n  fax: {}', 11, "no text 'fax'"),
    ("id: one", "id: One Two", 12, "id"),
    ("quote: Een alinea van de handreiking.", "quote: kort", 13, "quote"),
    ("    quote: Een alinea van de handreiking.\n", "", 12, "quote"),
    ("category: personal, level: warn", "category: persoonlijk, level: warn", 15, "category"),
    ("category: personal, level: warn", "category: personal, level: alarm", 15, "level"),
    ("category: personal, level: warn", "category: personal, level: none", 15, "level"),
    ("category: personal, level: warn", "category: personal", 15, "level"),
    ("category: personal, level: warn", "level: warn", 15, "category"),
    ("category: personal, level: warn", "level: warn, reasons: [name]", 15, "reasons"),
    ("category: personal, level: warn", "category: personal, level: warn, reasons: [naam]", 15, "reasons"),
    ("category: personal, level: warn", "category: personal, level: warn, channels: [fax]", 15, "channels"),
    ("category: personal, level: warn", "category: personal, level: warn, among: [koning]", 15, "among"),
    ("category: personal, level: warn", "category: personal, level: warn, colour: red", 15, "colour"),
    ("warning: personal.name", "warning: personal", 16, "warning"),
    ("warning: personal.name", "warning: personal.nonsense", 16, "no text 'personal.nonsense'"),
    ("warning: personal.name", "reminder: personal.name", 15, "destinations"),
    ("warning: personal.name\n        destinations: [email]", "reminder: personal.name", 16, "no text 'personal.name'"),
    ("warning: personal.name", "warning: crisis.teams", 16, "no text 'crisis.teams'"),
    (
        "warning: personal.name\n        destinations: [email]",
        "reminder: awareness.executive",
        16,
        "key_official_period",
    ),
    ("        warning: personal.name\n        destinations: [email]\n", "", 15, "needs a 'warning'"),
    ("destinations: [email]", "destinations: [fax]", 17, "'fax' is unknown"),
    (
        "        destinations: [email]\n",
        "        destinations: [email]\n  - {id: one, quote: Nog een alinea ervan.}\n",
        18,
        "second time",
    ),
    ("rules:\n", "rules: []\nregels:\n", 11, "rules"),
]


@pytest.mark.parametrize(("old", "new", "line", "part"), BROKEN, ids=[new.strip()[:40] for _, new, _, _ in BROKEN])
def test_a_broken_file_is_refused_with_its_line_and_a_cure(tmp_path, old, new, line, part):
    assert old in VALID
    with pytest.raises(PolicyError) as caught:
        read(tmp_path, VALID.replace(old, new, 1))
    assert part in str(caught.value)
    assert caught.value.line == line
    assert caught.value.cure


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "alleen tekst"])
def test_what_is_no_mapping_is_refused(tmp_path, text):
    with pytest.raises(PolicyError, match="mapping"):
        read(tmp_path, text)


def test_a_missing_file_and_one_that_is_no_text_are_refused(tmp_path):
    with pytest.raises(PolicyError, match="does not exist"):
        read_policy_file(tmp_path / "none.yaml")
    path = tmp_path / "policy.yaml"
    path.write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(PolicyError, match="cannot be read"):
        read_policy_file(path)
