"""The list of versions: what each says of itself, and which cannot be used."""

import json

from classifier.artefacts import VERSION_FILE, read_notes
from classifier.score.scorer import ARTEFACT
from classifier.training.versions import list_versions


def _noted(models, version, **change):
    (models / version / VERSION_FILE).write_text(json.dumps(read_notes(models / version) | change))


def test_the_newest_stands_first_and_the_current_one_is_marked(models):
    _noted(models, "first", created="2026-01-01T00:00:00+00:00")
    found = list_versions(models)
    assert [(version.name, version.is_current, version.problem) for version in found] == [
        ("second", False, None),
        ("first", True, None),
    ]
    assert found[1].created.startswith("2026-01-01")
    assert found[1].data_hash == read_notes(models / "first")["data"]["hash"]


def test_the_code_is_the_commit_or_the_version(models):
    for code, shown in [
        ({"version": "1.2.3", "commit": "abcdefghijk", "dirty": False}, "abcdefgh"),
        ({"version": "1.2.3", "commit": "abcdefghijk", "dirty": True}, "abcdefgh+"),
        ({"version": "1.2.3", "commit": None, "dirty": None}, "1.2.3"),
        (None, ""),
    ]:
        _noted(models, "second", code=code)
        assert list_versions(models)[0].code == shown


def test_rates_are_those_of_the_report_where_there_is_one(models):
    rates = {"must_warn_and_does": 0.9, "clean_that_warns": 0.1, "clean_that_shows": 0.2}
    overall = {name: {"value": value} for name, value in rates.items()}
    (models / "second" / "metrics.json").write_text(json.dumps({"overall": overall}))
    second, first = list_versions(models)
    assert second.rates == rates
    assert first.rates == dict.fromkeys(rates)


def test_what_cannot_be_used_is_listed_with_what_is_wrong(models):
    (models / "first" / VERSION_FILE).write_text("{")
    (models / "second" / ARTEFACT).write_bytes(b"other")
    (models / ".new.partial").mkdir()
    (models / "empty").mkdir()
    problems = {version.name: version.problem for version in list_versions(models)}
    assert set(problems) == {"first", "second", "empty"}
    assert VERSION_FILE in problems["first"]
    assert ARTEFACT in problems["second"]
    assert VERSION_FILE in problems["empty"]
